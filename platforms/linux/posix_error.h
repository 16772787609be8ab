// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/base/error.h"

namespace wardlight::platform {

// An errno as one of our errors, with the path in `where`.
Error posix_error(int number, const std::string& path);

}  // namespace wardlight::platform
