// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/care/rounding_figures.h"
#include "core/care/rounding_live.h"
#include "core/care/shift/shift_pack.h"

// Is the shift complete? From what is known of its patients and tablets to the charge nurse's picture: what is wrong first, what
// is fine after it, and what is not known is never called complete. Pure; any thread; cannot fail.
namespace wardlight::care {

// When something was entered, seen from when it was done. Nobody's fault: networks fail and paper is for that.
enum class Entry { Live, Back, Paper };

struct ShiftRound {
  Slot slot;
  LiveState live = LiveState::Upcoming;
  SlotState outcome = SlotState::Missed;  // counts once `live` says the slot is settled
  std::optional<Instant> done_at;
  Entry entry = Entry::Live;
  std::string reason;  // a code, when one closed or excluded the slot
};

struct ShiftPatient {
  std::string stay;
  std::string bed;
  std::string name;
  std::string nurse;  // id; empty: nobody
  std::string nurse_name;
  std::vector<ShiftRound> rounds;  // of this shift, by time
  RoundCounts counts;              // of those that can no longer change
  int handoffs_accepted = 0;
  std::map<Entry, int> entries;    // rounds and assessments of this shift
  std::map<OpenKind, int> open;    // all but rounds, which `counts` tells
};

struct ShiftTablet {
  std::string device;
  std::string name;
  bool this_one = false;
  std::optional<int> unsent;      // absent: not known how many
  std::optional<Instant> oldest;  // of the unsent, as last heard; absent: none
  std::optional<Instant> seen;    // when the hub last heard it; absent: never
};

struct ShiftFacts {
  Shift shift;
  Instant now;
  std::vector<ShiftPatient> patients;
  std::map<OpenKind, int> of_unit;      // about no patient
  std::vector<ShiftTablet> tablets;
  bool others_known = false;            // the hub told of the other tablets
};

struct OpenItem {
  OpenKind kind = OpenKind::Task;
  Urgency urgency = Urgency::Open;
  int count = 0;                   // 0 of what is not known: not even how many
  std::vector<std::string> beds;   // in order; of tablets their names
  std::optional<Instant> oldest;   // of what is unsent
};

struct NurseShift {
  std::string nurse;
  std::string name;
  int patients = 0;
  RoundCounts counts;
  int handoffs_accepted = 0, handoffs_pending = 0;
  int open = 0;  // everything else that stands open
};

enum class ShiftVerdict { Running, Complete, Open, NotKnown };

struct ShiftPicture {
  ShiftVerdict verdict = ShiftVerdict::Running;
  RoundCounts counts;
  RoundRates rates;
  int handoffs_accepted = 0, handoffs_pending = 0;
  std::map<Entry, int> entries;
  std::string live_share;           // percent, "not calculable"
  std::vector<OpenItem> wrong;      // the pack's order: most pressing first; what is not known among them
  std::vector<OpenItem> told;       // said, nothing to do
  std::vector<OpenKind> fine;       // none of it, and that is known
  std::vector<NurseShift> nurses;   // by name: nobody is ranked
};
ShiftPicture judge_shift(const ShiftPack& pack, const ShiftFacts& facts);

// The share of entries made when the thing was done; Back and Paper both are not.
std::string live_share(const std::map<Entry, int>& entries);

// ---- A closing, and what came after it

// What belongs to the time of the shift and can only change by something that arrives late, by name and in a fixed order.
using ShiftFigures = std::vector<std::pair<std::string, std::int64_t>>;
ShiftFigures figures_of(const ShiftPicture& picture);

struct FigureChange {
  std::string figure;
  std::int64_t was = 0, is = 0;
  bool operator==(const FigureChange&) const = default;
};
// Only what differs. A figure that the closing did not have is not compared.
std::vector<FigureChange> compare_figures(const ShiftFigures& closed, const ShiftFigures& now);

// The picture as one text, the same on every tablet that knows the same: what the hash in a closing is made of.
std::string shown_text(const ShiftFacts& facts, const ShiftPicture& picture);

}  // namespace wardlight::care
