// SPDX-License-Identifier: Apache-2.0
// The run rules once more, slowly, in floating point: the simulation's own judge.
#include <cmath>

#include "platforms/sim/network/made_up_network.h"

namespace wardlight::sim {
namespace {

struct PlainChart {
  const measures::RunRules& rules;
  std::vector<double> z;       // each month in standard deviations from the centre
  std::vector<double> counts;  // of the rarer of the two, for the sums
  double expected = 0;         // of that, a month
  std::size_t baseline;

  bool limit(std::size_t i) const { return std::abs(z[i]) > rules.sigma; }
  bool run(std::size_t i) const {
    if (i + 1 < static_cast<std::size_t>(rules.shift)) return false;
    int up = 0, down = 0;
    for (std::size_t j = i + 1 - static_cast<std::size_t>(rules.shift); j <= i; ++j) (z[j] > 0 ? up : down)++;
    return up == 0 || down == 0;
  }
  bool trend(std::size_t i) const {
    if (i + 1 < static_cast<std::size_t>(rules.trend)) return false;
    int up = 0, down = 0;
    for (std::size_t j = i + 2 - static_cast<std::size_t>(rules.trend); j <= i; ++j) {
      if (z[j] > z[j - 1]) ++up;
      if (z[j] < z[j - 1]) ++down;
    }
    return up == rules.trend - 1 || down == rules.trend - 1;
  }
  bool near(std::size_t i) const {
    int up = 0, down = 0;
    for (std::size_t j =
             i + 1 >= static_cast<std::size_t>(rules.near_window) ? i + 1 - static_cast<std::size_t>(rules.near_window) : 0;
         j <= i; ++j) {
      if (z[j] > rules.near_sigma) ++up;
      if (z[j] < -rules.near_sigma) ++down;
    }
    return (up >= rules.near_limit && z[i] > rules.near_sigma) || (down >= rules.near_limit && z[i] < -rules.near_sigma);
  }
  bool sums() const {
    const auto million = [](std::int64_t number) { return static_cast<double>(number) / 1e6; };
    double down = 0, up = 0;
    for (std::size_t i = baseline; i < counts.size(); ++i) {
      down = std::max(0.0, down + million(rules.cusum_down.reference) * expected - counts[i]);
      up = std::max(0.0, up + counts[i] - million(rules.cusum_up.reference) * expected);
      if (down >= million(rules.cusum_down.decision) || up >= million(rules.cusum_up.decision)) return true;
    }
    return false;
  }
  bool signals() const {
    for (std::size_t i = baseline; i < z.size(); ++i)
      if (limit(i) || run(i) || trend(i) || near(i)) return true;
    return sums();
  }
};

PlainChart draw(const MadeUpSeries& series, const measures::RunRules& rules, std::size_t months, std::size_t baseline,
                std::mt19937_64& random) {
  PlainChart chart{rules, {}, {}, 0, baseline};
  const auto exposure = static_cast<double>(series.exposure);
  double sum = 0;
  for (std::size_t i = 0; i < months; ++i) {
    chart.counts.push_back(static_cast<double>(draw_count(series, i, random)));
    if (i < baseline) sum += chart.counts.back();
  }
  const double centre = sum / (exposure * static_cast<double>(baseline));
  const double spread = series.kind == measures::ChartKind::P ? centre * (1 - centre) : centre;
  for (const double count : chart.counts) chart.z.push_back((count / exposure - centre) / std::sqrt(spread / exposure));
  const bool of_rest = series.kind == measures::ChartKind::P && centre > 0.5;
  if (of_rest)
    for (double& count : chart.counts) count = exposure - count;
  chart.expected = (of_rest ? 1 - centre : centre) * exposure;
  return chart;
}

}  // namespace

double false_share(const MadeUpSeries& series, const measures::RunRules& rules, std::size_t months, std::size_t baseline,
                   std::size_t draws, std::mt19937_64& random) {
  MadeUpSeries flat = series;
  flat.change = Change::None;
  std::size_t signalled = 0;
  for (std::size_t i = 0; i < draws; ++i) signalled += draw(flat, rules, months, baseline, random).signals() ? 1 : 0;
  return static_cast<double>(signalled) / static_cast<double>(draws);
}

}  // namespace wardlight::sim
