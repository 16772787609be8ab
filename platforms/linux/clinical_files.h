// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/base/disk.h"

namespace wardlight::platform {

// A file of assets/clinical as it came with the program, such as "morse.json". NotFound when the installation lacks it.
Expected<std::string> read_clinical(Disk& disk, const std::string& name);

}  // namespace wardlight::platform
