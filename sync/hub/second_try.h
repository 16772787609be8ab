// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>

#include "core/base/expected.h"
#include "sync/hub/push.h"

namespace wardlight::hub {

struct SecondTry {
  std::size_t taken = 0;        // it is in the record now; a tablet that sees the patient hears of it by its feed
  std::size_t still_aside = 0;  // refused for a reason that stands, or nothing that can be offered
};

// Offers to the record once more what was set aside, of one device or of all, each unit as its device brought it: for instance
// after a device was found, or after the hub was told keys that it lacked. Judged anew, by the same rules; what contradicts the
// record stays aside. Fails as the storage does.
Expected<SecondTry> offer_again(storage::HubStorage& storage, PushService& push, const Clock& clock,
                                const std::optional<DeviceId>& device = {});

}  // namespace wardlight::hub
