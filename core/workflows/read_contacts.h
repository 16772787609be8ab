// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/store/store.h"

// Whom to call by telephone, from the hospital's own Location resources: the nearest one at or above the unit that has a number.
namespace wardlight::workflows {

struct UnitContacts {
  std::string help;  // when patient or family call for help; empty: the hospital gave none
  std::string desk;  // when something urgent could not be delivered; without one of its own the number for help
};
// Of Location.telecom, system "phone": the one whose wl:contact extension says "help", and the first other one. An empty unit
// gives what all units agree on. One thread per store; as the store fails.
Expected<UnitContacts> read_contacts(const store::Store& store, const LocationId& unit);

}  // namespace wardlight::workflows
