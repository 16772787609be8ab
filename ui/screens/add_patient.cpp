// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/add_patient.h"

#include <vector>

#include "ui/screens/look.h"
#include "ui/widgets/button.h"
#include "ui/widgets/choice.h"
#include "ui/widgets/surface.h"
#include "ui/widgets/text_field.h"

namespace wardlight::screens {

namespace {

std::string_view field_code(models::NewPatientField field) {
  switch (field) {
    case models::NewPatientField::Family: return "new.family";
    case models::NewPatientField::Given: return "new.given";
    case models::NewPatientField::BirthDate: return "new.birth_date";
    case models::NewPatientField::RecordNumber: return "new.record_number";
    case models::NewPatientField::Bed: return "new.bed";
    case models::NewPatientField::Sex: return "new.sex";
  }
  return "new";
}

std::string& typed_text(models::NewPatient& typed, models::NewPatientField field) {
  switch (field) {
    case models::NewPatientField::Given: return typed.given;
    case models::NewPatientField::BirthDate: return typed.birth_date;
    case models::NewPatientField::RecordNumber: return typed.record_number;
    case models::NewPatientField::Bed: return typed.bed;
    case models::NewPatientField::Sex: return typed.sex;
    case models::NewPatientField::Family: break;
  }
  return typed.family;
}

constexpr float kFieldBlock = 24 + 52 + 20;

MaybeAction draw_field(ui::Kit& kit, const ui::Rect& rect, const models::FieldLine& line, AddPatientLocal& local) {
  const auto& p = kit.palette();
  ui::Rect inner = rect;
  kit.text(inner.cut_top(24), line.label, {.type = ui::Type::Label, .fit = ui::Fit::Ellipsis});
  std::string& text = typed_text(local.typed, line.field);
  MaybeAction action;
  const ui::FieldSpec spec{.label = line.label, .placeholder = line.hint, .most_bytes = 120};
  if (ui::text_field(kit, field_code(line.field), inner.cut_top(52), text, spec).changed) action = TypePatient{line.field, text};
  if (!line.problem.empty())
    kit.text(inner, line.problem, {.type = ui::Type::Caption, .color = p.bad.strong, .fit = ui::Fit::Ellipsis});
  return action;
}

MaybeAction draw_sexes(ui::Kit& kit, const ui::Rect& rect, const models::AddPatient& model, AddPatientLocal& local,
                       float& height) {
  kit.text({rect.x, rect.y, rect.w, 24}, model.sex_label, {.type = ui::Type::Label});
  std::vector<ui::Option> options;
  std::vector<std::size_t> chosen;
  for (const auto& sex : model.sexes) {
    if (sex.selected) chosen.push_back(options.size());
    options.push_back({sex.code, sex.label});
  }
  const ui::ChoiceSpec spec{.options = options, .chosen = chosen, .row_height = 52};
  const float choices = ui::choice_height(kit, rect.w, spec);
  height = 28 + choices;
  const auto tapped = ui::choice(kit, "new.sex", {rect.x, rect.y + 28, rect.w, choices}, spec);
  if (!tapped) return {};
  local.typed.sex = model.sexes[*tapped].code;
  return TypePatient{models::NewPatientField::Sex, local.typed.sex};
}

float draw_alert(ui::Kit& kit, const ui::Rect& rect, const models::AddPatient& model) {
  const float height = draw_same_name(kit, rect, model.alert);
  return height > 0 ? height + 12 : 0;
}

}  // namespace

MaybeAction draw_add_patient(ui::Kit& kit, const ui::Rect& page, const models::AddPatient& model, AddPatientLocal& local) {
  MaybeAction action;
  const auto take = [&](MaybeAction tapped) {
    if (tapped) action = std::move(tapped);
  };
  ui::Rect room = page.middle({std::min(page.w - 2 * ui::kPageMargin, 960.0f), page.h});
  ui::Rect head = room.cut_top(76).inset(0, 14);
  if (ui::icon_button(kit, "back", head.cut_left(48, 14), ui::Icon::ArrowBack, model.back_label, ui::Tone::Primary))
    action = GoBack{};
  kit.text(head, model.title, {.type = ui::Type::Heading, .fit = ui::Fit::Ellipsis});
  ui::Rect foot = room.cut_bottom(84).inset(0, 14);
  const ui::ButtonSpec save{.label = model.save.label, .icon = ui::Icon::PersonAdd, .kind = ui::ButtonKind::Primary,
                            .enabled = ui::enabled_if(model.save.enabled)};
  const float width = std::min(std::max(ui::button_width(kit, save), 220.0f), foot.w * 0.55f);
  if (ui::button(kit, "save", foot.cut_right(width, 16), save)) action = SavePatient{};
  draw_side_words(kit, foot, model.save.reason, kit.palette().muted);

  const ui::Rect content = kit.begin_scroll("add_patient", room.inset(-6, 0)).inset(6, 0);
  float y = content.y + 4;
  const float explanation = kit.height(ui::Type::Body, model.explanation, content.w);
  kit.text({content.x, y, content.w, explanation}, model.explanation, {.color = kit.palette().muted, .fit = ui::Fit::Wrap});
  y += explanation + 16;
  y += draw_alert(kit, {content.x, y, content.w, 0}, model);
  const int across = content.w >= 560 ? 2 : 1;
  for (std::size_t i = 0; i < model.fields.size(); ++i) {
    const int column = static_cast<int>(i) % across;
    take(draw_field(kit, ui::Rect{content.x, y, content.w, kFieldBlock}.column(column, across, 20), model.fields[i], local));
    if (column + 1 == across || i + 1 == model.fields.size()) y += kFieldBlock + 4;
  }
  float sexes = 0;
  take(draw_sexes(kit, {content.x, y, content.w, 0}, model, local, sexes));
  kit.end_scroll(y + sexes + 16, kit.palette().background);
  return action;
}

}  // namespace wardlight::screens
