// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/add_temporary_patient.h"

#include "tests/core/workflows/test_ward.h"

namespace wardlight::workflows {
namespace {

TemporaryPatient newcomer(TestWard& ward) {
  TemporaryPatient patient;
  patient.patient = ward.id();
  patient.encounter = ward.id();
  patient.family = "Diaz";
  patient.given = "Rosa";
  patient.birth_date = "1948-02-29";
  patient.gender = "female";
  patient.record_number = "77-12";
  patient.location = {"bed-D"};
  return patient;
}

TEST_CASE("A patient the hospital has not sent is on the list at once and can be rounded on") {
  TestWard ward;
  ward.sign_in(kCharge);
  const TemporaryPatient diaz = newcomer(ward);
  const Outcome outcome = must(add_temporary_patient(ward.ward(), diaz));
  REQUIRE(outcome.saved.has_value());
  const EncounterId encounter{diaz.encounter.value};
  const WardPatient patient = ward.patient(encounter);
  CHECK(patient.temporary);
  CHECK(patient.name == "Diaz, Rosa");
  CHECK(patient.bed == "D");
  CHECK(patient.record_number == "77-12");
  ward.save(ward.answered(encounter, kFull));
  CHECK(ward.patient(encounter).state == care::LiveState::Done);
  CHECK(must(ward.store->count_statements()) == 3);
}

TEST_CASE("A second tap adds the temporary patient once") {
  TestWard ward;
  ward.sign_in(kCharge);
  const TemporaryPatient diaz = newcomer(ward);
  must(add_temporary_patient(ward.ward(), diaz));
  must(add_temporary_patient(ward.ward(), diaz));
  CHECK(must(ward.store->count_statements()) == 2);
}

TEST_CASE("What is typed wrong about a temporary patient is named and nothing is saved") {
  TestWard ward;
  ward.sign_in(kCharge);
  TemporaryPatient wrong = newcomer(ward);
  wrong.birth_date = "1949-02-29";
  CHECK(objects(must(add_temporary_patient(ward.ward(), wrong)), ObjectionKind::TimesWrong));
  wrong = newcomer(ward);
  wrong.family.clear();
  wrong.given.clear();
  CHECK(objects(must(add_temporary_patient(ward.ward(), wrong)), ObjectionKind::NameMissing));
  wrong = newcomer(ward);
  wrong.location = {};
  CHECK_FALSE(must(add_temporary_patient(ward.ward(), wrong)).saved.has_value());
  CHECK(must(ward.store->count_statements()) == 0);
}

TEST_CASE("Nobody but the charge nurse adds a patient") {
  TestWard ward;
  const auto refused = add_temporary_patient(ward.ward(), newcomer(ward));
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == ErrorCode::NotAllowed);
}

TEST_CASE("When the hospital sends the real patient, the rounds come along by alias") {
  TestWard ward;
  ward.sign_in(kCharge);
  const TemporaryPatient diaz = newcomer(ward);
  must(add_temporary_patient(ward.ward(), diaz));
  ward.save(ward.answered({diaz.encounter.value}, kFull));
  ward.put_patient("8", "Diaz", "Rosa", "bed-D");
  ward.put(
      "Encounter", diaz.encounter.value,
      R"("extension":[{"url":"urn:wardlight:replaced-by","valueReference":{"reference":"Encounter/enc-8"}}],"status":"in-progress","subject":{"reference":"Patient/)" +
          diaz.patient.value + R"("})");
  const WardPatient patient = ward.patient({"enc-8"});
  CHECK_FALSE(patient.temporary);
  CHECK(patient.last_round.has_value());
  CHECK(must(read_ward(ward.ward(), {"unit-1"})).patients.size() == 4);
}

}  // namespace
}  // namespace wardlight::workflows
