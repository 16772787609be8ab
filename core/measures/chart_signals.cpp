// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/measures/chart_centre.h"

namespace wardlight::measures {
namespace {

using Points = std::span<const ChartPoint>;
using Signals = std::vector<ChartSignal>;

// Runs of points for which `side` gives the same sign, each reported once, where it grows long enough.
template <class Side>
void find_runs(std::size_t count, int length, Signal up, Signal down, Side side, Signals& found) {
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

void find_beyond(const Centre& centre, Points points, Signals& found) {
  for (std::size_t i = 0; i < points.size(); ++i) {
    const int side = points[i].d == 0 ? 0 : centre.beyond(points[i], Centre::Line::Limit);
    if (side != 0) found.push_back({side > 0 ? Signal::AboveLimit : Signal::BelowLimit, i, i});
  }
}

void find_shifts(const Centre& centre, Points points, Signals& found) {
  const auto side = [&](std::size_t i) -> std::optional<int> {
    const int here = points[i].d == 0 ? 0 : centre.side(points[i]);
    return here == 0 ? std::nullopt : std::optional(here);
  };
  find_runs(points.size(), centre.rules->shift, Signal::ShiftUp, Signal::ShiftDown, side, found);
}

void find_trends(const Centre& centre, Points points, Signals& found) {
  const auto step = [&](std::size_t i) -> std::optional<int> {
    const ChartPoint& a = points[i];
    const ChartPoint& b = points[i + 1];
    if (a.d == 0 || b.d == 0) return 0;
    return sign(Wide{b.n} * a.d - Wide{a.n} * b.d);
  };
  Signals steps;
  if (points.size() > 1) find_runs(points.size() - 1, centre.rules->trend - 1, Signal::TrendUp, Signal::TrendDown, step, steps);
  for (const ChartSignal& one : steps) found.push_back({one.signal, one.from, one.to + 1});
}

void find_near_limits(const Centre& centre, Points points, Signals& found) {
  const RunRules& rules = *centre.rules;
  if (rules.near_limit <= 0) return;
  const auto window = static_cast<std::size_t>(rules.near_window);
  for (const int side : {1, -1}) {
    const auto is_near = [&](std::size_t i) { return points[i].d != 0 && centre.beyond(points[i], Centre::Line::Near) == side; };
    for (std::size_t i = 0; i < points.size(); ++i) {
      if (!is_near(i)) continue;
      const std::size_t from = i + 1 < window ? 0 : i + 1 - window;
      int near = 0;
      for (std::size_t j = from; j <= i; ++j) near += is_near(j) ? 1 : 0;
      if (near == rules.near_limit) found.push_back({side > 0 ? Signal::NearUpper : Signal::NearLower, from, i});
    }
  }
}

// Lucas's cumulative sum over the points after a frozen baseline. With more cases than not, what is summed is the rest: the
// sum is kept of the rarer of the two, and its signal turned round.
class CumulativeSum {
 public:
  CumulativeSum(const Centre& centre, bool of_rest)
      : m_centre(centre), m_of_rest(of_rest), m_n(of_rest ? centre.d - centre.n : centre.n) {}

  // `upwards`: whether a growing count makes the sum grow.
  void run(Points points, std::size_t from, const RunRules::Cusum& rule, bool upwards, Signals& found) const {
    if (rule.decision == 0 || m_n == 0) return;
    const Signal signal = upwards != m_of_rest ? Signal::CusumUp : Signal::CusumDown;
    Wide sum = 0;
    std::size_t began = from;
    for (std::size_t i = from; i < points.size(); ++i) {
      if (sum == 0) began = i;
      const Wide count = m_of_rest ? Wide{points[i].d} - points[i].n : Wide{points[i].n};
      const Wide above = count * m_centre.d * kMillion - rule.reference * m_n * points[i].d;
      sum = std::max<Wide>(0, sum + (upwards ? above : -above));
      if (sum < rule.decision * m_centre.d) continue;
      found.push_back({signal, began, i});
      sum = 0;
    }
  }

 private:
  const Centre& m_centre;
  bool m_of_rest;
  Wide m_n;
};

void find_cusums(const Centre& centre, Points points, std::size_t baseline, Signals& found) {
  if (baseline == 0 || centre.kind == ChartKind::G || centre.kind == ChartKind::T) return;
  const CumulativeSum sum(centre, centre.kind == ChartKind::P && 2 * centre.n > centre.d);
  sum.run(points, baseline, centre.rules->cusum_down, false, found);
  sum.run(points, baseline, centre.rules->cusum_up, true, found);
}

}  // namespace

Signals find_signals(const Centre& centre, Points points, std::size_t baseline) {
  Signals found;
  find_beyond(centre, points, found);
  find_shifts(centre, points, found);
  find_trends(centre, points, found);
  find_near_limits(centre, points, found);
  find_cusums(centre, points, baseline, found);
  std::ranges::stable_sort(found, {}, &ChartSignal::to);
  return found;
}

}  // namespace wardlight::measures
