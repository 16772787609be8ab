// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/access/key_store.h"
#include "core/access/permissions.h"
#include "core/access/pin_rules.h"
#include "core/access/policy.h"
#include "core/access/tablet_folder.h"
#include "core/base/clock.h"
#include "core/base/disk.h"
#include "core/base/random.h"
#include "core/base/strong_id.h"

namespace wardlight::access {

// The content files that sign-in goes by.
struct AccessRules {
  AccessPolicy policy;
  PinRules pins;
  Permissions permissions;
};
// From assets/access of an assets folder.
Expected<AccessRules> load_access_rules(Disk& disk, const std::string& assets_folder);

// What sign-in and staff enrolment stand on. Borrows; the owner of the parts outlives them all.
struct TabletParts {
  Disk& disk;
  const Clock& clock;
  RandomSource& random;
  KeyStore& device_key;
  TabletFolder folder;
  DeviceId device;
  const AccessRules& rules;
  crypto::StretchCost cost = {};  // of every PIN the hub gives; tests take less
};

}  // namespace wardlight::access
