// SPDX-License-Identifier: Apache-2.0
#include "core/care/falls/harm.h"

#include "tests/core/care/care_files.h"

namespace wardlight::care {
namespace {

const HarmPack& harm() {
  static const HarmPack pack = must_load(load_harm(clinical_file("harm.json")));
  return pack;
}
const Instant kNow = Instant{} + hours(24 * 400);

HarmResult with_fact(std::string kind, json::Value value, int days_ago) {
  return judge_harm(harm(), {}, {{std::move(kind), std::move(value), kNow - hours(24 * days_ago), "Observation/1"}}, kNow);
}

TEST_CASE("6.6 ABCS: any one sign raises the harm flag, from the form or from what the hospital knows") {
  for (const char* link : {"ABCS-A1", "ABCS-A2", "ABCS-B", "ABCS-C", "ABCS-S"}) {
    INFO(link);
    CHECK(judge_harm(harm(), {{link, "yes"}}, {}, kNow).flag == HarmFlag::Raised);
    CHECK(judge_harm(harm(), {{link, "no"}}, {}, kNow).flag == HarmFlag::Clear);
  }
  CHECK(with_fact("age-years", 85, 1).flag == HarmFlag::Raised);
  CHECK(with_fact("age-years", 84, 1).flag == HarmFlag::Clear);
  CHECK(with_fact("osteoporosis", true, 300).flag == HarmFlag::Raised);
  CHECK(with_fact("osteoporosis", false, 300).flag == HarmFlag::Clear);
  CHECK(with_fact("platelets", 99'999, 1).flag == HarmFlag::Raised);
  CHECK(with_fact("platelets", 100'000, 1).flag == HarmFlag::Clear);
}

TEST_CASE("6.6 ABCS: an anticoagulant counts for a week and surgery for a month") {
  const auto dose = json::Value::object({{"name", "heparin"}});
  CHECK(with_fact("anticoagulant-given", dose, 7).flag == HarmFlag::Raised);
  CHECK(with_fact("anticoagulant-given", dose, 8).flag == HarmFlag::Clear);
  CHECK(with_fact("recent-surgery", true, 30).flag == HarmFlag::Raised);
  CHECK(with_fact("recent-surgery", true, 31).flag == HarmFlag::Clear);
}

TEST_CASE("6.6 ABCS: what nobody asked or recorded is named as not known, never as no") {
  const HarmResult nothing = judge_harm(harm(), {}, {}, kNow);
  CHECK(nothing.flag == HarmFlag::Clear);
  CHECK(nothing.unknown == std::vector<std::string>{"age", "frail", "bones", "bleeding", "surgery"});
  CHECK(judge_harm(harm(), {{"ABCS-C", "not-known"}}, {}, kNow).unknown.size() == 5);
  CHECK(judge_harm(harm(), {{"ABCS-C", "no"}}, {}, kNow).unknown.size() == 4);
}

TEST_CASE("6.6 ABCS: the flag carries the facts it rests on") {
  const HarmResult result = with_fact("age-years", 91, 1);
  REQUIRE(result.basis.size() == 1);
  CHECK(result.basis.front().source == "Observation/1");
  CHECK(result.signs.front()->letter == "A");
}

TEST_CASE("Changing the age in the harm pack changes the flag; its own examples guard it") {
  refuses(load_harm(changed_file("harm.json", "\"atLeast\": 85", "\"atLeast\": 80")), "ABCS-age-below");
  refuses(load_harm(changed_file("harm.json", "\"letter\": \"A\",", "\"letters\": \"A\",")), "letter");
}

}  // namespace
}  // namespace wardlight::care
