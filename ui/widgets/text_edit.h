// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace wardlight::ui {

// The caret of the field that has the focus, and what keys do at it. Positions are bytes; it never stops inside a
// UTF-8 character. There is no clipboard on purpose: patient data stays in the app.
struct TextEdit {
  std::size_t caret = 0;

  void clamp(std::string_view text);
  void insert(std::string& text, std::string_view utf8, std::size_t most_bytes);
  void erase_before(std::string& text);
  void erase_after(std::string& text);
  void left(std::string_view text);
  void right(std::string_view text);
};

}  // namespace wardlight::ui
