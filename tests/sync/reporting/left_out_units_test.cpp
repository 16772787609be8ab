// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "tests/sync/reporting/record_world.h"

namespace wardlight::reporting {
namespace {

// Ten days of a patient on 5 East, and ten of a baby on a unit of that type; each falls, each gets C. difficile on day 5.
void fill(RecordWorld& world, const std::string& type) {
  world.own("Location", "nest", R"("name":"Nest","physicalType":{"coding":[{"code":"wa"}]},"type":[)" + type + "]");
  world.own("Location", "cot1", R"("name":"N1","partOf":{"reference":"Location/nest"})");
  world.stay("e1", "p1", "bed1", "2025-03-01T07:00:00-05:00", "2025-03-11T12:00:00-04:00");
  world.stay("e2", "p2", "cot1", "2025-03-01T07:00:00-05:00", "2025-03-11T12:00:00-04:00");
  for (const std::string id : {"1", "2"}) {
    world.report(
        "AdverseEvent", "f" + id,
        R"("actuality":"actual","event":{"coding":[{"code":"fall"}]},"severity":{"coding":[{"code":"minor"}]},"date":"2025-03-04T03:00:00-05:00","encounter":{"reference":"Encounter/e)" +
            id + R"("})");
    world.enter("infection-prevention",
                R"({"kind":"event","body":{"kind":"cdi","date":"2025-03-05","encounter":"e)" + id + R"(","confirmed":true}})");
  }
  world.go_to("2025-04-10T03:00:00-04:00");
  must(world.reports->bring_up_to_date());
}
std::string share(RecordWorld& world, const std::string& measure, const std::string& unit = {}) {
  const std::string figure = world.figure(measure, unit, "2025-03");
  return figure.substr(0, figure.find(' '));
}
const char* const kNicu = R"({"coding":[{"code":"1040-5"}]})";

}  // namespace

TEST_CASE("CDI-HO: days and events of neonatal intensive care stay out of both sides, of the hospital's figure and as a unit's own") {
  RecordWorld world;
  fill(world, kNicu);
  CHECK(share(world, "CDI-HO") == "1/10");
  CHECK(share(world, "CDI-HO", "5e") == "1/10");
  CHECK(share(world, "CDI-HO", "nest").empty());
  CHECK(share(world, "DUR-U") == "0/20");  // other measures count every unit
  CHECK(share(world, "HARM") == "4/2");
}

TEST_CASE("FALL-T, FALL-I, FALL-U: patient days and falls are of eligible units; FALL-R has all falls") {
  RecordWorld world;
  fill(world, R"({"text":"Psychiatry"})");
  for (const char* measure : {"FALL-T", "FALL-I"}) CHECK(share(world, measure) == "1/10");
  CHECK(share(world, "FALL-U") == "0/10");
  CHECK(share(world, "FALL-T", "nest").empty());
  CHECK(share(world, "FALL-R") == "2/2");
  CHECK(share(world, "CDI-HO") == "2/20");  // a psychiatric unit's C. difficile counts
}

TEST_CASE("CDI-HO: a unit that says no kind, or one that is compared, is counted everywhere") {
  for (const char* type : {"", R"({"coding":[{"code":"ICU"}]})"}) {
    RecordWorld world;
    fill(world, type);
    CHECK(share(world, "CDI-HO") == "2/20");
    CHECK(share(world, "FALL-T") == "2/20");
    CHECK(share(world, "FALL-T", "nest") == "1/10");
  }
}

TEST_CASE("CDI-HO: a unit left out is named in the report, behind the figure and where one looks what is missing, and nowhere else") {
  RecordWorld world;
  fill(world, kNicu);
  for (const StoredReport& one : must(world.reports->month("2025-03", world.clock.now()))) {
    const bool named = std::ranges::any_of(
        one.notes, [](const std::string& note) { return note.starts_with("Left out: the unit nest is of the kind nicu"); });
    const bool is_out = one.row.measure == "CDI-HO" || one.row.measure == "FALL-T" || one.row.measure == "FALL-I" ||
                        one.row.measure == "FALL-M" || one.row.measure == "FALL-U";
    CHECK(named == (is_out && one.row.unit.empty()));
  }
  const auto behind = must(world.source->events({}, "CDI-HO", "2025-03"));
  REQUIRE(behind["numerator"].items().size() == 1);
  CHECK(behind["numerator"][std::size_t{0}].text_of("unit") == "5e");
  CHECK(behind["denominator"]["days"][std::size_t{0}]["value"].text() == "1");
  CHECK(behind["issues"][behind["issues"].items().size() - 1].text_of("text").starts_with("Left out: the unit nest"));
  CHECK(must(world.source->events({{}, "nest", {}}, "CDI-HO", "2025-03"))["numerator"].items().empty());
  const auto missing = must(world.source->completeness({}, "2025-03"));
  for (const json::Value& unit : missing["units"].items()) {
    std::size_t out = 0;
    for (const json::Value& issue : unit["issues"].items()) out += issue.text_of("text").starts_with("Left out:") ? 1 : 0;
    CHECK(out == (unit.text_of("unit") == "nest" ? 5 : 0));
  }
}

TEST_CASE("A measure that leaves out a kind of unit which nobody described stops the pack") {
  const std::string text = must(clinical("reporting.json"));
  const auto at = text.find("\"unitKinds\": [", text.find("\"leftOut\""));
  std::string broken = text;
  broken.replace(broken.find("\"nicu\"", at), 6, "\"nico\"");
  const auto rules = measures::load_report_rules(broken);
  REQUIRE_FALSE(rules);
  CHECK(rules.error().text.find("kind of unit") != std::string::npos);
}

}  // namespace wardlight::reporting
