// SPDX-License-Identifier: Apache-2.0
#include "tests/sync/reporting/record_world.h"

namespace wardlight::reporting {
namespace {

// Two patients for three days of March on 5 East, one with a catheter.
void fill_march(RecordWorld& world) {
  world.go_to("2025-03-01T07:00:00-05:00");
  world.stay("e1", "p1", "bed1", "2025-03-01T07:00:00-05:00");
  world.stay("e2", "p2", "bed2", "2025-03-01T10:00:00-05:00");
  world.say(
      "DeviceUseStatement", "d1",
      R"("status":"active","extension":[{"url":"urn:wardlight:encounter","valueReference":{"reference":"Encounter/e1"}}],"timingPeriod":{"start":"2025-03-01T08:00:00-05:00"},"device":{"identifier":{"value":"urinary"}})");
  world.round("r1", "e1", "2025-03-01T10:05:00-05:00");
  world.go_to("2025-03-04T08:00:00-05:00");
  world.stay("e1", "p1", "bed1", "2025-03-01T07:00:00-05:00", "2025-03-04T08:00:00-05:00");
  world.stay("e2", "p2", "bed2", "2025-03-01T10:00:00-05:00", "2025-03-02T20:00:00-05:00");
}

void fall(RecordWorld& world, const std::string& id, const std::string& at, const std::string& level) {
  world.report("AdverseEvent", id,
               R"("actuality":"actual","event":{"coding":[{"code":"fall"}]},"encounter":{"reference":"Encounter/e1"},"date":")" +
                   at + R"(","severity":{"coding":[{"code":")" + level + R"("}]})");
}

}  // namespace

TEST_CASE("A month closes by itself on day 10 after it, and not before") {
  RecordWorld world;
  fill_march(world);
  world.go_to("2025-04-10T02:29:00-04:00");
  must(world.reports->bring_up_to_date());
  CHECK(world.figure("FALL-T", "5e", "2025-03").ends_with("open v1"));
  CHECK_FALSE(must(world.reports->is_closed("2025-03", world.clock.now())));
  world.go_to("2025-04-10T02:30:00-04:00");
  must(world.reports->bring_up_to_date());
  CHECK(must(world.reports->is_closed("2025-03", world.clock.now())));
  CHECK(world.reports->closes_on("2025-03") == "2025-04-10");
}

TEST_CASE("DEN-1, DEN-4: patient and device days come from stays and devices at midnight, and a day after everybody left is missing") {
  RecordWorld world;
  fill_march(world);
  world.go_to("2025-04-10T03:00:00-04:00");
  must(world.reports->bring_up_to_date());
  CHECK(world.figure("DUR-U", "5e", "2025-03") == "3/4 0.75 incomplete v1");
  CHECK(world.figure("FALL-T", "5e", "2025-03") == "0/4 0.00 incomplete v1");
  const auto missing = must(world.source->completeness({}, "2025-03"))["units"][std::size_t{0}]["missing"];
  CHECK(missing.items().size() == 28);
}

TEST_CASE("A fall that is reported after the month closed makes version 2, which says what changed; what was known before stays readable") {
  RecordWorld world;
  fill_march(world);
  world.go_to("2025-04-10T03:00:00-04:00");
  must(world.reports->bring_up_to_date());
  const Instant then = world.clock.now();
  world.go_to("2025-04-20T09:00:00-04:00");
  fall(world, "f1", "2025-03-02T03:10:00-05:00", "minor");
  must(world.reports->bring_up_to_date());
  CHECK(world.figure("FALL-T", "5e", "2025-03") == "1/4 250.00 incomplete v2");
  CHECK(world.figure("FALL-T", "5e", "2025-03", then) == "0/4 0.00 incomplete v1");
  CHECK(world.figure("DUR-U", "5e", "2025-03").ends_with("v1"));
  const auto points = must(world.source->series({{}, "5e", {}}, "FALL-T"))["points"];
  const auto& restated = points[std::size_t{0}]["restated"][std::size_t{0}];
  CHECK(restated.text_of("why") == "Restated: n 0 to 1.");
  must(world.reports->bring_up_to_date());
  CHECK(world.figure("FALL-T", "5e", "2025-03").ends_with("v2"));
}

TEST_CASE("A month that is first reported after the day it closes is marked as late in each of its reports; one closed that day is not") {
  const auto late = [](const std::string& when) {
    RecordWorld world;
    fill_march(world);
    world.go_to(when);
    must(world.reports->bring_up_to_date());
    std::size_t named = 0, all = 0;
    for (const StoredReport& one : must(world.reports->month("2025-03", world.clock.now()))) {
      ++all;
      for (const std::string& note : one.notes)
        named += note == "Late: the month closed on 2025-04-10 and is first reported on 2025-04-11." ? 1 : 0;
    }
    REQUIRE(all > 0);
    return named == all ? "all" : named == 0 ? "none" : "some";
  };
  CHECK(late("2025-04-10T23:59:00-04:00") == std::string("none"));
  CHECK(late("2025-04-11T00:00:00-04:00") == std::string("all"));
}

TEST_CASE("Counting everything from the start gives the same figures as counting as it came") {
  RecordWorld world;
  world.go_to("2025-03-01T07:00:00-05:00");
  must(world.reports->bring_up_to_date());
  fill_march(world);
  must(world.reports->bring_up_to_date());
  fall(world, "f1", "2025-03-02T03:10:00-05:00", "minor");
  must(world.reports->bring_up_to_date());
  world.round("r2", "e1", "2025-03-01T10:06:00-05:00", RecordWorld::corrects("QuestionnaireResponse/r1"));
  world.go_to("2025-04-10T03:00:00-04:00");
  must(world.reports->bring_up_to_date());
  const auto as_it_came = must(world.reports->month("2025-03", world.clock.now()));
  const auto rows =
      must(world.file->rows({world.at("2025-03-01T00:00:00-05:00"), world.at("2025-04-01T00:00:00-04:00"), world.clock.now()}));
  world.start("/again.db");
  must(world.reports->bring_up_to_date());
  const auto again = must(world.reports->month("2025-03", world.clock.now()));
  CHECK(must(world.file->rows(
            {world.at("2025-03-01T00:00:00-05:00"), world.at("2025-04-01T00:00:00-04:00"), world.clock.now()})) == rows);
  REQUIRE(again.size() == as_it_came.size());
  for (std::size_t i = 0; i < again.size(); ++i) CHECK(again[i].row == as_it_came[i].row);
}

TEST_CASE("A round that corrects another counts once, and the old one is what was known before") {
  RecordWorld world;
  fill_march(world);
  must(world.reports->bring_up_to_date());
  const std::string before = world.figure("RND", "5e", "2025-03");
  CHECK(before.starts_with("1/"));
  const Instant then = world.clock.now();
  world.go_to("2025-03-05T08:00:00-05:00");
  world.say(
      "QuestionnaireResponse", "r2",
      RecordWorld::corrects("QuestionnaireResponse/r1") +
          R"("status":"entered-in-error","questionnaire":"urn:wardlight:questionnaire:hourly-round|1.0.0","encounter":{"reference":"Encounter/e1"},"authored":"2025-03-01T10:05:00-05:00")");
  must(world.reports->bring_up_to_date());
  CHECK(world.figure("RND", "5e", "2025-03").starts_with("0/"));
  CHECK(world.figure("RND", "5e", "2025-03", then) == before);
}

TEST_CASE("Days close early the next morning, with their counts") {
  RecordWorld world;
  world.go_to("2025-03-01T07:00:00-05:00");
  world.stay("e1", "p1", "bed1", "2025-03-01T07:00:00-05:00");
  world.go_to("2025-03-03T02:29:00-05:00");
  must(world.reports->bring_up_to_date());
  CHECK(must(world.file->closed_days("2025-03-01", "2025-03-31")).back().day == "2025-03-01");
  world.go_to("2025-03-03T02:30:00-05:00");
  must(world.reports->bring_up_to_date());
  const auto days = must(world.file->closed_days("2025-03-02", "2025-03-02"));
  REQUIRE(days.size() == 2);
  CHECK(days[1].unit == "5e");
  CHECK(days[1].counts["patient_days"].text() == "1");
}

TEST_CASE("A unit that is renamed within the month stays one unit, and the report says so") {
  RecordWorld world;
  fill_march(world);
  world.go_to("2025-03-15T09:00:00-04:00");
  world.own("Location", "5e", R"("name":"Five East","physicalType":{"coding":[{"code":"wa"}]})");
  world.go_to("2025-04-10T03:00:00-04:00");
  must(world.reports->bring_up_to_date());
  bool told = false;
  for (const StoredReport& one : must(world.reports->month("2025-03", world.clock.now())))
    for (const std::string& note : one.notes)
      told |= one.row.unit == "5e" && note.find("was called 5 East until 2025-03-15") != std::string::npos;
  CHECK(told);
}

namespace {

void harmful_fall(RecordWorld& world, const std::string& id, const std::string& encounter, const std::string& at) {
  world.report("AdverseEvent", id,
               R"("actuality":"actual","event":{"coding":[{"code":"fall"}]},"severity":{"coding":[{"code":"major"}]},"date":")" +
                   at + R"(","encounter":{"reference":"Encounter/)" + encounter +
                   R"("},"extension":[{"url":"urn:wardlight:confirmed","valueBoolean":true}])");
}
void born(RecordWorld& world, const std::string& patient, const std::string& date) {
  world.own("Patient", patient, R"("birthDate":")" + date + "\"");
}

}  // namespace

TEST_CASE("FALL-H: stays of grown-ups of at most 120 days, and of those with a harmful fall in them") {
  RecordWorld world;
  world.stay("adult", "p1", "bed1", "2025-03-02T07:00:00-05:00", "2025-03-06T12:00:00-05:00");    // 4 days, 18 that day
  world.stay("child", "p2", "bed2", "2025-03-02T07:00:00-05:00", "2025-03-07T12:00:00-05:00");    // a day too young
  world.stay("long", "p3", "bed9", "2024-11-01T07:00:00-04:00", "2025-03-07T12:00:00-05:00");     // 126 days
  world.stay("nobody", "p4", "bed1", "2025-03-08T07:00:00-05:00", "2025-03-11T12:00:00-04:00");   // born when nobody knows
  world.stay("before", "p5", "bed2", "2025-03-10T07:00:00-04:00", "2025-03-13T12:00:00-04:00");   // fell before the stay
  born(world, "p1", "2007-03-02");
  born(world, "p2", "2007-03-03");
  born(world, "p3", "1950");
  born(world, "p5", "1950-07");
  harmful_fall(world, "f1", "adult", "2025-03-03T03:00:00-05:00");
  harmful_fall(world, "f2", "adult", "2025-03-04T03:00:00-05:00");
  harmful_fall(world, "f3", "child", "2025-03-04T03:00:00-05:00");
  harmful_fall(world, "f4", "long", "2025-03-04T03:00:00-05:00");
  harmful_fall(world, "f5", "nobody", "2025-03-09T03:00:00-04:00");
  harmful_fall(world, "f6", "before", "2025-03-10T05:00:00-04:00");
  world.go_to("2025-04-10T03:00:00-04:00");
  must(world.reports->bring_up_to_date());
  CHECK(world.figure("FALL-H", "", "2025-03").starts_with("1/7 142.86 "));
  const auto issues = must(world.source->events({{}, "", {}}, "FALL-H", "2025-03"))["issues"];
  REQUIRE_FALSE(issues.items().empty());
  CHECK(issues[std::size_t{0}].text_of("about") == "Encounter/nobody");
}

TEST_CASE("FALL-H: a birth date that comes after the month was closed restates it") {
  RecordWorld world;
  world.stay("adult", "p1", "bed1", "2025-03-02T07:00:00-05:00", "2025-03-06T12:00:00-05:00");
  world.go_to("2025-04-10T03:00:00-04:00");
  must(world.reports->bring_up_to_date());
  CHECK(world.figure("FALL-H", "", "2025-03").starts_with("0/0 not calculable "));
  world.go_to("2025-04-11T03:00:00-04:00");
  born(world, "p1", "1950-02-01");
  must(world.reports->bring_up_to_date());
  CHECK(world.figure("FALL-H", "", "2025-03") == "0/4 0.00 incomplete v2");
}

}  // namespace wardlight::reporting
