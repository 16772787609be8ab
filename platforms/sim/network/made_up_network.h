// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "core/measures/control_chart.h"

namespace wardlight::sim {

struct NetworkOptions {
  std::uint64_t seed = 1;
  int hospitals = 50;
  int months = 24;
};

// What happens to a rate, and when: at a month after the baseline that has six months to follow.
enum class Change { None, QuarterLess, Doubled };

// The truth of one hospital's measure, which nobody in the simulation is told.
struct MadeUpSeries {
  std::string measure;
  measures::ChartKind kind = measures::ChartKind::U;
  std::int64_t x = 1000;
  std::int64_t exposure = 0;  // a month
  double rate = 0;            // events per exposure
  Change change = Change::None;
  std::size_t month = 0;      // the first that is changed

  double rate_in(std::size_t at) const;
  double expected() const { return rate * static_cast<double>(exposure); }  // events a month, before any change
};
struct MadeUpHospital {
  std::string name;
  int beds = 0;
  std::vector<MadeUpSeries> series;
};

// Assumed, because no plan of ours can know it: beds are log-normal with a median of 170 (the design's arithmetic takes 200 for
// the mean), 70 % of them taken, 4.6 days a stay; harm 115 per 1,000 discharges (the programme counted 121 falling to 97),
// readmissions 15 %, falls 3.5 per 1,000 patient days, 92 % of rounds done; hospitals differ by a fifth. Counts are Poisson or
// binomial, so months differ by chance alone. Harm and readmissions, which have goals, are left alone, reduced by a quarter or
// doubled; falls left alone or doubled; rounds left alone.
std::vector<MadeUpHospital> make_network(const NetworkOptions& options, std::size_t baseline_months, std::mt19937_64& random);

std::int64_t draw_count(const MadeUpSeries& series, std::size_t month, std::mt19937_64& random);

// Theory: the share of such series, without any change, in which the run rules signal after the baseline, by many draws and
// by a plain reading of the rules in floating point that shares nothing with core/measures.
double false_share(const MadeUpSeries& series, const measures::RunRules& rules, std::size_t months, std::size_t baseline,
                   std::size_t draws, std::mt19937_64& random);

}  // namespace wardlight::sim
