// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/bytes.h"
#include "core/base/strong_id.h"
#include "core/crypto/crypto.h"

namespace wardlight::store {

// Where a unit came from and who stands for it (wire.md, "A unit"). It travels beside the bytes, never inside them.
struct UnitEnvelope {
  DeviceId device;
  std::uint64_t incarnation = 1;
  std::uint64_t seq = 1;
  crypto::Hash hash{};  // SHA-256 of the bytes
  crypto::Hash prev{};  // chain value of seq - 1; zeros for seq 1
  PractitionerId signer;
  crypto::Signature signature{};  // Ed25519 by the signer over the chain value
};

// SHA-256("wardlight-unit-1" 0 device 0 incarnation seq prev hash), the numbers as 8 bytes big-endian.
crypto::Hash chain_value(const UnitEnvelope& envelope);

// One Bundle.entry with the resource's bytes as they are. `type` and `id` are what stands in the resource.
std::string write_entry(const UnitEnvelope& envelope, std::string_view type, std::string_view id, std::string_view bytes);

// The wl:unit extension alone, for other entries that carry it.
std::string write_unit_extension(const UnitEnvelope& envelope);

}  // namespace wardlight::store
