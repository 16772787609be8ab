// SPDX-License-Identifier: Apache-2.0
#include "core/care/sepsis/sepsis.h"

#include "tests/core/care/care_files.h"

namespace wardlight::care {
namespace {

const SepsisPack& sepsis() {
  static const SepsisPack pack = must_load(load_sepsis(clinical_file("sepsis.json")));
  return pack;
}
const ScreenPack& sirs() {
  static const ScreenPack pack = must_load(load_screen(clinical_file("sirs.json")));
  return pack;
}
const Instant kStart = Instant{} + hours(24 * 365);
using Done = std::map<std::string, Instant, std::less<>>;

Decimal number(const char* text) { return Decimal::parse(text).value(); }

std::vector<std::string> ids(const std::vector<DueStep>& steps) {
  std::vector<std::string> all;
  for (const DueStep& step : steps) all.push_back(step.step->id);
  return all;
}

TEST_CASE(
    "SEP-1 window: infection 08:00, SIRS 10:00 and lactate 13:59 meet; 14:00 meets, the boundary counting; 14:01 does not") {
  const Instant infection = kStart + hours(8), screen = kStart + hours(10);
  CHECK(meets_window(sepsis(), infection, screen, kStart + hours(13) + minutes(59)));
  CHECK(meets_window(sepsis(), infection, screen, kStart + hours(14)));
  CHECK_FALSE(meets_window(sepsis(), infection, screen, kStart + hours(14) + minutes(1)));
  CHECK_FALSE(meets_window(sepsis(), kStart + hours(14) + minutes(1), screen, infection));
}

TEST_CASE("SEP-1: each organ dysfunction at its limit and past it") {
  const auto found = [](const char* key, const char* value) {
    ScreenValues values;
    values[key].value = number(value);
    return !find_dysfunctions(sepsis(), values).empty();
  };
  const std::vector<std::tuple<const char*, const char*, const char*>> limits{
      {"systolic", "90", "89"},   {"map", "65", "64"},      {"systolic_drop", "40", "41"}, {"creatinine", "2.0", "2.1"},
      {"urine", "0.5", "0.4"},    {"bilirubin", "2", "2.1"}, {"platelets", "100000", "99999"}, {"inr", "1.5", "1.6"},
      {"aptt", "60", "61"},       {"lactate", "2", "2.1"},   {"ventilation", "0", "1"}};
  for (const auto& [key, within, past] : limits) {
    INFO(key);
    CHECK_FALSE(found(key, within));
    CHECK(found(key, past));
  }
}

TEST_CASE("SEP-1 bundle: lactate, cultures and antibiotics within 3 hours, all or none; the boundary of 180 minutes passes") {
  const BundleState plain;
  const Done in_time{{"lactate", kStart + minutes(30)},
                     {"blood-cultures", kStart + minutes(60)},
                     {"antibiotics", kStart + minutes(180)}};
  CHECK(is_compliant(judge_bundle(sepsis(), kStart, plain, in_time, kStart + hours(4))) == true);
  Done late = in_time;
  late["antibiotics"] = kStart + minutes(181);
  CHECK(is_compliant(judge_bundle(sepsis(), kStart, plain, late, kStart + hours(4))) == false);
  Done missing = in_time;
  missing.erase("lactate");
  CHECK_FALSE(is_compliant(judge_bundle(sepsis(), kStart, plain, missing, kStart + hours(3))).has_value());
  CHECK(is_compliant(judge_bundle(sepsis(), kStart, plain, missing, kStart + hours(3) + seconds(1))) == false);
}

TEST_CASE("SEP-1 bundle: blood cultures come before the antibiotics") {
  const Done wrong{{"lactate", kStart}, {"antibiotics", kStart + minutes(30)}, {"blood-cultures", kStart + minutes(31)}};
  const auto steps = judge_bundle(sepsis(), kStart, {}, wrong, kStart + hours(1));
  CHECK(steps[1].state == StepState::OutOfOrder);
  CHECK(is_compliant(steps) == false);
  const auto not_drawn = judge_bundle(sepsis(), kStart, {}, {{"antibiotics", kStart}}, kStart + hours(1));
  CHECK(not_drawn[1].state == StepState::OutOfOrder);
}

TEST_CASE("SEP-1 bundle: fluid for low pressure or lactate of 4, a second lactate above 2, a vasopressor when it stays low") {
  const auto asked = [](BundleState state) { return ids(judge_bundle(sepsis(), kStart, state, {}, kStart)); };
  const std::vector<std::string> always{"lactate", "blood-cultures", "antibiotics"};
  CHECK(asked({}) == always);
  CHECK(asked({false, false, number("2")}) == always);
  CHECK(asked({false, false, number("2.1")}) ==
        std::vector<std::string>{"lactate", "blood-cultures", "antibiotics", "repeat-lactate"});
  CHECK(asked({false, false, number("4")}) ==
        std::vector<std::string>{"lactate", "blood-cultures", "antibiotics", "crystalloid", "repeat-lactate", "reassessed"});
  CHECK(asked({true, false, {}}) == std::vector<std::string>{"lactate", "blood-cultures", "antibiotics", "crystalloid"});
  CHECK(asked({true, true, {}}) ==
        std::vector<std::string>{"lactate", "blood-cultures", "antibiotics", "crystalloid", "vasopressor", "reassessed"});
}

TEST_CASE("SEP-R3: a nurse confirms within 10 minutes; nobody did after 15, and the charge nurse hears of it") {
  const ConfirmTimes times = confirm_times(sepsis(), kStart);
  CHECK(times.confirm_by == kStart + minutes(10));
  CHECK(times.escalate_at == kStart + minutes(15));
}

TEST_CASE("SEP-R4: a value is set aside only with the provider's statement") {
  CHECK(check_exclusion(sepsis(), "QuestionnaireResponse/1").has_value());
  refuses(check_exclusion(sepsis(), ""), "SEP-R4");
}

TEST_CASE("SEP-R5: a screen is put off for 8 hours at most, with a reason, and any new criterion ends that") {
  const Snooze snooze{kStart, kStart + hours(8), "Known viral fever", {"temperature", "heart-rate"}};
  CHECK(check_snooze(sepsis(), snooze).has_value());
  refuses(check_snooze(sepsis(), {kStart, kStart + hours(8) + seconds(1), "x", {}}), "SEP-R5");
  refuses(check_snooze(sepsis(), {kStart, kStart + hours(1), "", {}}), "SEP-R5");
  refuses(check_snooze(sepsis(), {kStart, kStart, "x", {}}), "SEP-R5");
  const auto judge = [](std::string_view values) {
    return judge_screen(sirs(), sirs().schemes.front(), must_load(read_screen_values(sirs(), json::parse(values).value())),
        Instant{});
  };
  CHECK(is_snoozed(snooze, judge(R"({"temperature_c":39,"heart_rate":100})"), kStart + hours(1)));
  CHECK_FALSE(is_snoozed(snooze, judge(R"({"temperature_c":39,"heart_rate":100,"respiratory_rate":24})"), kStart + hours(1)));
  CHECK_FALSE(is_snoozed(snooze, judge(R"({"temperature_c":39,"heart_rate":100})"), kStart + hours(8)));
}

TEST_CASE("Section 9: SIRS screens first and qSOFA stands beside it") {
  CHECK(sepsis().screen == "sirs");
  CHECK(sepsis().adjunct == "qsofa");
}

TEST_CASE("Changing an hour or a limit in the sepsis pack changes the verdict; its own examples guard it") {
  refuses(load_sepsis(changed_file("sepsis.json", "\"windowMin\": 360", "\"windowMin\": 361")), "SEP-1-past");
  refuses(load_sepsis(changed_file("sepsis.json", "\"withinMin\": 180", "\"withinMin\": 10")), "SEP-1-bundle");
  refuses(load_sepsis(changed_file("sepsis.json", "\"before\": \"antibiotics\"", "\"before\": \"tea\"")), "tea");
  const std::string changed = changed_rule("sepsis.json", "\"snoozeAtMostMin\": 480", "\"snoozeAtMostMin\": 60",
                                           R"({"id":"local","values":{"systolic":80},"expect":{"dysfunction":["pressure"]}})");
  refuses(check_snooze(must_load(load_sepsis(changed)), {kStart, kStart + hours(2), "x", {}}), "1 h at most");
}

}  // namespace
}  // namespace wardlight::care
