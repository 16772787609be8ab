// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "sync/reporting/reports.h"

// One measure of one unit over the months: points, chart, baseline and goal, as plain JSON.
namespace wardlight::reporting {

struct FigureSeries {
  const measures::MeasureRule* rule = nullptr;
  std::string unit;
  std::vector<StoredReport> points;    // newest versions, oldest month first
  std::vector<StoredReport> versions;  // every version of the closed ones
};

// NotFound when there is no such measure.
Expected<FigureSeries> read_series(Reports& reports, const std::string& unit, std::string_view measure, Instant known_on);

struct Baseline {
  measures::Ratio ratio;
  std::string from, to;
};
// What people entered, else the first closed months pooled, when there are enough of them and one more.
std::optional<Baseline> find_baseline(const Reports& reports, const FigureSeries& series,
                                      const std::vector<measures::DeskEntry>& entries);

json::Value measure_json(const Reports& reports, const FigureSeries& series, const std::vector<measures::DeskEntry>& entries);
json::Value points_json(const Reports& reports, const FigureSeries& series, const std::vector<measures::DeskEntry>& entries);
// Null when nothing can be drawn. Rare events are drawn as days between them.
json::Value chart_json(Reports& reports, const FigureSeries& series, const std::vector<measures::DeskEntry>& entries);

}  // namespace wardlight::reporting
