// SPDX-License-Identifier: Apache-2.0
#include "core/access/role.h"

#include <array>
#include <utility>

#include "core/access/desk_role.h"

namespace wardlight::access {
namespace {

constexpr std::array<std::pair<Role, std::string_view>, 6> kRoles{
    {{Role::Nurse, "nurse"}, {Role::Aide, "aide"}, {Role::Charge, "charge"},
     {Role::Admin, "admin"}, {kQuality, "quality"}, {kInfectionPrevention, "infection-prevention"}}};

}  // namespace

std::string_view to_code(Role role) {
  for (const auto& [known, code] : kRoles)
    if (known == role) return code;
  return {};
}

std::optional<Role> role_from_code(std::string_view code) {
  for (const auto& [role, known] : kRoles)
    if (known == code) return role;
  return std::nullopt;
}

std::optional<Role> role_from_number(std::uint8_t number) {
  for (const auto& [role, code] : kRoles)
    if (static_cast<std::uint8_t>(role) == number) return role;
  return std::nullopt;
}

}  // namespace wardlight::access
