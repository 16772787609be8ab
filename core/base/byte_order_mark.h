// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

// What some editors and exports put before UTF-8 text. It is no part of the text, and is passed over once, at its beginning.
namespace wardlight {

inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

constexpr std::string_view without_byte_order_mark(std::string_view text) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  return text;
}

}  // namespace wardlight
