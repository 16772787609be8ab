// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "platforms/faults/seeded_random.h"

namespace wardlight::support {

using faults::SeededRandom;

}  // namespace wardlight::support
