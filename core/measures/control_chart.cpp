// SPDX-License-Identifier: Apache-2.0
#include "core/measures/control_chart.h"

#include <algorithm>
#include <array>

#include "core/base/decimal.h"

namespace wardlight::measures {
namespace {

using Wide = __int128;
constexpr std::int64_t kLargest = 1'000'000'000;  // of one count; so no product below leaves 128 bits

template <class Enum, std::size_t N>
std::string_view code_of(Enum value, const std::array<std::pair<Enum, std::string_view>, N>& codes) {
  return std::ranges::find(codes, value, &std::pair<Enum, std::string_view>::first)->second;
}
constexpr std::array<std::pair<ChartKind, std::string_view>, 3> kKinds{{{ChartKind::U, "u"}, {ChartKind::P, "p"}, {ChartKind::G, "g"}}};
constexpr std::array<std::pair<Signal, std::string_view>, 8> kSignals{{{Signal::AboveLimit, "above-limit"},
                                                                       {Signal::BelowLimit, "below-limit"},
                                                                       {Signal::ShiftUp, "shift-up"},
                                                                       {Signal::ShiftDown, "shift-down"},
                                                                       {Signal::TrendUp, "trend-up"},
                                                                       {Signal::TrendDown, "trend-down"},
                                                                       {Signal::NearUpper, "near-upper-limit"},
                                                                       {Signal::NearLower, "near-lower-limit"}}};

Wide square_root(Wide value) {  // rounded down
  if (value < 2) return value;
  Wide low = 1;
  Wide high = Wide{1} << 63;
  while (low < high) {
    const Wide middle = (low + high + 1) / 2;
    if (middle <= value / middle) low = middle;
    else high = middle - 1;
  }
  return low;
}

// The centre as a fraction N/D, and what a point's distance from it means.
struct Centre {
  ChartKind kind;
  Wide n = 0;
  Wide d = 0;

  // The point's distance from the centre, times d·point.d: its sign says the side.
  Wide distance(const ChartPoint& point) const { return Wide{point.n} * d - n * point.d; }
  // Whether it lies more than `sigma` standard deviations away. With c = N/D the variance is c/d (u), c(1−c)/d (p), c(c+1) (g).
  bool beyond(const ChartPoint& point, int sigma) const {
    const Wide away = distance(point);
    const Wide spread = kind == ChartKind::U ? n * d : kind == ChartKind::P ? n * (d - n) : n * (n + d);
    return away * away > Wide{sigma} * sigma * spread * point.d;
  }
  // sigma · standard deviation · scale.
  Wide reach(const ChartPoint& point, int sigma, Wide scale) const {
    const Wide spread = kind == ChartKind::U ? n * d : kind == ChartKind::P ? n * (d - n) : n * (n + d);
    // sqrt(spread · point.d) / (d · point.d), taken with six more digits than are shown
    constexpr Wide kFine = 1'000'000;
    return Wide{sigma} * scale * square_root(spread * point.d * kFine) / 1000 / (d * point.d);
  }
};

Wide half_up(Wide numerator, Wide denominator) { return (2 * numerator + denominator) / (2 * denominator); }

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

ChartedPoint chart_point(const Centre& centre, const ChartPoint& point, int sigma, Scale scale) {
  if (point.d == 0) return {point, std::string(kNotCalculable), std::string(kNotCalculable), std::string(kNotCalculable)};
  constexpr Wide kFine = 1000;  // so that a limit is rounded once, at the end
  const Wide whole = scale.whole() * kFine;
  const Wide middle = centre.n * whole / centre.d;
  const Wide reach = centre.reach(point, sigma, whole);
  Wide upper = middle + reach;
  if (centre.kind == ChartKind::P) upper = std::min(upper, whole);
  return {point, format_rate(point.n, point.d, scale.x, scale.places), show(half_up(std::max<Wide>(middle - reach, 0), kFine), scale.places),
          show(half_up(upper, kFine), scale.places)};
}

// Runs of points for which `side` gives the same sign, each reported once, where it grows long enough.
template <class Side>
void find_runs(std::size_t count, int length, Signal up, Signal down, Side side, std::vector<ChartSignal>& found) {
  if (length <= 0) return;
  int running = 0;
  int before = 0;
  std::size_t from = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::optional<int> here = side(i);
    if (!here) continue;
    if (*here != before) running = 0, from = i;
    before = *here;
    ++running;
    if (before != 0 && running == length) found.push_back({before > 0 ? up : down, from, i});
  }
}

int sign(Wide value) { return value > 0 ? 1 : value < 0 ? -1 : 0; }

void find_shifts(const Centre& centre, const RunRules& rules, std::span<const ChartPoint> points, std::vector<ChartSignal>& found) {
  const auto side = [&](std::size_t i) -> std::optional<int> {
    const int here = points[i].d == 0 ? 0 : sign(centre.distance(points[i]));
    return here == 0 ? std::nullopt : std::optional(here);
  };
  find_runs(points.size(), rules.shift, Signal::ShiftUp, Signal::ShiftDown, side, found);
}

void find_trends(const RunRules& rules, std::span<const ChartPoint> points, std::vector<ChartSignal>& found) {
  const auto step = [&](std::size_t i) -> std::optional<int> {
    const ChartPoint& a = points[i];
    const ChartPoint& b = points[i + 1];
    if (a.d == 0 || b.d == 0) return 0;
    return sign(Wide{b.n} * a.d - Wide{a.n} * b.d);
  };
  std::vector<ChartSignal> steps;
  if (points.size() > 1) find_runs(points.size() - 1, rules.trend - 1, Signal::TrendUp, Signal::TrendDown, step, steps);
  for (ChartSignal one : steps) found.push_back({one.signal, one.from, one.to + 1});
}

void find_near_limits(const Centre& centre, const RunRules& rules, std::span<const ChartPoint> points, std::vector<ChartSignal>& found) {
  if (rules.near_limit <= 0) return;
  const auto window = static_cast<std::size_t>(rules.near_window);
  for (const int side : {1, -1}) {
    const auto is_near = [&](std::size_t i) {
      return points[i].d != 0 && sign(centre.distance(points[i])) == side && centre.beyond(points[i], rules.near_sigma);
    };
    for (std::size_t i = 0; i < points.size(); ++i) {
      if (!is_near(i)) continue;
      const std::size_t from = i + 1 < window ? 0 : i + 1 - window;
      int near = 0;
      for (std::size_t j = from; j <= i; ++j) near += is_near(j) ? 1 : 0;
      if (near == rules.near_limit) found.push_back({side > 0 ? Signal::NearUpper : Signal::NearLower, from, i});
    }
  }
}

Expected<void> check_points(ChartKind kind, std::span<const ChartPoint> points) {
  const auto wrong = [](std::size_t i, const std::string& what) {
    return Error{ErrorCode::InvalidContent, what, "point " + std::to_string(i + 1)};
  };
  for (std::size_t i = 0; i < points.size(); ++i) {
    const ChartPoint& point = points[i];
    if (point.n < 0 || point.d < 0) return wrong(i, "A count cannot be negative; correct n or d.");
    if (point.n > kLargest || point.d > kLargest) return wrong(i, "A count above 1,000,000,000 is not taken; check n and d.");
    if (kind == ChartKind::P && point.n > point.d) return wrong(i, "More cases are counted than there were; n must not exceed d.");
    if (kind == ChartKind::U && point.d == 0 && point.n > 0) return wrong(i, "There are events without exposure; d must be above 0.");
  }
  return {};
}

}  // namespace

std::string_view to_code(ChartKind kind) { return code_of(kind, kKinds); }
std::string_view to_code(Signal signal) { return code_of(signal, kSignals); }
std::optional<ChartKind> chart_kind_from_code(std::string_view code) {
  for (const auto& [kind, name] : kKinds)
    if (name == code) return kind;
  return std::nullopt;
}

Expected<ControlChart> draw_chart(const RunRules& rules, ChartKind kind, std::span<const ChartPoint> points, std::int64_t x,
                                  std::size_t baseline) {
  WL_CHECK(check_points(kind, points));
  Centre centre{kind};
  const std::size_t used = baseline == 0 ? points.size() : std::min(baseline, points.size());
  for (const ChartPoint& point : points.first(used)) centre.n += point.n, centre.d += point.d;
  if (centre.d == 0)
    return Error{ErrorCode::InvalidContent, "There is no point with a denominator, so there is no centre; give at least one.", "points"};
  const Scale scale{x, rules.places};
  ControlChart chart{kind, show(half_up(centre.n * scale.whole(), centre.d), scale.places), {}, {}};
  for (std::size_t i = 0; i < points.size(); ++i) {
    chart.points.push_back(chart_point(centre, points[i], rules.sigma, scale));
    if (points[i].d != 0 && centre.beyond(points[i], rules.sigma))
      chart.signals.push_back({centre.distance(points[i]) > 0 ? Signal::AboveLimit : Signal::BelowLimit, i, i});
  }
  find_shifts(centre, rules, points, chart.signals);
  find_trends(rules, points, chart.signals);
  find_near_limits(centre, rules, points, chart.signals);
  std::ranges::stable_sort(chart.signals, {}, &ChartSignal::to);
  return chart;
}

}  // namespace wardlight::measures
