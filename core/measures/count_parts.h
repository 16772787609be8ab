// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include "core/measures/ward_index.h"

// What the parts of count_period share: where they add up, and each part.
namespace wardlight::measures {

class Tally {
 public:
  Tally(const MeasureContent& content, const PeriodWish& wish, const WardIndex& index, std::span<const DeskEntry> entries);

  const MeasureContent& content;
  const PeriodWish& wish;
  const WardIndex& index;
  std::span<const DeskEntry> entries;
  Instant from, to;  // the period, half-open

  bool is_in(Instant at) const { return from <= at && at < to && at <= wish.now; }
  UnitPeriod& unit(const std::string& id);
  // Adds to a unit's count; of an unknown unit it counts for the hospital alone.
  void add(const std::string& unit, std::string_view count, std::int64_t n = 1);
  void show(const std::string& unit, std::string_view key, Instant at, const std::string& source,
            json::Value detail = json::Value::object());
  // An event of the registry; its members but kind, id, at and unit are in `members`. Corrections of the desk are put over it.
  void event(std::string_view kind, const std::string& unit, Instant at, const std::string& source, json::Value members);
  void issue(const std::string& unit, const std::string& about, std::string text);
  void await(const std::string& unit, std::string_view kind);

  PeriodCounts finish();

 private:
  void leave_out(const LeaveOut& rule);

  std::map<std::string, UnitPeriod> m_units;
  std::vector<Evidence> m_evidence;
};

void count_days(Tally& tally);
void count_rounds(Tally& tally);
void count_visits(Tally& tally);
void count_calls(Tally& tally);
void count_season(Tally& tally);
void count_falls(Tally& tally);
void count_injuries(Tally& tally);
void count_sepsis(Tally& tally);
void count_infections(Tally& tally);
void count_acts(Tally& tally);
void count_desk(Tally& tally);

// The inpatient days of a stay that FALL-H is about: of somebody of age, and not too long. Nothing of any other.
std::optional<std::int64_t> days_of_grown_up(const Tally& tally, const Visit& visit);

// DeskEntries about this, newest last.
std::vector<const DeskEntry*> entries_about(std::span<const DeskEntry> entries, DeskKind kind, std::string_view about);

}  // namespace wardlight::measures
