// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "ui/widgets/kit.h"

namespace wardlight::ui {

enum class KeyboardLayout { English, Spanish };

// Words on and for the keys, in the language of the screen.
struct KeyboardWords {
  std::string_view space, done, letters, symbols, shift, backspace, hide;
};

// Takes its room from the page while a field has the focus; call before the screen is laid out.
void reserve_keyboard(Kit& kit);
// Draws it over the lower part of the window and types into the focused field; call after the screen.
void draw_keyboard(Kit& kit, KeyboardLayout layout, const KeyboardWords& words);

}  // namespace wardlight::ui
