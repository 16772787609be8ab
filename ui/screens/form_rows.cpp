// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/form_rows.h"

#include <algorithm>
#include <vector>

#include "ui/screens/look.h"
#include "ui/widgets/text_field.h"

namespace wardlight::screens {

namespace {

constexpr float kAnswer = 50;        // height of one answer
constexpr float kGap = 6;            // between answers
constexpr float kPadding = 12;       // inside an answer, left and right
constexpr float kPadTop = 5;         // of a row
constexpr float kSideBySide = 480;   // from here the label stands left of the answers
constexpr float kMark = 24;          // room of the answered mark
constexpr float kFaultLine = 20;
constexpr float kIndent = 14;

struct Line {
  std::size_t from = 0;
  std::size_t to = 0;
  float natural = 0;
};

float option_width(const ui::Kit& kit, const models::FormOption& option) {
  return std::max(ui::kTargetSize, kit.measure(ui::Type::Label, option.label).w + 2 * kPadding);
}

// Answers on as few lines as their words allow, the lines about equally full.
std::vector<Line> break_options(const ui::Kit& kit, float width, const models::FormRow& row) {
  std::vector<float> widths;
  float all = 0;
  for (const auto& option : row.options) widths.push_back(option_width(kit, option)), all += widths.back() + kGap;
  const auto lay = [&](float room) {
    std::vector<Line> lines{{}};
    for (std::size_t i = 0; i < widths.size(); ++i) {
      Line& line = lines.back();
      const float more = (line.to > line.from ? kGap : 0) + widths[i];
      if (line.to > line.from && line.natural + more > room) {
        lines.push_back({i, i + 1, widths[i]});
        continue;
      }
      line.natural += more;
      line.to = i + 1;
    }
    return lines;
  };
  auto lines = lay(width);
  if (lines.size() == 1) return lines;
  for (float room = all / static_cast<float>(lines.size()); room < width; room += 12)
    if (auto even = lay(room); even.size() == lines.size()) return even;
  return lines;
}

bool draw_option(ui::Kit& kit, const std::string& key, const ui::Rect& rect, const models::FormRow& row, const models::FormOption& option) {
  const auto& p = kit.palette();
  const auto press = kit.pressable(key + "." + option.code, ui::Role::Choice, rect, row.label + ": " + option.label, ui::enabled_if(row.enabled));
  const ui::Color ink = !row.enabled ? p.on_disabled : option.selected ? p.on_primary : p.text;
  kit.fill(rect, !row.enabled ? p.disabled : option.selected ? p.primary : p.surface_low, ui::kButtonRadius);
  kit.outline(rect, option.selected ? p.primary : p.border, ui::kButtonRadius);
  if (press.held) kit.fill(rect, ui::with_alpha(p.primary, 36), ui::kButtonRadius);
  kit.text(rect.inset(6, 0), option.label, {.type = ui::Type::Label, .color = ink, .align = ui::Align::Center, .fit = ui::Fit::Wrap});
  return press.tapped;
}

float options_height(const ui::Kit& kit, float width, const models::FormRow& row) {
  if (row.options.empty()) return 0;
  return static_cast<float>(break_options(kit, width, row).size()) * (kAnswer + kGap) - kGap;
}

MaybeAction draw_options(ui::Kit& kit, const ui::Rect& rect, const models::FormRow& row) {
  MaybeAction action;
  float y = rect.y;
  for (const auto& line : break_options(kit, rect.w, row)) {
    const auto count = static_cast<float>(line.to - line.from);
    const float spare = std::max(0.0f, rect.w - line.natural) / count;
    float x = rect.x;
    for (std::size_t i = line.from; i < line.to; ++i) {
      const float width = std::min(option_width(kit, row.options[i]) + spare, rect.w);
      if (draw_option(kit, row.key, {x, y, width, kAnswer}, row, row.options[i])) action = ChooseAnswer{row.field, i};
      x += width + kGap;
    }
    y += kAnswer + kGap;
  }
  return action;
}

bool has_field(const models::FormRow& row) {
  return row.typed_too || row.kind == models::RowKind::Number || row.kind == models::RowKind::Line || row.kind == models::RowKind::Lines;
}

float field_height(const models::FormRow& row) {
  if (!has_field(row)) return 0;
  return row.kind == models::RowKind::Lines ? 96 : kAnswer;
}

// An answer and the field for other words share a line when the answers leave room.
bool shares_line(const ui::Kit& kit, float width, const models::FormRow& row) {
  if (!row.typed_too || row.options.empty()) return false;
  const auto lines = break_options(kit, width * 0.45f, row);
  return lines.size() == 1 && lines.front().natural <= width * 0.45f;
}

float answers_height(const ui::Kit& kit, float width, const models::FormRow& row) {
  if (row.kind == models::RowKind::Total) return 34;
  if (shares_line(kit, width, row)) return kAnswer;
  const float options = options_height(kit, width, row), field = field_height(row);
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

MaybeAction draw_answers(ui::Kit& kit, const ui::Rect& rect, const models::FormRow& row, FormLocal& local) {
  if (row.kind == models::RowKind::Total) {
    kit.text(rect, row.value, {.type = row.answered ? ui::Type::Number : ui::Type::Body, .color = row.answered ? kit.palette().text : kit.palette().muted});
    return {};
  }
  ui::Rect inner = rect;
  if (shares_line(kit, rect.w, row)) {
    MaybeAction tapped = draw_options(kit, inner.cut_left(rect.w * 0.45f, kGap), row);
    MaybeAction typed = draw_field(kit, inner, row, local);
    return tapped ? tapped : typed;
  }
  MaybeAction action;
  if (const float options = options_height(kit, inner.w, row); options > 0) action = draw_options(kit, inner.cut_top(options, kGap), row);
  if (has_field(row))
    if (auto typed = draw_field(kit, inner.cut_top(field_height(row)), row, local)) action = typed;
  return action;
}

struct Parts {
  bool beside = false;
  float label_width = 0;
  float label_height = 0;
  float answers_width = 0;
  float answers_height = 0;
};

Parts measure(const ui::Kit& kit, float width, const models::FormRow& row) {
  Parts parts;
  const float room = width - kMark - static_cast<float>(row.depth) * kIndent;
  parts.beside = width >= kSideBySide && row.kind != models::RowKind::Lines;
  parts.label_width = parts.beside ? room * 0.3f : room;
  parts.label_height = kit.height(ui::Type::Label, row.label, parts.label_width);
  parts.answers_width = parts.beside ? room - parts.label_width - 12 : room + kMark;
  parts.answers_height = answers_height(kit, parts.answers_width, row);
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

}  // namespace

float form_row_height(const ui::Kit& kit, float width, const models::FormRow& row) {
  if (row.kind == models::RowKind::Heading) return kit.height(ui::Type::Title, row.label, width) + 14;
  if (row.kind == models::RowKind::Words) return kit.height(ui::Type::Body, row.label, width) + 10;
  const Parts parts = measure(kit, width, row);
  const float fault = row.fault.empty() ? 0 : kFaultLine;
  const float body = parts.beside ? std::max(parts.label_height, parts.answers_height) : parts.label_height + 4 + parts.answers_height;
  return body + fault + 2 * kPadTop;
}

MaybeAction draw_form_row(ui::Kit& kit, const ui::Rect& rect, const models::FormRow& row, FormLocal& local) {
  const auto& p = kit.palette();
  if (row.kind == models::RowKind::Heading) {
    kit.text(rect, row.label, {.type = ui::Type::Title, .fit = ui::Fit::Wrap});
    return {};
  }
  if (row.kind == models::RowKind::Words) {
    kit.text(rect, row.label, {.color = p.muted, .fit = ui::Fit::Wrap});
    return {};
  }
  const Parts parts = measure(kit, rect.w, row);
  ui::Rect inner = rect.inset(0, kPadTop);
  inner.cut_left(static_cast<float>(row.depth) * kIndent);
  if (!row.fault.empty())
    kit.text(inner.cut_bottom(kFaultLine), row.fault, {.type = ui::Type::Caption, .color = p.bad.strong, .align = ui::Align::Right, .fit = ui::Fit::Ellipsis});
  ui::Rect label = parts.beside ? inner.cut_left(kMark + parts.label_width, 12) : inner.cut_top(parts.label_height, 4);
  draw_mark(kit, label.cut_left(kMark).middle({18, 18}).moved(-3, 0), row);
  kit.text(label, row.label, {.type = ui::Type::Label, .fit = ui::Fit::Wrap});
  return draw_answers(kit, {inner.x, parts.beside ? inner.y + (inner.h - parts.answers_height) / 2 : inner.y, parts.answers_width, parts.answers_height},
                      row, local);
}

}  // namespace wardlight::screens
