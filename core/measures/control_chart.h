// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/expected.h"
#include "core/json/value.h"

// Shewhart's control charts for counts: u (events per exposure), p (share of cases), g (opportunities between rare events),
// t (days between rare events). Every comparison is between whole numbers; nothing goes through floating point. Pure; any thread.
namespace wardlight::measures {

enum class ChartKind { U, P, G, T };
std::string_view to_code(ChartKind kind);
std::optional<ChartKind> chart_kind_from_code(std::string_view code);

struct ChartPoint {
  std::string label;
  std::int64_t n = 0;  // events; of g and t charts the opportunities or days since the last event
  std::int64_t d = 1;  // exposure or cases; of g and t charts 1
};

// The run rules, from assets/clinical/control-charts.json: how many points in a row make a signal. 0 switches a rule off.
struct RunRules {
  std::string pack;      // id@version
  int sigma = 0;         // limits stand this many standard deviations from the centre
  int shift = 0;         // points running on one side of the centre; a point on it neither counts nor breaks
  int trend = 0;         // points running that all rise, or all fall
  int near_limit = 0;    // this many …
  int near_window = 0;   // … of so many points beyond `near_sigma` on one side
  int near_sigma = 0;
  std::int64_t x = 1;    // u charts show events per so many when nothing else is said
  int places = 2;
  // Of waiting times, as millionths of their mean: the quantiles that stand for median, limits and near limits.
  struct Waiting {
    std::int64_t median = 0, lower = 0, upper = 0, near_lower = 0, near_upper = 0;
  } waiting;
  // After a frozen baseline: what a point is compared with, in millionths of what is expected, and how many millionths of an
  // event the sum may grow to.
  struct Cusum {
    std::int64_t reference = 0, decision = 0;
  } cusum_down, cusum_up;
};

enum class Signal { AboveLimit, BelowLimit, ShiftUp, ShiftDown, TrendUp, TrendDown, NearUpper, NearLower, CusumUp, CusumDown };
std::string_view to_code(Signal signal);

// Something the ward changed, drawn on the chart at the first point that shows it.
struct ChartMark {
  std::string at;  // a point's label
  std::string text;
};
struct DrawnMark {
  ChartMark mark;
  std::size_t point = 0;
  std::string before, after;  // the rate from the mark before to this one, and from here to the next
};

struct ChartedPoint {
  ChartPoint point;
  std::string value, lower, upper;  // in the chart's unit, half-up; "not calculable" when its denominator is 0
};
struct ChartSignal {
  Signal signal = Signal::AboveLimit;
  std::size_t from = 0;  // of the points
  std::size_t to = 0;    // where it became one
};
struct ControlChart {
  ChartKind kind = ChartKind::U;
  std::string centre;
  std::vector<ChartedPoint> points;
  std::vector<ChartSignal> signals;  // by the point where each was first seen
  std::vector<DrawnMark> marks;      // by point
};

struct ChartInput {
  std::vector<ChartPoint> points;
  std::optional<std::int64_t> x;
  std::size_t baseline = 0;  // the first so many points make centre and limits; 0 means all of them
  std::vector<ChartMark> marks;
};

// InvalidContent when there is no point, a count is negative, more cases than there are are counted in a p chart, or a mark
// names no point.
Expected<ControlChart> draw_chart(const RunRules& rules, ChartKind kind, const ChartInput& input);
Expected<ControlChart> draw_chart(const RunRules& rules, ChartKind kind, std::span<const ChartPoint> points, std::int64_t x,
                                  std::size_t baseline = 0);

// The points of a g or t chart: how much lay between one event and the next, from the days or case numbers at which they
// happened, in any order. One point fewer than there are events.
std::vector<ChartPoint> gaps_between(std::vector<std::int64_t> events);

// Reads the rules and runs their worked examples.
Expected<RunRules> load_run_rules(std::string_view text);

// The JSON of the command line: centre, points with limits, signals.
json::Value to_json(const ControlChart& chart, const RunRules& rules);
// [{"label","n","d"}], or {"points":[…],"x":n,"baseline":n,"marks":[{"at":…,"text":…}]}; a g or t chart also takes
// {"events":[…]}: whole numbers (case numbers), or dates for days between. Errors name the point.
Expected<ChartInput> read_chart_input(ChartKind kind, const json::Value& input);

}  // namespace wardlight::measures
