// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/measures/control_chart.h"

// A chart's centre and how far a point lies from it, in whole numbers of 128 bits. Pure; for the chart's own files.
namespace wardlight::measures {

using Wide = __int128;
inline constexpr Wide kMillion = 1'000'000;

Wide square_root(Wide value);  // rounded down
Wide half_up(Wide numerator, Wide denominator);
inline int sign(Wide value) { return value > 0 ? 1 : value < 0 ? -1 : 0; }

// The centre as a fraction n/d, and what a point's distance from it means.
struct Centre {
  ChartKind kind = ChartKind::U;
  const RunRules* rules = nullptr;
  Wide n = 0;
  Wide d = 0;

  // Which side of the line that halves the points it lies on; of waiting times that is the median, not the mean.
  int side(const ChartPoint& point) const;
  // Whether it lies beyond the limits, above (1), below (-1) or within (0). With c = n/d the variance is c/d (u), c(1−c)/d (p),
  // c(c+1) (g). A time counted in whole units is short only when the whole of its last unit lies below the limit.
  enum class Line { Limit, Near };
  int beyond(const ChartPoint& point, Line line) const;
  // Of u, p and g: how far the limit is from the centre, times `scale`.
  Wide reach(const ChartPoint& point, Wide scale) const;

 private:
  Wide distance(const ChartPoint& point) const { return Wide{point.n} * d - n * point.d; }
  Wide spread() const { return kind == ChartKind::U ? n * d : kind == ChartKind::P ? n * (d - n) : n * (n + d); }
};

// By the run rules, in order of the point where each was first seen. `baseline`: how many points made the centre, 0 for all.
std::vector<ChartSignal> find_signals(const Centre& centre, std::span<const ChartPoint> points, std::size_t baseline);

}  // namespace wardlight::measures
