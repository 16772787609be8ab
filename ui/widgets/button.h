// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "ui/widgets/kit.h"

namespace wardlight::ui {

enum class ButtonKind { Primary, Secondary, Danger, Quiet };

struct ButtonSpec {
  std::string_view label;
  Icon icon = Icon::None;
  ButtonKind kind = ButtonKind::Secondary;
  Enabled enabled = Enabled::Yes;
};

// A button with words; true in the frame it is tapped. A disabled one says in its label what is missing.
// Words too long for the box are wrapped to two lines.
bool button(Kit& kit, std::string_view key, const Rect& rect, const ButtonSpec& spec);
// The width its words ask for, padding included.
float button_width(const Kit& kit, const ButtonSpec& spec);

// A square with an icon only; `label` is for ears.
bool icon_button(Kit& kit, std::string_view key, const Rect& rect, Icon icon, std::string_view label, Tone tone = Tone::Neutral);

// On or off, with words on its left; true when it was tapped.
bool toggle(Kit& kit, std::string_view key, const Rect& rect, std::string_view label, bool on);

}  // namespace wardlight::ui
