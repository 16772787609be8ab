// SPDX-License-Identifier: Apache-2.0
#include "ui/models/menu.h"

#include <utility>

namespace wardlight::models {
namespace {

std::string unit_label(const UnitInput& unit, const Texts& texts) {
  return (unit.unit.empty() ? texts("menu.whole_hospital") : unit.name) + " · " + texts.count("board.patients", unit.patients);
}

void add_units(const MenuInput& input, const Texts& texts, Menu& menu) {
  if (input.units.size() < 2) return;
  menu.unit_title = texts("menu.unit");
  int all = 0;
  for (const UnitInput& unit : input.units) all += unit.patients;
  std::vector<UnitInput> units = input.units;
  units.push_back({{}, {}, all});
  for (const UnitInput& unit : units)
    menu.units.push_back(
        {unit.unit, {unit.unit.empty() ? "all" : unit.unit.value, unit_label(unit, texts), unit.unit == input.unit}});
}

void add_locked_out(const MenuInput& input, const Texts& texts, Menu& menu) {
  if (!input.may_unlock) return;
  menu.locked_title = texts("menu.locked_out");
  if (input.locked_out.empty()) menu.nobody_locked = texts("menu.nobody_locked");
  for (const StaffInput& one : input.locked_out)
    menu.locked_out.push_back({one.practitioner, initials(one.name), one.name, role_text(one.role, texts), texts("menu.unlock")});
}

}  // namespace

Menu build_menu(const MenuInput& input, const Texts& texts) {
  Menu menu;
  menu.title = texts("menu.title");
  menu.back_label = texts("patient.back");
  menu.name = input.my_name;
  menu.role = role_text(input.role, texts);
  menu.initials = initials(input.my_name);
  menu.change_pin = {texts("menu.change_pin"), true, ""};
  menu.lock = {texts("chrome.lock"), true, ""};
  add_units(input, texts, menu);
  menu.language_title = texts("menu.language");
  for (const LanguageInput& one : input.languages) menu.languages.push_back({one.code, one.name, one.code == input.language});
  menu.colours_title = texts("menu.colours");
  menu.colours = {{"day", texts("chrome.day"), !input.night}, {"night", texts("chrome.night"), input.night}};
  add_locked_out(input, texts, menu);
  return menu;
}

}  // namespace wardlight::models
