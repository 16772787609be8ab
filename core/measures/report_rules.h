// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/expected.h"
#include "core/care/facts/fact_reader.h"
#include "core/measures/record_row.h"

// Which rows the record gives, when days and months close, and what counts as a device's infection:
// assets/clinical/reporting.json. Plain values after loading: copy freely, read from any thread.
namespace wardlight::measures {

// HAI-1 to HAI-4 and the days of a C. difficile specimen. Days are calendar days; the day of admission or insertion is 1.
struct InfectionRules {
  int from_day = 0;          // of the stay: an earlier infection was there on admission
  int device_days_more_than = 0;
  int repeat_days = 0;       // within so many days of the last counted one it is the same infection
  int onset_from_day = 0;    // of the stay: a specimen from then on is hospital-onset
};

// Which cases of sepsis SEP-M and SEP-M-HO are about.
struct SepsisRules {
  Duration comfort_care_within;  // of arrival, to the minute: comfort care chosen by then leaves the case out
  int onset_from_day = 0;        // of the stay, its first being 1: from then on the case is the hospital's
};

// What people of a role confirm, correct and bring in.
struct Confirmer {
  std::string role;
  std::vector<std::string> kinds;    // of events
  std::vector<std::string> figures;  // measures that are imported
  std::vector<std::string> counts;   // counts that nobody charts
  bool planned_returns = false;      // says which returns were planned
};

// When a machine may count (DEN-6), and where one day a week is enough (DEN-7).
struct ValidationRules {
  int percent = 0;  // of the count by hand
  int months = 0;   // running
};
struct SamplingRules {
  int least_device_days = 0;  // a month
  std::vector<std::string> unit_kinds;
};

// What a ward's Location.type says of its kind: codes, or exact texts.
struct UnitKind {
  std::string kind;
  std::vector<std::string> said;
};
// Units of these kinds are in neither side of these measures.
struct LeaveOut {
  std::vector<std::string> measures;
  std::vector<std::string> unit_kinds;
};

// Why nobody is called after such a discharge, as the pack of calls says it.
struct CallExclusions {
  std::string died, acute_hospital, readmitted;
};

struct ReportRules {
  std::string id_and_version;
  int count_minute = 0;      // of the local day
  int day_closes_minute = 0; // of the next local day
  int survey_day = 0;
  int readmission_days = 0;
  std::vector<UnitKind> unit_kinds;
  std::vector<LeaveOut> left_out;
  InfectionRules infection;
  SepsisRules sepsis;
  std::string season_from, season_to;  // "10-01", both days in
  int longest_stay_days = 0;
  int least_age_years = 0;
  ValidationRules validation;
  SamplingRules sampling;
  CallExclusions call_exclusions;
  std::vector<Confirmer> confirmers;
  std::map<std::string, std::vector<std::string>, std::less<>> awaited;  // measures that wait for events of a kind
  care::facts::FactReaders readers;

  const Confirmer* find_confirmer(std::string_view role) const;
  // A ward's kind by its Location; empty: none that is known.
  std::string kind_of_unit(const json::Value& location) const;
};

// Reads the pack and runs its worked examples. InvalidContent names the key or the example.
Expected<ReportRules> load_report_rules(std::string_view text);

// The rows of one resource by the pack's readers; rounds, visits and stays are not among them. Pure; any thread.
std::vector<RecordRow> read_rows(const ReportRules& rules, const json::Value& resource);

}  // namespace wardlight::measures
