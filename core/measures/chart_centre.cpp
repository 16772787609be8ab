// SPDX-License-Identifier: Apache-2.0
#include "core/measures/chart_centre.h"

namespace wardlight::measures {

Wide square_root(Wide value) {
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

Wide half_up(Wide numerator, Wide denominator) { return (2 * numerator + denominator) / (2 * denominator); }

int Centre::side(const ChartPoint& point) const {
  if (kind == ChartKind::U || kind == ChartKind::P) return sign(distance(point));
  return sign(Wide{point.n} * d * kMillion - n * point.d * rules->waiting.median);
}

int Centre::beyond(const ChartPoint& point, Line line) const {
  if (kind == ChartKind::T) {
    const auto& waiting = rules->waiting;
    const Wide mean = n * point.d;
    if (Wide{point.n} * d * kMillion > mean * (line == Line::Limit ? waiting.upper : waiting.near_upper)) return 1;
    return Wide{point.n + 1} * d * kMillion <= mean * (line == Line::Limit ? waiting.lower : waiting.near_lower) ? -1 : 0;
  }
  const int sigma = line == Line::Limit ? rules->sigma : rules->near_sigma;
  const Wide away = distance(point);
  return away * away > Wide{sigma} * sigma * spread() * point.d ? sign(away) : 0;
}

Wide Centre::reach(const ChartPoint& point, Wide scale) const {
  // sqrt(spread · point.d) / (d · point.d), taken with three more digits than are shown
  constexpr Wide kFine = 1000;
  return Wide{rules->sigma} * scale * square_root(spread() * point.d * kFine * kFine) / kFine / (d * point.d);
}

}  // namespace wardlight::measures
