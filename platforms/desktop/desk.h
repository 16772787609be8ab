// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/expected.h"
#include "platforms/desktop/options.h"

namespace wardlight::desktop {

// Opens the window on a tablet, enrolling it first when asked to, and stays until it is closed.
// Fails with Environment when there is no display, NotAllowed when the hub refuses the code, or what the data folder says.
Expected<void> run_desk(const Options& options);

}  // namespace wardlight::desktop
