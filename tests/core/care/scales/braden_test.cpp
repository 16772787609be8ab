// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "tests/core/care/scales/scale_support.h"

namespace wardlight::care {
namespace {

constexpr std::array<const char*, 6> kKeys{"sensory", "moisture", "activity", "mobility", "nutrition", "friction"};
constexpr std::array<int, 6> kMost{4, 4, 4, 4, 4, 3};

std::string band_for(int total) {
  return total >= 19 ? "none" : total >= 15 ? "mild" : total >= 13 ? "moderate" : total >= 10 ? "high" : "very_high";
}

json::Value set_of(const std::array<int, 6>& values) {
  json::Value set;
  for (std::size_t at = 0; at < values.size(); ++at) set.set(kKeys[at], values[at]);
  return set;
}

ScaleResult braden(const std::array<int, 6>& values) {
  return must_load(score_plain(instrument("braden"), instrument("braden").schemes.front(), set_of(values)));
}

TEST_CASE("BRD-R1: each of the 3,072 answer sets lies in exactly one band, with the total and band as published") {
  int sets = 0;
  std::array<int, 6> values{1, 1, 1, 1, 1, 1};
  for (bool more = true; more;) {
    const auto result = braden(values);
    int total = 0;
    for (const int value : values) total += value;
    REQUIRE(result.total == total);
    REQUIRE(band_of(result) == band_for(total));
    ++sets;
    std::size_t at = 0;
    while (at < values.size() && values[at] == kMost[at]) values[at++] = 1;
    more = at < values.size();
    if (more) ++values[at];
  }
  CHECK(sets == 3072);
}

TEST_CASE("BRD-R2: any subscale of 2 or less raises its own prompt, even when the total is 19 or more") {
  for (std::size_t at = 0; at < kKeys.size(); ++at)
    for (int low = 1; low <= kMost[at]; ++low) {
      std::array<int, 6> values = kMost;
      values[at] = low;
      const auto prompts = ids(braden(values).prompts);
      INFO(kKeys[at] << " " << low);
      CHECK((std::ranges::find(prompts, "BRD-R2-" + std::string(kKeys[at])) != prompts.end()) == (low <= 2));
    }
}

TEST_CASE("BRD-R3: the published vectors come out") {
  CHECK(braden({4, 4, 4, 4, 4, 3}).total == 23);
  CHECK(band_of(braden({4, 4, 4, 4, 4, 3})) == "none");
  CHECK(braden({3, 3, 2, 3, 3, 2}).total == 16);
  CHECK(band_of(braden({3, 3, 2, 3, 3, 2})) == "mild");
  CHECK(braden({3, 3, 2, 2, 3, 1}).total == 14);
  CHECK(band_of(braden({3, 3, 2, 2, 3, 1})) == "moderate");
  CHECK(braden({2, 2, 1, 2, 2, 1}).total == 10);
  CHECK(band_of(braden({2, 2, 1, 2, 2, 1})) == "high");
  CHECK(braden({1, 1, 1, 1, 1, 1}).total == 6);
  CHECK(band_of(braden({1, 1, 1, 1, 1, 1})) == "very_high");
}

TEST_CASE("8.4: what a Braden answer asks for: turning at 18 or less, lifting at friction 1, a surface at 12 or less") {
  const auto has = [](const std::array<int, 6>& values, std::string_view id) {
    const auto prompts = ids(braden(values).prompts);
    return std::ranges::find(prompts, id) != prompts.end();
  };
  CHECK(has({3, 3, 3, 3, 3, 3}, "BRD-turn"));        // 18
  CHECK_FALSE(has({4, 3, 3, 3, 3, 3}, "BRD-turn"));  // 19
  CHECK(has({4, 4, 4, 2, 4, 3}, "BRD-turn"));        // mobility 2
  CHECK(has({4, 4, 4, 4, 4, 1}, "BRD-lift"));
  CHECK_FALSE(has({4, 4, 4, 4, 4, 2}, "BRD-lift"));
  CHECK(has({2, 2, 2, 2, 2, 2}, "BRD-surface"));        // 12
  CHECK_FALSE(has({3, 2, 2, 2, 2, 2}, "BRD-surface"));  // 13
}

TEST_CASE("Braden is not for children under 5, and a number written with a point is the same number") {
  refuses_set("braden", R"({"age":4,"mobility":2})", "BRD-AGE");
  CHECK(score_text("braden", R"({"age":5,"mobility":2.0})").missing.size() == 5);
  refuses_set("braden", R"({"mobility":2.5})", "mobility");
  refuses_set("braden", R"({"mobility":0})", "mobility");
  refuses_set("braden", R"({"friction":4})", "friction");
  refuses_set("braden", R"({"total":5})", "BRD-R1");
  refuses_set("braden", R"({"total":24})", "BRD-R1");
}

}  // namespace
}  // namespace wardlight::care
