// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "platforms/faults/fault_disk.h"

namespace wardlight::support {

using faults::FaultDisk;

}  // namespace wardlight::support
