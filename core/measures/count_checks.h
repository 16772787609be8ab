// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/base/expected.h"
#include "core/json/value.h"
#include "core/measures/report_rules.h"
#include "core/time/time.h"

// May days be counted by machine, and what one day a week says of a month (clinical.md §13.2, DEN-6 and DEN-7). Whole numbers
// throughout; the numbers of the rules are content (assets/clinical/reporting.json). Pure; any thread.
namespace wardlight::measures {

// One unit's month counted twice: once a day by hand, and from the record.
struct ComparedMonth {
  std::string unit;
  std::string count;   // "patient_days", "urinary_days", "line_days", "ventilator_days"
  std::string period;  // "2025-03"
  std::int64_t manual = 0;
  std::int64_t electronic = 0;
};
struct CountVerdict {
  std::string unit, count;
  std::vector<std::string> within;   // months that agree
  std::vector<std::string> outside;
  bool accepted = false;  // so many months running agree, up to the newest
};
// By unit and count. InvalidContent: a month that cannot be, one that comes twice, a negative count.
Expected<std::vector<CountVerdict>> compare_counts(const ReportRules& rules, std::vector<ComparedMonth> months);

// Device days of a month by counting one day a week.
struct SampledDay {
  Date date;
  std::int64_t patients = 0;
  std::int64_t devices = 0;
};
struct WeeklySample {
  std::int64_t patient_days = 0;       // of the whole month, counted each day
  std::int64_t usual_device_days = 0;  // a month, before
  std::string unit_kind;               // "icu", "step-down", "ward", or another
  std::vector<SampledDay> days;
};
struct DeviceEstimate {
  std::int64_t device_days = 0;         // half-up; 0 when it cannot be made
  std::vector<std::string> objections;  // why it may not be made; empty: it may
};
DeviceEstimate estimate_device_days(const ReportRules& rules, const WeeklySample& sample);

// {"validation":[{"unit","count","month","manual","electronic"}]} and {"sample":{"unit_kind","patient_days","usual_device_days",
// "days":[{"date","patients","devices"}]}}, either or both, and what they come to. InvalidContent names an unknown member.
Expected<json::Value> check_counts(const ReportRules& rules, const json::Value& input);

}  // namespace wardlight::measures
