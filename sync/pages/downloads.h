// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/json/value.h"
#include "core/measures/measure_registry.h"

// What ReportSource::series() gave, as files people take away. Pure; any thread.
namespace wardlight::pages {

// RFC 4180, one row a period; a field that a spreadsheet could take for a formula begins with an apostrophe.
std::string to_csv(const json::Value& series);

// A FHIR collection Bundle of summary MeasureReports, one a period. InvalidContent when a point is not a figure's row.
Expected<json::Value> to_report_bundle(const measures::MeasureRegistry& registry, const std::string& hospital,
                                       const std::string& made_at, const json::Value& series);

}  // namespace wardlight::pages
