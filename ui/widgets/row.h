// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "ui/widgets/kit.h"

namespace wardlight::ui {

struct RowSpec {
  std::string_view title;
  std::string_view subtitle = {};
  Icon icon = Icon::None;  // in a soft square of the tone
  Tone tone = Tone::Neutral;
  std::string_view value = {};       // on the right, in the tone
  std::string_view value_note = {};  // under it: "late"
  std::string_view label = {};       // for ears; empty: the title
  enum class Opens { Nothing, Page } opens = Opens::Nothing;  // a chevron, and pressable
};

// A list row, kRowHeight or higher, with a line under it. True when tapped (only rows that open something can be).
bool list_row(Kit& kit, std::string_view key, const Rect& rect, const RowSpec& spec);

}  // namespace wardlight::ui
