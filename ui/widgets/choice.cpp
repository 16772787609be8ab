// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/choice.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace wardlight::ui {
namespace {

constexpr float kGap = 8;
constexpr float kPadding = 14;
constexpr int kMostColumns = 6;

float option_width(const Kit& kit, const Option& option) {
  return kit.measure(Type::Label, option.label).w + 2 * kPadding + (option.icon == Icon::None ? 0 : 32);
}

// The most equal columns in which the longest label still fits on one line; one column wraps.
int columns(const Kit& kit, float width, const ChoiceSpec& spec) {
  const int count = static_cast<int>(spec.options.size());
  float widest = 0;
  for (const Option& option : spec.options) widest = std::max(widest, option_width(kit, option));
  int fit = std::clamp(static_cast<int>((width + kGap) / (widest + kGap)), 1, std::min(count, kMostColumns));
  const int rows = (count + fit - 1) / fit;
  return (count + rows - 1) / rows;  // even rows: 4 answers are 2 and 2, not 3 and 1
}

std::string option_key(std::string_view key, const Option& option) { return std::string(key) + "." + std::string(option.code); }

bool draw_option(Kit& kit, std::string_view key, const Rect& rect, const Option& option, bool on, Enabled enabled) {
  const Palette& p = kit.palette();
  const Press press = kit.pressable(option_key(key, option), Role::Choice, rect, option.label, enabled);
  const Color ink = enabled == Enabled::No ? p.on_disabled : on ? p.on_primary : p.text;
  kit.fill(rect, enabled == Enabled::No ? p.disabled : on ? p.primary : p.surface_low, kButtonRadius);
  kit.outline(rect, on ? p.primary : p.border, kButtonRadius);
  if (press.held) kit.fill(rect, with_alpha(p.primary, 36), kButtonRadius);
  const Icon mark = on ? Icon::Check : option.icon;
  const float icon = mark == Icon::None ? 0.0f : 32.0f;
  const float room = rect.w - 2 * 8 - icon;
  Rect inner = rect.middle({std::min(room, kit.measure(Type::Label, option.label).w) + icon, rect.h});
  if (icon > 0) kit.icon(inner.cut_left(24, 8), mark, ink);
  kit.text(inner, option.label,
           {.type = Type::Label, .color = ink, .align = icon > 0 ? Align::Left : Align::Center, .fit = Fit::Wrap});
  return press.tapped;
}

}  // namespace

float choice_height(const Kit& kit, float width, const ChoiceSpec& spec) {
  if (spec.options.empty()) return 0;
  const int count = static_cast<int>(spec.options.size());
  const int across = columns(kit, width, spec);
  const int rows = (count + across - 1) / across;
  return static_cast<float>(rows) * spec.row_height + static_cast<float>(rows - 1) * kGap;
}

std::optional<std::size_t> choice(Kit& kit, std::string_view key, const Rect& rect, const ChoiceSpec& spec) {
  std::optional<std::size_t> tapped;
  if (spec.options.empty()) return tapped;
  const int across = columns(kit, rect.w, spec);
  for (std::size_t i = 0; i < spec.options.size(); ++i) {
    const int index = static_cast<int>(i);
    const float top = static_cast<float>(index / across) * (spec.row_height + kGap);
    const Rect line{rect.x, rect.y + top, rect.w, spec.row_height};
    const bool on = std::find(spec.chosen.begin(), spec.chosen.end(), i) != spec.chosen.end();
    if (draw_option(kit, key, line.column(index % across, across, kGap), spec.options[i], on, spec.enabled)) tapped = i;
  }
  return tapped;
}

std::optional<std::size_t> segments(Kit& kit, std::string_view key, const Rect& rect, std::span<const Option> options,
                                    std::size_t chosen) {
  const Palette& p = kit.palette();
  std::optional<std::size_t> tapped;
  kit.fill(rect, p.surface_low, kButtonRadius);
  kit.outline(rect, p.border, kButtonRadius);
  for (std::size_t i = 0; i < options.size(); ++i) {
    const Rect cell = rect.column(static_cast<int>(i), static_cast<int>(options.size()));
    const Press press = kit.pressable(option_key(key, options[i]), Role::Tab, cell, options[i].label);
    if (i == chosen) kit.fill(cell.inset(3), p.primary, kButtonRadius - 3);
    if (press.held) kit.fill(cell.inset(3), with_alpha(p.primary, 36), kButtonRadius - 3);
    kit.text(cell.inset(6, 0), options[i].label,
             {.type = Type::Label, .color = i == chosen ? p.on_primary : p.text, .align = Align::Center});
    if (press.tapped) tapped = i;
  }
  return tapped;
}

}  // namespace wardlight::ui
