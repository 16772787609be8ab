// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "ui/models/patient_head.h"
#include "ui/models/ward.h"
#include "ui/models/work_known.h"

namespace wardlight::models {

struct BoardFigure {
  std::string number;
  std::string label;
  std::string note;
  Tone tone = Tone::Neutral;
};

struct BoardCell {
  std::string mark;   // the clock's minutes of the round, or a letter: never a colour alone
  std::string label;  // the whole sentence: "Bed 12A 14:00, done late 15:10"
  Tone tone = Tone::Neutral;
  bool empty = true;  // no slot in this hour
  std::string hour = {};  // when the slot starts, for a strip without column heads
};

struct BoardRow {
  EncounterId encounter;
  std::string bed;
  std::string name;
  std::string nurse;
  DueMark due;
  std::string contact;         // time since the last contact: "52 min"
  Tone contact_tone = Tone::Neutral;
  std::string same_name;
  std::vector<Badge> badges;   // of the bedside, the most pressing first
  std::vector<BoardCell> cells;  // one an hour column
};

struct NurseLoad {
  PractitionerId practitioner;
  std::string name;
  std::string role;
  std::string open;      // "2 due, 1 overdue"
  std::string patients;  // "6 patients"
  Tone tone = Tone::Neutral;
};

struct LegendEntry {
  std::string mark;
  Badge badge;
};

// The whole unit for the charge nurse: beds by hours, the overdue first. Nurses by name: nobody is ranked.
struct UnitBoard {
  std::string title;
  std::vector<BoardFigure> figures;  // compliance with the longest gap right beside it
  std::vector<std::string> hours;    // column heads
  std::size_t current = 0;           // the column of now
  std::vector<BoardRow> rows;
  std::string bed_head, due_head, contact_head;
  std::string nurses_title;
  std::vector<NurseLoad> nurses;
  std::vector<LegendEntry> legend;
  Control assign;
  Control add_patient;
  Control shift;            // what this shift came to
  std::optional<Control> incidents;  // for who may review them
  SyncLine sync;
  std::string banner;
  Notice notice;
};

struct UnitBoardInput {
  const WardInput& ward;
  std::size_t columns = 8;  // hours shown
  WorkKnown work = {};      // what stands on the tiles beside the rounds
  std::optional<Duration> gap_alert = {};  // RND-S7: from here on the longest gap of the day stands out
};

// What stands in the cell of one slot.
BoardCell slot_cell(const SlotInput& slot, const Moment& moment, const Texts& texts);

UnitBoard build_unit_board(const UnitBoardInput& input, const Moment& moment, const Texts& texts);

}  // namespace wardlight::models
