// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"

namespace wardlight {

// sync.md 3.2, row 2: a tablet's clock that is further out than this is wrong. Somebody is told, and a hub that counts what the
// tablet wrote moves its times.
inline constexpr Duration kClockTolerance = minutes(2);

}  // namespace wardlight
