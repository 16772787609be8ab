// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <vector>

#include "core/access/slot.h"
#include "core/access/tablet_parts.h"

namespace wardlight::access {

// Every public key somebody ever signed with on this tablet, the one of their slot in force first: a new PIN from the hub
// makes a new key, and what was signed with the old one stays good.
using SignKeys = std::map<PractitionerId, std::vector<crypto::SignPublicKey>>;

// Before a slot is made anew: its public key is kept in the file old_sign_keys, vouched for with the store key. Nothing in
// the file opens anything. Doing it twice keeps it once.
Expected<void> keep_old_sign_key(const TabletParts& parts, const crypto::Secret& store_key, const SlotHeader& old);

// From the slots and the old keys that the store key vouches for; others are passed over.
Expected<SignKeys> list_sign_keys(const TabletParts& parts, const crypto::Secret& store_key);

}  // namespace wardlight::access
