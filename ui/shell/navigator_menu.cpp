// SPDX-License-Identifier: Apache-2.0
// The menu behind the initials: unit, language, PIN, and letting a colleague in again.
#include <algorithm>
#include <utility>

#include "ui/shell/navigator.h"

namespace wardlight::shell {
namespace {

void wipe_text(std::string& text) {
  std::ranges::fill(text, '0');
  text.clear();
}

}  // namespace

void Navigator::PinState::wipe() {
  wipe_text(old_pin);
  wipe_text(new_pin);
  digits.wipe();
}

void Navigator::refresh_menu() {
  models::MenuInput input;
  input.my_name = m_ward.my_name;
  input.role = m_ward.role;
  input.units = m_services.list_units();
  input.unit = m_settings.unit;
  for (const models::Texts& texts : m_languages.all()) input.languages.push_back({texts.language(), texts("menu.language_name")});
  input.language = texts().language();
  input.night = m_settings.theme == ui::Theme::Night;
  auto locked_out = m_services.list_locked_out();
  input.may_unlock = locked_out.has_value();
  if (locked_out) input.locked_out = *std::move(locked_out);
  m_menu = models::build_menu(input, texts());
}

// The page follows what the door tells: done leads back, a refusal to the step it is about.
void Navigator::refresh_change_pin() {
  PinState& pin = m_desk.pin;
  if (pin.waiting) {
    pin.told = m_services.pin_change();
    pin.waiting = pin.told.change == models::PinChange::Checking;
    if (pin.told.change == models::PinChange::Done) {
      back();
      refresh_menu();
      m_toast.show(texts()("toast.pin_changed"), ui::Tone::Ok, now());
      return;
    }
    const bool try_another = pin.told.change == models::PinChange::TooEasy;
    if (!pin.waiting) pin.step = try_another ? models::PinStep::New : models::PinStep::Old;
    if (!pin.waiting && !try_another) pin.wipe();
  }
  m_change_pin = models::build_change_pin(
      {m_ward.my_name, m_ward.role, pin.step, pin.different, pin.told.change, pin.told.failure}, texts());
}

void Navigator::act_on_menu(const screens::OpenMenu&) {
  if (place().kind != Place::Kind::Menu) open({Place::Kind::Menu, {}});
}

void Navigator::act_on_menu(const screens::ChooseUnit& chosen) {
  const auto units = m_services.list_units();
  const auto unit = std::ranges::find(units, chosen.unit, &models::UnitInput::unit);
  if (unit == units.end() && !chosen.unit.empty()) return;
  m_settings.unit = chosen.unit;
  m_settings.unit_name = unit == units.end() ? std::string() : unit->name;
  m_services.show_unit(m_settings.unit, m_settings.unit_name);
  m_desk.assign = {};
  go_to(models::Page::MyPatients);
}

void Navigator::act_on_menu(const screens::ChooseLanguage& language) {
  if (m_languages.has(language.code)) m_settings.language = language.code;
}

void Navigator::act_on_menu(const screens::OpenChangePin&) {
  m_desk.pin.wipe();
  m_desk.pin = {};
  open({Place::Kind::ChangePin, {}});
}

void Navigator::act_on_menu(const screens::TakePin& taken) {
  PinState& pin = m_desk.pin;
  pin.told = {};
  switch (pin.step) {
    case models::PinStep::Old:
      pin.old_pin = taken.pin;
      pin.step = models::PinStep::New;
      return;
    case models::PinStep::New:
      pin.new_pin = taken.pin;
      pin.different = false;
      pin.step = models::PinStep::Again;
      return;
    case models::PinStep::Again: break;
  }
  pin.different = taken.pin != pin.new_pin;
  if (pin.different) {
    wipe_text(pin.new_pin);
    pin.step = models::PinStep::New;
    return;
  }
  m_services.begin_change_pin(pin.old_pin, pin.new_pin);
  pin.waiting = true;
  wipe_text(pin.new_pin);
}

void Navigator::act_on_menu(const screens::UnlockStaff& staff) {
  const auto locked_out = m_services.list_locked_out();
  const auto unlocked = m_services.unlock_staff(staff.practitioner);
  if (!unlocked) return fail(unlocked.error().text);
  std::string name;
  if (locked_out)
    for (const models::StaffInput& one : *locked_out)
      if (one.practitioner == staff.practitioner) name = one.name;
  m_toast.show(texts()("toast.unlocked", {{"name", name}}), ui::Tone::Ok, now());
}

}  // namespace wardlight::shell
