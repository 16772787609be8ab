// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "ui/widgets/kit.h"

namespace wardlight::ui {

struct Chip {
  std::string text;
  Icon icon = Icon::None;
  Tone tone = Tone::Neutral;
};

float chip_width(const Kit& kit, const Chip& chip);
// Draws it with its left edge there; gives its width.
float chip(Kit& kit, Point at, const Chip& spec);
// As many as fit on one line; what does not fit is counted in a last "+n" (never dropped silently).
void chip_line(Kit& kit, const Rect& rect, std::span<const Chip> chips);
// For what gives the height it uses: MeasureOnly draws nothing.
enum class Drawing { Draw, MeasureOnly };

// A block of colour with short words in it: bed number, state, count.
void badge(Kit& kit, const Rect& rect, std::string_view words, Tone tone, Type type = Type::Label);
// Two lines: a big word or number beside a word over a time.
void badge(Kit& kit, const Rect& rect, std::string_view big, std::string_view word, std::string_view when, Tone tone);
// A round one with initials.
void avatar(Kit& kit, Point center, float radius, std::string_view initials);
// A small red count at the corner of something.
void count_dot(Kit& kit, Point center, int count);

}  // namespace wardlight::ui
