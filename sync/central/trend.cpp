// SPDX-License-Identifier: Apache-2.0
#include "sync/central/trend.h"

#include <algorithm>

#include "core/base/decimal.h"
#include "core/measures/measure_row.h"
#include "sync/central/report_bundle.h"

namespace wardlight::central {
namespace {

using json::Value;

constexpr auto kOpen = static_cast<std::uint8_t>(measures::RowStatus::Open);

bool is_point(const storage::MonthFigure& month) { return month.status != kOpen && month.imported.empty() && month.d > 0; }

}  // namespace

Trend draw_trend(const measures::NetworkRules& rules, const measures::RunRules& run_rules, const measures::MeasureRule& measure,
                 const Months& months) {
  Trend trend;
  measures::ChartInput input;
  const auto kind = rules.chart_of(measure.id);
  std::vector<measures::Ratio> ratios;
  for (std::size_t i = 0; i < months.size(); ++i) {
    if (!is_point(months[i])) continue;
    input.points.push_back({month_of(months[i].period), months[i].n, months[i].d});
    ratios.push_back({months[i].n, months[i].d});
    trend.months.push_back(i);
  }
  const auto wanted = static_cast<std::size_t>(rules.baseline_months);
  input.x = measure.x;
  if (ratios.size() >= wanted) {
    trend.baseline = measures::pool(std::span(ratios).first(wanted));
    trend.last = trend.months[wanted - 1];
    trend.first = trend.months.front();
    if (ratios.size() > wanted) input.baseline = wanted;
  }
  const std::size_t recent = std::min(ratios.size(), static_cast<std::size_t>(rules.recent_months));
  trend.recent = measures::pool(std::span(ratios).last(recent));
  if (auto chart = measures::draw_chart(run_rules, kind, input)) trend.chart = *std::move(chart);
  return trend;
}

Value baseline_json(const measures::MeasureRule& measure, const Months& months, const Trend& trend) {
  if (trend.baseline.d == 0) return Value();
  return Value::object({{"n", Value(trend.baseline.n)},
                        {"d", Value(trend.baseline.d)},
                        {"x", Value(measure.x)},
                        {"value", Value(format_rate(trend.baseline.n, trend.baseline.d, measure.x, measure.places))},
                        {"from", Value(month_of(months[trend.first].period))},
                        {"to", Value(month_of(months[trend.last].period))}});
}

Value target_json(const measures::NetworkRules& rules, const measures::MeasureRule& measure, const Trend& trend) {
  const auto* goal = rules.goal_of(measure.id);
  if (goal == nullptr || trend.baseline.d == 0) return Value();
  const auto progress = measures::judge_progress(trend.baseline, trend.recent, goal->reduction, measure.x, measure.places);
  const bool known = progress.reduction != kNotCalculable;
  return Value::object({{"value", Value(progress.target)},
                        {"percent", Value(format_rate(goal->reduction, 1, 1, 2))},
                        {"reduction", known ? Value(progress.reduction) : Value()},
                        {"maintain_zero", Value(progress.maintain_zero)},
                        {"met", Value(progress.met)}});
}

Value chart_json(const Months& months, const Trend& trend) {
  if (!trend.chart)
    return Value::object({{"kind", Value("run")}, {"centre", Value()}, {"signals", Value::array()}, {"between", Value()}});
  auto signals = Value::array();
  for (const auto& signal : trend.chart->signals)
    signals.push(Value::object({{"signal", Value(measures::to_code(signal.signal))},
                                {"from", Value(month_of(months[trend.months[signal.from]].period))},
                                {"to", Value(month_of(months[trend.months[signal.to]].period))}}));
  return Value::object({{"kind", Value(measures::to_code(trend.chart->kind))},
                        {"centre", Value(trend.chart->centre)},
                        {"signals", std::move(signals)},
                        {"between", Value()}});
}

Value point_json(const measures::MeasureRule& measure, const storage::MonthFigure& month) {
  const bool imported = !month.imported.empty();
  return Value::object({{"period", Value(month_of(month.period))},
                        {"n", Value(month.n)},
                        {"d", Value(month.d)},
                        {"x", Value(month.x)},
                        {"value", Value(imported ? month.imported : format_rate(month.n, month.d, month.x, measure.places))},
                        {"status", Value(measures::to_code(static_cast<measures::RowStatus>(month.status)))},
                        {"version", Value(month.version)},
                        {"imported", Value(imported)}});
}

}  // namespace wardlight::central
