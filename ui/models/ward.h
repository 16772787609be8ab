// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/base/strong_id.h"
#include "core/care/rounding_day.h"
#include "core/care/rounding_live.h"
#include "core/forms/questionnaire.h"
#include "ui/models/sign_in.h"
#include "ui/models/sync_status.h"

namespace wardlight::models {

using care::LiveState;
using care::SlotState;
using care::RoundKind;

// One slot of the day as the grid shows it.
struct SlotInput {
  Instant start;
  Instant end;
  LiveState live = LiveState::Upcoming;
  SlotState outcome = SlotState::Missed;  // counts once `live` says the slot is settled
  std::optional<Instant> done_at;
  std::string reason;  // the reason's label, when one closed the slot
  std::string reason_code = {};
};

struct LastRound {
  Instant occurred_at;
  std::string by;
  RoundKind kind = RoundKind::Full;
};

struct DraftInput {
  Instant changed_at;
  std::string by;
  bool mine = false;
};

// A form that whoever is signed in left half done.
struct MyDraftInput {
  EncounterId encounter;
  std::string questionnaire;  // its url
  std::string form;           // its name
  forms::LocalText title;
  Instant changed_at;
  bool usable = true;  // false: it can only be discarded
};

struct PatientInput {
  EncounterId encounter;
  PatientId patient;
  std::string family;
  std::string given;
  std::string bed;  // empty: none was given
  std::string birth_date;
  std::string sex;            // FHIR's code
  std::string record_number;  // empty when the hospital sent none
  // Nothing came at all, came and is empty ("none known"), or came.
  std::optional<std::vector<std::string>> allergies;
  std::optional<std::string> code_status;
  std::optional<std::vector<std::string>> isolation;
  std::vector<std::string> same_name_beds;  // where the patients are whose names look or sound alike
  bool temporary = false;                   // added here, the hospital has not sent this one yet
  std::optional<PractitionerId> nurse;
  std::string nurse_name;

  // The slot to look at now; absent while it is not known or the list has none.
  std::optional<LiveState> state;
  std::optional<Instant> due_at;     // when that slot starts; of a settled slot, when the next one does
  std::optional<Instant> due_until;  // and when it ends
  std::optional<LastRound> last_round;
  std::optional<Instant> last_contact;
  bool gap_alert = false;            // RND-S7
  bool outside_count = false;        // excluded by order: not counted, still on the list
  std::optional<DraftInput> draft;
  std::vector<Badge> badges;         // of the bedside: what waits, what is in force
  int unsent = 0;                    // rounds of this patient saved here and not yet on the hub
  std::vector<SlotInput> slots;      // the day's, in time order; only the board asks for them
};

struct NurseInput {
  PractitionerId practitioner;
  std::string name;
  Role role = Role::Nurse;
};

// What the unit's figures are made of: counted by core/care, shown here.
struct UnitFigures {
  std::string compliance;  // "83.33" or "not calculable"
  int done = 0;
  int due = 0;
  std::optional<Duration> longest_gap;
  std::string longest_gap_bed;
};

struct WardInput {
  bool loading = false;
  std::optional<std::string> failure;  // the store could not be read: one plain sentence
  std::string unit;
  PractitionerId me;
  std::string my_name;
  Role role = Role::Nurse;
  std::vector<PatientInput> patients;
  std::vector<NurseInput> nurses;
  std::vector<MyDraftInput> drafts;  // of any form, the newest first
  UnitFigures figures;
  SyncStatus sync;
};

}  // namespace wardlight::models
