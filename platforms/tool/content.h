// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "core/base/expected.h"

namespace wardlight::tool {

// The text of a file of assets/clinical, such as "morse.json". NotFound or BadUsage when the installation lacks it.
Expected<std::string> read_clinical(std::string_view name);

}  // namespace wardlight::tool
