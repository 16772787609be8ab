// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/look.h"

#include <algorithm>
#include <vector>

#include "ui/widgets/surface.h"

namespace wardlight::screens {

namespace {

constexpr float kChipGap = 6;
constexpr float kChipPadding = 11;
constexpr float kIdentityGap = 12;
constexpr float kSameNamePadding = 7;

ui::Icon flag_icon(models::FlagKind kind) {
  switch (kind) {
    case models::FlagKind::Allergies: return ui::Icon::WarningAmber;
    case models::FlagKind::CodeStatus: return ui::Icon::Favorite;
    case models::FlagKind::Isolation: return ui::Icon::Masks;
    case models::FlagKind::Temporary: return ui::Icon::PersonAdd;
    case models::FlagKind::NotRecorded: return ui::Icon::HelpOutline;
  }
  return ui::Icon::None;
}

ui::Chip flag_chip(const models::FlagChip& flag) {
  const bool quiet = flag.badge.tone == models::Tone::Neutral;
  return {flag.badge.text, quiet ? ui::Icon::None : flag_icon(flag.kind), tone(flag.badge.tone)};
}

void draw_cut_chip(ui::Kit& kit, const ui::Rect& rect, const ui::Chip& spec) {
  const auto& colors = kit.palette().tone(spec.tone);
  kit.fill(rect, colors.soft, ui::kChipHeight / 2);
  ui::Rect inner = rect.inset(kChipPadding, 0);
  if (spec.icon != ui::Icon::None) kit.icon(inner.cut_left(18, 4), spec.icon, colors.strong, ui::IconSize::Small);
  kit.text(inner, spec.text, {.type = ui::Type::Caption, .color = colors.strong, .fit = ui::Fit::Ellipsis});
}

float name_height(const ui::Kit& kit, float width, const models::PatientHead& head, const IdentityLook& look) {
  return kit.height(look.name, head.name, width);
}

// No word of it would have to be broken.
bool words_fit(const ui::Kit& kit, std::string_view words, float width) {
  while (!words.empty()) {
    const std::string_view word = words.substr(0, words.find_first_of(" -"));
    if (kit.measure(ui::Type::BodyStrong, word).w + 6 > width) return false;  // with the hyphen or comma behind it
    words.remove_prefix(std::min(words.size(), word.size() + 1));
  }
  return true;
}

}  // namespace

ui::Tone tone(models::Tone tone) {
  switch (tone) {
    case models::Tone::Neutral: return ui::Tone::Neutral;
    case models::Tone::Primary: return ui::Tone::Primary;
    case models::Tone::Ok: return ui::Tone::Ok;
    case models::Tone::Warn: return ui::Tone::Warn;
    case models::Tone::Bad: return ui::Tone::Bad;
    case models::Tone::Info: return ui::Tone::Info;
    case models::Tone::Violet: return ui::Tone::Violet;
  }
  return ui::Tone::Neutral;
}

float draw_chips(ui::Kit& kit, const ui::Rect& rect, std::span<const ui::Chip> chips, ui::Drawing drawing) {
  if (chips.empty()) return 0;
  float x = rect.x, y = rect.y;
  for (const auto& spec : chips) {
    const float width = std::min(ui::chip_width(kit, spec), rect.w);
    if (x > rect.x && x + width > rect.right() + 0.5f) x = rect.x, y += ui::kChipHeight + kChipGap;
    if (drawing == ui::Drawing::Draw) draw_cut_chip(kit, {x, y, width, ui::kChipHeight}, spec);
    x += width + kChipGap;
  }
  return y + ui::kChipHeight - rect.y;
}

float draw_flags(ui::Kit& kit, const ui::Rect& rect, std::span<const models::FlagChip> flags, ui::Drawing drawing) {
  std::vector<ui::Chip> chips;
  chips.reserve(flags.size());
  for (const auto& flag : flags) chips.push_back(flag_chip(flag));
  return draw_chips(kit, rect, chips, drawing);
}

float identity_height(const ui::Kit& kit, float width, const models::PatientHead& head, const IdentityLook& look) {
  const float words = width - look.bed_width - kIdentityGap;
  return std::max(48.0f, name_height(kit, words, head, look) + kit.height(ui::Type::Caption, head.identifiers, words) + 2);
}

void draw_identity(ui::Kit& kit, const ui::Rect& rect, const models::PatientHead& head, const IdentityLook& look) {
  ui::Rect inner = rect;
  const ui::Rect bed = inner.cut_left(look.bed_width, kIdentityGap);
  const ui::Rect square = bed.middle({look.bed_width, std::min(48.0f, bed.h)});
  const bool missing = head.bed == "?";
  ui::badge(kit, square, head.bed, missing ? ui::Tone::Warn : ui::Tone::Primary,
            kit.measure(ui::Type::Title, head.bed).w > square.w - 8 ? ui::Type::Caption : ui::Type::Title);
  const float name = name_height(kit, inner.w, head, look), ids = kit.height(ui::Type::Caption, head.identifiers, inner.w);
  ui::Rect lines = inner.middle({inner.w, name + ids + 2});
  kit.text(lines.cut_top(name, 2), head.name, {.type = look.name, .fit = ui::Fit::Wrap});
  kit.text(lines, head.identifiers, {.type = ui::Type::Caption, .color = kit.palette().muted, .fit = ui::Fit::Wrap});
}

void draw_named(ui::Kit& kit, const ui::Rect& rect, const NamedNote& words) {
  constexpr float line = ui::type_spec(ui::Type::BodyStrong).line, note = ui::type_spec(ui::Type::Caption).line;
  const float wanted = kit.height(ui::Type::BodyStrong, words.name, rect.w);
  const bool wraps = wanted <= 2 * line + 1 && wanted + note <= rect.h && words_fit(kit, words.name, rect.w);
  const float name = wraps ? wanted : line;
  ui::Rect box = rect.middle({rect.w, name + (words.note.empty() ? 0 : note)});
  kit.text(box.cut_top(name), words.name,
           {.type = ui::Type::BodyStrong, .fit = wraps ? ui::Fit::Wrap : ui::Fit::Ellipsis});
  kit.text(box, words.note,
           {.type = ui::Type::Caption, .color = words.ink.value_or(kit.palette().muted), .fit = ui::Fit::Ellipsis});
}

float draw_same_name(ui::Kit& kit, const ui::Rect& rect, std::string_view words, ui::Drawing drawing) {
  if (words.empty()) return 0;
  const float width = rect.w - 2 * kChipPadding - 26;
  const float height = kit.height(ui::Type::Label, words, width) + 2 * kSameNamePadding;
  if (drawing == ui::Drawing::MeasureOnly) return height;
  const auto& colors = kit.palette().warn;
  const ui::Rect box{rect.x, rect.y, rect.w, height};
  kit.fill(box, colors.soft, ui::kButtonRadius);
  ui::Rect inner = box.inset(kChipPadding, kSameNamePadding);
  kit.icon(inner.cut_left(20, 6).middle({20, 20}), ui::Icon::People, colors.strong, ui::IconSize::Small);
  kit.text(inner, words, {.type = ui::Type::Label, .color = colors.strong, .fit = ui::Fit::Wrap});
  return height;
}

float due_width(const ui::Kit& kit, const models::DueMark& due) {
  const float word = kit.measure(ui::Type::Label, due.word).w, detail = kit.measure(ui::Type::Caption, due.detail).w;
  const auto type = due.time.size() > 6 ? ui::Type::Label : ui::Type::Number;
  return kit.measure(type, due.time).w + 10 + std::max(word, detail) + 28;
}

void draw_due(ui::Kit& kit, const ui::Rect& rect, const models::DueMark& due) {
  const auto& colors = kit.palette().tone(tone(due.tone));
  kit.fill(rect, colors.soft, ui::kButtonRadius);
  ui::Rect inner = rect.inset(12, 0);
  // "yesterday 22:00" is too long for large digits.
  const auto type = due.time.size() > 6 ? ui::Type::Label : ui::Type::Number;
  const ui::Rect time = inner.cut_left(std::min(kit.measure(type, due.time).w, inner.w * 0.55f), 10);
  kit.text(time, due.time,
           {.type = type, .color = colors.strong, .fit = type == ui::Type::Label ? ui::Fit::Wrap : ui::Fit::None});
  if (due.detail.empty()) {
    kit.text(inner, due.word, {.type = ui::Type::Label, .color = colors.strong, .fit = ui::Fit::Wrap});
    return;
  }
  const float detail = std::min(kit.height(ui::Type::Caption, due.detail, inner.w), rect.h - 20);
  ui::Rect lines = inner.middle({inner.w, 20 + detail});
  kit.text(lines.cut_top(20), due.word, {.type = ui::Type::Label, .color = colors.strong, .fit = ui::Fit::Ellipsis});
  kit.text(lines, due.detail, {.type = ui::Type::Caption, .color = colors.strong, .fit = ui::Fit::Wrap});
}

float draw_banner(ui::Kit& kit, const ui::Rect& rect, std::string_view words) {
  if (words.empty()) return 0;
  const ui::BannerSpec spec{.tone = ui::Tone::Warn, .icon = ui::Icon::CloudOff, .title = {}, .text = words};
  const float height = ui::banner_height(kit, rect.w, spec);
  ui::banner(kit, "banner", {rect.x, rect.y, rect.w, height}, spec);
  return height + 12;
}

void draw_side_words(ui::Kit& kit, const ui::Rect& rect, std::string_view words, ui::Color color) {
  ui::TextStyle style{.type = ui::Type::BodyStrong, .color = color, .align = ui::Align::Right, .fit = ui::Fit::Wrap};
  if (kit.height(style.type, words, rect.w) > rect.h) style.type = ui::Type::Caption;
  if (kit.height(style.type, words, rect.w) > rect.h) style.fit = ui::Fit::Ellipsis;
  kit.text(rect, words, style);
}

void draw_notice(ui::Kit& kit, const ui::Rect& rect, const models::Notice& notice) {
  const auto icon = notice.busy                          ? ui::Icon::HourglassEmpty
                    : notice.tone == models::Tone::Bad   ? ui::Icon::ErrorOutline
                    : notice.tone == models::Tone::Warn  ? ui::Icon::WarningAmber
                    : notice.tone == models::Tone::Ok    ? ui::Icon::TaskAlt
                                                         : ui::Icon::Info;
  ui::empty_state(kit, rect, icon, notice.title, notice.text);
}

}  // namespace wardlight::screens
