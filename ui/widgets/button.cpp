// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/button.h"

#include <string>

namespace wardlight::ui {
namespace {

constexpr float kPadding = 18;
constexpr float kIconGap = 10;

struct Look {
  Color fill;
  Color ink;
};

Look look(const Kit& kit, ButtonKind kind, Enabled enabled) {
  const Palette& p = kit.palette();
  if (enabled == Enabled::No) return {p.disabled, p.on_disabled};
  switch (kind) {
    case ButtonKind::Primary: return {p.primary, p.on_primary};
    case ButtonKind::Secondary: return {p.primary_tone.soft, p.primary_tone.strong};
    case ButtonKind::Danger: return {p.danger, p.on_danger};
    case ButtonKind::Quiet: return {p.surface, p.primary};
  }
  return {p.surface, p.text};
}

// A finger on it darkens by day and lightens by night.
void draw_held(Kit& kit, const Rect& rect, float radius) {
  kit.fill(rect, with_alpha(kit.theme() == Theme::Day ? hex(0x10202F) : hex(0xFFFFFF), 26), radius);
}

}  // namespace

float button_width(const Kit& kit, const ButtonSpec& spec) {
  const float icon = spec.icon == Icon::None ? 0 : icon_dp(IconSize::Medium) + kIconGap;
  return kit.measure(Type::Label, spec.label).w + icon + 2 * kPadding;
}

bool button(Kit& kit, std::string_view key, const Rect& rect, const ButtonSpec& spec) {
  const Press press = kit.pressable(key, Role::Button, rect, spec.label, spec.enabled);
  const Look colors = look(kit, spec.kind, spec.enabled);
  kit.fill(rect, colors.fill, kButtonRadius);
  if (spec.kind == ButtonKind::Quiet && spec.enabled == Enabled::Yes) kit.outline(rect, kit.palette().line, kButtonRadius);
  if (press.held) draw_held(kit, rect, kButtonRadius);
  const float icon = spec.icon == Icon::None ? 0 : icon_dp(IconSize::Medium) + kIconGap;
  const float room = rect.w - icon - 16;
  const float width = std::min(kit.measure(Type::Label, spec.label).w, room);
  Rect inner = rect.middle({width + icon, rect.h});
  if (icon > 0) kit.icon(inner.cut_left(icon - kIconGap, kIconGap), spec.icon, colors.ink);
  const Align align = icon > 0 ? Align::Left : Align::Center;
  kit.text(inner, spec.label, {.type = Type::Label, .color = colors.ink, .align = align, .fit = Fit::Wrap});
  return press.tapped;
}

bool icon_button(Kit& kit, std::string_view key, const Rect& rect, Icon icon, std::string_view label, Tone tone) {
  const Press press = kit.pressable(key, Role::Button, rect, label);
  const ToneColors& colors = kit.palette().tone(tone);
  if (tone != Tone::Neutral) kit.fill(rect, colors.soft, kButtonRadius);
  if (press.held) draw_held(kit, rect, kButtonRadius);
  kit.icon(rect, icon, colors.strong);
  return press.tapped;
}

bool toggle(Kit& kit, std::string_view key, const Rect& rect, std::string_view label, bool on) {
  const Palette& p = kit.palette();
  const Press press = kit.pressable(key, Role::Toggle, rect, label);
  Rect words = rect;
  const Rect track = words.cut_right(60, 12).middle({60, 34});
  kit.text(words, label, {.type = Type::BodyStrong, .fit = Fit::Wrap});
  kit.fill(track, on ? p.primary : p.border, 17);
  if (press.held) draw_held(kit, track, 17);
  const float x = on ? track.right() - 17 : track.x + 17;
  kit.disc({x, track.center().y}, 13, on ? p.on_primary : p.surface);
  if (on) kit.icon({x - 9, track.center().y - 9, 18, 18}, Icon::Check, p.primary, IconSize::Small);
  return press.tapped;
}

}  // namespace wardlight::ui
