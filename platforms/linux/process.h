// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/expected.h"

namespace wardlight::platform {

// Call first in main: no core dump and no debugger of the same account can read the keys that a
// signed-in session holds, and what is written belongs to the owner alone. Fails with Environment when the kernel refuses.
Expected<void> harden_process();

}  // namespace wardlight::platform
