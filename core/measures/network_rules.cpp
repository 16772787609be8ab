// SPDX-License-Identifier: Apache-2.0
#include "core/measures/network_rules.h"

#include <algorithm>

#include "core/base/decimal.h"
#include "core/measures/chart_centre.h"

namespace wardlight::measures {
namespace {

constexpr int kQuarters = 4;

std::string show(Wide numerator, Wide denominator, std::int64_t x, int places) {
  if (denominator == 0) return std::string(kNotCalculable);
  Wide power = 1;
  for (int i = 0; i < places; ++i) power *= 10;
  const bool negative = numerator < 0;
  const Wide scaled = half_up((negative ? -numerator : numerator) * x * power, denominator);
  return (negative && scaled > 0 ? "-" : "") +
         format_rate(static_cast<std::int64_t>(scaled), static_cast<std::int64_t>(power), 1, places);
}

bool lists(const std::vector<std::string>& measures, std::string_view measure) {
  return std::ranges::find(measures, measure) != measures.end();
}

}  // namespace

int compare(const Ratio& a, const Ratio& b) { return sign(Wide{a.n} * b.d - Wide{b.n} * a.d); }

Ratio pool(std::span<const Ratio> ratios) {
  Ratio pooled;
  for (const Ratio& one : ratios) pooled.n += one.n, pooled.d += one.d;
  return pooled;
}

const Goal* NetworkRules::goal_of(std::string_view measure) const {
  const auto found = std::ranges::find_if(goals, [&](const Goal& goal) { return lists(goal.measures, measure); });
  return found == goals.end() ? nullptr : &*found;
}

ChartKind NetworkRules::chart_of(std::string_view measure) const {
  const auto found = std::ranges::find_if(charts, [&](const KindOfChart& chart) { return lists(chart.measures, measure); });
  return found == charts.end() ? ChartKind::U : found->kind;
}

const SizeGroup& NetworkRules::size_of(std::int64_t patient_days, std::int64_t days) const {
  const auto fits = [&](const SizeGroup& size) { return days == 0 || size.most == 0 || patient_days <= size.most * days; };
  return *std::ranges::find_if(sizes, fits);
}

bool NetworkRules::is_small(const Ratio& cell) const {
  return cell.d < smallest_denominator || (cell.n > 0 && cell.n <= largest_small_count);
}

Progress judge_progress(const Ratio& baseline, const Ratio& current, int goal_percent, std::int64_t x, int places) {
  Progress progress;
  const Wide base = Wide{baseline.n} * current.d;
  const Wide fall = base - Wide{current.n} * baseline.d;
  progress.maintain_zero = baseline.n == 0 && baseline.d > 0;
  progress.target = show(Wide{baseline.n} * (100 - goal_percent), Wide{baseline.d} * 100, x, places);
  progress.reduction = show(fall, base, 100, 2);
  if (baseline.d == 0 || current.d == 0) return progress;
  progress.met = progress.maintain_zero ? current.n == 0 : 100 * fall >= goal_percent * base;
  return progress;
}

std::optional<Quartiles> find_quartiles(std::vector<Ratio> rates, std::int64_t x, int places) {
  std::erase_if(rates, [](const Ratio& rate) { return rate.d == 0; });
  if (rates.empty()) return std::nullopt;
  std::ranges::sort(rates, [](const Ratio& a, const Ratio& b) { return compare(a, b) < 0; });
  const auto at = [&](std::size_t quarter) {
    const std::size_t place = (rates.size() - 1) * quarter;
    const Ratio& low = rates[place / kQuarters];
    const Ratio& high = rates[std::min(place / kQuarters + 1, rates.size() - 1)];
    const Wide part = place % kQuarters;
    return show(Wide{low.n} * high.d * (kQuarters - part) + Wide{high.n} * low.d * part, Wide{low.d} * high.d * kQuarters, x,
                places);
  };
  return Quartiles{rates.size(), at(1), at(2), at(3)};
}

}  // namespace wardlight::measures
