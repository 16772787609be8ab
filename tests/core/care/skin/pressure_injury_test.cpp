// SPDX-License-Identifier: Apache-2.0
#include "core/care/skin/pressure_injury.h"

#include "tests/core/care/care_files.h"

namespace wardlight::care {
namespace {

const PressureInjuryPack& skin() {
  static const PressureInjuryPack pack = must_load(load_pressure_injury(clinical_file("pressure-injury.json")));
  return pack;
}
const Instant kArrived = Instant{} + hours(24 * 365);

TEST_CASE("8.3: no stage is taken back, from any of them to any lesser one") {
  const std::vector<std::string> numbered{"1", "2", "3", "4"};
  for (std::size_t was = 0; was < numbered.size(); ++was)
    for (std::size_t now = 0; now < numbered.size(); ++now) {
      INFO(numbered[was] << " to " << numbered[now]);
      CHECK(check_stage(skin(), numbered[was], numbered[now]).has_value() == (now >= was));
    }
  refuses(check_stage(skin(), "4", "2"), "8.3");
  refuses(check_stage(skin(), "mucosal", "2"), "8.3");
  refuses(check_stage(skin(), "", "5"), "no stage");
}

TEST_CASE("8.3: unstageable and deep tissue are staged again when the bed can be seen, an unstageable one as 3 or 4") {
  for (const char* stage : {"unstageable", "deep-tissue"}) {
    CHECK(must_restage(skin(), stage, WoundBed::Seen));
    CHECK_FALSE(must_restage(skin(), stage, WoundBed::Covered));
  }
  CHECK_FALSE(must_restage(skin(), "3", WoundBed::Seen));
  CHECK(check_stage(skin(), "unstageable", "3").has_value());
  CHECK(check_stage(skin(), "unstageable", "4").has_value());
  refuses(check_stage(skin(), "unstageable", "2"), "8.3");
  CHECK(check_stage(skin(), "deep-tissue", "3").has_value());
}

TEST_CASE("8.3: measures count the worst stage an injury ever had") {
  CHECK(worst_stage(skin(), {"2", "4", "3"}) == "4");
  CHECK(worst_stage(skin(), {"1"}) == "1");
  CHECK(worst_stage(skin(), {}).empty());
}

TEST_CASE("8.2: what is first seen within 24 hours was there on admission; later it was not, if two people looked in time") {
  const auto present = [](Duration seen, std::optional<Duration> checked) {
    const auto check = checked ? std::optional(kArrived + *checked) : std::nullopt;
    return judge_present(skin(), kArrived, check, kArrived + seen);
  };
  CHECK(present(hours(24), {}) == PresentOnAdmission::Yes);
  CHECK(present(hours(24) + seconds(1), hours(2)) == PresentOnAdmission::No);
  CHECK(present(hours(30), {}) == PresentOnAdmission::Undetermined);
  CHECK(present(hours(30), hours(25)) == PresentOnAdmission::Undetermined);
}

TEST_CASE("8.2: the admission's skin check needs two different people within 24 hours") {
  CHECK(check_admission_skin(skin(), kArrived, kArrived + hours(24), "Practitioner/1", "Practitioner/2").has_value());
  refuses(check_admission_skin(skin(), kArrived, kArrived + hours(2), "Practitioner/1", "Practitioner/1"), "8.2");
  refuses(check_admission_skin(skin(), kArrived, kArrived + hours(2), "Practitioner/1", ""), "8.2");
  refuses(check_admission_skin(skin(), kArrived, kArrived + hours(25), "Practitioner/1", "Practitioner/2"), "8.2");
  refuses(check_admission_skin(skin(), kArrived, kArrived - hours(1), "Practitioner/1", "Practitioner/2"), "older");
}

TEST_CASE(
    "8.4: new stage 2 or worse, or deep tissue, that was not there on admission is an event for provider, wound "
    "nurse and family") {
  for (const char* stage : {"2", "3", "4", "unstageable", "deep-tissue"}) {
    CHECK(is_hospital_event(skin(), stage, PresentOnAdmission::No));
    CHECK(is_hospital_event(skin(), stage, PresentOnAdmission::Undetermined));
    CHECK_FALSE(is_hospital_event(skin(), stage, PresentOnAdmission::Yes));
  }
  CHECK_FALSE(is_hospital_event(skin(), "1", PresentOnAdmission::No));
  CHECK(skin().on_hospital_event.size() == 3);
}

TEST_CASE("8.4: mobility of 2 or less, or a total of 18 or less, asks for turning; unknown is not no") {
  CHECK(needs_turning(skin(), 2, 23) == true);
  CHECK(needs_turning(skin(), 3, 18) == true);
  CHECK(needs_turning(skin(), 3, 19) == false);
  CHECK(needs_turning(skin(), 2, {}) == true);
  CHECK_FALSE(needs_turning(skin(), 3, {}).has_value());
  CHECK_FALSE(needs_turning(skin(), {}, {}).has_value());
}

TEST_CASE("8.4: turn every 2 hours in bed and every hour in the chair, or as often as this patient needs") {
  CHECK(turn_due(skin(), kArrived, Resting::Bed, {}) == kArrived + hours(2));
  CHECK(turn_due(skin(), kArrived, Resting::Chair, {}) == kArrived + hours(1));
  CHECK(turn_due(skin(), kArrived, Resting::Bed, minutes(90)) == kArrived + minutes(90));
}

TEST_CASE("The form offers the pack's stages, and changing an interval or a stage's way is guarded by examples") {
  for (const Stage& stage : skin().stages)
    CHECK(clinical_file("pressure-injury.questionnaire.json").find("\"code\": \"" + stage.code + "\"") != std::string::npos);
  refuses(load_pressure_injury(changed_file("pressure-injury.json", "\"totalAtMost\": 18", "\"totalAtMost\": 19")),
      "8.4-no-turn");
  const std::string changed = changed_rule("pressure-injury.json", "\"bedMin\": 120", "\"bedMin\": 180",
                                           R"({"id":"local","was":"2","now":"1","expect":{"allowed":false}})");
  CHECK(turn_interval(must_load(load_pressure_injury(changed)), Resting::Bed, {}) == hours(3));
}

}  // namespace
}  // namespace wardlight::care
