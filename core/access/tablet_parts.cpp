// SPDX-License-Identifier: Apache-2.0
#include "core/access/tablet_parts.h"

namespace wardlight::access {

Expected<AccessRules> load_access_rules(Disk& disk, const std::string& assets_folder) {
  const std::string folder = assets_folder + "/access/";
  WL_TRY(const Bytes policy_bytes, read_file(disk, folder + "policy.json"));
  WL_TRY(const Bytes pin_bytes, read_file(disk, folder + "pin-rules.json"));
  WL_TRY(const Bytes permission_bytes, read_file(disk, folder + "permissions.json"));
  WL_TRY(auto policy, parse_policy(as_text(policy_bytes)));
  WL_TRY(auto pins, PinRules::parse(as_text(pin_bytes)));
  WL_TRY(auto permissions, Permissions::parse(as_text(permission_bytes)));
  return AccessRules{std::move(policy), std::move(pins), std::move(permissions)};
}

}  // namespace wardlight::access
