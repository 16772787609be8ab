// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/assign_patients.h"

#include "tests/core/workflows/test_ward.h"

namespace wardlight::workflows {
namespace {

TEST_CASE("The charge nurse assigns patients and a nurse takes one over") {
  TestWard ward;
  ward.sign_in(kCharge);
  REQUIRE(must(assign_patients(ward.ward(), {{kSun, kNurse.practitioner}, {kSoo, kOtherNurse.practitioner}})).saved.has_value());
  CHECK(must(ward.store->count_statements()) == 2);
  CHECK(ward.patient(kSun).nurse == kNurse.practitioner);
  CHECK(ward.patient(kSun).nurse_name == "Ana Ruiz");
  CHECK_FALSE(ward.patient(kGrace).nurse.has_value());
  ward.sign_in(kOtherNurse);
  ward.clock.advance(minutes(1));
  REQUIRE(must(take_over(ward.ward(), kSun)).saved.has_value());
  CHECK(ward.patient(kSun).nurse == kOtherNurse.practitioner);
}

TEST_CASE("An aide cares beside the nurse, whose name stays shown") {
  TestWard ward;
  must(take_over(ward.ward(), kSun));
  ward.sign_in(kAide);
  ward.clock.advance(minutes(1));
  must(take_over(ward.ward(), kSun));
  must(take_over(ward.ward(), kSoo));
  CHECK(ward.patient(kSun).nurse == kNurse.practitioner);
  CHECK(ward.patient(kSoo).nurse == kAide.practitioner);
}

TEST_CASE("A nurse who is not in charge assigns nobody") {
  TestWard ward;
  const auto refused = assign_patients(ward.ward(), {{kSun, kOtherNurse.practitioner}});
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == ErrorCode::NotAllowed);
}

TEST_CASE("All assignments are saved or none") {
  TestWard ward;
  ward.put_patient("3", "Okafor", "Grace", "bed-C", "finished");
  ward.sign_in(kCharge);
  CHECK(objects(must(assign_patients(ward.ward(), {{kSun, kNurse.practitioner}, {kGrace, kNurse.practitioner}})),
                ObjectionKind::PatientGone));
  CHECK(objects(must(assign_patients(ward.ward(), {})), ObjectionKind::NothingToDo));
  CHECK(must(ward.store->count_statements()) == 0);
}

TEST_CASE("Each step of an assignment is a Task that names patient, nurse and who said so") {
  TestWard ward;
  ward.sign_in(kCharge);
  const Outcome outcome = must(assign_patients(ward.ward(), {{kSun, kNurse.practitioner}}));
  const json::Value task = must(json::parse(must(ward.store->find_statement(outcome.saved->id))->bytes));
  CHECK(task.text_of("resourceType") == "Task");
  CHECK(task.text_of("status") == "requested");
  CHECK(task["for"].text_of("reference") == "Patient/pat-1");
  CHECK(task["owner"].text_of("reference") == "Practitioner/ana");
  CHECK(task["requester"].text_of("reference") == "Practitioner/carla");
}

}  // namespace
}  // namespace wardlight::workflows
