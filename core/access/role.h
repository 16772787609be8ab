// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace wardlight::access {

// What a person is on the ward. The numbers stand in slot files: never change one.
enum class Role : std::uint8_t { Nurse = 1, Aide = 2, Charge = 3, Admin = 4 };

std::string_view to_code(Role role);  // nurse, aide, charge, admin
std::optional<Role> role_from_code(std::string_view code);
std::optional<Role> role_from_number(std::uint8_t number);

}  // namespace wardlight::access
