// SPDX-License-Identifier: Apache-2.0
// Charts of days and opportunities between events, marks of change, and the cumulative sum.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <random>

#include "core/measures/control_chart.h"
#include "tests/core/measures/content.h"

namespace wardlight::measures {
namespace {

const RunRules& rules() {
  static const RunRules loaded = load_run_rules(clinical_file("control-charts.json")).value();
  return loaded;
}

std::vector<ChartPoint> points_of(const std::vector<std::int64_t>& counts, std::int64_t d = 1) {
  std::vector<ChartPoint> points;
  for (const auto n : counts) points.push_back({std::to_string(points.size() + 1), n, d});
  return points;
}
bool has(const ControlChart& chart, Signal signal) {
  return std::ranges::find(chart.signals, signal, &ChartSignal::signal) != chart.signals.end();
}

TEST_CASE("The shares of the mean are the exponential distribution's quantiles at two and three standard deviations") {
  const auto tail = [](double sigma) { return 0.5 * std::erfc(sigma / std::sqrt(2.0)); };
  const auto near = [](std::int64_t millionths, double share) {
    return std::abs(static_cast<double>(millionths) / 1e6 - share) < 1e-6;
  };
  CHECK(near(rules().waiting.median, std::log(2.0)));
  CHECK(near(rules().waiting.upper, -std::log(tail(3))));
  CHECK(near(rules().waiting.lower, -std::log(1 - tail(3))));
  CHECK(near(rules().waiting.near_upper, -std::log(tail(2))));
  CHECK(near(rules().waiting.near_lower, -std::log(1 - tail(2))));
}

TEST_CASE("The cumulative sums' reference values are Lucas's for a quarter less and for twice as many") {
  const auto reference = [](double ratio) { return (ratio - 1) / std::log(ratio); };
  CHECK(std::abs(static_cast<double>(rules().cusum_down.reference) / 1e6 - reference(0.75)) < 1e-6);
  CHECK(std::abs(static_cast<double>(rules().cusum_up.reference) / 1e6 - reference(2)) < 1e-6);
  CHECK(std::abs(static_cast<double>(rules().cusum_down.decision) / 1e6 * std::log(1 / 0.75) - 4) < 1e-5);
  CHECK(std::abs(static_cast<double>(rules().cusum_up.decision) / 1e6 * std::log(2.0) - 4) < 1e-5);
}

TEST_CASE("A t chart has its limits at the quantiles of waiting times, and a long time without is a signal") {
  const auto chart = draw_chart(rules(), ChartKind::T, points_of({30, 10, 20, 40, 5, 15, 20, 20, 20, 20}), 1);
  REQUIRE(chart);
  CHECK(chart->centre == "13.86");  // the median of a mean of 20 days
  CHECK(chart->points[0].upper == "132.15");
  CHECK(chart->points[0].lower == "0.03");
  CHECK_FALSE(has(*chart, Signal::AboveLimit));
  const auto long_wait = draw_chart(rules(), ChartKind::T, points_of({30, 10, 20, 40, 5, 15, 20, 20, 20, 20, 133}), 1, 10);
  REQUIRE(long_wait);
  CHECK(has(*long_wait, Signal::AboveLimit));
}

TEST_CASE("Two events on one day are no signal by themselves: a day that is not over is not a short one") {
  const auto chart = draw_chart(rules(), ChartKind::T, points_of({30, 10, 0, 40, 5, 15}), 1);
  REQUIRE(chart);
  CHECK_FALSE(has(*chart, Signal::BelowLimit));
}

TEST_CASE("Runs of a g or t chart are counted from the median, where half of all waiting times lie on each side") {
  // Eight of them between median (69.3) and mean (100) of the baseline.
  std::vector<std::int64_t> gaps{100, 60, 140, 80, 120, 50, 100, 150};
  for (int i = 0; i < 8; ++i) gaps.push_back(80);
  for (const ChartKind kind : {ChartKind::G, ChartKind::T}) {
    const auto chart = draw_chart(rules(), kind, points_of(gaps), 1, 8);
    REQUIRE(chart);
    CHECK(has(*chart, Signal::ShiftUp));
    CHECK_FALSE(has(*chart, Signal::ShiftDown));
  }
}

TEST_CASE("Flat waiting times cross a t chart's limits as seldom as its theory says, also when they are rare") {
  std::mt19937_64 random(3);
  std::exponential_distribution<double> wait(1.0 / 400);
  int beyond = 0, points = 0;
  for (int series = 0; series < 400; ++series) {
    std::vector<std::int64_t> gaps(200);
    for (auto& gap : gaps) gap = static_cast<std::int64_t>(wait(random));
    const auto chart = draw_chart(rules(), ChartKind::T, points_of(gaps), 1);
    REQUIRE(chart);
    beyond += static_cast<int>(std::ranges::count_if(chart->signals, [](const ChartSignal& signal) {
      return signal.signal == Signal::AboveLimit || signal.signal == Signal::BelowLimit;
    }));
    points += 200;
  }
  CHECK(beyond > points * 0.0010);  // 0.0027 in theory; whole days swallow most of the lower tail
  CHECK(beyond < points * 0.0035);
}

TEST_CASE("Dates and case numbers of events become the days and opportunities between them, in any order") {
  const auto days = read_chart_input(ChartKind::T, json::parse(R"({"events":["2025-03-05","2025-01-04","2025-02-28"]})").value());
  REQUIRE(days);
  REQUIRE(days->points.size() == 2);
  CHECK(days->points[0].n == 55);
  CHECK(days->points[1].n == 5);
  const auto cases = read_chart_input(ChartKind::G, json::parse(R"({"events":[12,150,51]})").value());
  REQUIRE(cases);
  CHECK(cases->points[1].n == 99);
  CHECK_FALSE(read_chart_input(ChartKind::T, json::parse(R"({"events":["2025-03-05"]})").value()));
  CHECK_FALSE(read_chart_input(ChartKind::T, json::parse(R"({"events":["2025-02-30","2025-01-01"]})").value()));
  CHECK_FALSE(read_chart_input(ChartKind::U, json::parse(R"({"events":[1,2]})").value()));
}

TEST_CASE("A test of change is drawn where it began, with the rate before and after; one that names no point is refused") {
  ChartInput input{points_of({9, 11, 10, 5, 5, 5}, 100), 100, 0, {{"4", "low beds"}}};
  const auto chart = draw_chart(rules(), ChartKind::U, input);
  REQUIRE(chart);
  REQUIRE(chart->marks.size() == 1);
  CHECK(chart->marks[0].point == 3);
  CHECK(chart->marks[0].before == "10.00");
  CHECK(chart->marks[0].after == "5.00");
  input.marks.push_back({"7", "never"});
  CHECK_FALSE(draw_chart(rules(), ChartKind::U, input));
}

TEST_CASE("A cumulative sum needs a frozen baseline, finds a slow fall that no point alone shows, and says since when") {
  std::vector<std::int64_t> counts(12, 40);
  for (int i = 0; i < 6; ++i) counts.push_back(31);
  CHECK_FALSE(has(*draw_chart(rules(), ChartKind::U, points_of(counts, 1000), 1000), Signal::CusumDown));
  const auto chart = draw_chart(rules(), ChartKind::U, points_of(counts, 1000), 1000, 12);
  REQUIRE(chart);
  CHECK_FALSE(has(*chart, Signal::BelowLimit));
  const auto found = std::ranges::find(chart->signals, Signal::CusumDown, &ChartSignal::signal);
  REQUIRE(found != chart->signals.end());
  CHECK(found->from == 12);
}

TEST_CASE("Of a share above a half the sum is kept of the rest, and its signal turned round") {
  std::vector<std::int64_t> done(12, 900);
  for (int i = 0; i < 4; ++i) done.push_back(800);
  const auto chart = draw_chart(rules(), ChartKind::P, points_of(done, 1000), 100, 12);
  REQUIRE(chart);
  CHECK(has(*chart, Signal::CusumDown));
  CHECK_FALSE(has(*chart, Signal::CusumUp));
}

}  // namespace
}  // namespace wardlight::measures
