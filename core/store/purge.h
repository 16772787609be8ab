// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/expected.h"
#include "core/base/strong_id.h"

namespace wardlight::store {

class Store;

// This tablet may not see that stay any more (sync.md S14): what others wrote about it goes, and with the patient's last stay all
// that the hospital says of the patient. What was made here stays, sent or not. Doing it twice changes nothing; after a power
// cut it is done again.
Expected<void> purge_encounter(Store& store, const EncounterId& encounter);

}  // namespace wardlight::store
