// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/access/role.h"
#include "core/care/rounding_figures.h"
#include "core/care/rounding_live.h"
#include "core/workflows/my_drafts.h"
#include "core/workflows/ward.h"

// What the screens show, as plain values. Reading takes the rows of yesterday and today only, so it costs the same on a
// store of a thousand statements and of a hundred thousand.
namespace wardlight::workflows {

struct SlotCell {
  Instant start;
  Instant end;
  care::LiveState live = care::LiveState::Upcoming;
  care::SlotState outcome = care::SlotState::Missed;  // counts once `live` says the slot is settled
  std::optional<Instant> done_at;
  std::string reason;  // a reason's code, when one closed or excluded the slot
};

struct LastRound {
  Instant occurred_at;
  std::string by;
  care::RoundKind kind = care::RoundKind::Full;
};

struct WardPatient {
  EncounterId encounter;
  PatientId patient;
  std::string name;
  std::string family;
  std::string given;
  std::string birth_date;     // empty: not given
  std::string gender;         // FHIR's code
  std::string record_number;  // MRN, else the first identifier; empty: none came
  std::vector<store::Identifier> identifiers;
  LocationId unit;
  std::string unit_name;
  std::string bed;  // empty: no bed given
  // Absent: not recorded, which is not "none".
  std::optional<std::string> allergies;
  std::optional<std::string> code_status;
  std::optional<std::string> isolation;
  std::vector<EncounterId> same_name;       // on the unit, looking or sounding alike
  std::vector<std::string> same_name_beds;  // where they lie, in the same order
  bool temporary = false;
  std::optional<PractitionerId> nurse;
  std::string nurse_name;

  // The slot to look at; absent when there is none.
  std::optional<care::LiveState> state;
  std::optional<Instant> due_at;     // its start; when it is settled, the start of the next one
  std::optional<Instant> due_until;  // and its end
  bool outside_count = false;        // taken out of the count by an order; still on the list
  bool away = false;                 // off the unit now
  std::optional<LastRound> last_round;
  std::optional<Instant> last_contact;
  care::GapReading gap;              // RND-S7
  int missed_in_a_row = 0;
  int refused_in_a_row = 0;
  std::optional<Instant> draft_changed_at;  // my own half-done round
  int unsent = 0;                           // statements about this patient saved here and not yet on the hub
  std::vector<SlotCell> slots;              // today's, in time order
};

// Of the patients who are on the unit now, over the slots of today that can no longer change. The gap that began
// before midnight counts with its whole length.
struct WardFigures {
  care::RoundCounts counts;
  care::RoundRates rates;
  std::optional<Duration> longest_gap;
  std::string longest_gap_bed;
};

// Open work by nurse; in order of name, nobody is ranked. The one without id stands for "nobody assigned".
struct NurseWork {
  PractitionerId practitioner;
  std::string name;
  int patients = 0;
  int due = 0;
  int overdue = 0;
};

struct SyncCounts {
  std::int64_t saved_here = 0;  // statements made on this tablet
  std::int64_t accepted = 0;    // of those, on the hub
  std::int64_t unsent = 0;
  std::int64_t rejected = 0;
  std::optional<Instant> oldest_unsent;
  std::optional<Instant> last_contact;
};

struct WardView {
  Instant read_at;
  std::string unit_name;
  std::vector<WardPatient> patients;  // by unit and bed
  WardFigures figures;
  std::vector<NurseWork> nurses;
  std::vector<store::PersonName> staff;  // everybody the hospital named
  std::vector<MyDraft> drafts;           // of any form, and of patients who are not here any more too
};

// The patients of a unit; an empty unit means the whole hospital. Needs ReadChart. A list of patients is no opened chart:
// opening one is open_chart(), which is audited.
Expected<WardView> read_ward(const Ward& ward, const LocationId& unit);

// How far what was saved here has got. Read it beside the ward, when the store's tick has moved.
Expected<SyncCounts> read_sync_counts(const store::Store& store);

}  // namespace wardlight::workflows
