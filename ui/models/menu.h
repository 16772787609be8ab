// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/base/strong_id.h"
#include "ui/models/sign_in.h"

namespace wardlight::models {

// A unit of the hospital that has patients now; the empty one stands for all of them.
struct UnitInput {
  LocationId unit;
  std::string name;
  int patients = 0;
};

struct LanguageInput {
  std::string code;
  std::string name;  // in that language
};

struct MenuInput {
  std::string my_name;
  Role role = Role::Nurse;
  std::vector<UnitInput> units;
  LocationId unit;  // the one that is shown
  std::vector<LanguageInput> languages;
  std::string language;
  bool night = false;
  bool may_unlock = false;
  std::vector<StaffInput> locked_out;  // after too many wrong PINs
};

struct MenuChoice {
  std::string code;
  std::string label;
  bool selected = false;
};

struct UnitChoice {
  LocationId unit;
  MenuChoice choice;
};

struct LockedOut {
  PractitionerId practitioner;
  std::string initials;
  std::string name;
  std::string role;
  std::string unlock_label;
};

// Who is at the tablet and how it is looked at: unit, language, colours, PIN; and who needs letting in again.
struct Menu {
  std::string title;
  std::string back_label;
  std::string name;
  std::string role;
  std::string initials;
  Control change_pin;
  Control lock;
  std::string unit_title;  // empty while there is nothing to choose
  std::vector<UnitChoice> units;
  std::string language_title;
  std::vector<MenuChoice> languages;
  std::string colours_title;
  std::vector<MenuChoice> colours;  // day, night
  std::string locked_title;         // empty for who may not unlock
  std::string nobody_locked;
  std::vector<LockedOut> locked_out;
};

Menu build_menu(const MenuInput& input, const Texts& texts);

}  // namespace wardlight::models
