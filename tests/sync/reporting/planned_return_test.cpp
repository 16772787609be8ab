// SPDX-License-Identifier: Apache-2.0
#include "sync/reporting/hospital_desk.h"
#include "tests/sync/reporting/record_world.h"

namespace wardlight::reporting {
namespace {

void stay(RecordWorld& world, const std::string& id, const std::string& from, const std::string& to, const std::string& type) {
  world.own("Encounter", id,
            R"("status":"finished","class":{"code":"IMP"},"subject":{"reference":"Patient/p1"},"type":[{"text":")" + type +
                R"("}],"period":{"start":")" + from + R"(","end":")" + to +
                R"("},"location":[{"location":{"reference":"Location/bed1"}}])");
}

// Home on 5 March, back from the 12th to the 14th; the month is closed.
void come_back(RecordWorld& world, const std::string& type) {
  world.own("Patient", "p1", R"("birthDate":"1950-02-01")");
  stay(world, "first", "2025-03-02T08:00:00-05:00", "2025-03-05T12:00:00-05:00", "EW EMER.");
  stay(world, "back", "2025-03-12T08:00:00-04:00", "2025-03-14T12:00:00-04:00", type);
  world.go_to("2025-04-10T03:00:00-04:00");
  must(world.reports->bring_up_to_date());
}

std::string refusal(HospitalDesk& desk, const std::string& role, const std::string& entry) {
  const auto taken = desk.take({"x", "X", role}, must(json::parse(entry)));
  return taken ? "taken" : taken.error().text;
}

}  // namespace

TEST_CASE("READ-A: a return that the hospital's data calls elective is not counted, and is named where one looks behind the figure") {
  RecordWorld world;
  come_back(world, "ELECTIVE");
  CHECK(world.figure("READ-A", "5e", "2025-03").starts_with("0/2 0.00 "));
  const auto behind = must(world.source->events({{}, "5e", {}}, "READ-A", "2025-03"));
  CHECK(behind["numerator"].items().empty());
  REQUIRE(behind["issues"].items().size() == 1);
  CHECK(behind["issues"][std::size_t{0}].text_of("about") == "Encounter/back");
  CHECK(behind["issues"][std::size_t{0}].text_of("text").find("hospital's data") != std::string::npos);
}

TEST_CASE("READ-A: quality says that a return was planned, with who, when and why; the month is restated, and taking it back restates it again") {
  RecordWorld world;
  come_back(world, "EW EMER.");
  CHECK(world.figure("READ-A", "5e", "2025-03").starts_with("1/2 50.00 "));
  world.go_to("2025-04-12T09:00:00-04:00");
  HospitalDesk desk(*world.reports, world.random);
  const DeskSpeaker quinn{"practitioner-9", "Quinn Ito", "quality"};
  must(desk.take(
      quinn,
      must(json::parse(
          R"({"kind":"decision","about":"Encounter/back","text":"Second stage of the operation","body":{"planned":true}})"))));
  must(world.reports->bring_up_to_date());
  CHECK(world.figure("READ-A", "5e", "2025-03").starts_with("0/2 0.00 "));
  CHECK(world.figure("READ-A", "5e", "2025-03").ends_with(" v2"));
  const auto behind = must(world.source->events({{}, "5e", {}}, "READ-A", "2025-03"));
  REQUIRE(behind["issues"].items().size() == 1);
  const json::Value& decided = behind["issues"][std::size_t{0}]["decided"];
  CHECK((decided.text_of("by") == "Quinn Ito" && decided.text_of("at") == "2025-04-12T09:00:00-04:00" &&
         decided.text_of("text") == "Second stage of the operation"));
  must(desk.take(
      quinn,
      must(json::parse(R"({"kind":"decision","about":"Encounter/back","text":"It was the wound","body":{"planned":false}})"))));
  must(world.reports->bring_up_to_date());
  CHECK(world.figure("READ-A", "5e", "2025-03").starts_with("1/2 50.00 "));
  const auto counted = must(world.source->events({{}, "5e", {}}, "READ-A", "2025-03"));
  REQUIRE(counted["numerator"].items().size() == 1);
  CHECK(counted["numerator"][std::size_t{0}].text_of("source") == "Encounter/back");
  CHECK(counted["numerator"][std::size_t{0}]["decided"].text_of("text") == "It was the wound");
  CHECK(counted["denominator"]["parts"].items().size() == 3);  // two discharges, and the return
}

TEST_CASE("READ-A: the desk shows returns to quality and not to infection prevention, who may not decide on them either") {
  RecordWorld world;
  come_back(world, "ELECTIVE");
  HospitalDesk desk(*world.reports, world.random);
  const auto shown = must(desk.waiting("quality", "2025-03"));
  REQUIRE(shown["events"].items().size() == 1);
  CHECK((shown["events"][std::size_t{0}].text_of("id") == "Encounter/back" &&
         shown["events"][std::size_t{0}].text_of("kind") == "planned_returns"));
  CHECK(must(desk.waiting("infection-prevention", "2025-03"))["events"].items().empty());
  const std::string planned = R"({"kind":"decision","about":"Encounter/back","text":"Planned","body":{"planned":true}})";
  CHECK(refusal(desk, "infection-prevention", planned).find("role infection-prevention") != std::string::npos);
  CHECK(refusal(desk, "quality", R"({"kind":"decision","about":"Encounter/back","body":{"planned":true}})").find("reason") !=
        std::string::npos);
  CHECK(
      refusal(desk, "quality", R"({"kind":"decision","about":"back","text":"x","body":{"planned":true}})").find("Encounter/ID") !=
      std::string::npos);
  CHECK(refusal(desk, "quality", R"({"kind":"decision","about":"Encounter/back","text":"x","body":{"planned":"yes"}})")
            .find("true or false") != std::string::npos);
}

}  // namespace wardlight::reporting
