// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ui/models/patient_head.h"
#include "ui/models/ward.h"

namespace wardlight::models {

enum class ActKind { Round, SlotClosed, SlotReopened, Assigned, Note };
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
};

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
  std::string correct_label;  // empty when it cannot be corrected
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
