// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/surface.h"

#include <string>

#include "ui/widgets/button.h"

namespace wardlight::ui {
namespace {

constexpr float kBannerPadding = 14;
constexpr float kBannerIcon = 40;

constexpr float kAlarmPadding = 16;
constexpr float kAlarmBeside = 760;  // from here the button stands beside the words

Type banner_title(const BannerSpec& spec) { return spec.large ? Type::NumberLarge : Type::Label; }

float banner_words_width(const Kit& kit, float width, const BannerSpec& spec) {
  const float action = spec.action.empty() ? 0 : button_width(kit, {.label = spec.action}) + kBannerPadding;
  return width - 2 * kBannerPadding - kBannerIcon - action;
}

void draw_card(Kit& kit, const Rect& rect, Edge edge) {
  const Palette& p = kit.palette();
  kit.shadow(rect, kCardRadius);
  kit.fill(rect, p.surface, kCardRadius);
  if (edge == Edge::Plain)
    kit.outline(rect, p.line, kCardRadius);
  else
    kit.outline(rect, edge == Edge::Selected ? p.primary : p.bad.strong, kCardRadius, 2);
}

}  // namespace

void card(Kit& kit, const Rect& rect, Edge edge) {
  if (kit.is_visible(rect.inset(-5))) draw_card(kit, rect, edge);
}

Press pressable_card(Kit& kit, std::string_view key, const Rect& rect, std::string_view label, Edge edge) {
  const Press press = kit.pressable(key, Role::Row, rect, label);
  card(kit, rect, edge);
  if (press.held) kit.fill(rect, with_alpha(kit.palette().primary, 20), kCardRadius);
  return press;
}

void divider(Kit& kit, float x, float y, float width) { kit.line({x, y}, {x + width, y}, kit.palette().line); }

void section_header(Kit& kit, const Rect& rect, std::string_view title, std::string_view note) {
  Rect words = rect;
  if (!note.empty()) {
    const float width = kit.measure(Type::Caption, note).w;
    kit.text(words.cut_right(width, kGutter), note, {.type = Type::Caption, .color = kit.palette().muted, .align = Align::Right});
  }
  kit.text(words, title, {.type = Type::Title, .fit = Fit::Ellipsis});
}

float banner_height(const Kit& kit, float width, const BannerSpec& spec) {
  const float words = banner_words_width(kit, width, spec);
  const float title = spec.title.empty() ? 0 : kit.height(banner_title(spec), spec.title, words);
  const float text = spec.text.empty() ? 0 : kit.height(Type::Body, spec.text, words);
  return std::max(spec.action.empty() ? 52.0f : 76.0f, title + text + 2 * kBannerPadding);
}

bool banner(Kit& kit, std::string_view key, const Rect& rect, const BannerSpec& spec) {
  const ToneColors& colors = kit.palette().tone(spec.tone);
  kit.fill(rect, colors.soft, kFieldRadius);
  Rect inner = rect.inset(kBannerPadding);
  kit.icon(inner.cut_left(kBannerIcon - kBannerPadding, kBannerPadding).middle({26, 26}), spec.icon, colors.strong);
  bool tapped = false;
  if (!spec.action.empty()) {
    const ButtonSpec action{.label = spec.action, .kind = ButtonKind::Quiet};
    const Rect place = inner.cut_right(button_width(kit, action), kBannerPadding);
    tapped = button(kit, key, place.middle({place.w, 48}), action);
  }
  const float title = spec.title.empty() ? 0 : kit.height(banner_title(spec), spec.title, inner.w);
  const float text = spec.text.empty() ? 0 : kit.height(Type::Body, spec.text, inner.w);
  Rect words = inner.middle({inner.w, title + text});
  if (title > 0)
    kit.text(words.cut_top(title), spec.title, {.type = banner_title(spec), .color = colors.strong, .fit = Fit::Wrap});
  if (text > 0) kit.text(words, spec.text, {.color = colors.strong, .fit = Fit::Wrap});
  return tapped;
}

namespace {

ButtonSpec alarm_button(const AlarmSpec& spec) {
  return {.label = spec.action, .icon = spec.icon, .kind = ButtonKind::Quiet};
}

struct AlarmParts {
  float button = 0, words = 0, title = 0, text = 0;
  bool beside = false;
};

AlarmParts measure_alarm(const Kit& kit, float width, const AlarmSpec& spec) {
  AlarmParts parts;
  const float room = width - 2 * kPageMargin;
  if (!spec.action.empty()) parts.button = std::min(room, std::max(260.0f, button_width(kit, alarm_button(spec))));
  parts.beside = parts.button > 0 && width >= kAlarmBeside;
  parts.words = room - (parts.beside ? parts.button + kPageMargin : 0);
  parts.title = kit.height(Type::NumberLarge, spec.title, parts.words);
  parts.text = spec.text.empty() ? 0 : kit.height(Type::Title, spec.text, parts.words) + 4;
  return parts;
}

}  // namespace

float alarm_height(const Kit& kit, float width, const AlarmSpec& spec) {
  const AlarmParts parts = measure_alarm(kit, width, spec);
  const float words = parts.title + parts.text;
  if (parts.beside) return 2 * kAlarmPadding + std::max(words, 60.0f);
  return 2 * kAlarmPadding + words + (parts.button > 0 ? 14 + 60.0f : 0);
}

bool alarm(Kit& kit, std::string_view key, const Rect& rect, const AlarmSpec& spec, float radius) {
  const Palette& p = kit.palette();
  const AlarmParts parts = measure_alarm(kit, rect.w, spec);
  kit.block(rect);
  kit.fill(rect, p.danger, radius);
  Rect inner = rect.inset(kPageMargin, kAlarmPadding);
  Rect place{};
  if (parts.beside) place = inner.cut_right(parts.button, kPageMargin).middle({parts.button, 60});
  if (!parts.beside && parts.button > 0) place = inner.cut_bottom(60, 14), place.w = parts.button;
  inner = inner.middle({inner.w, parts.title + parts.text});
  const TextStyle style{.type = Type::NumberLarge, .color = p.on_danger, .valign = VAlign::Top, .fit = Fit::Wrap};
  kit.text(inner.cut_top(parts.title, 4), spec.title, style);
  if (parts.text > 0)
    kit.text(inner, spec.text, {.type = Type::Title, .color = p.on_danger, .valign = VAlign::Top, .fit = Fit::Wrap});
  return parts.button > 0 && button(kit, key, place, alarm_button(spec));
}

void progress_ring(Kit& kit, Point center, float radius, float share, Tone tone) {
  kit.ring(center, radius, kit.palette().line, 5);
  if (share > 0) kit.ring(center, radius, kit.palette().tone(tone).strong, 5, 0, std::min(share, 1.0f));
}

void empty_state(Kit& kit, const Rect& rect, Icon icon, std::string_view title, std::string_view text) {
  const Palette& p = kit.palette();
  const float width = std::min(rect.w, 460.0f);
  const float words = kit.height(Type::Body, text, width);
  const float heading = kit.height(Type::Title, title, width);
  Rect box = rect.middle({width, 80 + 18 + heading + 6 + words});
  const Rect disc = box.cut_top(80, 18);
  kit.disc(disc.center(), 40, p.neutral.soft);
  kit.icon(disc, icon, p.neutral.strong, IconSize::Large);
  kit.text(box.cut_top(heading, 6), title, {.type = Type::Title, .align = Align::Center, .fit = Fit::Wrap});
  kit.text(box, text, {.color = p.muted, .align = Align::Center, .valign = VAlign::Top, .fit = Fit::Wrap});
}

void fact(Kit& kit, const Rect& rect, std::string_view label, std::string_view value, Tone tone) {
  const Palette& p = kit.palette();
  Rect box = rect.middle({rect.w, 18 + 2 + 21});
  kit.text(box.cut_top(18, 2), label, {.type = Type::Caption, .color = p.muted, .fit = Fit::Ellipsis});
  kit.text(box, value,
           {.type = Type::BodyStrong, .color = tone == Tone::Neutral ? p.text : p.tone(tone).strong, .fit = Fit::Ellipsis});
}

Rect dialog(Kit& kit, Size size, std::string_view title) {
  const Rect page = kit.page();
  kit.block(kit.screen());
  kit.fill(kit.screen(), Color{6, 12, 20, 140});
  const Rect box = page.middle({std::min(size.w, page.w - 2 * kPageMargin), std::min(size.h, page.h - 2 * kPageMargin)});
  kit.fill(box, kit.palette().surface, kCardRadius + 4);
  Rect inner = box.inset(24);
  kit.text(inner.cut_top(type_spec(Type::Heading).line, 12), title, {.type = Type::Heading, .fit = Fit::Ellipsis});
  return inner;
}

}  // namespace wardlight::ui
