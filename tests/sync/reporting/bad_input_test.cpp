// SPDX-License-Identifier: Apache-2.0
#include "tests/sync/reporting/record_world.h"

namespace wardlight::reporting {
namespace {

// Everything that was kept out of March's figures, or marked.
std::string kept_out(RecordWorld& world, const std::string& measure = "DUR-U", const std::string& period = "2025-03") {
  std::string all;
  const auto events = must(world.source->events({}, measure, period));
  for (const json::Value& issue : events["issues"].items())
    all += std::string(issue.text_of("about")) + ": " + std::string(issue.text_of("text")) + "\n";
  return all;
}

void settle(RecordWorld& world) {
  world.go_to("2025-04-05T12:00:00-04:00");
  must(world.reports->bring_up_to_date());
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::string device(const std::string& encounter, const std::string& from, const std::string& to) {
  return R"("status":"completed","extension":[{"url":"urn:wardlight:encounter","valueReference":{"reference":"Encounter/)" +
         encounter + R"("}}],"timingPeriod":{"start":")" + from + R"(","end":")" + to +
         R"("},"device":{"identifier":{"value":"urinary"}})";
}

}  // namespace

TEST_CASE("Overlapping stays of one patient are counted once a day, and both are named") {
  RecordWorld world;
  world.stay("e1", "p1", "bed1", "2025-03-01T07:00:00-05:00", "2025-03-06T12:00:00-05:00");
  world.stay("e2", "p1", "bed9", "2025-03-04T07:00:00-05:00", "2025-03-08T12:00:00-05:00");
  settle(world);
  CHECK(world.figure("FALL-T", "", "2025-03").starts_with("0/7 "));
  CHECK(has(kept_out(world), "Encounter/e2"));
  CHECK(has(kept_out(world), "overlap"));
}

TEST_CASE("A patient whose stay on one unit was left open when another began counts once, and their rounds are due once") {
  RecordWorld twice, once;
  twice.stay("e1", "p1", "bed1", "2025-03-01T07:00:00-05:00");
  once.stay("e1", "p1", "bed1", "2025-03-01T07:00:00-05:00", "2025-03-04T07:00:00-05:00");
  for (RecordWorld* world : {&twice, &once}) {
    world->stay("e2", "p1", "bed9", "2025-03-04T07:00:00-05:00");
    world->round("r1", "e2", "2025-03-06T10:05:00-05:00");
    world->go_to("2025-04-05T12:00:00-04:00");
    must(world->reports->bring_up_to_date());
  }
  for (const char* unit : {"5e", "5w", ""})
    for (const char* measure : {"FALL-T", "RND"}) {
      INFO(measure << " of " << unit);
      CHECK(twice.figure(measure, unit, "2025-03") == once.figure(measure, unit, "2025-03"));
    }
  CHECK(twice.figure("FALL-T", "5e", "2025-03").starts_with("0/3 "));
  CHECK(twice.figure("FALL-T", "", "2025-03").starts_with("0/31 "));
  CHECK(must(twice.source->heat_map({{}, "5e", {}}, "2025-03-06"))["due"].text() == "0");
  for (const char* measure : {"DUR-U", "RND"})
    CHECK(has(kept_out(twice, measure), "overlap (Encounter/e1 and Encounter/e2), on two units"));
  CHECK_FALSE(has(kept_out(once), "overlap"));
}

TEST_CASE("A discharge before the admission is named, and makes no patient day, no discharge and no round due") {
  RecordWorld world;
  world.stay("e1", "p1", "bed1", "2025-03-06T07:00:00-05:00", "2025-03-02T12:00:00-05:00");
  world.stay("e2", "p2", "bed2", "2025-03-01T07:00:00-05:00", "2025-03-02T12:00:00-05:00");
  settle(world);
  CHECK(world.figure("FALL-T", "5e", "2025-03").starts_with("0/1 "));
  CHECK(world.figure("READ-A", "5e", "2025-03").starts_with("0/1 "));
  CHECK(has(kept_out(world), "Encounter/e1: A stay ends before it begins"));
}

TEST_CASE("A device that was removed before it was placed, or belongs to no stay, is named and makes no device day") {
  RecordWorld world;
  world.stay("e1", "p1", "bed1", "2025-03-01T07:00:00-05:00", "2025-03-06T12:00:00-05:00");
  world.say("DeviceUseStatement", "d1", device("e1", "2025-03-05T08:00:00-05:00", "2025-03-02T08:00:00-05:00"));
  world.say("DeviceUseStatement", "d2", device("nobody", "2025-03-02T08:00:00-05:00", "2025-03-05T08:00:00-05:00"));
  settle(world);
  CHECK(world.figure("DUR-U", "5e", "2025-03").starts_with("0/5 "));
  CHECK(has(kept_out(world), "Encounter/e1: A device is removed before it is placed"));
  CHECK(has(kept_out(world), "Encounter/nobody: A device belongs to no stay"));
}

TEST_CASE("DEN-8: two catheters of one patient never make more device days than patient days") {
  RecordWorld world;
  world.stay("e1", "p1", "bed1", "2025-03-01T07:00:00-05:00", "2025-03-06T12:00:00-05:00");
  world.say("DeviceUseStatement", "d1", device("e1", "2025-03-01T08:00:00-05:00", "2025-03-20T08:00:00-04:00"));
  world.say("DeviceUseStatement", "d2", device("e1", "2025-03-02T08:00:00-05:00", "2025-03-20T08:00:00-04:00"));
  settle(world);
  CHECK(world.figure("DUR-U", "5e", "2025-03").starts_with("5/5 "));
}

TEST_CASE("Rounds on a stay that is not known are named and counted nowhere; once the stay is known they count") {
  RecordWorld world;
  world.own("Patient", "p1", R"("birthDate":"1950-02-01")");
  world.stay("e2", "p2", "bed2", "2025-03-01T07:00:00-05:00", "2025-03-02T12:00:00-05:00");
  world.round("r1", "e1", "2025-03-01T10:05:00-05:00");
  settle(world);
  CHECK(world.figure("RND", "5e", "2025-03").starts_with("0/"));
  CHECK(has(kept_out(world, "RND"), "Encounter/e1: Rounds belong to a stay that is not known"));
  world.stay("e1", "p1", "bed1", "2025-03-01T07:00:00-05:00", "2025-03-02T12:00:00-05:00");
  must(world.reports->bring_up_to_date());
  CHECK(world.figure("RND", "5e", "2025-03").starts_with("1/"));
  CHECK_FALSE(has(kept_out(world, "RND"), "Encounter/e1"));
}

TEST_CASE("A patient whom the tablet made up counts under the hospital's own stay, once") {
  RecordWorld world;
  world.go_to("2025-03-01T08:00:00-05:00");
  world.say(
      "Encounter", "temporary",
      R"("status":"in-progress","class":{"code":"IMP"},"subject":{"reference":"Patient/made-up"},"period":{"start":"2025-03-01T07:00:00-05:00"},"location":[{"location":{"reference":"Location/bed1"}}])");
  world.round("r1", "temporary", "2025-03-01T10:05:00-05:00");
  world.go_to("2025-03-02T08:00:00-05:00");
  world.stay("e1", "p1", "bed1", "2025-03-01T07:00:00-05:00", "2025-03-04T12:00:00-05:00");
  world.own(
      "Encounter", "temporary",
      R"("status":"in-progress","extension":[{"url":"urn:wardlight:replaced-by","valueReference":{"reference":"Encounter/e1"}}])");
  settle(world);
  CHECK(world.figure("FALL-T", "5e", "2025-03").starts_with("0/3 "));
  CHECK(world.figure("RND", "5e", "2025-03").starts_with("1/"));
}

TEST_CASE("The night on which an hour comes twice is one day with one count, and its rounds are due in their own slots") {
  RecordWorld world;
  world.go_to("2025-11-01T00:00:00-04:00");
  world.stay("e1", "p1", "bed1", "2025-11-01T12:00:00-04:00", "2025-11-03T00:00:00-05:00");
  world.round("r1", "e1", "2025-11-02T01:30:00-04:00");
  world.round("r2", "e1", "2025-11-02T01:30:00-05:00");
  world.go_to("2025-11-30T12:00:00-05:00");
  must(world.reports->bring_up_to_date());
  CHECK(world.figure("FALL-T", "5e", "2025-11").starts_with("0/1 "));
  const auto map = must(world.source->heat_map({{}, "5e", {}}, "2025-11-02"));
  CHECK(map["hours"].items().size() == 21);
  CHECK(map["done"].text() == "2");
}

TEST_CASE("Other bytes under a known incident's id are no second fall") {
  RecordWorld world;
  world.stay("e1", "p1", "bed1", "2025-03-01T07:00:00-05:00", "2025-03-06T12:00:00-05:00");
  for (const char* level : {"none", "major"})
    world.report(
        "AdverseEvent", "f1",
        R"("actuality":"actual","event":{"coding":[{"code":"fall"}]},"encounter":{"reference":"Encounter/e1"},"date":"2025-03-02T03:10:00-05:00","severity":{"coding":[{"code":")" +
            std::string(level) + R"("}]})");
  settle(world);
  CHECK(world.figure("FALL-T", "5e", "2025-03").starts_with("1/"));
  CHECK(world.figure("FALL-I", "5e", "2025-03").starts_with("0/"));
}

}  // namespace wardlight::reporting
