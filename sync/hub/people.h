// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/base/random.h"
#include "core/crypto/crypto.h"
#include "sync/storage/hub_storage.h"

namespace wardlight::hub {

struct NewPerson {
  std::string name;
  std::string role;  // its code
  const crypto::Secret& pin;
  crypto::StretchCost cost = {};
};

// Puts somebody on the list of who may sign in, and among the practitioners whose names tablets show. Their new id; else what
// the storage says.
Expected<PractitionerId> add_person(storage::HubStorage& storage, const NewPerson& person, const Clock& clock,
                                    RandomSource& random);

}  // namespace wardlight::hub
