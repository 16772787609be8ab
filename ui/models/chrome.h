// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "ui/models/sign_in.h"
#include "ui/models/sync_status.h"
#include "ui/models/ward.h"

namespace wardlight::models {

// The places the bottom bar leads to.
enum class Page { MyPatients, Handoff, Work, UnitBoard, Assign, Sync };

struct ChromeInput {
  std::string unit;
  std::string my_name;
  Role role = Role::Nurse;
  Page page = Page::MyPatients;
  int overdue = 0;  // of my patients, for the badge in the bar
  bool night = false;
  SyncStatus sync;
  int open_work = 0;  // tasks that wait for me, for the badge in the bar
};

struct PageTab {
  Page page;
  std::string label;
  std::string count;  // empty for none
  bool selected = false;
};

// The head and foot that every page of a signed-in nurse has.
struct Chrome {
  std::string unit;
  std::string subtitle;  // the nurse's name and role
  std::string time;
  std::string initials;
  std::string search_label;
  std::string clear_label;
  std::string theme_label;
  std::string lock_label;    // locks, and lets the next person in
  std::string status_label;  // for ears
  std::string menu_label;    // for ears, on the initials
  bool night = false;
  SyncLine sync;
  std::vector<PageTab> tabs;
};

// Of my patients; nothing is counted that is not known.
int count_overdue(const WardInput& ward);

Chrome build_chrome(const ChromeInput& input, const Moment& moment, const Texts& texts);

}  // namespace wardlight::models
