// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/expected.h"
#include "core/base/strong_id.h"
#include "core/crypto/crypto.h"

// $staff, down: who may sign in here. $signers, up: the keys this tablet made for them.
namespace wardlight::wire {

struct StaffMember {
  PractitionerId practitioner;
  std::string name;
  std::string role;  // nurse, aide, charge, admin
  crypto::Salt salt{};
  crypto::Secret stretched{32};  // Argon2id of the PIN; the tablet wipes it once the slot is made
  std::uint64_t pin_version = 1;
};
std::string write_staff(std::span<const StaffMember> staff);  // the text holds secrets: crypto::wipe() it
Expected<std::vector<StaffMember>> read_staff(std::string_view text);

struct SignerKeys {
  PractitionerId practitioner;
  crypto::SignPublicKey sign_key{};
  crypto::BoxPublicKey box_key{};
};
std::string write_signers(std::span<const SignerKeys> signers);
Expected<std::vector<SignerKeys>> read_signers(std::string_view text);

}  // namespace wardlight::wire
