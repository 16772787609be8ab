// SPDX-License-Identifier: Apache-2.0
#include "core/care/falls/fall_plan.h"

#include <algorithm>

#include "core/care/scales/instrument.h"
#include "tests/core/care/care_files.h"

namespace wardlight::care {
namespace {

const FallPlanPack& plan() {
  static const FallPlanPack pack = must_load(load_fall_plan(clinical_file("fall-plan.json")));
  return pack;
}

FallRisk risk_of(std::initializer_list<std::pair<const char*, json::Value>> answers, std::string band = "moderate") {
  FallRisk risk;
  for (const auto& [key, value] : answers) risk.answers[key] = value;
  risk.band = std::move(band);
  return risk;
}

std::vector<std::string> codes(const std::vector<const FallFactor*>& factors) {
  std::vector<std::string> all;
  for (const FallFactor* factor : factors) all.push_back(factor->code);
  return all;
}
using Codes = std::vector<std::string>;

TEST_CASE("6.7: each positive answer is a factor of its own, with at least one measure that must be picked") {
  CHECK(codes(positive_factors(plan(), risk_of({{"morse.history", "yes"}, {"morse.secondary", "no"}}))) == Codes{"history"});
  CHECK(codes(positive_factors(plan(), risk_of({{"morse.aid", "cane"}}))) == Codes{"aid-cane"});
  CHECK(codes(positive_factors(plan(), risk_of({{"morse.aid", "furniture"}}))) == Codes{"aid-furniture"});
  CHECK(codes(positive_factors(plan(), risk_of({{"morse.gait", "impaired"}}))) == Codes{"gait-impaired"});
  CHECK(codes(positive_factors(plan(), risk_of({{"stratify.vision", true}, {"stratify.agitated", true}}))) ==
        Codes{"agitated", "vision"});
  CHECK(positive_factors(plan(), risk_of({{"morse.gait", "normal"}})).empty());
  for (const FallFactor& factor : plan().factors) CHECK_FALSE(factor.must_pick.empty());
}

TEST_CASE("6.6: the harm flag stands beside the risk: alone it is a factor, with a band of moderate or more another one") {
  FallRisk risk = risk_of({}, "low");
  risk.harm = HarmFlag::Raised;
  CHECK(codes(positive_factors(plan(), risk)) == Codes{"high-or-harm"});
  risk.band = "moderate";
  CHECK(codes(positive_factors(plan(), risk)) == Codes{"high-or-harm", "harm-at-risk"});
  risk.harm = HarmFlag::Clear;
  CHECK(positive_factors(plan(), risk).empty());
}

TEST_CASE("FTI-1: every positive factor needs one of its measures or a reason; a measure of another factor does not do") {
  const FallRisk risk = risk_of({{"morse.gait", "weak"}, {"morse.mental", "forgets"}});
  CHECK(codes(uncovered_factors(plan(), risk, {}, {})) == Codes{"gait-weak", "forgets"});
  CHECK(codes(uncovered_factors(plan(), risk, {{"gait-weak", "one-person"}}, {})) == Codes{"forgets"});
  CHECK(codes(uncovered_factors(plan(), risk, {{"forgets", "one-person"}, {"gait-weak", "footwear"}}, {})) ==
        Codes{"gait-weak", "forgets"});
  CHECK(uncovered_factors(plan(), risk, {{"gait-weak", "one-person"}}, {{"forgets", "Family stays"}}).empty());
  CHECK(codes(uncovered_factors(plan(), risk, {{"gait-weak", "one-person"}}, {{"forgets", ""}})) == Codes{"forgets"});
}

TEST_CASE("FTI-2: the list is worked out anew at each assessment, and a factor that is gone asks to stop what belongs to it") {
  const std::vector<ActiveMeasure> active{{"iv", "pole-help"}, {"gait-weak", "one-person"}};
  CHECK(measures_to_stop(plan(), risk_of({{"morse.iv", "no"}, {"morse.gait", "weak"}}), active) ==
        std::vector<ActiveMeasure>{{"iv", "pole-help"}});
  CHECK(measures_to_stop(plan(), risk_of({{"morse.iv", "yes"}, {"morse.gait", "weak"}}), active).empty());
}

TEST_CASE("FTI-3: measures make the extras of the hourly round, at items that the round's form has") {
  const auto extras = round_extras(plan(), {{"forgets", "alarm"}, {"harm-at-risk", "low-bed"}, {"forgets", "low-bed"},
                                            {"toileting", "toileting-schedule"}, {"gait-weak", "footwear"}});
  Codes items;
  for (const FallMeasure* measure : extras) items.push_back(measure->round_item);
  std::ranges::sort(items);
  CHECK(items == Codes{"RND-03", "RND-08", "RND-09", "RND-11"});
  const std::string round = clinical_file("hourly-round.questionnaire.json");
  for (const FallMeasure& measure : plan().measures)
    if (!measure.round_item.empty()) CHECK(round.find("\"linkId\": \"" + measure.round_item + "\"") != std::string::npos);
}

TEST_CASE("FTI-4: three audit questions are asked every 30 days") {
  CHECK(audit_due(plan(), Instant{}) == Instant{} + hours(30 * 24));
  const std::string audit = clinical_file("fall-plan-audit.questionnaire.json");
  CHECK(audit.find(plan().audit_form) != std::string::npos);
  for (const char* question : {"FTA-1", "FTA-2", "FTA-3"}) CHECK(audit.find(question) != std::string::npos);
}

TEST_CASE(
    "The plan's conditions name items and answers that Morse and STRATIFY have, and its form offers every factor and measure") {
  std::map<std::string, Instrument> scales;
  for (const char* name : {"morse", "stratify"})
    scales.emplace(name, must_load(load_instrument(clinical_file(std::string(name) + ".json"),
                                                   clinical_file(std::string(name) + ".questionnaire.json"))));
  const std::string form = clinical_file("fall-plan.questionnaire.json");
  for (const FallFactor& factor : plan().factors) {
    CHECK(form.find("\"code\": \"" + factor.code + "\"") != std::string::npos);
    for (const FactorCondition& condition : factor.when) {
      if (condition.answer.empty()) continue;
      const auto dot = condition.answer.find('.');
      INFO(condition.answer);
      const ScaleItem* item = scales.at(condition.answer.substr(0, dot)).find_item(condition.answer.substr(dot + 1));
      REQUIRE(item != nullptr);
      for (const json::Value& answer : condition.is)
        CHECK(std::ranges::find(item->answers, answer, &ScaleAnswer::plain) != item->answers.end());
    }
  }
  for (const FallMeasure& measure : plan().measures) CHECK(form.find("\"code\": \"" + measure.code + "\"") != std::string::npos);
}

TEST_CASE("A fall plan that names a measure nobody knows, or whose example differs, is refused") {
  refuses(load_fall_plan(changed_file("fall-plan.json", "[\"tell-team\"]", "[\"tell-nobody\"]")), "tell-nobody");
  refuses(load_fall_plan(changed_file("fall-plan.json", "\"mustPick\": [\"one-person\"]", "\"mustPick\": [\"footwear\"]")),
      "FTI-1");
}

}  // namespace
}  // namespace wardlight::care
