// SPDX-License-Identifier: Apache-2.0
#include "tests/core/care/prompts/prompt_support.h"

namespace wardlight::care {
namespace {

bool is_raised(const std::vector<Fact>& facts, std::string_view id) { return find_prompt(raised(facts), id) != nullptr; }

json::Value object(const std::string& text) { return json::parse(text).value(); }

std::vector<Fact> septic(int minutes_ago) {
  return {fact("temperature-c", json::Value::number_token("38.4"), minutes_ago), fact("heart-rate", 91, minutes_ago)};
}

Fact snooze(int minutes_ago) {
  return fact("prompt-snoozed", object(R"({"prompt":"sepsis-screen-positive","until":"2025-06-10T12:00:00-04:00","reason":"known",
    "criteria":["temperature","heart-rate"]})"), minutes_ago);
}

TEST_CASE("SEP-R3: a positive screen is for the nurse within 10 minutes and after 15 for the charge nurse too") {
  const auto early = raised(septic(14)), late = raised(septic(15));
  REQUIRE(find_prompt(early, "sepsis-screen-positive") != nullptr);
  CHECK(find_prompt(early, "sepsis-screen-positive")->due == prompt_now() - minutes(4));
  CHECK(find_prompt(early, "sepsis-screen-positive")->who == std::vector<std::string>{"nurse"});
  CHECK(find_prompt(late, "sepsis-screen-positive")->who == std::vector<std::string>{"nurse", "charge"});
}

TEST_CASE("SEP-R5: a snooze ends with its time, and at once with a new criterion") {
  std::vector<Fact> facts = septic(20);
  facts.push_back(snooze(10));
  CHECK_FALSE(is_raised(facts, "sepsis-screen-positive"));
  facts.push_back(fact("respiratory-rate", 24, 2));
  CHECK(is_raised(facts, "sepsis-screen-positive"));
}

TEST_CASE("SEP-R6: under 18 there is no screen") {
  std::vector<Fact> facts = septic(5);
  facts.push_back(fact("age-years", 17, 60));
  CHECK_FALSE(is_raised(facts, "sepsis-screen-positive"));
}

TEST_CASE("FTI-1, FTI-2: a factor without measure asks for one, a measure without factor asks whether it ends") {
  const Fact measure = fact("fall-intervention", object(R"({"factor":"gait-weak","measure":"one-person"})"), 30);
  CHECK(is_raised({fact("morse-gait", "weak", 60)}, "fall-measure-gait-weak"));
  CHECK_FALSE(is_raised({fact("morse-gait", "weak", 60), measure}, "fall-measure-gait-weak"));
  CHECK(is_raised({fact("morse-gait", "normal", 10), measure}, "fall-stop-gait-weak"));
}

TEST_CASE("MFS-R6: a line that came out asks for a new score") {
  const Fact out = fact("device-iv-removed", object(R"({"id":"d1"})"), 30);
  CHECK(is_raised({fact("morse-total", 45, 300), out}, "fall-reassess-device"));
  CHECK_FALSE(is_raised({out, fact("morse-total", 25, 5)}, "fall-reassess-device"));
}

TEST_CASE("BRD-R2: a low subscale asks whatever the total") {
  CHECK(is_raised({fact("braden-total", 19, 60), fact("braden-moisture", 2, 60)}, "braden-moisture-low"));
  CHECK_FALSE(is_raised({fact("braden-total", 19, 60), fact("braden-moisture", 3, 60)}, "braden-moisture-low"));
}

TEST_CASE("HND-6, HND-7: what nobody took and what two signed differently goes to the charge nurse") {
  const auto prompts =
      raised({fact("handoff-given", object(R"({"id":"h1"})"), 30), fact("handoff-conflict", object(R"({"id":"h2"})"), 1)});
  for (const char* id : {"handoff-not-accepted", "handoff-conflict"}) {
    REQUIRE(find_prompt(prompts, id) != nullptr);
    CHECK(find_prompt(prompts, id)->who == std::vector<std::string>{"charge"});
  }
}

TEST_CASE("FAL-R1: the injury level stays provisional until somebody confirms it") {
  const Fact fall = fact("fall", object(R"({"arm":"head"})"), 600);
  CHECK(is_raised({fall}, "fall-injury-confirm"));
  CHECK_FALSE(is_raised({fall, fact("fall-injury-confirmed", true, 5)}, "fall-injury-confirm"));
}

}  // namespace
}  // namespace wardlight::care
