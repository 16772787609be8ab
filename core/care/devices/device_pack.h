// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/care/advice.h"

// Lines, catheters and other devices (clinical.md 7.4), read from assets/clinical/devices.json.
// Plain values after loading: copy freely, read from any thread.
namespace wardlight::care {

// Why a device may stay, or that it need not.
struct DeviceReason {
  Choice choice;
  bool accepted = false;  // false: ask for removal
};

struct DeviceType {
  Choice choice;
  std::vector<DeviceReason> reasons;
  std::string maintenance;              // the Questionnaire of the shift's checklist; empty: it has none
  std::vector<std::string> elements;    // its linkIds that count in the bundle
  std::string insertion;                // the group of insertion steps in the form of placing; empty: none
  std::vector<std::string> steps;       // their linkIds
  bool fever_tells_prevention = false;
  bool void_check = false;              // after removal
};

// A kind of dressing and how many days it may stay.
struct Dressing {
  Choice choice;
  int days = 0;
};

struct DevicePack {
  PackHead head;
  std::vector<DeviceType> types;
  std::vector<Dressing> dressings;
  int eligible_from_day = 0;                 // of a device-associated infection
  int ask_before = 0;                        // minute of the local day: "still needed?" is asked before then
  int days_without_reason = 0;               // running: then the charge nurse is told
  int charge_from_day = 0;                   // of the device
  Decimal fever_above = Decimal::from_integer(0);  // °C
  int fever_from_day = 0;
  Duration void_from, void_to;               // after removal of a urinary catheter
  std::vector<std::string> round_items;      // linkIds of the round's look at the lines, where their times are shown
  Advice still_needed, ask_removal, tell_charge, tell_prevention, check_void, score_again;

  const DeviceType* find_type(std::string_view code) const;
  const Dressing* find_dressing(std::string_view code) const;
};

// Reads a pack and runs its worked examples. Fails with InvalidContent, naming the key or the example.
Expected<DevicePack> load_device_pack(std::string_view text);

}  // namespace wardlight::care
