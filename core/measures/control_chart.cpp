// SPDX-License-Identifier: Apache-2.0
#include "core/measures/control_chart.h"

#include <algorithm>
#include <array>

#include "core/base/decimal.h"
#include "core/measures/chart_centre.h"

namespace wardlight::measures {
namespace {

constexpr std::int64_t kLargest = 1'000'000'000;  // of one count; so no product leaves 128 bits

template <class Enum, std::size_t N>
std::string_view code_of(Enum value, const std::array<std::pair<Enum, std::string_view>, N>& codes) {
  return std::ranges::find(codes, value, &std::pair<Enum, std::string_view>::first)->second;
}
constexpr std::array<std::pair<ChartKind, std::string_view>, 4> kKinds{
    {{ChartKind::U, "u"}, {ChartKind::P, "p"}, {ChartKind::G, "g"}, {ChartKind::T, "t"}}};
constexpr std::array<std::pair<Signal, std::string_view>, 10> kSignals{{{Signal::AboveLimit, "above-limit"},
                                                                        {Signal::BelowLimit, "below-limit"},
                                                                        {Signal::ShiftUp, "shift-up"},
                                                                        {Signal::ShiftDown, "shift-down"},
                                                                        {Signal::TrendUp, "trend-up"},
                                                                        {Signal::TrendDown, "trend-down"},
                                                                        {Signal::NearUpper, "near-upper-limit"},
                                                                        {Signal::NearLower, "near-lower-limit"},
                                                                        {Signal::CusumUp, "cusum-up"},
                                                                        {Signal::CusumDown, "cusum-down"}}};

std::string show(Wide scaled, int places) {
  std::int64_t power = 1;
  for (int i = 0; i < places; ++i) power *= 10;
  return format_rate(static_cast<std::int64_t>(scaled), power, 1, places);
}

struct Scale {
  std::int64_t x;
  int places;
  Wide whole() const {
    Wide power = x;
    for (int i = 0; i < places; ++i) power *= 10;
    return power;
  }
};

std::string show_centre(const Centre& centre, Scale scale) {
  const bool of_times = centre.kind == ChartKind::T;
  const Wide n = of_times ? centre.n * centre.rules->waiting.median : centre.n;
  return show(half_up(n * scale.whole(), of_times ? centre.d * kMillion : centre.d), scale.places);
}

ChartedPoint chart_point(const Centre& centre, const ChartPoint& point, Scale scale) {
  if (point.d == 0) return {point, std::string(kNotCalculable), std::string(kNotCalculable), std::string(kNotCalculable)};
  const std::string value = format_rate(point.n, point.d, scale.x, scale.places);
  if (centre.kind == ChartKind::T) {
    const auto& waiting = centre.rules->waiting;
    const auto limit = [&](Wide share) {
      return show(half_up(centre.n * share * scale.whole(), centre.d * kMillion), scale.places);
    };
    return {point, value, limit(waiting.lower), limit(waiting.upper)};
  }
  constexpr Wide kFine = 1000;  // so that a limit is rounded once, at the end
  const Wide whole = scale.whole() * kFine;
  const Wide middle = centre.n * whole / centre.d;
  const Wide reach = centre.reach(point, whole);
  Wide upper = middle + reach;
  if (centre.kind == ChartKind::P) upper = std::min(upper, whole);
  return {point, value, show(half_up(std::max<Wide>(middle - reach, 0), kFine), scale.places),
          show(half_up(upper, kFine), scale.places)};
}

Expected<void> check_points(ChartKind kind, std::span<const ChartPoint> points) {
  const auto wrong = [](std::size_t i, const std::string& what) {
    return Error{ErrorCode::InvalidContent, what, "point " + std::to_string(i + 1)};
  };
  for (std::size_t i = 0; i < points.size(); ++i) {
    const ChartPoint& point = points[i];
    if (point.n < 0 || point.d < 0) return wrong(i, "A count cannot be negative; correct n or d.");
    if (point.n > kLargest || point.d > kLargest) return wrong(i, "A count above 1,000,000,000 is not taken; check n and d.");
    if (kind == ChartKind::P && point.n > point.d)
      return wrong(i, "More cases are counted than there were; n must not exceed d.");
    if (kind == ChartKind::U && point.d == 0 && point.n > 0)
      return wrong(i, "There are events without exposure; d must be above 0.");
  }
  return {};
}

std::string rate_between(std::span<const ChartPoint> points, std::size_t from, std::size_t to, Scale scale) {
  std::int64_t n = 0;
  std::int64_t d = 0;
  for (const ChartPoint& point : points.subspan(from, to - from)) n += point.n, d += point.d;
  return format_rate(n, d, scale.x, scale.places);
}

Expected<std::vector<DrawnMark>> draw_marks(const ChartInput& input, Scale scale) {
  std::vector<DrawnMark> marks;
  for (const ChartMark& mark : input.marks) {
    const auto at = std::ranges::find(input.points, mark.at, &ChartPoint::label);
    if (at == input.points.end())
      return Error{ErrorCode::InvalidContent, "This mark names no point of the chart; write its \"at\" as a point's label.",
                   mark.at};
    marks.push_back({mark, static_cast<std::size_t>(at - input.points.begin()), {}, {}});
  }
  std::ranges::stable_sort(marks, {}, &DrawnMark::point);
  for (std::size_t i = 0; i < marks.size(); ++i) {
    const std::size_t before = i == 0 ? 0 : marks[i - 1].point;
    const std::size_t after = i + 1 == marks.size() ? input.points.size() : marks[i + 1].point;
    marks[i].before = rate_between(input.points, before, marks[i].point, scale);
    marks[i].after = rate_between(input.points, marks[i].point, after, scale);
  }
  return marks;
}

}  // namespace

std::string_view to_code(ChartKind kind) { return code_of(kind, kKinds); }
std::string_view to_code(Signal signal) { return code_of(signal, kSignals); }
std::optional<ChartKind> chart_kind_from_code(std::string_view code) {
  for (const auto& [kind, name] : kKinds)
    if (name == code) return kind;
  return std::nullopt;
}

Expected<ControlChart> draw_chart(const RunRules& rules, ChartKind kind, const ChartInput& input) {
  const std::span<const ChartPoint> points = input.points;
  WL_CHECK(check_points(kind, points));
  Centre centre{kind, &rules, 0, 0};
  const std::size_t used = input.baseline == 0 ? points.size() : std::min(input.baseline, points.size());
  for (const ChartPoint& point : points.first(used)) centre.n += point.n, centre.d += point.d;
  if (centre.d == 0)
    return Error{ErrorCode::InvalidContent, "There is no point with a denominator, so there is no centre; give at least one.",
                 "points"};
  const Scale scale{input.x.value_or(kind == ChartKind::U ? rules.x : 1), rules.places};
  ControlChart chart{kind, show_centre(centre, scale), {}, {}, {}};
  for (const ChartPoint& point : points) chart.points.push_back(chart_point(centre, point, scale));
  chart.signals = find_signals(centre, points, input.baseline);
  WL_TRY(chart.marks, draw_marks(input, scale));
  return chart;
}

Expected<ControlChart> draw_chart(const RunRules& rules, ChartKind kind, std::span<const ChartPoint> points, std::int64_t x,
                                  std::size_t baseline) {
  return draw_chart(rules, kind, {{points.begin(), points.end()}, x, baseline, {}});
}

std::vector<ChartPoint> gaps_between(std::vector<std::int64_t> events) {
  std::ranges::sort(events);
  std::vector<ChartPoint> points;
  for (std::size_t i = 1; i < events.size(); ++i) points.push_back({std::to_string(i + 1), events[i] - events[i - 1], 1});
  return points;
}

}  // namespace wardlight::measures
