// SPDX-License-Identifier: Apache-2.0
#include "tests/sync/reporting/record_world.h"

namespace wardlight::reporting {
namespace {

constexpr const char* kArrived = "2025-03-02T08:00:00-05:00";

// Somebody who arrived on 2 March at 08:00 and died on the 9th, with sepsis from then on.
void dies_of_sepsis(RecordWorld& world, const std::string& id, const std::string& sepsis_at) {
  world.stay("e" + id, "p" + id, "bed1", kArrived, "2025-03-09T08:00:00-04:00", "DIED");
  world.say("QuestionnaireResponse", "s" + id,
            RecordWorld::form("sepsis-confirm", "e" + id, sepsis_at, RecordWorld::choice("SEP-1", "yes")));
}
void comfort_care(RecordWorld& world, const std::string& patient, const std::string& from, const std::string& more = {}) {
  world.own(
      "Flag", "flag-" + patient,
      R"("status":"active","category":[{"coding":[{"code":"code-status"}]}],"code":{"text":"Comfort care"},"subject":{"reference":"Patient/)" +
          patient + R"("},)" + more + R"("period":{"start":")" + from + R"("})");
}
void settle(RecordWorld& world) {
  world.go_to("2025-04-05T12:00:00-04:00");
  must(world.reports->bring_up_to_date());
}
std::string shares(RecordWorld& world) {
  const auto share = [&](const char* measure) {
    const std::string figure = world.figure(measure, "", "2025-03");
    return figure.substr(0, figure.find(' '));
  };
  return "overall " + share("SEP-M") + ", hospital-onset " + share("SEP-M-HO") + ", bundle " + share("SEP-B");
}

}  // namespace

TEST_CASE("SEP-M, SEP-M-HO: a case from day 3 of the stay on is the hospital's, one of day 2 was there on arrival and is in the overall figure alone") {
  RecordWorld world;
  dies_of_sepsis(world, "1", "2025-03-03T23:59:00-05:00");
  dies_of_sepsis(world, "2", "2025-03-04T00:00:00-05:00");
  world.stay("e3", "p3", "bed2", kArrived, "2025-03-20T08:00:00-04:00");
  world.say("QuestionnaireResponse", "s3",
            RecordWorld::form("sepsis-confirm", "e3", "2025-03-10T08:00:00-04:00", RecordWorld::choice("SEP-1", "yes")));
  settle(world);
  CHECK(shares(world) == "overall 2/3, hospital-onset 1/2, bundle 0/3");
}

TEST_CASE("SEP-M: comfort care at or within 6 hours of arrival leaves a case out and names it; a minute later it stays in") {
  RecordWorld world;
  for (const char* id : {"1", "2", "3"}) dies_of_sepsis(world, id, "2025-03-05T08:00:00-05:00");
  comfort_care(world, "p1", kArrived);
  comfort_care(world, "p2", "2025-03-02T14:00:00-05:00", R"("encounter":{"reference":"Encounter/e2"},)");
  comfort_care(world, "p3", "2025-03-02T14:01:00-05:00", R"("encounter":{"reference":"Encounter/e3"},)");
  settle(world);
  CHECK(shares(world) == "overall 1/1, hospital-onset 1/1, bundle 0/3");
  const auto behind = must(world.source->events({}, "SEP-M", "2025-03"));
  CHECK(behind["numerator"].items().size() == 1);
  std::string named;
  for (const json::Value& issue : behind["issues"].items())
    if (issue.text_of("text").starts_with("Comfort care")) named += std::string(issue.text_of("about")) + " ";
  CHECK(named == "QuestionnaireResponse/s1 QuestionnaireResponse/s2 ");
}

TEST_CASE("SEP-M: comfort care of a person that stood before the stay counts, what ended before it or belongs to another stay does not") {
  RecordWorld world;
  for (const char* id : {"1", "2", "3"}) dies_of_sepsis(world, id, "2025-03-05T08:00:00-05:00");
  comfort_care(world, "p1", "2024-12-01T08:00:00-05:00");
  world.own(
      "Flag", "flag-p2",
      R"("status":"inactive","category":[{"coding":[{"code":"code-status"}]}],"code":{"text":"Comfort care"},"subject":{"reference":"Patient/p2"},"period":{"start":"2024-12-01T08:00:00-05:00","end":"2024-12-05T08:00:00-05:00"})");
  comfort_care(world, "p3", "2024-12-01T08:00:00-05:00", R"("encounter":{"reference":"Encounter/earlier"},)");
  settle(world);
  CHECK(shares(world) == "overall 2/2, hospital-onset 2/2, bundle 0/3");
}

TEST_CASE("SEP-M-HO: quality corrects where a case began and whether comfort care was chosen, with a reason") {
  RecordWorld world;
  dies_of_sepsis(world, "1", "2025-03-05T08:00:00-05:00");
  settle(world);
  CHECK(shares(world) == "overall 1/1, hospital-onset 1/1, bundle 0/1");
  world.enter(
      "quality",
      R"({"kind":"correction","about":"QuestionnaireResponse/s1","text":"Coded as present on admission","body":{"kind":"sepsis_case","onset":"arrival"}})");
  CHECK(shares(world) == "overall 1/1, hospital-onset 0/0, bundle 0/1");
  world.enter(
      "quality",
      R"({"kind":"correction","about":"QuestionnaireResponse/s1","text":"Order found on paper","body":{"kind":"sepsis_case","comfort_care":true}})");
  CHECK(shares(world) == "overall 0/0, hospital-onset 0/0, bundle 0/1");
}

}  // namespace wardlight::reporting
