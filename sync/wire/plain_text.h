// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace wardlight::wire {

inline constexpr std::size_t kLongestPlain = 512;  // bytes

// A name that every storage can keep and find again: not empty, short, without control characters. PostgreSQL's text knows no
// NUL, and its indexes take less than three kilobytes.
inline bool is_plain(std::string_view text) {
  return !text.empty() && text.size() <= kLongestPlain &&
         std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

}  // namespace wardlight::wire
