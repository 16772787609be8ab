// SPDX-License-Identifier: Apache-2.0
#include "platforms/desktop/options.h"

#include <charconv>

namespace wardlight::desktop {

Expected<WindowSize> parse_size(const std::string& text) {
  WindowSize size{0, 0};
  const auto cross = text.find('x');
  if (cross != std::string::npos) {
    std::from_chars(text.data(), text.data() + cross, size.width);
    std::from_chars(text.data() + cross + 1, text.data() + text.size(), size.height);
  }
  if (size.width < 320 || size.height < 320 || size.width > 8192 || size.height > 8192)
    return Error{ErrorCode::BadUsage, "A size is written as 1280x800, from 320 to 8192.", "--size"};
  return size;
}

Expected<void> check(const Options& options) {
  if (options.demo && !options.data.empty())
    return Error{ErrorCode::BadUsage, "The demo makes its own tablet; leave --data out.", "--demo"};
  if (options.hub.empty() != options.enrol_code_file.empty())
    return Error{ErrorCode::BadUsage, "A tablet is enrolled with --hub and --enrol-code-file together.", "--hub"};
  if (!options.accessibility_tree.empty() && !options.demo)
    return Error{ErrorCode::BadUsage, "What is on the screen is written down for the demo's made-up ward only.",
                 "--accessibility-tree"};
  return {};
}

}  // namespace wardlight::desktop
