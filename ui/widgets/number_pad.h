// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "ui/widgets/kit.h"

namespace wardlight::ui {

// What the key at the lower left is.
enum class PadCorner { None, Point, Clear };

struct PadSpec {
  PadCorner corner = PadCorner::None;
  std::string_view corner_label = {};     // for ears, and on the Clear key
  std::string_view backspace_label = {};  // for ears
  char point = '.';
  Enabled enabled = Enabled::Yes;
};

inline constexpr char kPadBackspace = '\b';
inline constexpr char kPadClear = '\x18';

// Ten digits for a PIN or a number, in the order of a telephone. Gives '0'…'9', the point, kPadBackspace or kPadClear.
// Digits typed on a hardware keyboard count too while no field has the focus.
std::optional<char> number_pad(Kit& kit, std::string_view key, const Rect& rect, const PadSpec& spec);

// How many digits of a PIN have been typed; never which.
void pin_dots(Kit& kit, const Rect& rect, int typed, int length, Tone tone = Tone::Primary);

}  // namespace wardlight::ui
