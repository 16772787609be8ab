// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/reason.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "ui/screens/look.h"
#include "ui/widgets/button.h"
#include "ui/widgets/choice.h"
#include "ui/widgets/surface.h"
#include "ui/widgets/text_field.h"

namespace wardlight::screens {

namespace {

constexpr float kWidest = 760;
constexpr float kNoteHeight = 96;
constexpr float kLabelHeight = 26;

// A label over large answers; gives what was tapped.
struct Asked {
  std::vector<ui::Option> options;
  std::vector<std::size_t> chosen;
};
std::optional<std::size_t> draw_answers(ui::Kit& kit, std::string_view key, ui::Rect& room, std::string_view label,
                                        const Asked& asked) {
  kit.text(room.cut_top(kLabelHeight), label, {.type = ui::Type::Label, .fit = ui::Fit::Ellipsis});
  const ui::ChoiceSpec spec{.options = asked.options, .chosen = asked.chosen, .row_height = 54};
  return ui::choice(kit, key, room.cut_top(ui::choice_height(kit, room.w, spec), 16), spec);
}

MaybeAction draw_slots(ui::Kit& kit, ui::Rect& room, const models::Reason& model) {
  if (model.slot_label.empty()) return {};
  Asked asked;
  std::vector<std::string> codes;
  for (const auto& slot : model.slots) codes.push_back(std::to_string(slot.start.milliseconds));
  for (std::size_t i = 0; i < model.slots.size(); ++i) {
    if (model.slots[i].selected) asked.chosen.push_back(i);
    asked.options.push_back({codes[i], model.slots[i].label});
  }
  const auto tapped = draw_answers(kit, "reason.slot", room, model.slot_label, asked);
  return tapped ? MaybeAction(ChooseReasonSlot{model.slots[*tapped].start}) : MaybeAction();
}

MaybeAction draw_choices(ui::Kit& kit, ui::Rect& room, const models::Reason& model) {
  if (model.choices.empty()) return {};
  Asked asked;
  for (const auto& choice : model.choices) {
    if (choice.selected) asked.chosen.push_back(asked.options.size());
    asked.options.push_back({choice.code, choice.label});
  }
  const auto tapped = draw_answers(kit, "reason.code", room, model.reason_label, asked);
  return tapped ? MaybeAction(ChooseReason{model.choices[*tapped].code}) : MaybeAction();
}

MaybeAction draw_fields(ui::Kit& kit, ui::Rect& room, const models::Reason& model, ReasonLocal& local) {
  bool changed = false;
  if (!model.order_label.empty()) {
    kit.text(room.cut_top(kLabelHeight), model.order_label, {.type = ui::Type::Label, .fit = ui::Fit::Ellipsis});
    const ui::FieldSpec order{.label = model.order_label, .most_bytes = 60};
    changed = ui::text_field(kit, "reason.order", room.cut_top(ui::kFieldHeight, 16), local.order, order).changed;
  }
  if (!model.note_label.empty()) {
    kit.text(room.cut_top(kLabelHeight), model.note_label, {.type = ui::Type::Label, .fit = ui::Fit::Ellipsis});
    const ui::FieldSpec note{.label = model.note_label, .lines = ui::FieldLines::Several, .most_bytes = 1000};
    changed = ui::text_field(kit, "reason.note", room.cut_top(kNoteHeight, 16), local.note, note).changed || changed;
  }
  return changed ? MaybeAction(TypeReason{local.order, local.note}) : MaybeAction();
}

void draw_head(ui::Kit& kit, const ui::Rect& rect, const models::Reason& model) {
  const auto& p = kit.palette();
  kit.fill(rect, p.surface);
  kit.line({rect.x, rect.bottom() - 1}, {rect.right(), rect.bottom() - 1}, p.line);
  draw_identity(kit, rect.inset(ui::kPageMargin, 12), model.head);
}

MaybeAction draw_foot(ui::Kit& kit, const ui::Rect& rect, const models::Reason& model) {
  MaybeAction action;
  const auto& p = kit.palette();
  kit.fill(rect, p.surface);
  kit.line({rect.x, rect.y}, {rect.right(), rect.y}, p.line);
  ui::Rect inner = rect.inset(ui::kPageMargin, 12);
  const ui::ButtonSpec save{.label = model.save.label, .icon = ui::Icon::Check,
                            .kind = model.save_tone == models::Tone::Bad ? ui::ButtonKind::Danger : ui::ButtonKind::Primary,
                            .enabled = ui::enabled_if(model.save.enabled)};
  if (ui::button(kit, "reason.save", inner.cut_right(std::max(200.0f, ui::button_width(kit, save)), 12), save))
    action = SaveReason{};
  const ui::ButtonSpec cancel{.label = model.cancel_label, .icon = ui::Icon::Close, .kind = ui::ButtonKind::Quiet};
  if (ui::button(kit, "reason.cancel", inner.cut_left(ui::button_width(kit, cancel), 16), cancel)) action = GoBack{};
  kit.text(inner, model.save.reason,
           {.type = ui::Type::BodyStrong, .color = p.muted, .align = ui::Align::Right, .fit = ui::Fit::Wrap});
  return action;
}

}  // namespace

MaybeAction draw_reason(ui::Kit& kit, const ui::Rect& page, const models::Reason& model, ReasonLocal& local) {
  MaybeAction action;
  const auto take = [&](MaybeAction tapped) {
    if (tapped) action = std::move(tapped);
  };
  ui::Rect room = page;
  draw_head(kit, room.cut_top(identity_height(kit, room.w - 2 * ui::kPageMargin, model.head) + 24), model);
  take(draw_foot(kit, room.cut_bottom(76), model));
  const ui::Rect view = room;
  ui::Rect content = kit.begin_scroll("reason", view);
  content = content.middle({std::min(content.w - 2 * ui::kPageMargin, kWidest), content.h});
  content.cut_top(20);
  kit.text(content.cut_top(ui::type_spec(ui::Type::Heading).line, 16), model.title,
           {.type = ui::Type::Heading, .fit = ui::Fit::Ellipsis});
  if (!model.failure.empty()) {
    const ui::BannerSpec failed{.tone = ui::Tone::Bad, .icon = ui::Icon::ErrorOutline, .title = {}, .text = model.failure};
    ui::banner(kit, "reason.failure", content.cut_top(ui::banner_height(kit, content.w, failed), 16), failed);
  }
  take(draw_slots(kit, content, model));
  take(draw_choices(kit, content, model));
  take(draw_fields(kit, content, model, local));
  kit.end_scroll(content.y, kit.palette().background);
  return action;
}

}  // namespace wardlight::screens
