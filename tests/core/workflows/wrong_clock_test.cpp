// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/find_by_scan.h"
#include "core/workflows/shift_slots.h"
#include "core/workflows/ward_board.h"
#include "tests/core/workflows/test_ward.h"

namespace wardlight::workflows {
namespace {

const EncounterId kLate{"enc-9"};

// The hospital admitted her at half past one, by its own clock.
void admit(TestWard& ward) {
  ward.put("Patient", "pat-9", R"("name":[{"family":"Late","given":["Ada"]}],"birthDate":"1950-01-02")");
  ward.put("Encounter", kLate.value,
           R"("status":"in-progress","subject":{"reference":"Patient/pat-9"},"period":{"start":"2025-06-10T13:30:00-04:00"},
  "location":[{"location":{"reference":"Location/bed-D"},"status":"active","period":{"start":"2025-06-10T13:30:00-04:00"}}])");
}

json::Value saved_resource(TestWard& ward, const StatementId& id) {
  return must(json::parse(must(ward.store->find_statement(id))->bytes));
}

std::string clock_of(const json::Value& resource) {
  const json::Value* clock = find_extension(resource, "clock");
  return clock == nullptr ? "none" : std::string(clock->text_of("valueString"));
}

// What the tablet's own clock said stands in the round, and how far the hub's was ahead.
void check_a_round_on_whom_the_clock_denies(TestWard& ward, Instant clock_says) {
  const Duration ahead = ward.clock.now() - clock_says;
  admit(ward);
  ward.clock.set_wall(clock_says);
  ward.sign_in(kNurse);
  const WardPatient patient = ward.patient(kLate);
  CHECK(patient.bed == "D");
  CHECK_FALSE(patient.away);
  CHECK(patient.state == care::LiveState::Upcoming);
  CHECK(must(find_by_scan(ward.ward(), "D")).found == std::vector<EncounterId>{kLate});
  WardBoard board({"unit-1"});
  CHECK(must(board.refresh(ward.ward())).view.patients.size() == must(read_ward(ward.ward(), {"unit-1"})).patients.size());
  Ward here = ward.ward();
  here.hub_clock_offset = ahead;
  const Saved saved = accepted(record_round(here, ward.answered(kLate, kFull)));
  const auto statement = must(ward.store->find_statement(saved.id));
  REQUIRE(statement);
  CHECK(statement->envelope.signer == kNurse.practitioner);
  CHECK(statement->envelope.signature != crypto::Signature{});
  const json::Value resource = saved_resource(ward, saved.id);
  CHECK(find_extension(resource, "recorded")->text_of("valueDateTime") == ward.zone.format(clock_says));
  CHECK(clock_of(resource) == ward.clock.boot_id() + "/" + std::to_string(ward.clock.monotonic_milliseconds()) + "/" +
                                  std::to_string(ahead.milliseconds));
  CHECK(ward.patient(kLate).last_contact == clock_says);
}

TEST_CASE("On a tablet three hours slow a patient admitted since is on the list, and a round on her is saved and signed") {
  TestWard ward;
  check_a_round_on_whom_the_clock_denies(ward, ward.at(11, 20));
}

TEST_CASE("On a tablet whose clock stands at 1970 the ward is not empty, and a round is saved and signed") {
  TestWard ward;
  check_a_round_on_whom_the_clock_denies(ward, Instant{90'000});
  CHECK(must(read_ward(ward.ward(), {"unit-1"})).patients.size() == 4);
}

TEST_CASE("How far the hub's clock is ahead is left out while nobody told; an exact clock says nought") {
  TestWard ward;
  const std::string own = ward.clock.boot_id() + "/" + std::to_string(ward.clock.monotonic_milliseconds());
  CHECK(clock_of(saved_resource(ward, ward.save(ward.answered(kSun, kFull)).id)) == own);
  Ward here = ward.ward();
  here.hub_clock_offset = Duration{};
  CHECK(clock_of(saved_resource(ward, accepted(record_round(here, ward.answered(kSoo, kFull))).id)) == own + "/0");
}

TEST_CASE("A shift on a slow tablet counts no slot against who came later than its clock says, and leaves nobody out") {
  TestWard ward;
  admit(ward);
  ward.set_time(11, 20);
  const auto stays = must(read_slots(ward.ward(), {"unit-1"}, ward.at(7), ward.at(19)));
  const auto late = std::ranges::find(stays, kLate, [](const StaySlots& one) { return one.stay.encounter; });
  REQUIRE(late != stays.end());
  CHECK(late->counts.due == 0);
}

}  // namespace
}  // namespace wardlight::workflows
