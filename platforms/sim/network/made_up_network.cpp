// SPDX-License-Identifier: Apache-2.0
#include "platforms/sim/network/made_up_network.h"

#include <algorithm>
#include <cmath>

namespace wardlight::sim {
namespace {

constexpr double kMedianBeds = 170;
constexpr double kBedsSpread = 0.6;
constexpr double kOccupied = 0.70;
constexpr double kDaysAMonth = 30.4;
constexpr double kDaysAStay = 4.6;
constexpr double kHarm = 0.115;
constexpr double kReadmitted = 0.15;
constexpr double kFalls = 0.0035;
constexpr double kRoundsDone = 0.92;
constexpr int kRoundsADay = 24;
constexpr double kHospitalSpread = 0.2;
constexpr std::size_t kMonthsToFollow = 6;

double between(double low, double value, double high) { return std::min(std::max(value, low), high); }

MadeUpSeries plan(std::string measure, measures::ChartKind kind, double exposure, double rate, std::mt19937_64& random) {
  std::normal_distribution<double> differs(0, kHospitalSpread);
  MadeUpSeries series;
  series.measure = std::move(measure);
  series.kind = kind;
  series.x = kind == measures::ChartKind::P ? 100 : 1000;
  series.exposure = static_cast<std::int64_t>(exposure);
  series.rate = rate > 0.5 ? 1 - (1 - rate) * std::exp(differs(random)) : rate * std::exp(differs(random));
  return series;
}

}  // namespace

double MadeUpSeries::rate_in(std::size_t at) const {
  if (change == Change::None || at < month) return rate;
  return change == Change::Doubled ? 2 * rate : 0.75 * rate;
}

std::vector<MadeUpHospital> make_network(const NetworkOptions& options, std::size_t baseline_months, std::mt19937_64& random) {
  std::lognormal_distribution<double> beds(std::log(kMedianBeds), kBedsSpread);
  std::uniform_int_distribution<int> quarter(0, 3);
  const std::size_t last = static_cast<std::size_t>(options.months) - kMonthsToFollow;
  std::uniform_int_distribution<std::size_t> when(baseline_months, last);
  std::vector<MadeUpHospital> hospitals;
  for (int i = 0; i < options.hospitals; ++i) {
    MadeUpHospital hospital;
    hospital.name = "hospital-" + std::to_string(i + 1);
    hospital.beds = static_cast<int>(between(25, beds(random), 800));
    const double days = hospital.beds * kOccupied * kDaysAMonth;
    hospital.series = {plan("HARM", measures::ChartKind::U, days / kDaysAStay, kHarm, random),
                       plan("READ-A", measures::ChartKind::P, days / kDaysAStay, kReadmitted, random),
                       plan("FALL-T", measures::ChartKind::U, days, kFalls, random),
                       plan("RND", measures::ChartKind::P, days * kRoundsADay, kRoundsDone, random)};
    for (MadeUpSeries& series : hospital.series) {
      const int lot = quarter(random);
      if (series.measure == "RND" || lot > 1) continue;
      series.change = lot == 0 || series.measure == "FALL-T" ? Change::Doubled : Change::QuarterLess;
      if (lot == 1 && series.measure == "FALL-T") series.change = Change::None;
      series.month = when(random);
    }
    hospitals.push_back(std::move(hospital));
  }
  return hospitals;
}

std::int64_t draw_count(const MadeUpSeries& series, std::size_t month, std::mt19937_64& random) {
  const double rate = series.rate_in(month);
  if (series.kind == measures::ChartKind::P) return std::binomial_distribution<std::int64_t>(series.exposure, rate)(random);
  return std::poisson_distribution<std::int64_t>(rate * static_cast<double>(series.exposure))(random);
}

}  // namespace wardlight::sim
