// SPDX-License-Identifier: Apache-2.0
#include "core/measures/control_chart.h"

#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <random>

#include "tests/core/measures/content.h"

namespace wardlight::measures {
namespace {

const RunRules& rules() {
  static const RunRules loaded = load_run_rules(clinical_file("control-charts.json")).value();
  return loaded;
}

std::vector<ChartPoint> points_of(const std::vector<std::int64_t>& counts, std::int64_t d) {
  std::vector<ChartPoint> points;
  for (const auto n : counts) points.push_back({std::to_string(points.size() + 1), n, d});
  return points;
}
std::vector<std::string> signals_of(ChartKind kind, const std::vector<ChartPoint>& points) {
  const auto chart = draw_chart(rules(), kind, points, 1000);
  std::vector<std::string> found;
  for (const ChartSignal& signal : chart->signals) found.emplace_back(to_code(signal.signal));
  return found;
}

TEST_CASE("A point beyond three standard deviations is a signal, and limits follow each point's own exposure") {
  auto points = points_of({3, 2, 4, 1, 3, 2, 14, 3}, 900);
  points[0].d = 450;
  const auto chart = draw_chart(rules(), ChartKind::U, points, 1000);
  REQUIRE(chart);
  REQUIRE(chart->signals.size() == 1);
  CHECK(chart->signals[0].signal == Signal::AboveLimit);
  CHECK(chart->signals[0].from == 6);
  CHECK(chart->points[0].upper > chart->points[1].upper);
}

TEST_CASE("Eight points on one side are a shift, seven are not, and a point on the centre neither counts nor breaks") {
  CHECK(signals_of(ChartKind::U, points_of({5, 5, 5, 5, 5, 5, 5, 1, 1, 1, 1, 1, 1, 1}, 100)).empty());
  const auto found = signals_of(ChartKind::U, points_of({5, 5, 5, 5, 3, 5, 5, 5, 5, 1, 1, 1, 1, 3, 1, 1, 1, 1}, 100));
  CHECK(found == std::vector<std::string>{"shift-up", "shift-down"});
}

TEST_CASE("Six points that all rise are a trend, five are not") {
  CHECK(signals_of(ChartKind::U, points_of({5, 6, 7, 8, 9, 5, 6, 5}, 1000)).empty());
  CHECK(signals_of(ChartKind::U, points_of({4, 5, 6, 7, 8, 9, 5, 6}, 1000)) == std::vector<std::string>{"trend-up"});
}

TEST_CASE("Limits equal those of plain floating point arithmetic on 2,000 random charts") {
  std::mt19937_64 random(5);
  for (int round = 0; round < 2000; ++round) {
    const auto kind = round % 2 == 0 ? ChartKind::U : ChartKind::P;
    std::vector<ChartPoint> points;
    double n = 0, d = 0;
    for (std::uint64_t i = 0; i < 4 + random() % 20; ++i) {
      const auto exposure = static_cast<std::int64_t>(50 + random() % 3000);
      const auto events = static_cast<std::int64_t>(random() % 50);
      points.push_back({std::to_string(i), events, exposure});
      n += static_cast<double>(events), d += static_cast<double>(exposure);
    }
    const auto chart = draw_chart(rules(), kind, points, 1000);
    REQUIRE(chart);
    const double centre = n / d;
    for (const ChartedPoint& point : chart->points) {
      const double variance = (kind == ChartKind::U ? centre : centre * (1 - centre)) / static_cast<double>(point.point.d);
      const double upper = 1000 * (centre + 3 * std::sqrt(variance));
      CHECK(std::abs(std::stod(point.upper) - std::min(upper, kind == ChartKind::P ? 1000.0 : upper)) < 0.0051);
      CHECK(std::abs(std::stod(point.lower) - std::max(0.0, 1000 * (centre - 3 * std::sqrt(variance)))) < 0.0051);
    }
  }
}

TEST_CASE("A baseline of the first points makes the limits for what comes after a change") {
  const auto points = points_of({9, 11, 10, 9, 11, 10, 3, 2, 3, 2, 3, 2}, 100);
  const auto chart = draw_chart(rules(), ChartKind::U, points, 100, 6);
  REQUIRE(chart);
  CHECK(chart->centre == "10.00");
}

TEST_CASE("A month without exposure has no value and makes no signal; bad points are refused by number") {
  auto points = points_of({3, 2, 4}, 100);
  points[1] = {"empty", 0, 0};
  const auto chart = draw_chart(rules(), ChartKind::U, points, 1000);
  REQUIRE(chart);
  CHECK(chart->points[1].value == "not calculable");
  points[1] = {"wrong", 2, 0};
  CHECK(draw_chart(rules(), ChartKind::U, points, 1000).error().where == "point 2");
  points[1] = {"wrong", 101, 100};
  CHECK(draw_chart(rules(), ChartKind::P, points, 1000).error().where == "point 2");
  CHECK_FALSE(draw_chart(rules(), ChartKind::U, points_of({0, 0}, 0), 1000));
}

TEST_CASE("The run rules are content: a longer shift needs more points, and a broken example stops the load") {
  const std::string text = clinical_file("control-charts.json");
  CHECK_FALSE(load_run_rules(replaced(text, R"("shift": 8)", R"("shift": 9)")));
  const auto wrong = load_run_rules(replaced(text, R"("limits": 3)", R"("limits": 2)"));
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error().text.find("worked example") != std::string::npos);
}

}  // namespace
}  // namespace wardlight::measures
