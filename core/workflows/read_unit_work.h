// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/workflows/read_bedside.h"
#include "core/workflows/read_contacts.h"

// The unit's open work: what the board and the charge nurse see. Work, never people in a ranking.
namespace wardlight::workflows {

// What stands on one patient's tile.
struct BoardBadge {
  EncounterId encounter;
  std::string fall_band;  // as judged by its pack; empty: not assessed
  bool harm_risk = false;
  std::string isolation;  // empty: not recorded
  std::string mobility;   // empty: not recorded
  std::string lift_aid;   // empty: not recorded
  int devices = 0;
  int longest_device_day = 0;
  int open_tasks = 0;
  int overdue_tasks = 0;
  int prompts = 0;
  int late_prompts = 0;
  HandoffState handoff = HandoffState::None;
  std::string severity;   // illness severity of the newest handoff; empty: nobody said
  int changes = 0;        // rows of the handoff that changed since the last one was taken
  bool unclaimed = false; // HND-7: given, and nobody took it in time
  bool help_called = false;
};

struct UnitWork {
  Instant read_at;
  std::vector<BoardBadge> badges;          // in the ward's order
  std::vector<WorkTask> tasks;             // open, most urgent first
  std::vector<WorkTask> escalated;         // of those, what is the charge nurse's now
  std::vector<WorkTask> undelivered;       // "NOT DELIVERED: call …"
  std::vector<HelpCall> help;              // family calls that are not closed
  std::vector<HandoffView> conflicts;      // HND-6
  std::vector<HandoffView> not_accepted;   // HND-7: given, and nobody took it
  std::vector<PatientQuestion> questions;  // open too long
  std::vector<BedsidePrompt> prompts;      // for the charge nurse
  UnitContacts contacts;                   // of the unit that was asked for
};

// Needs ReadChart. Who may not see the board gets the work of their own patients and what waits for them on the unit, and
// of everybody what could not be delivered and who called for help: that is for whoever holds the tablet.
Expected<UnitWork> read_unit_work(const Ward& ward, const LocationId& unit);

}  // namespace wardlight::workflows
