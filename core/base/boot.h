// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"

namespace wardlight {

// When the machine started, by the wall clock: that moves only when somebody sets the clock.
inline Instant boot_began(const Clock& clock) { return clock.now() - milliseconds(clock.monotonic_milliseconds()); }

}  // namespace wardlight
