// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/forms/questionnaire.h"
#include "ui/models/patient_head.h"
#include "ui/models/reason.h"
#include "ui/models/sheet.h"
#include "ui/models/ward.h"

namespace wardlight::models {

enum class ActKind {
  Round,
  SlotClosed,
  SlotReopened,
  Away,
  TakenBack,
  Assigned,
  Form,
  Handoff,
  Device,
  Task,
  Talk,
  Incident,
  Note
};
enum class ActStanding { Holds, Corrected, EnteredInError };
enum class Delivery { OnHub, SavedHere, Rejected };

// One statement of the timeline.
struct ActInput {
  StatementId statement;
  ActKind kind = ActKind::Round;
  RoundKind round = RoundKind::Full;
  Instant occurred_at;
  Instant recorded_at;
  std::string by;
  Role role = Role::Nurse;
  bool mine = false;
  bool late_entry = false;  // G-3, judged by the rule pack
  bool correction = false;  // it replaced an earlier one
  std::string correction_reason;
  ActStanding standing = ActStanding::Holds;
  Delivery delivery = Delivery::OnHub;
  std::string summary;      // ready words: "Pain 3, turned" or the reason a slot was closed
  forms::LocalText title;   // of a form its own; else empty
  std::string code;         // of a closed slot the reason's
  forms::LocalText where;   // of a time off the unit
  std::optional<Instant> starts_at;  // the slot that was closed; when a time off the unit began
  std::optional<Instant> ends_at;    // absent while the patient is away
};

// The record that says that the patient left, while none says that they are back.
const ActInput* find_open_away(const std::vector<ActInput>& acts);
// What the person at the tablet may do about a record; nothing for what no longer holds.
std::vector<Change> list_changes(const ActInput& act, Role role);

struct PatientPageInput {
  const WardInput& ward;
  PatientInput patient;
  bool loading = false;
  std::vector<ActInput> acts;  // any order
};

struct TimelineRow {
  StatementId statement;
  std::string time;
  std::string title;    // "Round · asleep"
  std::string who;      // "Amara Okafor · nurse"
  std::string summary;
  std::vector<Badge> badges;  // late entry, correction, saved here, rejected
  bool struck = false;        // corrected or entered in error: kept, shown as no longer holding
  Tone tone = Tone::Neutral;
  ActKind kind = ActKind::Round;
  std::string correct_label;  // empty when nothing can be done about it
};

struct SlotChip {
  Instant start;
  std::string label;  // "14:00"
  std::string word;
  Tone tone = Tone::Neutral;
};

struct PatientPage {
  PatientHead head;
  DueMark due;
  std::string last_round;
  std::string gap;
  std::string nurse;
  std::string back_label;
  Control round;
  bool resumes = false;
  std::string draft;
  Control take_over;
  Control close_slot;
  Control off_unit;               // the patient leaves, or is back
  bool away = false;
  std::vector<Badge> badges;      // what waits at this bedside
  std::vector<Tap> tiles;         // and where it is
  std::string timeline_title;
  std::vector<TimelineRow> rows;  // the latest first
  Notice notice;                  // in place of rows
  std::string slots_title;
  std::vector<SlotChip> slots;
  std::string banner;
  SyncLine sync;
};

PatientPage build_patient_page(const PatientPageInput& input, const Moment& moment, const Texts& texts);

// A word and a colour for a slot, shared by the patient page and the board.
Badge slot_badge(const SlotInput& slot, const Texts& texts);

}  // namespace wardlight::models
