// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "ui/widgets/kit.h"

namespace wardlight::ui {

enum class FieldLines { One, Several };

struct FieldSpec {
  std::string_view label;             // for ears; a screen draws its own label above
  std::string_view placeholder = {};  // shown while empty
  Icon icon = Icon::None;
  FieldLines lines = FieldLines::One;
  std::size_t most_bytes = 2000;
  std::string_view clear_label = {};  // when given, a filled one-line field has a button that empties it
  Enabled enabled = Enabled::Yes;
};

struct Typed {
  bool changed = false;
  bool entered = false;  // Enter in a one-line field, or the keyboard's Done
};

// A field to type in; a tap gives it the focus and brings the on-screen keyboard, another tap moves the caret.
// The text belongs to the caller.
Typed text_field(Kit& kit, std::string_view key, const Rect& rect, std::string& text, const FieldSpec& spec);

// The same, dressed for search.
Typed search_field(Kit& kit, std::string_view key, const Rect& rect, std::string& text, std::string_view placeholder,
                   std::string_view clear_label);

}  // namespace wardlight::ui
