// SPDX-License-Identifier: Apache-2.0
// Rules of the bedside that need what was recorded before: what was put off, the newest plan, a sleeper who must be turned.
#include "core/workflows/place_device.h"
#include "core/workflows/read_bedside.h"
#include "core/workflows/record_form.h"
#include "tests/core/workflows/test_ward.h"

namespace wardlight::workflows {
namespace {

struct RuleWard : TestWard {
  BedsideView view() { return must(read_bedside(ward(), kSun)); }
  void fill(std::string_view name, std::string_view answers) {
    OpenForm open = must(open_form(ward(), kSun, name));
    answer(open, answers);
    saved(record_form(ward(), open));
  }
  void put_vital(const std::string& id, const std::string& loinc, const std::string& quantity) {
    put("Observation", id,
        R"("status":"final","subject":{"reference":"Patient/pat-1"},"effectiveDateTime":")" + zone.format(clock.now()) +
            R"(","code":{"coding":[{"system":"http://loinc.org","code":")" + loinc + R"("}]},"valueQuantity":)" + quantity);
  }
  bool asks(std::string_view prompt) {
    const auto prompts = view().prompts;
    return std::ranges::any_of(prompts, [&](const BedsidePrompt& one) { return one.prompt.id == prompt; });
  }
};

TEST_CASE("SEP-R5: a snooze is a statement with its reason, its time and the signs that were there; a new sign ends it") {
  RuleWard ward;
  ward.set_time(14);
  ward.put_vital("temp-1", "8310-5", R"({"value":38.6,"code":"Cel"})");
  ward.put_vital("pulse-1", "8867-4", R"({"value":104,"code":"/min"})");
  REQUIRE(ward.asks("sepsis-screen-positive"));
  const StatementId snooze = ward.id();
  SnoozePrompt put_off{snooze, kSun, "sepsis-screen-positive", "", hours(2), "Known viral fever"};
  ward.saved(snooze_prompt(ward.ward(), put_off));
  CHECK_FALSE(ward.asks("sepsis-screen-positive"));
  const auto waiting = ward.view().put_off;
  REQUIRE(waiting.size() == 1);
  CHECK(waiting.front().prompt.id == "sepsis-screen-positive");
  CHECK(waiting.front().reason == "Known viral fever");
  CHECK(waiting.front().until <= ward.at(16, 1));
  const auto statement = must(ward.store->find_statement(snooze));
  REQUIRE(statement.has_value());
  for (const char* sign : {"temperature", "heart-rate"})
    CHECK(statement->bytes.find(std::string(R"("url":"urn:wardlight:criterion","valueCode":")") + sign) != std::string::npos);
  ward.put_vital("breath-1", "9279-1", R"({"value":24,"code":"/min"})");
  CHECK(ward.asks("sepsis-screen-positive"));
  CHECK(ward.view().put_off.empty());
}

TEST_CASE("FTI-2, FTI-3: several measures of a factor are in force, and a newer plan stands in the place of the one before") {
  RuleWard ward;
  ward.fill("fall-plan", R"({"FPL-1":[{"FPL-2":"forgets","FPL-3":["alarm","low-bed"]},{"FPL-2":"iv","FPL-3":["pole-help"]}],
    "FPL-5":["patient"]})");
  const auto measures = [&] {
    std::vector<std::string> all;
    for (const care::Fact& fact : ward.view().facts)
      if (fact.kind == "fall-intervention")
        for (const json::Value& one : fact.value["measures"].items()) all.push_back(one.text());
    return all;
  };
  CHECK(measures() == std::vector<std::string>{"alarm", "low-bed", "pole-help"});
  ward.clock.advance(minutes(5));
  ward.fill("fall-plan", R"({"FPL-1":[{"FPL-2":"gait-weak","FPL-3":["footwear"]}],"FPL-5":["patient"]})");
  CHECK(measures() == std::vector<std::string>{"footwear"});
}

TEST_CASE("4.3: seen asleep is no round while toileting by the plan is due, and is one again after it was offered") {
  RuleWard ward;
  ward.set_time(10);
  ward.fill("fall-plan", R"({"FPL-1":[{"FPL-2":"toileting","FPL-3":["toileting-schedule"]}],"FPL-5":["patient"]})");
  ward.set_time(12, 1);
  REQUIRE(ward.asks("toileting-schedule-due"));
  const auto outcome = must(record_round(ward.ward(), ward.answered(kSun, kAsleep)));
  REQUIRE(outcome.objections.size() == 1);
  CHECK(outcome.objections.front().rule == "4.3");
  CHECK(outcome.objections.front().text.starts_with("Toileting is due"));
  ward.save(ward.answered(kSun, kFull));
  CHECK_FALSE(ward.asks("toileting-schedule-due"));
  ward.set_time(13);
  ward.save(ward.answered(kSun, kAsleep));
}

TEST_CASE("5.3: results to come, the plan's measures and who is responsible stand in the handoff") {
  RuleWard ward;
  ward.put(
      "Observation", "culture",
      R"("status":"registered","subject":{"reference":"Patient/pat-1"},"encounter":{"reference":"Encounter/enc-1"},"effectiveDateTime":"2025-06-10T10:00:00-04:00","code":{"text":"Blood culture"})");
  ward.fill("fall-plan", R"({"FPL-1":[{"FPL-2":"iv","FPL-3":["pole-help"]}],"FPL-5":["patient"]})");
  const auto row = [&](const std::string& id) {
    const auto rows = ward.view().handoff.content.rows;
    const auto found = std::ranges::find(rows, id, &HandoffRow::id);
    REQUIRE(found != rows.end());
    return found->fact ? json::write(found->fact->value) : std::string();
  };
  CHECK(row("pending-tests") == R"("Blood culture")");
  CHECK(row("fall-measures") == R"({"measures":["pole-help"]})");
  CHECK(row("provider").empty());
  ward.put(
      "Observation", "culture",
      R"("status":"final","subject":{"reference":"Patient/pat-1"},"encounter":{"reference":"Encounter/enc-1"},"effectiveDateTime":"2025-06-10T10:00:00-04:00","code":{"text":"Blood culture"},"valueString":"no growth")");
  CHECK(row("pending-tests").empty());
}

TEST_CASE("4.3: seen asleep is no round while a turn is due") {
  RuleWard ward;
  ward.set_time(8);
  ward.fill(
      "braden",
      R"({"BRD-1":"LA9604-5","BRD-2":"LA9609-4","BRD-3":"LA6742-6","BRD-4":"LA9604-5","BRD-5":"LA8913-1","BRD-6":"LA9618-5"})");
  ward.do_round(kSun, 8, 30, kFull);
  ward.set_time(9, 30);
  ward.save(ward.answered(kSun, kAsleep));
  ward.set_time(11);
  const Outcome refused = must(record_round(ward.ward(), ward.answered(kSun, kAsleep)));
  REQUIRE(objects(refused, ObjectionKind::AsleepNotAllowed));
  CHECK(refused.objections.front().rule == "4.3");
  ward.save(ward.answered(kSun, kFull));
}

TEST_CASE("5.2: actions that are announced must be named before a handoff is given") {
  RuleWard ward;
  OpenForm given = must(open_form(ward.ward(), kSun, "handoff-given"));
  RuleWard::answer(given, R"({"H6":{"H6-0":"some"}})");
  std::vector<std::string> missing;
  for (const forms::Finding& lack : given.form.missing()) missing.push_back(lack.field.link_id);
  for (const char* link : {"H6-1", "H6-2", "H6-3"}) CHECK(std::ranges::find(missing, link) != missing.end());
}

}  // namespace
}  // namespace wardlight::workflows
