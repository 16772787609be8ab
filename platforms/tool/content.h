// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "core/base/expected.h"

namespace wardlight::tool {

// The text of a file of assets/clinical, such as "morse.json", or of the file given in its place. NotFound when the
// installation lacks the one, BadUsage when the other cannot be read.
Expected<std::string> read_clinical(std::string_view name, const std::string& instead = {});

}  // namespace wardlight::tool
