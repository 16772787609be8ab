// SPDX-License-Identifier: Apache-2.0
#include "core/measures/network_rules.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <random>

#include "tests/core/measures/content.h"

namespace wardlight::measures {
namespace {

const NetworkRules& rules() {
  static const NetworkRules loaded = load_network_rules(clinical_file("network.json")).value();
  return loaded;
}

TEST_CASE("§13.1: 1.20 to 0.72 meets 40 percent, 1.20 to 0.73 does not, and 97 of 121 is 19.83") {
  const Progress met = judge_progress({120, 100000}, {72, 100000}, 40, 1000, 2);
  CHECK(met.reduction == "40.00");
  CHECK(met.met);
  const Progress missed = judge_progress({120, 100000}, {73, 100000}, 40, 1000, 2);
  CHECK(missed.reduction == "39.17");
  CHECK_FALSE(missed.met);
  const Progress hiin = judge_progress({121, 1000}, {97, 1000}, 20, 1000, 2);
  CHECK(hiin.reduction == "19.83");
  CHECK(hiin.target == "96.80");
  CHECK_FALSE(hiin.met);
}

TEST_CASE("§13.1: whether a goal is met is asked of fractions: 39.999 percent shows as 40.00 and is not met") {
  const Progress almost = judge_progress({100000, 1000000}, {60001, 1000000}, 40, 1000, 2);
  CHECK(almost.reduction == "40.00");
  CHECK_FALSE(almost.met);
  CHECK(judge_progress({100000, 1000000}, {60000, 1000000}, 40, 1000, 2).met);
}

TEST_CASE("§13.1: a baseline of zero is to be maintained, and nothing is said without a denominator") {
  CHECK(judge_progress({0, 900}, {0, 900}, 40, 1000, 2).met);
  CHECK(judge_progress({0, 900}, {0, 900}, 40, 1000, 2).maintain_zero);
  CHECK_FALSE(judge_progress({0, 900}, {1, 900}, 40, 1000, 2).met);
  const Progress nothing = judge_progress({3, 900}, {0, 0}, 40, 1000, 2);
  CHECK(nothing.reduction == "not calculable");
  CHECK_FALSE(nothing.met);
}

TEST_CASE("G-8: rates are pooled as sums: 3/900 and 1/100 make 4.00, not 6.67") {
  const std::vector<Ratio> units{{3, 900}, {1, 100}};
  CHECK(pool(units) == Ratio{4, 1000});
}

TEST_CASE("§13.5: cells under 30 cases or with 1 to 4 events are small; none and five are not") {
  for (const std::int64_t n : {1, 2, 3, 4}) CHECK(rules().is_small({n, 10000}));
  CHECK_FALSE(rules().is_small({0, 10000}));
  CHECK_FALSE(rules().is_small({5, 10000}));
  CHECK(rules().is_small({5, 29}));
  CHECK_FALSE(rules().is_small({5, 30}));
}

TEST_CASE("Quartiles equal those of floating point on 500 random networks, and do not depend on the order") {
  std::mt19937_64 random(8);
  for (int round = 0; round < 500; ++round) {
    std::vector<Ratio> rates;
    std::vector<double> plain;
    for (std::uint64_t i = 0; i < 1 + random() % 60; ++i) {
      rates.push_back({static_cast<std::int64_t>(random() % 300), static_cast<std::int64_t>(1 + random() % 9000)});
      plain.push_back(1000.0 * static_cast<double>(rates.back().n) / static_cast<double>(rates.back().d));
    }
    rates.push_back({7, 0});
    std::ranges::sort(plain);
    const auto at = [&](double share) {
      const double place = share * static_cast<double>(plain.size() - 1);
      const auto low = static_cast<std::size_t>(place);
      const std::size_t high = std::min(low + 1, plain.size() - 1);
      return plain[low] + (plain[high] - plain[low]) * (place - static_cast<double>(low));
    };
    const auto found = find_quartiles(rates, 1000, 2);
    REQUIRE(found);
    CHECK(found->hospitals == plain.size());
    CHECK(std::abs(std::stod(found->low) - at(0.25)) < 0.00501);
    CHECK(std::abs(std::stod(found->median) - at(0.5)) < 0.00501);
    CHECK(std::abs(std::stod(found->high) - at(0.75)) < 0.00501);
    std::ranges::reverse(rates);
    CHECK(find_quartiles(rates, 1000, 2)->median == found->median);
  }
  CHECK_FALSE(find_quartiles({{1, 0}}, 1000, 2));
}

TEST_CASE("The network's numbers are content: another threshold breaks its example and stops the load") {
  const std::string text = clinical_file("network.json");
  CHECK_FALSE(load_network_rules(replaced(text, R"("denominator": 30)", R"("denominator": 31)")));
  CHECK_FALSE(load_network_rules(replaced(text, R"("source": "spc")", R"("source": "nobody")")));
  CHECK(rules().chart_of("READ-A") == ChartKind::P);
  CHECK(rules().chart_of("FALL-T") == ChartKind::U);
  REQUIRE(rules().goal_of("HARM") != nullptr);
  CHECK(rules().goal_of("HARM")->reduction == 40);
  CHECK(rules().goal_of("READ-A")->reduction == 20);
  CHECK(rules().goal_of("RND") == nullptr);
}

}  // namespace
}  // namespace wardlight::measures
