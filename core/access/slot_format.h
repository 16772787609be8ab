// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/access/slot.h"

namespace wardlight::access {

// The bytes that the secrets are bound to: everything up to the public keys.
Bytes write_bound_part(const SlotHeader& header);
// The bytes that the store key vouches for: everything up to the MAC.
Bytes write_vouched_part(const Slot& slot);
// Whether the ids and the name are of lengths the format can hold.
bool fits_slot(const SlotHeader& header);

}  // namespace wardlight::access
