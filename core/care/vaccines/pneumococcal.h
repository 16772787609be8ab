// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/care/vaccines/vaccine_pack.h"

// Pneumococcal vaccines of adults (clinical.md 7.3), read from assets/clinical/pneumococcal-adult.json. Pure; any thread.
namespace wardlight::care {

// One row of the table: a history of doses and what follows from it. The first row that fits holds.
struct HistoryRow {
  std::string id;
  std::vector<std::string> all;  // groups of products that were all given
  std::vector<std::string> any;  // or one of these
  std::string group_at_age;      // a dose of this group was given at `at_years` or later; empty: no matter
  int at_years = 0;
  VaccineStatus status = VaccineStatus::Offer;  // once the wait is over; up_to_date: nothing more to do
  std::vector<std::string> products;
  std::optional<Interval> wait;        // after the last dose of wait_from
  std::optional<Interval> short_wait;  // with a condition that shortens it
  std::string wait_from;               // a group; empty: any counted dose
  Words words;
  Words wait_words;                    // while waiting: {due_on}
};

struct PneumococcalPack : VaccinePack {
  int routine_from_years = 0;  // from this age everyone
  int risk_from_years = 0;     // from this age with a risk condition
  std::vector<HistoryRow> history;
};

// Reads a pack and runs its worked examples. Fails with InvalidContent, naming the key or the example.
Expected<PneumococcalPack> load_pneumococcal_pack(std::string_view text);

// A complete history first, then age and risk, contraindications, the wait, reasons to wait longer, a refusal; else the row's
// own.
// Not enough information (risk not recorded where it decides) is Defer and says what to ask: never "not indicated".
// Fails with InvalidContent as check_patient does, and for a risk condition that the pack does not know.
Expected<VaccineAnswer> screen_pneumococcal(const PneumococcalPack& pack, const VaccinePatient& patient, Date on);

}  // namespace wardlight::care
