// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/chip.h"

namespace wardlight::ui {
namespace {

constexpr float kPadding = 11;
constexpr float kIconRoom = 22;
constexpr float kGap = 6;

Chip more(std::size_t count) { return {"+" + std::to_string(count), Icon::None, Tone::Neutral}; }

}  // namespace

float chip_width(const Kit& kit, const Chip& spec) {
  return kit.measure(Type::Caption, spec.text).w + 2 * kPadding + (spec.icon == Icon::None ? 0 : kIconRoom);
}

float chip(Kit& kit, Point at, const Chip& spec) {
  const ToneColors& colors = kit.palette().tone(spec.tone);
  const Rect rect{at.x, at.y, chip_width(kit, spec), kChipHeight};
  kit.fill(rect, colors.soft, kChipHeight / 2);
  Rect inner = rect.inset(kPadding, 0);
  if (spec.icon != Icon::None) kit.icon(inner.cut_left(18, kIconRoom - 18), spec.icon, colors.strong, IconSize::Small);
  kit.text(inner, spec.text, {.type = Type::Caption, .color = colors.strong});
  return rect.w;
}

void chip_line(Kit& kit, const Rect& rect, std::span<const Chip> chips) {
  float x = rect.x;
  const float y = rect.y + (rect.h - kChipHeight) / 2;
  for (std::size_t i = 0; i < chips.size(); ++i) {
    const std::size_t after = chips.size() - i - 1;
    const float reserve = after == 0 ? 0 : chip_width(kit, more(after)) + kGap;
    if (x + chip_width(kit, chips[i]) + reserve > rect.right()) {
      chip(kit, {x, y}, more(chips.size() - i));
      return;
    }
    x += chip(kit, {x, y}, chips[i]) + kGap;
  }
}

void badge(Kit& kit, const Rect& rect, std::string_view words, Tone tone, Type type) {
  const ToneColors& colors = kit.palette().tone(tone);
  kit.fill(rect, colors.soft, kButtonRadius);
  kit.text(rect.inset(4, 0), words, {.type = type, .color = colors.strong, .align = Align::Center});
}

void badge(Kit& kit, const Rect& rect, std::string_view big, std::string_view word, std::string_view when, Tone tone) {
  const ToneColors& colors = kit.palette().tone(tone);
  kit.fill(rect, colors.soft, kButtonRadius);
  Rect inner = rect.inset(10, 0);
  const float width = std::max(kit.measure(Type::Caption, word).w, kit.measure(Type::Caption, when).w);
  Rect lines = inner.cut_right(width, 8).middle({width, 36});
  kit.text(inner, big, {.type = Type::Number, .color = colors.strong, .align = Align::Center});
  kit.text(lines.cut_top(18), word, {.type = Type::Caption, .color = colors.strong});
  kit.text(lines, when, {.type = Type::Caption, .color = colors.strong});
}

void avatar(Kit& kit, Point center, float radius, std::string_view initials) {
  const ToneColors& colors = kit.palette().violet;
  kit.disc(center, radius, colors.soft);
  kit.text({center.x - radius, center.y - radius, 2 * radius, 2 * radius}, initials,
           {.type = Type::Label, .color = colors.strong, .align = Align::Center});
}

void count_dot(Kit& kit, Point center, int count) {
  const Palette& p = kit.palette();
  const std::string words = count > 99 ? "99+" : std::to_string(count);
  const float width = std::max(20.0f, kit.measure(Type::Caption, words).w + 10);
  const Rect rect{center.x - width / 2, center.y - 10, width, 20};
  kit.fill(rect, p.danger, 10);
  kit.text(rect, words, {.type = Type::Caption, .color = p.on_danger, .align = Align::Center});
}

}  // namespace wardlight::ui
