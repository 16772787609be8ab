// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/time/time.h"

// Patient days and device days (clinical.md §13.2, DEN-1 to DEN-8): one count a unit and day, always at the same clock
// time, rebuilt from who was where when. Pure; any thread; cannot fail: what cannot be counted is named.
namespace wardlight::measures {

// One patient's time in one unit, half-open; an open end is still going on.
struct UnitStay {
  std::string encounter;  // "Encounter/ID"
  std::string patient;
  std::string unit;
  std::optional<Instant> from;
  std::optional<Instant> to;
};

enum class DeviceKind { Urinary, CentralLine, Ventilator };
struct DeviceSpan {
  std::string encounter;
  DeviceKind kind = DeviceKind::Urinary;
  Instant from;
  std::optional<Instant> to;
};

struct CountPlan {
  Zone zone;
  int minute_of_day = 0;  // when the unit is counted; the count of midnight carries the date of the day that ends then
  int year = 1970;
  unsigned month = 1;
};

struct DayCount {
  Date date;
  std::int64_t patients = 0;
  std::int64_t urinary = 0;
  std::int64_t central_line = 0;
  std::int64_t ventilator = 0;
  friend bool operator==(const DayCount&, const DayCount&) = default;
};

// Something that was kept out of the counts, or counted once although it came twice. The sentence names no patient.
struct CountIssue {
  std::string encounter;
  std::string text;
};

struct UnitMonth {
  std::string unit;
  std::vector<DayCount> days;  // of the days that could be counted
  DayCount total;              // its date means nothing
  std::vector<Date> missing;   // the records say nothing about these: a missing count is not a count of nobody
  std::vector<CountIssue> issues;
};

// Every unit of `stays`, by name. A patient with two central lines is one line day; of overlapping stays of one patient
// the one that began last counts, on whichever unit, and both are named. Stays without a patient are as many patients.
std::vector<UnitMonth> count_month(const CountPlan& plan, std::span<const UnitStay> stays, std::span<const DeviceSpan> devices);

std::vector<Date> days_of(const CountPlan& plan);  // its month's, in order

// When that day's count is taken.
Instant count_time(const CountPlan& plan, Date date);

}  // namespace wardlight::measures
