// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/form_rows.h"

#include <algorithm>
#include <vector>

#include "ui/screens/look.h"
#include "ui/widgets/button.h"
#include "ui/widgets/text_field.h"

namespace wardlight::screens {

namespace {

enum class Folding { OneLine, TwoLines };

constexpr float kGap = 6;            // between answers
constexpr float kPadding = 11;       // inside an answer, left and right
constexpr float kPadTop = 5;         // of a row
constexpr float kSideBySide = 480;   // from here the label stands left of the answers
constexpr float kMark = 24;          // room of the answered mark
constexpr float kFaultLine = 20;
constexpr float kWhenLine = 26;
constexpr float kOffer = 50;
constexpr float kExtraIcon = 22;
constexpr float kLabelShare = 0.265f; // of the width, when the label stands left of the answers
constexpr float kIndent = 14;
constexpr float kSharedLine = 0.45f; // of the width, for answers beside a field
constexpr std::size_t kLeastScale = 6;
constexpr float kScaleGap = 4;
constexpr float kScaleWords = 0.62f; // of the width, for the answers that are not on the scale

// Answers of one line, and how wide they must be.
struct Line {
  std::size_t from = 0;
  std::size_t to = 0;
  float natural = 0;
  std::vector<float> widths;
};

// The width of the words on one line, or broken once where that makes them narrowest.
float words_width(const ui::Kit& kit, std::string_view words, Folding folding) {
  const float whole = kit.measure(ui::Type::Label, words).w;
  if (folding == Folding::OneLine) return whole;
  float best = whole;
  for (auto space = words.find(' '); space != std::string_view::npos; space = words.find(' ', space + 1))
    best = std::min(best, std::max(kit.measure(ui::Type::Label, words.substr(0, space)).w,
                                   kit.measure(ui::Type::Label, words.substr(space + 1)).w));
  return best + 1;
}

float option_width(const ui::Kit& kit, const models::FormOption& option, Folding folding) {
  return std::max(ui::kTargetSize, words_width(kit, option.label, folding) + 2 * kPadding);
}

std::vector<Line> lay_options(const ui::Kit& kit, float room, const models::FormRow& row, Folding folding, std::size_t from,
                              std::size_t to) {
  std::vector<Line> lines{{from, from, 0, {}}};
  for (std::size_t i = from; i < to; ++i) {
    const float width = option_width(kit, row.options[i], folding);
    const float more = (lines.back().widths.empty() ? 0 : kGap) + width;
    if (!lines.back().widths.empty() && lines.back().natural + more > room) {
      lines.push_back({i, i + 1, width, {width}});
      continue;
    }
    lines.back().natural += more;
    lines.back().widths.push_back(width);
    lines.back().to = i + 1;
  }
  return lines;
}

// On one line if the words allow it, broken in two if that helps; else on as few lines as needed, about equally full.
std::vector<Line> break_options(const ui::Kit& kit, float width, const models::FormRow& row, std::size_t from, std::size_t to) {
  auto lines = lay_options(kit, width, row, Folding::OneLine, from, to);
  if (lines.size() == 1) return lines;
  if (auto folded = lay_options(kit, width, row, Folding::TwoLines, from, to); folded.size() == 1) return folded;
  float all = 0;
  for (const auto& line : lines) all += line.natural;
  for (float room = all / static_cast<float>(lines.size()); room < width; room += 12)
    if (auto even = lay_options(kit, room, row, Folding::OneLine, from, to); even.size() == lines.size()) return even;
  return lines;
}

bool draw_option(ui::Kit& kit, const std::string& key, const ui::Rect& rect, const models::FormRow& row,
                 const models::FormOption& option) {
  const auto& p = kit.palette();
  const auto press = kit.pressable(key + "." + option.code, ui::Role::Choice, rect, row.label + ": " + option.label,
                                   ui::enabled_if(row.enabled));
  const ui::Color ink = !row.enabled ? p.on_disabled : option.selected ? p.on_primary : p.text;
  kit.fill(rect, !row.enabled ? p.disabled : option.selected ? p.primary : p.surface_low, ui::kButtonRadius);
  kit.outline(rect, option.selected ? p.primary : p.border, ui::kButtonRadius);
  if (press.held) kit.fill(rect, ui::with_alpha(p.primary, 36), ui::kButtonRadius);
  kit.text(rect.inset(8, 0), option.label,
           {.type = ui::Type::Label, .color = ink, .align = ui::Align::Center, .fit = ui::Fit::Wrap});
  return press.tapped;
}

float options_height(const ui::Kit& kit, float width, const models::FormRow& row, float answer) {
  if (row.options.empty()) return 0;
  return static_cast<float>(break_options(kit, width, row, 0, row.options.size()).size()) * (answer + kGap) - kGap;
}

MaybeAction draw_line(ui::Kit& kit, const ui::Rect& rect, const models::FormRow& row, const Line& line) {
  MaybeAction action;
  const float spare = std::max(0.0f, rect.w - line.natural) / static_cast<float>(line.to - line.from);
  float x = rect.x;
  for (std::size_t i = line.from; i < line.to; ++i) {
    const float width = std::min(line.widths[i - line.from] + spare, rect.w);
    if (draw_option(kit, row.key, {x, rect.y, width, rect.h}, row, row.options[i])) action = ChooseAnswer{row.field, i};
    x += width + kGap;
  }
  return action;
}

// The moment that is chosen, over the steps that move it.
MaybeAction draw_when(ui::Kit& kit, ui::Rect rect, const models::FormRow& row, float answer) {
  MaybeAction action;
  kit.text(
      rect.cut_top(kWhenLine), row.value,
      {.type = ui::Type::BodyStrong, .color = row.answered ? kit.palette().text : kit.palette().muted, .fit = ui::Fit::Ellipsis});
  for (const auto& line : break_options(kit, rect.w, row, 0, row.options.size())) {
    if (auto tapped = draw_line(kit, rect.cut_top(answer, kGap), row, line))
      action = ChooseWhen{row.field, models::kWhenSteps[std::get<ChooseAnswer>(*tapped).option]};
  }
  return action;
}

MaybeAction draw_again(ui::Kit& kit, const ui::Rect& rect, const models::FormRow& row, float answer) {
  const ui::ButtonSpec spec{.label = row.label, .icon = ui::Icon::Add, .kind = ui::ButtonKind::Quiet};
  const float width = std::min(ui::button_width(kit, spec), rect.w);
  if (!ui::button(kit, row.key, {rect.x, rect.y + kPadTop, width, answer}, spec)) return {};
  return AddOccurrence{row.field};
}

MaybeAction draw_heading(ui::Kit& kit, ui::Rect rect, const models::FormRow& row) {
  MaybeAction action;
  if (!row.remove_label.empty()) {
    const ui::Rect place = rect.cut_right(ui::kTargetSize, 8).middle({ui::kTargetSize, 40});
    if (ui::icon_button(kit, row.key + ".remove", place, ui::Icon::Close, row.remove_label + ": " + row.label))
      action = RemoveOccurrence{row.field};
  }
  kit.text(rect, row.label, {.type = ui::Type::Title, .fit = ui::Fit::Wrap});
  return action;
}

MaybeAction draw_options(ui::Kit& kit, const ui::Rect& rect, const models::FormRow& row, float answer) {
  MaybeAction action;
  float y = rect.y;
  for (const auto& line : break_options(kit, rect.w, row, 0, row.options.size())) {
    if (auto tapped = draw_line(kit, {rect.x, y, rect.w, answer}, row, line)) action = tapped;
    y += answer + kGap;
  }
  return action;
}

// 0 to 10 and the like: so many very short answers first that they want the whole width. Their number, else 0.
std::size_t scale_length(const models::FormRow& row) {
  std::size_t n = 0;
  while (n < row.options.size() && row.options[n].label.size() <= 2) ++n;
  return n >= kLeastScale ? n : 0;
}

// The answers that are not on the scale stand beside the label, when they fit.
bool fits_scale(const ui::Kit& kit, float width, const models::FormRow& row) {
  const std::size_t n = scale_length(row);
  if (n == 0 || static_cast<float>(n) * (ui::kTargetSize + kScaleGap) - kScaleGap > width) return false;
  return lay_options(kit, width * kScaleWords, row, Folding::OneLine, n, row.options.size()).size() == 1;
}

MaybeAction draw_scale(ui::Kit& kit, const ui::Rect& rect, const models::FormRow& row) {
  MaybeAction action;
  const std::size_t n = scale_length(row);
  for (std::size_t i = 0; i < n; ++i)
    if (draw_option(kit, row.key, rect.column(static_cast<int>(i), static_cast<int>(n), kScaleGap), row, row.options[i]))
      action = ChooseAnswer{row.field, i};
  return action;
}

bool has_field(const models::FormRow& row) {
  return row.typed_too || row.kind == models::RowKind::Number || row.kind == models::RowKind::Line ||
         row.kind == models::RowKind::Lines;
}

float field_height(const models::FormRow& row, float answer) {
  if (!has_field(row)) return 0;
  return row.kind == models::RowKind::Lines ? 96 : answer;
}

// An answer and the field for other words share a line when the answers leave room.
bool shares_line(const ui::Kit& kit, float width, const models::FormRow& row) {
  if (!row.typed_too || row.options.empty()) return false;
  return break_options(kit, width * kSharedLine, row, 0, row.options.size()).size() == 1;
}

float answers_height(const ui::Kit& kit, float width, const models::FormRow& row, float answer) {
  if (row.kind == models::RowKind::Total) return 34;
  if (row.kind == models::RowKind::When) return kWhenLine + options_height(kit, width, row, answer);
  if (shares_line(kit, width, row)) return answer;
  const float options = options_height(kit, width, row, answer), field = field_height(row, answer);
  return options + field + (options > 0 && field > 0 ? kGap : 0);
}

MaybeAction draw_field(ui::Kit& kit, const ui::Rect& rect, const models::FormRow& row, FormLocal& local) {
  ui::Rect inner = rect;
  if (!row.unit.empty()) {
    const float width = kit.measure(ui::Type::Body, row.unit).w;
    kit.text(inner.cut_right(width, 10), row.unit, {.color = kit.palette().muted});
  }
  if (row.kind == models::RowKind::Number) inner.w = std::min(inner.w, 200.0f);
  std::string& text = local.typed[row.key];
  if (!kit.has_focus(row.key + ".words") && (text.empty() || row.fault.empty())) text = row.value;
  const ui::FieldSpec spec{.label = row.label, .placeholder = row.placeholder,
                           .lines = row.kind == models::RowKind::Lines ? ui::FieldLines::Several : ui::FieldLines::One,
                           .enabled = ui::enabled_if(row.enabled)};
  if (ui::text_field(kit, row.key + ".words", inner, text, spec).changed) return TypeAnswer{row.field, text};
  return {};
}

MaybeAction draw_answers(ui::Kit& kit, const ui::Rect& rect, const models::FormRow& row, FormLocal& local, float answer) {
  const auto& p = kit.palette();
  if (row.kind == models::RowKind::Total) {
    kit.text(rect, row.value,
             {.type = row.answered ? ui::Type::Number : ui::Type::Body, .color = row.answered ? p.text : p.muted});
    return {};
  }
  if (row.kind == models::RowKind::When) return draw_when(kit, rect, row, answer);
  ui::Rect inner = rect;
  if (shares_line(kit, rect.w, row)) {
    MaybeAction tapped = draw_options(kit, inner.cut_left(rect.w * kSharedLine, kGap), row, answer);
    MaybeAction typed = draw_field(kit, inner, row, local);
    return tapped ? tapped : typed;
  }
  MaybeAction action;
  if (const float options = options_height(kit, inner.w, row, answer); options > 0)
    action = draw_options(kit, inner.cut_top(options, kGap), row, answer);
  if (has_field(row))
    if (auto typed = draw_field(kit, inner.cut_top(field_height(row, answer)), row, local)) action = typed;
  return action;
}

enum class Place { Beside, Below, Scale };

struct Parts {
  Place place = Place::Below;
  float label_width = 0;
  float label_height = 0;
  float answers_width = 0;
  float answers_height = 0;
};

Parts measure(const ui::Kit& kit, float width, const models::FormRow& row, float answer) {
  Parts parts;
  const float room = width - kMark - static_cast<float>(row.depth) * kIndent;
  if (fits_scale(kit, room + kMark, row)) parts.place = Place::Scale;
  else if (width >= kSideBySide && row.kind != models::RowKind::Lines) parts.place = Place::Beside;
  parts.label_width = parts.place == Place::Beside  ? room * kLabelShare
                      : parts.place == Place::Scale ? room * (1 - kScaleWords) - kMark
                                                    : room;
  parts.label_height = kit.height(ui::Type::Label, row.label, parts.label_width);
  if (!row.detail.empty()) parts.label_height += kit.height(ui::Type::Caption, row.detail, parts.label_width);
  parts.answers_width = parts.place == Place::Beside ? room - parts.label_width - 12 : room + kMark;
  parts.answers_height = parts.place == Place::Scale ? answer : answers_height(kit, parts.answers_width, row, answer);
  return parts;
}

void draw_mark(ui::Kit& kit, const ui::Rect& rect, const models::FormRow& row) {
  const auto& p = kit.palette();
  if (!row.asked) return;
  if (row.answered)
    kit.icon(rect, ui::Icon::CheckCircle, p.ok.strong, ui::IconSize::Small);
  else if (row.missing)
    kit.ring(rect.center(), 6, p.warn.strong, 2);
}

// Mark, label and its small part, in the middle of the box.
void draw_label(ui::Kit& kit, const ui::Rect& rect, const models::FormRow& row, float height) {
  ui::Rect inner = rect;
  draw_mark(kit, inner.cut_left(kMark).middle({18, 18}).moved(-3, 0), row);
  inner = inner.middle({inner.w, height});
  const float label = kit.height(ui::Type::Label, row.label, inner.w);
  kit.text(inner.cut_top(label), row.label, {.type = ui::Type::Label, .fit = ui::Fit::Wrap});
  if (!row.detail.empty())
    kit.text(inner, row.detail, {.type = ui::Type::Caption, .color = kit.palette().muted, .fit = ui::Fit::Wrap});
}

// What the patient's plan adds, one line below the other.
float extras_height(const ui::Kit& kit, float width, const models::FormRow& row) {
  float height = 0;
  for (const auto& words : row.extras) height += kit.height(ui::Type::Caption, words, width - kExtraIcon - 16) + 8;
  return height;
}

void draw_extras(ui::Kit& kit, ui::Rect rect, const models::FormRow& row) {
  const auto& tone = kit.palette().tone(ui::Tone::Violet);
  for (const auto& words : row.extras) {
    const ui::Rect line = rect.cut_top(kit.height(ui::Type::Caption, words, rect.w - kExtraIcon - 16) + 8);
    const ui::Rect chip = line.inset(0, 2).moved(0, 1);
    kit.fill(chip, tone.soft, ui::kButtonRadius);
    ui::Rect inner = chip.inset(8, 0);
    kit.icon(inner.cut_left(kExtraIcon), ui::Icon::Flag, tone.strong, ui::IconSize::Small);
    kit.text(inner, words, {.type = ui::Type::Caption, .color = tone.strong, .fit = ui::Fit::Wrap});
  }
}

}  // namespace

float form_row_height(const ui::Kit& kit, float width, const models::FormRow& row, float answer) {
  if (row.kind == models::RowKind::Heading)
    return std::max(kit.height(ui::Type::Title, row.label, width) + 14, row.remove_label.empty() ? 0.0f : ui::kTargetSize);
  if (row.kind == models::RowKind::Again) return answer + 2 * kPadTop;
  if (row.kind == models::RowKind::Words) return kit.height(ui::Type::Body, row.label, width) + 10;
  const Parts parts = measure(kit, width, row, answer);
  const float fault = row.fault.empty() ? 0 : kFaultLine;
  float body = std::max(parts.label_height, parts.answers_height);
  if (parts.place == Place::Below) body = parts.label_height + 4 + parts.answers_height;
  if (parts.place == Place::Scale) body = std::max(parts.label_height, answer) + kGap + answer;
  body += extras_height(kit, width - static_cast<float>(row.depth) * kIndent, row);
  return body + fault + 2 * kPadTop + (row.offer.empty() ? 0 : kOffer + kGap);
}

MaybeAction draw_form_row(ui::Kit& kit, const ui::Rect& rect, const models::FormRow& row, FormLocal& local, float answer) {
  const auto& p = kit.palette();
  if (row.kind == models::RowKind::Heading) return draw_heading(kit, rect, row);
  if (row.kind == models::RowKind::Again) return draw_again(kit, rect, row, answer);
  if (row.kind == models::RowKind::Words) {
    kit.text(rect, row.label, {.color = p.muted, .fit = ui::Fit::Wrap});
    return {};
  }
  const Parts parts = measure(kit, rect.w, row, answer);
  ui::Rect inner = rect.inset(0, kPadTop);
  inner.cut_left(static_cast<float>(row.depth) * kIndent);
  if (!row.fault.empty())
    kit.text(inner.cut_bottom(kFaultLine), row.fault,
             {.type = ui::Type::Caption, .color = p.bad.strong, .align = ui::Align::Right, .fit = ui::Fit::Ellipsis});
  if (!row.extras.empty()) draw_extras(kit, inner.cut_bottom(extras_height(kit, inner.w, row)), row);
  MaybeAction action;
  if (!row.offer.empty()) {
    const ui::ButtonSpec offer{.label = row.offer, .icon = ui::Icon::Check, .kind = ui::ButtonKind::Secondary};
    if (ui::button(kit, row.key + ".offer", inner.cut_bottom(kOffer, kGap), offer)) return TakeOffer{row.field};
  }
  if (parts.place == Place::Scale) {
    const ui::Rect scale = inner.cut_bottom(answer, kGap);
    action = draw_scale(kit, scale, row);
    const std::size_t n = scale_length(row);
    if (n < row.options.size()) {
      const ui::Rect words = inner.cut_right(inner.w * kScaleWords, 12);
      const auto line = lay_options(kit, words.w, row, Folding::OneLine, n, row.options.size()).front();
      if (auto tapped = draw_line(kit, words.middle({words.w, answer}), row, line)) action = tapped;
    }
    draw_label(kit, inner, row, parts.label_height);
    return action;
  }
  if (parts.place == Place::Beside)
    draw_label(kit, inner.cut_left(kMark + parts.label_width, 12), row, parts.label_height);
  else
    draw_label(kit, inner.cut_top(parts.label_height, 4), row, parts.label_height);
  return draw_answers(kit, inner.middle({parts.answers_width, parts.answers_height}), row, local, answer);
}

}  // namespace wardlight::screens
