// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/patient.h"

#include <vector>

#include "ui/screens/look.h"
#include "ui/screens/sheet_line.h"
#include "ui/widgets/button.h"
#include "ui/widgets/surface.h"

namespace wardlight::screens {

namespace {

constexpr float kWide = 1000;
constexpr float kPanelWidth = 372;
constexpr float kSlotHeight = 44;

float head_height(ui::Kit& kit, float width, const models::PatientPage& model) {
  const float inner = width - 2 * 18;
  float height = 16 + identity_height(kit, inner - 62, model.head, {.name = ui::Type::Heading}) + 4 + 18 + 10;
  height += draw_flags(kit, {0, 0, inner, 0}, model.head.flags, ui::Drawing::MeasureOnly) + 16;
  const float same = draw_same_name(kit, {0, 0, inner, 0}, model.head.same_name, ui::Drawing::MeasureOnly);
  return height + (same > 0 ? same + 10 : 0);
}

MaybeAction draw_head(ui::Kit& kit, const ui::Rect& rect, const models::PatientPage& model) {
  MaybeAction action;
  ui::card(kit, rect);
  ui::Rect inner = rect.inset(18, 16);
  ui::Rect line = inner.cut_top(identity_height(kit, inner.w - 62, model.head, {.name = ui::Type::Heading}), 4);
  if (ui::icon_button(kit, "back", line.cut_left(48, 14).middle({48, 48}), ui::Icon::ArrowBack, model.back_label,
                      ui::Tone::Primary))
    action = GoBack{};
  draw_identity(kit, line, model.head, {.name = ui::Type::Heading});
  ui::Rect about = inner.cut_top(18, 10);
  about.cut_left(130);
  kit.text(about, model.head.about + " · " + model.nurse,
           {.type = ui::Type::Caption, .color = kit.palette().muted, .fit = ui::Fit::Ellipsis});
  if (const float same = draw_same_name(kit, inner, model.head.same_name); same > 0) inner.cut_top(same, 10);
  draw_flags(kit, inner, model.head.flags);
  return action;
}

ui::Icon row_icon(const models::TimelineRow& row) {
  if (row.struck) return ui::Icon::Undo;
  switch (row.kind) {
    case models::ActKind::Round: return row.tone == models::Tone::Ok ? ui::Icon::Check : ui::Icon::FrontHand;
    case models::ActKind::SlotClosed: return ui::Icon::EventBusy;
    case models::ActKind::SlotReopened: return ui::Icon::EventAvailable;
    case models::ActKind::Away: return ui::Icon::DirectionsWalk;
    case models::ActKind::TakenBack: return ui::Icon::Undo;
    case models::ActKind::Assigned: return ui::Icon::SwapHoriz;
    case models::ActKind::Form: return ui::Icon::Assignment;
    case models::ActKind::Handoff: return ui::Icon::SwapHoriz;
    case models::ActKind::Device: return ui::Icon::Cable;
    case models::ActKind::Task: return ui::Icon::PendingActions;
    case models::ActKind::Talk: return ui::Icon::HelpOutline;
    case models::ActKind::Incident: return ui::Icon::Elderly;
    case models::ActKind::Note: return ui::Icon::Notes;
  }
  return ui::Icon::None;
}

std::vector<ui::Chip> row_chips(const models::TimelineRow& row) {
  std::vector<ui::Chip> chips;
  for (const auto& badge : row.badges) chips.push_back({badge.text, ui::Icon::None, tone(badge.tone)});
  return chips;
}

struct RowParts {
  float words = 0;
  float summary = 0;
  float chips = 0;
  float height() const { return 16 + 23 + 18 + (summary > 0 ? summary + 4 : 0) + (chips > 0 ? chips + 8 : 0) + 16; }
};

RowParts measure(ui::Kit& kit, float width, const models::TimelineRow& row) {
  RowParts parts;
  parts.words = width - 54 - (row.correct_label.empty() ? 0 : 116);
  if (!row.summary.empty()) parts.summary = kit.height(ui::Type::Body, row.summary, parts.words);
  parts.chips = draw_chips(kit, {0, 0, width - 54, 0}, row_chips(row), ui::Drawing::MeasureOnly);
  return parts;
}

MaybeAction draw_row(ui::Kit& kit, const ui::Rect& rect, const models::TimelineRow& row, bool last) {
  MaybeAction action;
  const auto& p = kit.palette();
  const RowParts parts = measure(kit, rect.w, row);
  const auto& colors = p.tone(tone(row.tone));
  const ui::Point mark{rect.x + 20, rect.y + 36};
  if (!last) kit.line({mark.x, mark.y + 24}, {mark.x, rect.bottom() + 12}, p.line, 2);
  kit.disc(mark, 20, colors.soft);
  kit.icon({mark.x - 12, mark.y - 12, 24, 24}, row_icon(row), colors.strong);
  ui::Rect inner = rect.inset(0, 16);
  inner.cut_left(54);
  const ui::Color ink = row.struck ? p.muted : p.text;
  if (!row.correct_label.empty()) {
    const ui::ButtonSpec correct{.label = row.correct_label, .kind = ui::ButtonKind::Quiet};
    const ui::Rect place{inner.right() - 104, inner.y - 4, 104, 48};
    if (ui::button(kit, "correct." + row.statement.value, place, correct)) action = Correct{row.statement};
  }
  ui::Rect title = inner.cut_top(23);
  title.w = parts.words;
  const float time = kit.measure(ui::Type::Title, row.time).w;
  kit.text(title.cut_left(time, 10), row.time, {.type = ui::Type::Title, .color = ink});
  kit.text(title, row.title, {.type = ui::Type::BodyStrong, .color = ink, .fit = ui::Fit::Ellipsis});
  ui::Rect who = inner.cut_top(18);
  who.w = parts.words;
  kit.text(who, row.who, {.type = ui::Type::Caption, .color = p.muted, .fit = ui::Fit::Ellipsis});
  if (parts.summary > 0) {
    inner.cut_top(4);
    ui::Rect summary = inner.cut_top(parts.summary);
    summary.w = parts.words;
    kit.text(summary, row.summary, {.color = ink, .fit = ui::Fit::Wrap});
  }
  if (parts.chips > 0) draw_chips(kit, {inner.x, inner.y + 8, inner.w, parts.chips}, row_chips(row));
  return action;
}

MaybeAction draw_rows(ui::Kit& kit, const ui::Rect& content, const models::PatientPage& model, float& y) {
  MaybeAction action;
  for (std::size_t i = 0; i < model.rows.size(); ++i) {
    const float height = measure(kit, content.w, model.rows[i]).height();
    const ui::Rect place{content.x, y, content.w, height};
    if (kit.is_visible(place))
      if (auto tapped = draw_row(kit, place, model.rows[i], i + 1 == model.rows.size())) action = tapped;
    y += height;
  }
  return action;
}

bool act_button(ui::Kit& kit, const char* key, const ui::Rect& rect, const models::Control& control, ui::Icon icon,
                ui::ButtonKind kind) {
  return ui::button(kit, key, rect,
                    {.label = control.label, .icon = icon, .kind = kind, .enabled = ui::enabled_if(control.enabled)});
}

// What waits here, over the ways to it.
float draw_bedside(ui::Kit& kit, const ui::Rect& rect, const models::PatientPage& model, MaybeAction& action) {
  std::vector<ui::Chip> chips;
  for (const auto& badge : model.badges) chips.push_back({badge.text, ui::Icon::None, tone(badge.tone)});
  float height = draw_chips(kit, rect, chips);
  if (height > 0) height += 8;
  const float tiles = taps_height(kit, rect.w, model.tiles);
  if (auto tapped = draw_taps(kit, {rect.x, rect.y + height, rect.w, tiles}, model.tiles)) action = std::move(tapped);
  return height + tiles;
}

// Due, last round, and what can be done: the right-hand panel, or the block under the head.
float draw_due_block(ui::Kit& kit, const ui::Rect& rect, const models::PatientPage& model, MaybeAction& action) {
  const auto& p = kit.palette();
  std::vector<std::pair<std::string_view, ui::Tone>> lines{{model.last_round, ui::Tone::Neutral}};
  if (!model.gap.empty()) lines.emplace_back(model.gap, ui::Tone::Bad);
  if (!model.draft.empty()) lines.emplace_back(model.draft, ui::Tone::Info);
  const float inner_width = rect.w - 36;
  float words = 0;
  for (const auto& line : lines) words += kit.height(ui::Type::Body, line.first, inner_width) + 4;
  const bool explain = !model.close_slot.enabled && !model.close_slot.reason.empty();
  const float height = 16 + 64 + 12 + words + 8 + 56 + 10 + 52 + (explain ? 22.0f : 0) + 10 + 52 + 16;
  ui::card(kit, {rect.x, rect.y, rect.w, height});
  ui::Rect inner{rect.x + 18, rect.y + 16, inner_width, height - 32};
  draw_due(kit, inner.cut_top(64, 12), model.due);
  for (const auto& line : lines) {
    const float tall = kit.height(ui::Type::Body, line.first, inner_width);
    kit.text(inner.cut_top(tall, 4), line.first,
             {.color = line.second == ui::Tone::Neutral ? p.text : p.tone(line.second).strong, .fit = ui::Fit::Wrap});
  }
  inner.cut_top(8);
  if (act_button(kit, "round", inner.cut_top(56, 10), model.round, model.resumes ? ui::Icon::Edit : ui::Icon::ArrowForward,
                 ui::ButtonKind::Primary))
    action = StartRound{model.head.encounter};
  const ui::Rect pair = inner.cut_top(52);
  if (act_button(kit, "take_over", pair.column(0, 2, 10), model.take_over, ui::Icon::SwapHoriz, ui::ButtonKind::Secondary))
    action = TakeOver{model.head.encounter};
  if (act_button(kit, "close_slot", pair.column(1, 2, 10), model.close_slot, ui::Icon::EventBusy, ui::ButtonKind::Secondary))
    action = AskSlotReason{model.head.encounter};
  if (explain)
    kit.text(inner.cut_top(22), model.close_slot.reason,
             {.type = ui::Type::Caption, .color = p.muted, .align = ui::Align::Right, .fit = ui::Fit::Ellipsis});
  inner.cut_top(10);
  const ui::Icon icon = model.away ? ui::Icon::Hotel : ui::Icon::DirectionsWalk;
  const ui::ButtonKind kind = model.away ? ui::ButtonKind::Primary : ui::ButtonKind::Secondary;
  if (act_button(kit, "off_unit", inner.cut_top(52), model.off_unit, icon, kind)) action = AskOffUnit{model.head.encounter};
  return height;
}

float draw_slots(ui::Kit& kit, const ui::Rect& rect, const models::PatientPage& model) {
  if (model.slots.empty()) return 0;
  const int across = rect.w >= 600 ? 4 : 2;
  const int lines = (static_cast<int>(model.slots.size()) + across - 1) / across;
  const float height = 16 + 30 + 8 + static_cast<float>(lines) * (kSlotHeight + 6) + 10;
  ui::card(kit, {rect.x, rect.y, rect.w, height});
  ui::Rect inner{rect.x + 18, rect.y + 16, rect.w - 36, height - 32};
  ui::section_header(kit, inner.cut_top(30, 8), model.slots_title);
  for (int i = 0; i < static_cast<int>(model.slots.size()); ++i) {
    const auto& slot = model.slots[static_cast<std::size_t>(i)];
    const ui::Rect line{inner.x, inner.y + static_cast<float>(i / across) * (kSlotHeight + 6), inner.w, kSlotHeight};
    const ui::Rect place = line.column(i % across, across, 6);
    if (!kit.is_visible(place)) continue;
    const auto& colors = kit.palette().tone(tone(slot.tone));
    kit.fill(place, colors.soft, 10);
    ui::Rect words = place.inset(10, 3);
    kit.text(words.cut_top(20), slot.label, {.type = ui::Type::Label, .color = colors.strong});
    kit.text(words, slot.word, {.type = ui::Type::Caption, .color = colors.strong, .fit = ui::Fit::Ellipsis});
  }
  return height;
}

MaybeAction draw_wide(ui::Kit& kit, ui::Rect inner, const models::PatientPage& model) {
  MaybeAction action;
  const ui::Rect side = inner.cut_right(kPanelWidth, ui::kGutter);
  const ui::Rect panel = kit.begin_scroll("panel", side.inset(-6, 0)).inset(6, 0);
  float y = panel.y + 4;
  y += draw_due_block(kit, {panel.x, y, panel.w, 0}, model, action) + ui::kGutter;
  y += draw_slots(kit, {panel.x, y, panel.w, 0}, model);
  kit.end_scroll(y + 16, kit.palette().background);
  inner.cut_top(4);
  if (auto back = draw_head(kit, inner.cut_top(head_height(kit, inner.w, model), ui::kGutter), model)) action = back;
  inner.cut_top(draw_bedside(kit, inner, model, action), 10);
  ui::section_header(kit, inner.cut_top(30, 4), model.timeline_title);
  if (!model.notice.empty()) {
    draw_notice(kit, inner, model.notice);
    return action;
  }
  const ui::Rect content = kit.begin_scroll("timeline", inner);
  y = content.y;
  if (auto tapped = draw_rows(kit, content, model, y)) action = tapped;
  kit.end_scroll(y + 10, kit.palette().background);
  return action;
}

MaybeAction draw_narrow(ui::Kit& kit, const ui::Rect& inner, const models::PatientPage& model) {
  MaybeAction action;
  const ui::Rect content = kit.begin_scroll("patient", inner.inset(-6, 0)).inset(6, 0);
  float y = content.y + 4;
  const float head = head_height(kit, content.w, model);
  action = draw_head(kit, {content.x, y, content.w, head}, model);
  y += head + ui::kGutter;
  y += draw_due_block(kit, {content.x, y, content.w, 0}, model, action) + ui::kGutter;
  y += draw_bedside(kit, {content.x, y, content.w, 0}, model, action) + ui::kGutter;
  y += draw_slots(kit, {content.x, y, content.w, 0}, model) + ui::kGutter;
  ui::section_header(kit, {content.x, y, content.w, 30}, model.timeline_title);
  y += 34;
  if (model.notice.empty()) {
    if (auto tapped = draw_rows(kit, content, model, y)) action = tapped;
  } else {
    draw_notice(kit, {content.x, y, content.w, 240}, model.notice);
    y += 240;
  }
  kit.end_scroll(y + 10, kit.palette().background);
  return action;
}

}  // namespace

MaybeAction draw_patient(ui::Kit& kit, const ui::Rect& page, const models::PatientPage& model) {
  ui::Rect inner = page.inset(ui::kPageMargin, 0);
  inner.cut_top(14);
  inner.cut_top(draw_banner(kit, inner, model.banner));
  return page.w >= kWide ? draw_wide(kit, inner, model) : draw_narrow(kit, inner, model);
}

}  // namespace wardlight::screens
