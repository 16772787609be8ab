// SPDX-License-Identifier: Apache-2.0
#include "sync/reporting/hospital_desk.h"
#include "tests/sync/reporting/record_world.h"

namespace wardlight::reporting {
namespace {

void admit(RecordWorld& world) {
  world.go_to("2025-03-01T07:00:00-05:00");
  world.stay("e1", "p1", "bed1", "2025-03-01T07:00:00-05:00");
  world.say(
      "DeviceUseStatement", "d1",
      R"("status":"active","extension":[{"url":"urn:wardlight:encounter","valueReference":{"reference":"Encounter/e1"}}],"timingPeriod":{"start":"2025-03-01T08:00:00-05:00"},"device":{"identifier":{"value":"urinary"}})");
  world.go_to("2025-04-10T03:00:00-04:00");
  must(world.reports->bring_up_to_date());
}

std::string refusal(RecordWorld& world, const std::string& role, const std::string& entry) {
  auto read = measures::read_entry(json::parse(entry).value());
  if (!read) return read.error().text;
  read->role = role;
  const auto added = world.reports->add_entry(*read);
  return added ? "taken" : added.error().text;
}

}  // namespace

TEST_CASE("An infection that nobody decided on leaves the month pending; confirmed by infection prevention it counts, with who and when") {
  RecordWorld world;
  admit(world);
  CHECK(world.figure("CAUTI", "5e", "2025-03") == "0/31 0.00 complete v1");
  const auto event =
      world.enter("infection-prevention", R"({"kind":"event","body":{"kind":"cauti","date":"2025-03-10","encounter":"e1"}})");
  must(world.reports->bring_up_to_date());
  CHECK(world.figure("CAUTI", "5e", "2025-03") == "0/31 0.00 pending v2");
  CHECK(world.figure("HARM", "5e", "2025-03").find("pending") != std::string::npos);
  world.go_to("2025-04-12T09:00:00-04:00");
  world.enter("infection-prevention",
              R"({"kind":"decision","about":")" + event.id + R"(","text":"Culture and fever fit","body":{"confirmed":true}})");
  must(world.reports->bring_up_to_date());
  CHECK(world.figure("CAUTI", "5e", "2025-03") == "1/31 32.26 complete v3");
  const auto behind = must(world.source->events({{}, "5e", {}}, "CAUTI", "2025-03"));
  REQUIRE(behind["numerator"].items().size() == 1);
  CHECK(behind["numerator"][std::size_t{0}]["decided"].text_of("by") == "A. Person");
  CHECK(behind["denominator"]["days"].items().size() == 31);
}

TEST_CASE("HAI-2: an infection on day 2 of the catheter is named and does not count") {
  RecordWorld world;
  admit(world);
  world.enter("infection-prevention",
              R"({"kind":"event","body":{"kind":"cauti","date":"2025-03-02","encounter":"e1","confirmed":true}})");
  must(world.reports->bring_up_to_date());
  CHECK(world.figure("CAUTI", "5e", "2025-03").starts_with("0/31"));
  const auto issues = must(world.source->events({{}, "5e", {}}, "CAUTI", "2025-03"))["issues"];
  REQUIRE_FALSE(issues.items().empty());
  CHECK(issues[std::size_t{0}].text_of("text").find("HAI-1") != std::string::npos);
}

TEST_CASE("Imported figures stand as they came, labelled so, and are never worked out") {
  RecordWorld world;
  admit(world);
  world.enter("infection-prevention", R"({"kind":"figure","about":"SIR","period":"2025-03","body":{"value":"0.84"}})");
  must(world.reports->bring_up_to_date());
  CHECK(world.figure("SIR", "", "2025-03") == "0/0 0.84 complete v1");
  CHECK(world.figure("SIR", "5e", "2025-03").empty());
  CHECK(refusal(world, "infection-prevention", R"({"kind":"figure","about":"CAUTI","period":"2025-03","body":{"value":"0.84"}})")
            .find("worked out here") != std::string::npos);
}

TEST_CASE("Counts that nobody charts come from quality: early elective delivery, hours, vaccinated personnel") {
  RecordWorld world;
  admit(world);
  CHECK(world.figure("EED", "", "2025-03").empty());
  world.enter("quality", R"({"kind":"count","about":"deliveries_37_38_weeks","period":"2025-03","body":{"value":118}})");
  world.enter("quality", R"({"kind":"count","about":"early_elective_deliveries","period":"2025-03","body":{"value":3}})");
  must(world.reports->bring_up_to_date());
  CHECK(world.figure("EED", "", "2025-03") == "3/118 2.54 complete v1");
}

TEST_CASE("Quality corrects a fall's injury with a reason; the fall's report stays, and the figure is restated") {
  RecordWorld world;
  admit(world);
  world.report(
      "AdverseEvent", "f1",
      R"("actuality":"actual","event":{"coding":[{"code":"fall"}]},"encounter":{"reference":"Encounter/e1"},"date":"2025-03-09T03:10:00-04:00","severity":{"coding":[{"code":"none"}]})");
  must(world.reports->bring_up_to_date());
  CHECK(world.figure("FALL-I", "5e", "2025-03") == "0/31 0.00 complete v1");
  world.enter(
      "quality",
      R"({"kind":"correction","about":"AdverseEvent/f1","text":"X-ray next day: fracture","body":{"kind":"fall","injury":"major"}})");
  must(world.reports->bring_up_to_date());
  CHECK(world.figure("FALL-I", "5e", "2025-03") == "1/31 32.26 complete v2");
  world.enter("quality",
              R"({"kind":"decision","about":"AdverseEvent/f1","text":"Reported twice","body":{"same_as":"AdverseEvent/f0"}})");
  must(world.reports->bring_up_to_date());
  CHECK(world.figure("FALL-T", "5e", "2025-03").starts_with("0/31"));
}

TEST_CASE("Who may say what follows from the role, and what is wrong with an entry is said") {
  RecordWorld world;
  admit(world);
  CHECK(
      refusal(world, "nurse", R"({"kind":"reason","about":"FALL-T","period":"2025-03","text":"New floor"})").find("role nurse") !=
      std::string::npos);
  CHECK(refusal(world, "quality", R"({"kind":"event","body":{"kind":"cauti","date":"2025-03-10","encounter":"e1"}})")
            .find("role quality") != std::string::npos);
  CHECK(refusal(world, "infection-prevention", R"({"kind":"event","body":{"kind":"cauti","encounter":"e1"}})")
            .find("day of the event") != std::string::npos);
  CHECK(
      refusal(world, "infection-prevention", R"({"kind":"event","body":{"kind":"cuti","date":"2025-03-10"}})").find("registry") !=
      std::string::npos);
  CHECK(refusal(world, "quality", R"({"kind":"count","about":"staff_hours","period":"2025-03","body":{"value":-1}})")
            .find("whole number") != std::string::npos);
  CHECK(refusal(world, "quality", R"({"kind":"reason","about":"FALL-T","period":"2025-3","text":"x"})").find("2025-03") !=
        std::string::npos);
  CHECK(
      refusal(world, "quality", R"({"kind":"event","unit":"9x","body":{"kind":"other_harm","area":"other","date":"2025-03-10"}})")
          .find("unit") != std::string::npos);
  CHECK(refusal(world, "quality", R"({"kind":"reason","about":"FALL-T","period":"2025-03","text":"New floor"})") == "taken");
}

TEST_CASE("The desk shows what waits for infection prevention, and after the decision who decided and when") {
  RecordWorld world;
  admit(world);
  HospitalDesk desk(*world.reports, world.random);
  const DeskSpeaker iris{"practitioner-7", "Iris Poe", "infection-prevention"};
  const auto entered = must(desk.take(
      iris, must(json::parse(
                R"({"kind":"event","text":"Fever, culture","body":{"kind":"cauti","date":"2025-03-10","encounter":"e1"}})"))));
  auto shown = must(desk.waiting(iris.role, "2025-03"));
  REQUIRE(shown["events"].items().size() == 1);
  const json::Value event = shown["events"][std::size_t{0}];
  CHECK((event["waits"].boolean() && event.text_of("id") == entered.text_of("id") && event.text_of("encounter") == "e1"));
  world.go_to("2025-04-12T09:00:00-04:00");
  must(desk.take(iris, must(json::parse(R"({"kind":"decision","about":")" + std::string(entered.text_of("id")) +
                                        R"(","text":"It fits","body":{"confirmed":true}})"))));
  must(world.reports->bring_up_to_date());
  CHECK(world.figure("CAUTI", "5e", "2025-03").starts_with("1/31"));
  shown = must(desk.waiting(iris.role, "2025-03"));
  const json::Value decided = shown["events"][std::size_t{0}];
  CHECK_FALSE(decided["waits"].boolean());
  CHECK((decided["decided"].text_of("by") == "Iris Poe" && decided["decided"].text_of("at") == "2025-04-12T09:00:00-04:00"));
  REQUIRE(shown["entries"].items().size() == 2);
  CHECK(shown["entries"][std::size_t{0}].text_of("kind") == "decision");
}

TEST_CASE("A fall whose injury nobody knows yet waits for quality, who say it") {
  RecordWorld world;
  admit(world);
  world.report(
      "AdverseEvent", "f1",
      R"("actuality":"actual","event":{"coding":[{"code":"fall"}]},"date":"2025-03-08T03:00:00-05:00","encounter":{"reference":"Encounter/e1"})");
  must(world.reports->bring_up_to_date());
  HospitalDesk desk(*world.reports, world.random);
  auto shown = must(desk.waiting("quality", "2025-03"));
  REQUIRE(shown["events"].items().size() == 1);
  CHECK(shown["events"][std::size_t{0}]["waits"].boolean());
  const auto missing = must(world.source->completeness({}, "2025-03"));
  for (const json::Value& unit : missing["units"].items())
    if (unit.text_of("unit") == "5e") CHECK(unit["pending"][std::size_t{0}].text_of("measure").starts_with("FALL-I"));
  must(desk.take(
      {"q", "Quinn Ito", "quality"},
      must(json::parse(
          R"({"kind":"correction","about":"AdverseEvent/f1","text":"X-ray","body":{"kind":"fall","injury":"major"}})"))));
  shown = must(desk.waiting("quality", "2025-03"));
  CHECK_FALSE(shown["events"][std::size_t{0}]["waits"].boolean());
  CHECK(shown["events"][std::size_t{0}]["detail"].text_of("injury") == "major");
}

TEST_CASE("The desk is not for a charge nurse, and knows no month that cannot be") {
  RecordWorld world;
  admit(world);
  HospitalDesk desk(*world.reports, world.random);
  CHECK_FALSE(desk.may_speak("charge"));
  CHECK(desk.waiting("charge", "").error().code == ErrorCode::NotAllowed);
  CHECK(desk.take({"c", "Carla", "charge"}, must(json::parse(R"({"kind":"decision","about":"x","body":{"confirmed":true}})")))
            .error()
            .code == ErrorCode::NotAllowed);
  CHECK(desk.waiting("quality", "2025-13").error().code == ErrorCode::NotFound);
  CHECK(must(desk.waiting("quality", "")).text_of("period") == "2025-04");
}

}  // namespace wardlight::reporting
