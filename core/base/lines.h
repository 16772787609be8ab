// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace wardlight {

// The lines of a text without their ends. A last line may end or not; an empty text has none.
std::vector<std::string> split_lines(std::string_view text);

}  // namespace wardlight
