// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/number_pad.h"

#include <array>
#include <string>

#include "ui/widgets/kit_state.h"

namespace wardlight::ui {
namespace {

constexpr float kGap = 10;

bool pad_key(Kit& kit, std::string_view key, const Rect& rect, std::string_view label, const PadSpec& spec) {
  const Palette& p = kit.palette();
  const Press press = kit.pressable(key, Role::Key, rect, label, spec.enabled);
  kit.fill(rect, p.surface_low, kButtonRadius);
  kit.outline(rect, p.line, kButtonRadius);
  if (press.held) kit.fill(rect, p.primary_tone.soft, kButtonRadius);
  return press.tapped;
}

std::optional<char> typed_digit(Kit& kit, char point) {
  Kit::State& s = kit.state();
  if (s.field) return std::nullopt;
  s.strokes_read = true;
  while (!s.strokes.empty()) {
    const Stroke stroke = s.strokes.front();
    s.strokes.pop_front();
    if (const auto* key = std::get_if<Key>(&stroke); key != nullptr && *key == Key::Backspace) return kPadBackspace;
    const auto* words = std::get_if<std::string>(&stroke);
    if (words != nullptr && words->size() == 1 && ((words->front() >= '0' && words->front() <= '9') || words->front() == point))
      return words->front();
  }
  return std::nullopt;
}

}  // namespace

std::optional<char> number_pad(Kit& kit, std::string_view key, const Rect& rect, const PadSpec& spec) {
  constexpr std::array<char, 12> keys{'1', '2', '3', '4', '5', '6', '7', '8', '9', 'c', '0', 'b'};
  const Palette& p = kit.palette();
  const Color ink = spec.enabled == Enabled::Yes ? p.text : p.muted;
  std::optional<char> tapped = spec.enabled == Enabled::Yes ? typed_digit(kit, spec.point) : std::nullopt;
  for (int i = 0; i < 12; ++i) {
    const char sign = keys[static_cast<std::size_t>(i)];
    const Rect cell = rect.row(i / 3, 4, kGap).column(i % 3, 3, kGap);
    const std::string prefix = std::string(key) + ".";
    if (sign == 'b') {
      if (pad_key(kit, prefix + "backspace", cell, spec.backspace_label, spec)) tapped = kPadBackspace;
      kit.icon(cell, Icon::Backspace, ink);
    } else if (sign == 'c') {
      if (spec.corner == PadCorner::None) continue;
      const bool point = spec.corner == PadCorner::Point;
      if (pad_key(kit, prefix + (point ? "point" : "clear"), cell, spec.corner_label, spec))
        tapped = point ? spec.point : kPadClear;
      const std::string words = point ? std::string(1, spec.point) : std::string(spec.corner_label);
      kit.text(cell, words, {.type = point ? Type::Number : Type::Label, .color = ink, .align = Align::Center});
    } else {
      const std::string digit(1, sign);
      if (pad_key(kit, prefix + digit, cell, digit, spec)) tapped = sign;
      kit.text(cell, digit, {.type = Type::Number, .color = ink, .align = Align::Center});
    }
  }
  return tapped;
}

void pin_dots(Kit& kit, const Rect& rect, int typed, int length, Tone tone) {
  constexpr float kStep = 34;
  const Palette& p = kit.palette();
  float x = rect.center().x - kStep * static_cast<float>(length - 1) / 2;
  for (int i = 0; i < length; ++i, x += kStep) {
    if (i < typed)
      kit.disc({x, rect.center().y}, 8, p.tone(tone).strong);
    else
      kit.ring({x, rect.center().y}, 7, p.border, 2);
  }
}

}  // namespace wardlight::ui
