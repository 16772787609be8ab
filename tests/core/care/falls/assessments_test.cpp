// SPDX-License-Identifier: Apache-2.0
#include "core/care/falls/assessments.h"

#include "tests/core/care/care_files.h"

namespace wardlight::care {
namespace {

const AssessmentPack& assessments() {
  static const AssessmentPack pack = must_load(load_assessments(clinical_file("assessments.json")));
  return pack;
}
Zone new_york() { return Zone::find("America/New_York").value(); }
Instant at(int hour, int minute = 0) { return new_york().to_instant({2025, 6, 10}, 0) + hours(hour) + minutes(minute); }

Fact fact(std::string kind, Instant when, json::Value value = true) {
  return {std::move(kind), std::move(value), when, "Observation/1"};
}

std::optional<DueAssessment> next(std::string_view instrument, const std::vector<Fact>& facts, std::optional<Instant> last,
    Instant now) {
  return next_assessment(assessments(), *assessments().find_rule(instrument), detect_events(assessments(), facts, now), last);
}

TEST_CASE("6.1: Morse is due 4 hours after admission, 2 after a transfer, 1 after a fall or a change, and each 12 hours") {
  CHECK(next("morse", {fact("arrived", at(8))}, {}, at(9))->due == at(12));
  CHECK(next("morse", {fact("transferred-in", at(8))}, at(7), at(9))->due == at(10));
  CHECK(next("morse", {fact("fall", at(8))}, at(7), at(9))->due == at(9));
  CHECK(next("morse", {fact("opioid-ordered", at(8))}, at(7), at(9))->due == at(9));
  CHECK(next("morse", {}, at(7), at(9))->due == at(19));
  CHECK(next("morse", {}, at(7), at(9))->trigger == "interval");
}

TEST_CASE("6.1: an assessment is overdue 60 minutes after it is due, and not a moment before") {
  const auto due = next("morse", {fact("arrived", at(8))}, {}, at(9));
  REQUIRE(due);
  CHECK(judge_due(*due, at(11, 59)) == DueState::Upcoming);
  CHECK(judge_due(*due, at(12)) == DueState::Due);
  CHECK(judge_due(*due, at(13)) == DueState::Due);
  CHECK(judge_due(*due, at(13) + seconds(1)) == DueState::Overdue);
}

TEST_CASE("6.1: the earliest of several events counts, and one that was answered by an assessment does not") {
  const std::vector<Fact> facts{fact("arrived", at(8)), fact("new-weakness", at(9))};
  CHECK(next("morse", facts, {}, at(10))->due == at(10));
  CHECK(next("morse", facts, {}, at(10))->because->detector == "weakness");
  CHECK(next("morse", facts, at(9, 30), at(10))->due == at(21, 30));
  CHECK(next("morse", {fact("fall", at(11))}, at(9), at(10))->due == at(21));
}

TEST_CASE("6.1: each of these is a change of condition") {
  const std::vector<Fact> changes{
      fact("sedative-ordered", at(8)),       fact("opioid-ordered", at(8)),     fact("antipsychotic-ordered", at(8)),
      fact("anticonvulsant-ordered", at(8)), fact("antihypertensive-ordered", at(8)), fact("diuretic-ordered", at(8)),
      fact("procedural-sedation", at(8)),    fact("cam-positive", at(8)),       fact("orthostatic", at(8), "positive"),
      fact("device-iv", at(8)),              fact("device-iv-removed", at(8)),  fact("device-urinary", at(8)),
      fact("device-urinary-removed", at(8)), fact("device-pca", at(8)),         fact("new-weakness", at(8)),
      fact("walking-aid", at(8), "cane"),    fact("recent-surgery", at(8)),     fact("rrt-call", at(8))};
  for (const Fact& change : changes) {
    INFO(change.kind);
    const auto due = next("morse", {change}, at(7), at(9));
    REQUIRE(due);
    CHECK(due->trigger == "change");
    CHECK(due->due == at(9));
  }
  CHECK(next("morse", {fact("cam-positive", at(8), false)}, at(7), at(9))->trigger == "interval");
  CHECK(next("morse", {fact("orthostatic", at(8), "negative")}, at(7), at(9))->trigger == "interval");
}

json::Value number(const char* digits) { return json::Value::number_token(digits); }

TEST_CASE("6.1: hemoglobin that falls by 2 within two days is a change; by less, or over longer, is none") {
  const auto drop = [](const char* before, const char* after, int hours_between) {
    const std::vector<Fact> facts{fact("hemoglobin", at(8) - hours(hours_between), number(before)),
                                  fact("hemoglobin", at(8), number(after))};
    return next("morse", facts, at(7), at(9))->trigger == "change";
  };
  CHECK(drop("11.5", "9.5", 24));
  CHECK_FALSE(drop("11.5", "9.6", 24));
  CHECK(drop("11.5", "9.5", 48));
  CHECK_FALSE(drop("11.5", "9.5", 49));
  CHECK_FALSE(drop("9.5", "11.5", 24));
}

TEST_CASE("3.1: orthostatics are asked for by dizziness, a fall, or a Morse of 25 or more") {
  CHECK(next("orthostatic", {fact("dizzy", at(8))}, {}, at(9)));
  CHECK(next("orthostatic", {fact("fell-this-stay", at(8))}, {}, at(9)));
  CHECK(next("orthostatic", {fact("morse-total", at(8), 25)}, {}, at(9)));
  CHECK_FALSE(next("orthostatic", {fact("morse-total", at(8), 20)}, {}, at(9)));
  CHECK_FALSE(next("orthostatic", {}, {}, at(9)));
}

TEST_CASE("3.1: Braden within 8 hours, the skin within 24 and the medicines within 24, then weekly") {
  CHECK(next("braden", {fact("arrived", at(8))}, {}, at(9))->due == at(16));
  CHECK(next("skin-check", {fact("arrived", at(8))}, {}, at(9))->due == at(32));
  CHECK(next("medication-falls", {fact("arrived", at(8))}, {}, at(9))->due == at(32));
  CHECK(next("medication-falls", {}, at(8), at(9))->due == at(8) + hours(7 * 24));
}

TEST_CASE("6.1: by night the gait is carried forward for 24 hours at most, and never after a trigger") {
  const auto carry = [](Instant observed, const std::vector<Fact>& facts, Instant now) {
    return may_carry_forward(assessments(), observed, detect_events(assessments(), facts, now), now, new_york());
  };
  CHECK(carry(at(8), {}, at(26)));
  CHECK(carry(at(2), {}, at(26)));
  CHECK_FALSE(carry(at(2), {}, at(26) + seconds(1)));
  CHECK_FALSE(carry(at(8), {}, at(21, 59)));
  CHECK(carry(at(8), {}, at(22)));
  CHECK_FALSE(carry(at(8), {}, at(30)));
  for (const char* kind : {"fall", "transferred-in", "opioid-ordered", "device-iv-removed"})
    CHECK_FALSE(carry(at(8), {fact(kind, at(20))}, at(26)));
  CHECK(carry(at(8), {fact("fall", at(7))}, at(26)));
}

TEST_CASE("3.1: only a registered nurse finalises Morse, STRATIFY, Braden and the sepsis screen; an aide may measure pressures") {
  for (const char* instrument : {"morse", "stratify", "braden", "sepsis-screen"})
    CHECK(assessments().find_rule(instrument)->who == std::vector<std::string>{"nurse"});
  CHECK(assessments().find_rule("orthostatic")->who == std::vector<std::string>{"nurse", "aide"});
}

TEST_CASE("Every instrument of the matrix has its form, and changing an hour changes what is due") {
  for (const AssessmentRule& rule : assessments().rules) CHECK_FALSE(clinical_file(rule.form + ".questionnaire.json").empty());
  refuses(load_assessments(changed_file("assessments.json", "\"withinMin\": 240", "\"withinMin\": 180")), "6.1-admission");
  refuses(load_assessments(changed_file("assessments.json", "\"overdueMin\": 60", "\"overdueMin\": 90")), "6.1-overdue");
  refuses(load_assessments(changed_file("assessments.json", "{\"trigger\": \"admission\"", "{\"trigger\": \"birthday\"")),
      "birthday");
}

}  // namespace
}  // namespace wardlight::care
