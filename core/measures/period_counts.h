// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "core/care/calls/discharge_call.h"
#include "core/care/calls/teach_back.h"
#include "core/care/rounding_pack.h"
#include "core/care/sepsis/sepsis.h"
#include "core/care/skin/pressure_injury.h"
#include "core/care/vaccines/influenza.h"
#include "core/care/wave/hand_hygiene.h"
#include "core/measures/desk_entry.h"
#include "core/measures/measure_figures.h"
#include "core/measures/measure_row.h"
#include "core/measures/patient_days.h"
#include "core/measures/readmissions.h"
#include "core/measures/record_row.h"
#include "core/measures/report_rules.h"

// From what the record says to every unit's counts and events of a period. Pure; any thread; cannot fail: what cannot be
// counted is kept out and named.
namespace wardlight::measures {

// Everything that decides what counts.
struct MeasureContent {
  MeasureRegistry registry;
  ReportRules rules;
  DischargeWords discharge;
  care::RoundingPack rounding;
  care::TeachBackPack teach_back;
  care::DischargeCallPack calls;
  care::HygienePack hygiene;
  care::SepsisPack sepsis;
  care::PressureInjuryPack injuries;
  care::InfluenzaPack influenza;
};

// Gives the text of a file of assets/clinical by its name.
using ReadClinical = std::function<Expected<std::string>(const std::string& name)>;
// Fails as `read` does, or with InvalidContent.
Expected<MeasureContent> load_measure_content(const ReadClinical& read);

struct PeriodWish {
  Zone zone;
  Date first, last;  // local days, both in; of one month
  Instant now;       // nothing later is counted
  bool with_evidence = false;
  std::map<std::string, std::string> unit_kinds = {};  // by unit; of no known kind: not there
};

// Returns that count, and those that were planned: counts' names, and keys of evidence.
inline constexpr std::string_view kReadmissions = "readmissions";
inline constexpr std::string_view kPlannedReturns = "planned_returns";

// One thing behind a figure. `key` is the count or the kind of event.
struct Evidence {
  std::string unit;
  std::string key;
  Instant at;
  std::string source;
  json::Value detail;
};

// A unit that is in neither side of some measures, because of its kind.
struct LeftOutUnit {
  std::string unit;
  std::string kind;
  std::vector<std::string> measures;
};

// The whole hospital's facts for some measures: without the units left out of them.
struct FactsWithout {
  std::vector<std::string> measures;
  PeriodFacts facts;
};

struct UnitPeriod {
  std::string unit;  // empty: the whole hospital
  PeriodFacts facts;
  std::vector<LeftOutUnit> left_out;  // itself, or of the whole hospital each unit that is
  std::vector<FactsWithout> without;  // of the whole hospital
  std::vector<DayCount> days;
  std::vector<Date> missing;
  std::vector<CountIssue> issues;
  std::set<std::string, std::less<>> awaited;  // kinds of events that somebody still has to decide on
};
struct PeriodCounts {
  std::vector<UnitPeriod> units;  // by id; the whole hospital first
  std::vector<Evidence> evidence;

  const UnitPeriod* find(std::string_view unit) const;  // null: nothing was counted there
};

// The unit of a place "Location/ID"; empty: it is none of this hospital's units.
using FindUnit = std::function<std::string(const std::string& location)>;

// `rows` are the current ones, in the order they came; visits and stays of other times do no harm.
PeriodCounts count_period(const MeasureContent& content, const PeriodWish& wish, std::span<const RecordRow> rows,
                          std::span<const DeskEntry> entries, const FindUnit& find_unit);

// The units that are left out of a measure: itself, or of the whole hospital each.
std::set<std::string> units_left_out(const UnitPeriod& unit, std::string_view measure);
// The same as people read it, a sentence a unit.
std::vector<std::string> left_out_words(const UnitPeriod& unit, std::string_view measure);

// Every figure of the unit that is known: computed ones, and imported ones of that month. Hospital and version are left open.
// What a unit that is left out would say has no figure; the whole hospital's leaves that unit out of both sides.
std::vector<MeasureRow> to_rows(const MeasureContent& content, const UnitPeriod& unit, const std::string& period,
                                std::span<const DeskEntry> entries);

// A unit's day as beds and hours: the state of each slot that was due there.
struct BedHours {
  std::string bed;  // "Location/ID"
  std::vector<std::string> states;  // one a slot of the day; empty: nobody was there
};
struct UnitDay {
  std::vector<std::string> labels;  // HH:MM of each slot
  std::vector<BedHours> beds;
  std::int64_t due = 0, done = 0;
};
UnitDay map_unit_day(const MeasureContent& content, const Zone& zone, Date day, Instant now, const std::string& unit,
                     std::span<const RecordRow> rows, const FindUnit& find_unit);

}  // namespace wardlight::measures
