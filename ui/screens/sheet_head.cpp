// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/sheet_head.h"

#include <algorithm>
#include <vector>

#include "ui/screens/look.h"
#include "ui/screens/sheet_line.h"
#include "ui/widgets/button.h"
#include "ui/widgets/choice.h"

namespace wardlight::screens {

namespace {

constexpr float kWide = 1000;
constexpr float kTitleLine = 44;
constexpr float kTitleGap = 8;
constexpr float kViews = 50;
constexpr float kStep = 46;

float back_width(const models::Sheet& sheet) { return sheet.back_label.empty() ? 0.0f : 48 + 14; }

// What stands right of the identity on a wide page: the title, and the flags between when they fit one line.
float identity_width(const ui::Kit& kit, const models::PatientHead& head) {
  return std::max(kit.measure(ui::Type::Title, head.name).w, kit.measure(ui::Type::Caption, head.identifiers).w) + 72;
}

float flags_width(const ui::Kit& kit, const models::PatientHead& head) {
  float width = 0;
  for (const auto& flag : head.flags)
    width += kit.measure(ui::Type::Caption, flag.badge.text).w + (flag.badge.tone == models::Tone::Neutral ? 28.0f : 50.0f);
  return width;
}

float views_width(const ui::Kit& kit, const models::Sheet& sheet) {
  float widest = 0;
  for (const auto& view : sheet.views->options) widest = std::max(widest, kit.measure(ui::Type::Label, view.label).w + 30);
  return widest * static_cast<float>(sheet.views->options.size());
}

bool views_beside(const ui::Kit& kit, float width, const models::Sheet& sheet) {
  return sheet.views && views_width(kit, sheet) <= width * 0.5f;
}

// Beside the views there is less room for it.
ui::Type title_type(const models::Sheet& sheet) { return sheet.views && sheet.head ? ui::Type::Title : ui::Type::Heading; }

struct Parts {
  float identity = 0, flags = 0, same = 0, title = 0, views = 0;
  float right = 0;        // title and views on a wide page
  bool wide = false;
  bool flags_inline = false;
};

Parts measure(ui::Kit& kit, const ui::Rect& page, const models::Sheet& sheet) {
  Parts parts;
  parts.wide = page.w >= kWide;
  const float width = page.w - 2 * ui::kPageMargin;
  const float named = width - back_width(sheet);
  if (sheet.head) {
    const float title = std::max(kit.measure(title_type(sheet), sheet.title).w, kit.measure(ui::Type::Caption, sheet.subtitle).w);
    parts.right = parts.wide ? std::min(title + (sheet.views ? views_width(kit, sheet) + 16 : 0), named * 0.5f) : 0;
    const float words = identity_width(kit, *sheet.head);
    parts.flags_inline = parts.wide && words + flags_width(kit, *sheet.head) + parts.right + 32 <= named;
    parts.identity = identity_height(kit, parts.wide ? named - parts.right - 16 : named, *sheet.head);
    if (!parts.flags_inline) parts.flags = draw_flags(kit, {0, 0, width, 0}, sheet.head->flags, ui::Drawing::MeasureOnly) + 8;
    parts.same = draw_same_name(kit, {0, 0, width, 0}, sheet.head->same_name, ui::Drawing::MeasureOnly);
    if (parts.same > 0) parts.same += 8;
  }
  if (!sheet.head || !parts.wide) parts.title = kTitleLine + (sheet.head ? kTitleGap : 0);
  if (sheet.views && !views_beside(kit, width, sheet)) parts.views = kViews + 8;
  return parts;
}

void draw_title(ui::Kit& kit, const ui::Rect& rect, const models::Sheet& sheet, ui::Align align) {
  const bool two = !sheet.subtitle.empty();
  ui::Rect box = rect.middle({rect.w, two ? 45.0f : 27.0f});
  kit.text(box.cut_top(27), sheet.title, {.type = title_type(sheet), .align = align, .fit = ui::Fit::Ellipsis});
  if (two) kit.text(box, sheet.subtitle, {.type = ui::Type::Caption, .color = kit.palette().muted, .align = align,
      .fit = ui::Fit::Ellipsis});
}

MaybeAction draw_views(ui::Kit& kit, const ui::Rect& rect, const models::Sheet& sheet) {
  std::vector<ui::Option> options;
  std::size_t chosen = 0;
  for (const auto& view : sheet.views->options) {
    if (view.selected) chosen = options.size();
    options.push_back({view.code, view.label});
  }
  const auto tapped = ui::segments(kit, "views", rect, options, chosen);
  if (!tapped) return {};
  models::Deed deed = sheet.views->deed;
  deed.value = sheet.views->options[*tapped].code;
  return DoDeed{deed};
}

MaybeAction draw_back(ui::Kit& kit, ui::Rect& line, const models::Sheet& sheet) {
  if (sheet.back_label.empty()) return {};
  const ui::Rect place = line.cut_left(48, 14).middle({48, 48});
  if (!ui::icon_button(kit, "back", place, ui::Icon::ArrowBack, sheet.back_label, ui::Tone::Primary)) return {};
  return GoBack{};
}

}  // namespace

float sheet_head_height(ui::Kit& kit, const ui::Rect& page, const models::Sheet& sheet) {
  const Parts parts = measure(kit, page, sheet);
  const float title = sheet.head ? parts.title : std::max(parts.title, 48.0f);
  return 20 + parts.identity + parts.flags + parts.same + title + parts.views;
}

MaybeAction draw_sheet_head(ui::Kit& kit, const ui::Rect& rect, const models::Sheet& sheet) {
  MaybeAction action;
  const auto take = [&](MaybeAction tapped) {
    if (tapped) action = std::move(tapped);
  };
  const auto& p = kit.palette();
  const Parts parts = measure(kit, rect, sheet);
  kit.block(rect);
  kit.fill(rect, p.surface);
  kit.line({rect.x, rect.bottom() - 1}, {rect.right(), rect.bottom() - 1}, p.line);
  ui::Rect inner = rect.inset(ui::kPageMargin, 10);
  if (parts.views > 0) take(draw_views(kit, inner.cut_bottom(kViews, 8), sheet));
  const bool beside = sheet.views && parts.views == 0;
  if (!sheet.head) {
    take(draw_back(kit, inner, sheet));
    if (beside) take(draw_views(kit, inner.cut_right(views_width(kit, sheet), 16).middle({views_width(kit, sheet), kViews}),
        sheet));
    draw_title(kit, inner, sheet, ui::Align::Left);
    return action;
  }
  ui::Rect line = inner.cut_top(parts.identity);
  take(draw_back(kit, line, sheet));
  ui::Rect title = parts.wide ? line.cut_right(parts.right, 16) : ui::Rect{};
  if (parts.flags_inline) {
    draw_identity(kit, line.cut_left(identity_width(kit, *sheet.head), 16), *sheet.head);
    draw_flags(kit, line.middle({line.w, ui::kChipHeight}), sheet.head->flags);
  } else {
    draw_identity(kit, line, *sheet.head);
    inner.cut_top(8);
    draw_flags(kit, inner.cut_top(parts.flags - 8), sheet.head->flags);
  }
  if (parts.same > 0) {
    inner.cut_top(8);
    draw_same_name(kit, inner.cut_top(parts.same - 8), sheet.head->same_name);
  }
  if (!parts.wide) {
    inner.cut_top(kTitleGap);
    title = inner.cut_top(kTitleLine);
  }
  if (beside) take(draw_views(kit, title.cut_right(views_width(kit, sheet), 12).middle({views_width(kit, sheet), kViews - 6}),
      sheet));
  draw_title(kit, title, sheet, parts.wide ? ui::Align::Right : ui::Align::Left);
  return action;
}

MaybeAction draw_steps(ui::Kit& kit, ui::Rect& rest, const models::Sheet& sheet) {
  if (sheet.steps.empty()) return {};
  const auto& p = kit.palette();
  const ui::Rect strip = rest.cut_top(kStep, 12);
  const int count = static_cast<int>(sheet.steps.size());
  for (int i = 0; i < count; ++i) {
    const auto& step = sheet.steps[static_cast<std::size_t>(i)];
    const ui::Rect cell = strip.column(i, count, 6);
    const auto mark = step.state == models::StepState::Done ? ui::Tone::Ok : step.state == models::StepState::Now
        ? ui::Tone::Primary : ui::Tone::Neutral;
    const auto& colors = p.tone(mark);
    kit.fill(cell, colors.soft, ui::kButtonRadius);
    if (step.state == models::StepState::Now) kit.outline(cell, p.primary, ui::kButtonRadius, 2);
    ui::Rect words = cell.inset(8, 3);
    if (step.state == models::StepState::Done && cell.w >= kit.measure(ui::Type::Caption, step.label).w + 44)
      kit.icon(words.cut_left(20, 6), ui::Icon::Check, colors.strong, ui::IconSize::Small);
    const bool two = !step.note.empty();
    words = words.middle({words.w, two ? 36.0f : 18.0f});
    kit.text(words.cut_top(18), step.label, {.type = ui::Type::Caption, .color = colors.strong, .fit = ui::Fit::Ellipsis});
    if (two) kit.text(words, step.note, {.type = ui::Type::Caption, .color = colors.strong, .fit = ui::Fit::Ellipsis});
  }
  return {};
}

}  // namespace wardlight::screens
