// SPDX-License-Identifier: Apache-2.0
#include "ui/models/chrome.h"

#include <algorithm>

#include "ui/models/patient_head.h"

namespace wardlight::models {

int count_overdue(const WardInput& ward) {
  if (ward.loading) return 0;
  return static_cast<int>(
      std::ranges::count_if(ward.patients, [&](const auto& one) { return one.nurse == ward.me && is_overdue(one); }));
}

Chrome build_chrome(const ChromeInput& input, const Moment& moment, const Texts& texts) {
  Chrome chrome;
  chrome.unit = input.unit;
  chrome.subtitle = input.my_name + " · " + role_text(input.role, texts);
  chrome.time = hour_text(moment, moment.now);
  chrome.initials = initials(input.my_name);
  chrome.search_label = texts("chrome.search");
  chrome.theme_label = input.night ? texts("chrome.day") : texts("chrome.night");
  chrome.lock_label = texts("chrome.lock");
  chrome.menu_label = texts("chrome.menu", {{"name", input.my_name}});
  chrome.clear_label = texts("chrome.clear");
  chrome.night = input.night;
  chrome.sync = build_sync_line(input.sync, moment, texts);
  chrome.status_label = texts("chrome.status", {{"state", chrome.sync.chip.text}});
  const auto add = [&](Page page, std::string label, std::string count) {
    chrome.tabs.push_back({page, std::move(label), std::move(count), page == input.page});
  };
  add(Page::MyPatients, texts("chrome.my_patients"), input.overdue > 0 ? std::to_string(input.overdue) : "");
  add(Page::Handoff, texts("chrome.handoff"), "");
  add(Page::Work, texts("chrome.work"), input.open_work > 0 ? std::to_string(input.open_work) : "");
  add(Page::UnitBoard, texts("chrome.unit_board"), "");
  if (input.role == Role::Charge) add(Page::Assign, texts("chrome.assign"), "");
  const auto rejected = input.sync.rejected.size();
  add(Page::Sync, texts("chrome.sync"), rejected > 0 ? std::to_string(rejected) : "");
  return chrome;
}

}  // namespace wardlight::models
