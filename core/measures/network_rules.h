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
#include "core/measures/control_chart.h"

// How hospitals of a network see themselves beside the others: goals, peers of like size, what is too small to be shown.
// The numbers are content (assets/clinical/network.json); comparisons are exact. Pure; any thread.
namespace wardlight::measures {

// n of d; d may be 0, then it says nothing.
struct Ratio {
  std::int64_t n = 0;
  std::int64_t d = 0;
  friend bool operator==(const Ratio&, const Ratio&) = default;
};
// -1, 0 or 1; neither denominator is 0.
int compare(const Ratio& a, const Ratio& b);
Ratio pool(std::span<const Ratio> ratios);  // Σn ÷ Σd (clinical.md G-8)

struct SizeGroup {
  std::string id;
  std::string title;
  std::int64_t most = 0;  // patients a day, on average; 0: no upper end
};
struct Goal {
  std::vector<std::string> measures;
  int reduction = 0;  // percent below the baseline
};
struct KindOfChart {
  ChartKind kind = ChartKind::U;
  std::vector<std::string> measures;
};

struct NetworkRules {
  std::string pack;  // id@version
  std::vector<Goal> goals;
  int baseline_months = 0;   // the first so many with figures
  int recent_months = 0;     // pooled for comparisons with peers
  int closing_day = 0;       // of the month after; what comes later needs a new version
  int fewest_peers = 0;      // with figures, or nothing is shown of them
  std::int64_t smallest_denominator = 0;
  std::int64_t largest_small_count = 0;
  std::string size_measure;  // whose denominator counts patient days
  std::vector<SizeGroup> sizes;
  std::vector<KindOfChart> charts;  // of a measure that is not listed: u

  const Goal* goal_of(std::string_view measure) const;
  ChartKind chart_of(std::string_view measure) const;
  // Of so many patient days in so many days; the smallest group when nothing is known.
  const SizeGroup& size_of(std::int64_t patient_days, std::int64_t days) const;
  // Whether the cell must not be seen by others: too small a denominator, or a few events.
  bool is_small(const Ratio& cell) const;
};

// Reads the rules and runs their worked examples.
Expected<NetworkRules> load_network_rules(std::string_view text);

// How far the current rate is below the baseline, and whether that is as much as the goal asks (clinical.md §13.1).
struct Progress {
  std::string reduction;  // percent, two decimals, "-3.20" for more than at baseline; "not calculable"
  std::string target;     // the rate that meets the goal, in the measure's unit
  bool met = false;       // compared as fractions, not as rounded text
  bool maintain_zero = false;  // the baseline is 0: the goal is to keep it
};
Progress judge_progress(const Ratio& baseline, const Ratio& current, int goal_percent, std::int64_t x, int places);

// Of rates with a denominator, by linear interpolation between neighbours, as exact fractions rounded once. Empty without any.
struct Quartiles {
  std::size_t hospitals = 0;
  std::string low, median, high;
};
std::optional<Quartiles> find_quartiles(std::vector<Ratio> rates, std::int64_t x, int places);

}  // namespace wardlight::measures
