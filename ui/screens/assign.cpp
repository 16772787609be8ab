// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/assign.h"

#include "ui/screens/look.h"
#include "ui/widgets/button.h"
#include "ui/widgets/surface.h"

namespace wardlight::screens {

namespace {

constexpr float kNurseHeight = 72;
constexpr float kBedHeight = 84;
constexpr float kWide = 900;

bool draw_nurse(ui::Kit& kit, const ui::Rect& rect, const models::AssignNurse& nurse) {
  const auto press =
      ui::pressable_card(kit, "nurse." + nurse.practitioner.value, rect, nurse.name + ", " + nurse.role + ", " + nurse.patients,
                         nurse.selected ? ui::Edge::Selected : ui::Edge::Plain);
  ui::Rect inner = rect.inset(14, 8);
  ui::avatar(kit, inner.cut_left(42, 12).center(), 21, nurse.initials);
  const auto& p = kit.palette();
  const std::string note = nurse.role + " · " + nurse.patients;
  draw_named(kit, inner, {nurse.name, note, nurse.selected ? p.primary : p.muted});
  return press.tapped;
}

bool draw_bed(ui::Kit& kit, const ui::Rect& rect, const models::AssignPatient& patient) {
  const auto& p = kit.palette();
  const auto press = ui::pressable_card(kit, "bed." + patient.encounter.value, rect, patient.label,
                                        patient.theirs ? ui::Edge::Selected : ui::Edge::Plain);
  ui::Rect inner = rect.inset(14, 8);
  const ui::Rect bed = inner.cut_left(52, 12).middle({52, 48});
  const bool missing = patient.bed == "?";
  ui::badge(kit, bed, patient.bed, missing ? ui::Tone::Warn : ui::Tone::Primary,
            kit.measure(ui::Type::Title, patient.bed).w > 46 ? ui::Type::Caption : ui::Type::Title);
  if (patient.theirs) kit.icon(inner.cut_right(26, 6).middle({26, 26}), ui::Icon::CheckCircle, p.primary);
  const bool changes = !patient.change.empty();
  const ui::Color ink = changes ? p.primary : patient.tone == models::Tone::Warn ? p.warn.strong : p.muted;
  draw_named(kit, inner, {patient.name, changes ? patient.change : patient.nurse, ink});
  return press.tapped;
}

MaybeAction draw_nurses(ui::Kit& kit, const ui::Rect& view, const models::Assign& model, int across) {
  MaybeAction action;
  const ui::Rect content = kit.begin_scroll("nurses", view).inset(6, 0);
  float y = content.y + 4;
  for (std::size_t i = 0; i < model.nurses.size(); ++i) {
    const int column = static_cast<int>(i) % across;
    const ui::Rect place = ui::Rect{content.x, y, content.w, kNurseHeight}.column(column, across, 10);
    if (kit.is_visible(place) && draw_nurse(kit, place, model.nurses[i])) action = ChooseNurse{model.nurses[i].practitioner};
    if (column + 1 == across || i + 1 == model.nurses.size()) y += kNurseHeight + 10;
  }
  kit.end_scroll(y, kit.palette().background);
  return action;
}

MaybeAction draw_beds(ui::Kit& kit, const ui::Rect& view, const models::Assign& model) {
  MaybeAction action;
  const ui::Rect content = kit.begin_scroll("beds", view).inset(6, 0);
  const int across = std::max(1, static_cast<int>((content.w + 12) / 292));
  float y = content.y + 4;
  for (std::size_t i = 0; i < model.patients.size(); ++i) {
    const int column = static_cast<int>(i) % across;
    const ui::Rect place = ui::Rect{content.x, y, content.w, kBedHeight}.column(column, across, 12);
    if (kit.is_visible(place) && draw_bed(kit, place, model.patients[i])) action = AssignBed{model.patients[i].encounter};
    if (column + 1 == across || i + 1 == model.patients.size()) y += kBedHeight + 12;
  }
  kit.end_scroll(y, kit.palette().background);
  return action;
}

MaybeAction draw_foot(ui::Kit& kit, const ui::Rect& rect, const models::Assign& model) {
  MaybeAction action;
  const auto& p = kit.palette();
  kit.fill(rect, p.surface);
  kit.line({rect.x, rect.y}, {rect.right(), rect.y}, p.line);
  ui::Rect inner = rect.inset(ui::kPageMargin, 12);
  const ui::ButtonSpec save{.label = model.save.label, .icon = ui::Icon::Check, .kind = ui::ButtonKind::Primary,
                            .enabled = ui::enabled_if(model.save.enabled)};
  if (ui::button(kit, "save_assign", inner.cut_right(std::max(180.0f, ui::button_width(kit, save)), 12), save))
    action = SaveAssign{};
  if (model.save.enabled) {
    const ui::ButtonSpec undo{.label = model.undo_label, .icon = ui::Icon::Undo, .kind = ui::ButtonKind::Quiet};
    if (ui::button(kit, "undo_assign", inner.cut_right(std::min(ui::button_width(kit, undo), inner.w), 16), undo))
      action = UndoAssign{};
  }
  if (inner.w > 120) draw_side_words(kit, inner, model.save.enabled ? model.hint : model.save.reason, p.muted);
  return action;
}

}  // namespace

MaybeAction draw_assign(ui::Kit& kit, const ui::Rect& page, const models::Assign& model) {
  MaybeAction action;
  const auto take = [&](MaybeAction tapped) {
    if (tapped) action = std::move(tapped);
  };
  if (!model.notice.empty()) {
    draw_notice(kit, page, model.notice);
    return action;
  }
  ui::Rect room = page;
  take(draw_foot(kit, room.cut_bottom(76), model));
  ui::Rect inner = room.inset(ui::kPageMargin, 0);
  inner.cut_top(16);
  inner.cut_top(draw_banner(kit, inner, model.banner));
  if (page.w >= kWide) {
    ui::Rect side = inner.cut_left(300, 24);
    ui::section_header(kit, side.cut_top(30, 6), model.nurses_title);
    take(draw_nurses(kit, side.inset(-6, 0), model, 1));
  } else {
    ui::section_header(kit, inner.cut_top(30, 6), model.nurses_title);
    const int across = inner.w >= 700 ? 3 : inner.w >= 460 ? 2 : 1;
    const int rows = std::min(3, (static_cast<int>(model.nurses.size()) + across - 1) / across);
    const float height = std::min(static_cast<float>(rows) * (kNurseHeight + 10) + 8, inner.h * 0.4f);
    take(draw_nurses(kit, inner.cut_top(height, 10).inset(-6, 0), model, across));
  }
  ui::section_header(kit, inner.cut_top(30, 6), model.patients_title, model.save.enabled ? "" : model.hint);
  take(draw_beds(kit, inner.inset(-6, 0), model));
  return action;
}

}  // namespace wardlight::screens
