// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/expected.h"
#include "core/base/strong_id.h"
#include "core/crypto/crypto.h"

// What a tablet and its hub compare when all is quiet (sync.md D9): whatever went wrong unseen on either side shows as two
// digests of one encounter that differ.
namespace wardlight::store {

class Store;

// How many statements there are about one encounter, and the XOR over them of the first bytes of SHA-256(id, hash of its bytes):
// the order in which they came does not matter.
struct Digest {
  std::uint64_t count = 0;
  std::array<std::uint8_t, 8> sum{};
  void add(std::string_view id, const crypto::Hash& hash);
  friend bool operator==(const Digest&, const Digest&) = default;
};
struct EncounterDigest {
  EncounterId encounter;
  Digest digest;
};

// Of the encounters after `after`, by id; read from the statements as they lie on the disk, but for those of this tablet that
// the hub does not have yet.
enum class Stays { Open, Ended };
Expected<std::vector<EncounterDigest>> list_digests(const Store& store, Stays stays, const EncounterId& after, std::size_t count);
// The ids that one of them stands for.
Expected<std::vector<std::string>> list_digested(const Store& store, const EncounterId& encounter);
// The hub has not got these any more, or never had: what was made here is offered again. Gives how many.
Expected<std::size_t> offer_again(Store& store, std::span<const std::string> ids);

}  // namespace wardlight::store
