// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/menu.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "ui/screens/look.h"
#include "ui/widgets/button.h"
#include "ui/widgets/choice.h"
#include "ui/widgets/surface.h"

namespace wardlight::screens {

namespace {

constexpr float kWidest = 820;
constexpr float kLabel = 28;
constexpr float kRow = 64;

MaybeAction draw_head(ui::Kit& kit, ui::Rect rect, const models::Menu& model) {
  MaybeAction action;
  ui::card(kit, rect);
  rect = rect.inset(16, 14);
  if (ui::icon_button(kit, "back", rect.cut_left(48, 10).middle({48, 48}), ui::Icon::ArrowBack, model.back_label,
                      ui::Tone::Primary))
    action = GoBack{};
  ui::avatar(kit, rect.cut_left(48, 14).center(), 24, model.initials);
  const ui::ButtonSpec pin{.label = model.change_pin.label, .icon = ui::Icon::Password, .kind = ui::ButtonKind::Secondary};
  const float width = std::min(ui::button_width(kit, pin), rect.w * 0.6f);
  if (ui::button(kit, "menu.change_pin", rect.cut_right(width, 12).middle({width, 52}), pin)) action = OpenChangePin{};
  ui::Rect words = rect.middle({rect.w, 23 + 18});
  kit.text(words.cut_top(23), model.name, {.type = ui::Type::Title, .fit = ui::Fit::Ellipsis});
  kit.text(words, model.role, {.type = ui::Type::Caption, .color = kit.palette().muted, .fit = ui::Fit::Ellipsis});
  return action;
}

// A heading over large answers; gives the one that was tapped.
std::optional<std::size_t> draw_choices(ui::Kit& kit, const char* key, ui::Rect& room, const std::string& title,
                                        const std::vector<models::MenuChoice>& choices) {
  if (title.empty()) return std::nullopt;
  std::vector<ui::Option> options;
  std::vector<std::size_t> chosen;
  for (const models::MenuChoice& one : choices) {
    if (one.selected) chosen.push_back(options.size());
    options.push_back({one.code, one.label});
  }
  kit.text(room.cut_top(kLabel), title, {.type = ui::Type::Label, .fit = ui::Fit::Ellipsis});
  const ui::ChoiceSpec spec{.options = options, .chosen = chosen, .row_height = 54};
  return ui::choice(kit, key, room.cut_top(ui::choice_height(kit, room.w, spec), 20), spec);
}

MaybeAction draw_units(ui::Kit& kit, ui::Rect& room, const models::Menu& model) {
  std::vector<models::MenuChoice> choices;
  for (const models::UnitChoice& unit : model.units) choices.push_back(unit.choice);
  const auto tapped = draw_choices(kit, "menu.unit", room, model.unit_title, choices);
  return tapped ? MaybeAction(ChooseUnit{model.units[*tapped].unit}) : MaybeAction();
}

MaybeAction draw_looks(ui::Kit& kit, ui::Rect& room, const models::Menu& model) {
  MaybeAction action;
  if (const auto tapped = draw_choices(kit, "menu.language", room, model.language_title, model.languages))
    action = ChooseLanguage{model.languages[*tapped].code};
  const auto colours = draw_choices(kit, "menu.colours", room, model.colours_title, model.colours);
  if (colours && !model.colours[*colours].selected) action = SwitchTheme{};
  return action;
}

MaybeAction draw_locked_out(ui::Kit& kit, ui::Rect& room, const models::Menu& model) {
  MaybeAction action;
  if (model.locked_title.empty()) return action;
  const auto& p = kit.palette();
  kit.text(room.cut_top(kLabel), model.locked_title, {.type = ui::Type::Label, .fit = ui::Fit::Ellipsis});
  if (!model.nobody_locked.empty()) kit.text(room.cut_top(24), model.nobody_locked, {.color = p.muted, .fit = ui::Fit::Ellipsis});
  for (const models::LockedOut& one : model.locked_out) {
    ui::Rect row = room.cut_top(kRow);
    ui::divider(kit, row.x, row.bottom() - 1, row.w);
    ui::avatar(kit, row.cut_left(44, 12).center(), 22, one.initials);
    const ui::ButtonSpec unlock{.label = one.unlock_label, .icon = ui::Icon::LockOpen, .kind = ui::ButtonKind::Primary};
    const float width = ui::button_width(kit, unlock);
    if (ui::button(kit, "unlock." + one.practitioner.value, row.cut_right(width, 12).middle({width, 50}), unlock))
      action = UnlockStaff{one.practitioner};
    ui::Rect words = row.middle({row.w, 21 + 18});
    kit.text(words.cut_top(21), one.name, {.type = ui::Type::BodyStrong, .fit = ui::Fit::Ellipsis});
    kit.text(words, one.role, {.type = ui::Type::Caption, .color = p.muted, .fit = ui::Fit::Ellipsis});
  }
  return action;
}

}  // namespace

MaybeAction draw_menu(ui::Kit& kit, const ui::Rect& page, const models::Menu& model) {
  MaybeAction action;
  const auto take = [&](MaybeAction tapped) {
    if (tapped) action = std::move(tapped);
  };
  ui::Rect content = kit.begin_scroll("menu", page);
  content = content.middle({std::min(content.w - 2 * ui::kPageMargin, kWidest), content.h});
  content.cut_top(16);
  take(draw_head(kit, content.cut_top(80, 22), model));
  take(draw_locked_out(kit, content, model));
  if (!model.locked_title.empty()) content.cut_top(22);
  take(draw_units(kit, content, model));
  take(draw_looks(kit, content, model));
  kit.end_scroll(content.y, kit.palette().background);
  return action;
}

}  // namespace wardlight::screens
