// SPDX-License-Identifier: Apache-2.0
#include "tests/core/care/scales/scale_support.h"

namespace wardlight::care {
namespace {

struct StratifySet {
  json::Value plain;
  int first_four = 0;
  int sum = 0;
};
std::vector<StratifySet> all_sets() {
  std::vector<StratifySet> all;
  for (int bits = 0; bits < 16; ++bits)
    for (int transfer = 0; transfer < 4; ++transfer)
      for (int mobility = 0; mobility < 4; ++mobility) {
        json::Value set;
        set.set("fell", (bits & 1) != 0).set("agitated", (bits & 2) != 0).set("vision", (bits & 4) != 0);
        set.set("toileting", (bits & 8) != 0).set("transfer", transfer).set("mobility", mobility);
        all.push_back({set, (bits & 1) + (bits >> 1 & 1) + (bits >> 2 & 1) + (bits >> 3 & 1), transfer + mobility});
      }
  return all;
}

std::string band_for(int total) { return total == 0 ? "low" : total == 1 ? "moderate" : "high"; }

TEST_CASE("STRATIFY: over all 256 answer sets every total and band is as published, in both variants") {
  const Instrument& stratify = instrument("stratify");
  const auto sets = all_sets();
  REQUIRE(sets.size() == 256);
  for (const StratifySet& set : sets) {
    INFO(json::write(set.plain));
    const auto usual = must_load(score_plain(stratify, *must_load(stratify.get_scheme("3-4")), set.plain));
    const int total = set.first_four + (set.sum == 3 || set.sum == 4 ? 1 : 0);
    REQUIRE(usual.total == total);
    REQUIRE(band_of(usual) == band_for(total));
    const auto other = must_load(score_plain(stratify, *must_load(stratify.get_scheme("0-3")), set.plain));
    const int other_total = set.first_four + (set.sum <= 3 ? 1 : 0);
    REQUIRE(other.total == other_total);
    REQUIRE(band_of(other) == band_for(other_total));
  }
}

TEST_CASE("STR-R1: sums of 0 to 2 and of 5 to 6 score nothing: the immobile and the independent are at lower risk") {
  for (const StratifySet& set : all_sets()) {
    if (set.first_four != 0 || set.sum == 3 || set.sum == 4) continue;
    CHECK(must_load(score_plain(instrument("stratify"), instrument("stratify").schemes.front(), set.plain)).total == 0);
  }
}

TEST_CASE("STR-R2: the variant stands in every result, and the usual one is 3-4") {
  const std::string immobile = R"({"fell":false,"agitated":false,"vision":false,"toileting":false,"transfer":0,"mobility":0})";
  CHECK(score_text("stratify", immobile).scheme == "3-4");
  CHECK(score_text("stratify", immobile).total == 0);
  CHECK(score_text("stratify", immobile, "0-3").scheme == "0-3");
  CHECK(score_text("stratify", immobile, "0-3").total == 1);
  const auto unknown = instrument("stratify").get_scheme("4-5");
  REQUIRE_FALSE(unknown.has_value());
  CHECK(unknown.error().text.find("3-4, 0-3") != std::string::npos);
}

TEST_CASE("A STRATIFY level outside 0 to 3, or a word for yes, is refused by its key") {
  refuses_set("stratify", R"({"transfer":4})", "transfer");
  refuses_set("stratify", R"({"mobility":-1})", "mobility");
  refuses_set("stratify", R"({"mobility":1.5})", "mobility");
  refuses_set("stratify", R"({"fell":"yes"})", "true, false");
  refuses_set("stratify", R"({"fell":1})", "fell");
  refuses_set("stratify", R"({"total":6})", "STR-R1");
}

}  // namespace
}  // namespace wardlight::care
