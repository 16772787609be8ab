// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/expected.h"
#include "core/json/value.h"
#include "core/measures/measure_registry.h"

// One figure as hub and central keep it, and as it travels: a MeasureReport. Pure; any thread.
namespace wardlight::measures {

// Open: the month still runs or has not been closed. Pending: closed, and somebody's confirmation is awaited. Incomplete:
// closed, and days were not counted or something was kept out of the figure.
enum class RowStatus : std::uint8_t { Open = 0, Complete = 1, Pending = 2, Incomplete = 3 };
std::string_view to_code(RowStatus status);

struct MeasureRow {
  std::string hospital;
  std::string unit;     // empty: the whole hospital
  std::string measure;
  std::string period;   // "2025-03"
  std::uint64_t version = 1;
  std::int64_t n = 0;
  std::int64_t d = 0;
  std::int64_t x = 1;
  RowStatus status = RowStatus::Open;
  std::string imported;  // of an imported figure its value as it came; then n and d may be 0
  friend bool operator==(const MeasureRow&, const MeasureRow&) = default;
};

// "3.17", "not calculable", or what was imported.
std::string value_of(const MeasureRow& row, int places);

// What a report says beside the row.
struct ReportNotes {
  std::string hospital_name;
  std::string made_at;                // RFC 3339
  std::vector<std::string> sayings;   // what changed, why it is incomplete, reasons; for people, without patients
  std::string unit_name = {};         // empty: as its id
};

// The id is the same for every version of one figure; meta.versionId counts them.
std::string report_id(const MeasureRow& row);
// A FHIR R4 summary MeasureReport: reporter is the hospital (identifier, system urn:wardlight:hospital), subject the unit
// (identifier, system urn:wardlight:unit; none for the whole hospital), populations numerator and denominator, the multiplier
// and the row's exact status in extensions.
json::Value to_measure_report(const MeasureRegistry& registry, const MeasureRow& row, const ReportNotes& notes);
// The row of such a report. InvalidContent says which part is missing or cannot be: another type of report, an unknown measure,
// another version of the registry's definitions, a negative count, a numerator that its denominator cannot hold, a bad period.
Expected<MeasureRow> read_measure_report(const MeasureRegistry& registry, const json::Value& report);

}  // namespace wardlight::measures
