// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace wardlight::hub {

// What a page holds of resources. A tablet refuses an answer of more than 8 MB.
inline constexpr std::size_t kPageBytes = std::size_t{1} << 20;
// What still travels, on a page of its own. The hub takes nothing larger.
inline constexpr std::size_t kLargestResource = std::size_t{4} << 20;
inline constexpr std::string_view kTooLarge =
    "The resource is larger than 4 MB, which no tablet could read; leave its pictures and attachments out.";

// The room on one page. Pure.
class PageRoom {
 public:
  // Whether one more resource of that size stands on it; the first always does.
  bool take(std::size_t bytes);

 private:
  std::size_t m_rows = 0;
  std::size_t m_bytes = 0;
};

}  // namespace wardlight::hub
