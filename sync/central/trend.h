// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/json/value.h"
#include "core/measures/control_chart.h"
#include "core/measures/measure_registry.h"
#include "core/measures/network_rules.h"
#include "sync/storage/central_storage.h"

// A hospital's months of one measure as a control chart against baseline and goal. Pure; any thread.
namespace wardlight::central {

using Months = std::vector<storage::MonthFigure>;

struct Trend {
  std::optional<measures::ControlChart> chart;  // of the months with a denominator; none when there is nothing to draw
  std::vector<std::size_t> months;              // which month each of its points is
  measures::Ratio baseline;                     // its d is 0 until there are enough months
  std::size_t first = 0, last = 0;              // of the baseline's months
  measures::Ratio recent;
};
// Open months and what was imported as a bare value are no points.
Trend draw_trend(const measures::NetworkRules& rules, const measures::RunRules& run_rules, const measures::MeasureRule& measure,
                 const Months& months);

json::Value baseline_json(const measures::MeasureRule& measure, const Months& months, const Trend& trend);  // null: none yet
json::Value target_json(const measures::NetworkRules& rules, const measures::MeasureRule& measure, const Trend& trend);
json::Value chart_json(const Months& months, const Trend& trend);
json::Value point_json(const measures::MeasureRule& measure, const storage::MonthFigure& month);

}  // namespace wardlight::central
