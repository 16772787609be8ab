// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include "tests/ui/models/ward_fixture.h"
#include "ui/models/patient.h"

using namespace wardlight;
using namespace wardlight::models;

namespace {

ActInput act(ActKind kind, bool mine) {
  ActInput one;
  one.kind = kind;
  one.mine = mine;
  return one;
}

Reason page(const ReasonInput& input) { return build_reason(input, fixture::moment(), fixture::texts("en")); }

}  // namespace

TEST_CASE("An own record can be taken back; somebody else's only by the charge nurse; what no longer holds by nobody") {
  using Changes = std::vector<Change>;
  CHECK(list_changes(act(ActKind::Round, true), Role::Nurse) == Changes{Change::Correct, Change::TakeBack});
  CHECK(list_changes(act(ActKind::Round, false), Role::Nurse).empty());
  CHECK(list_changes(act(ActKind::Round, false), Role::Charge) == Changes{Change::TakeBack});
  CHECK(list_changes(act(ActKind::SlotClosed, false), Role::Nurse) == Changes{Change::Reopen});
  CHECK(list_changes(act(ActKind::SlotClosed, true), Role::Nurse) == Changes{Change::Reopen, Change::TakeBack});
  CHECK(list_changes(act(ActKind::Assigned, true), Role::Charge).empty());
  auto gone = act(ActKind::Round, true);
  gone.standing = ActStanding::EnteredInError;
  CHECK(list_changes(gone, Role::Charge).empty());
}

TEST_CASE("The patient is away while a record says so and none that they are back") {
  auto left = act(ActKind::Away, true);
  left.starts_at = fixture::moment().now - minutes(60);
  CHECK(find_open_away({act(ActKind::Round, true), left}) != nullptr);
  auto back = left;
  back.ends_at = fixture::moment().now;
  left.standing = ActStanding::Corrected;
  CHECK(find_open_away({back, left}) == nullptr);
  left.standing = ActStanding::EnteredInError;
  CHECK(find_open_away({left}) == nullptr);
}

TEST_CASE("Nobody comes back before they left") {
  const Instant now = fixture::moment().now;
  CHECK(list_times(now, std::nullopt).size() == 5);
  CHECK(list_times(now, now - minutes(20)) == std::vector<Instant>{now, now - minutes(5), now - minutes(15)});
  CHECK(list_times(now, now) == std::vector<Instant>{now});
}

TEST_CASE("A change is saved once it is chosen and, but for giving a slot back, explained") {
  const auto patient = fixture::patient();
  ReasonInput input{ReasonFor::Change, patient, {}, {}, {}};
  input.changes = {Change::Reopen, Change::Correct, Change::TakeBack};
  CHECK_FALSE(page(input).save.enabled);
  input.typed.code = "take-back";
  CHECK_FALSE(page(input).save.enabled);
  CHECK(page(input).save_tone == Tone::Bad);
  input.typed.note = "other patient";
  CHECK(page(input).save.enabled);
  input.typed = {{}, "reopen", {}, {}};
  CHECK(page(input).save.enabled);
  input.typed = {{}, "correct", {}, {}};
  CHECK_FALSE(page(input).save.enabled);
}

TEST_CASE("A closed slot is told in the language of the screen, a time off the unit with where to and from when") {
  const WardInput ward;
  auto closed = act(ActKind::SlotClosed, false);
  closed.code = "staff-emergency", closed.summary = "Staff emergency";
  auto away = act(ActKind::Away, false);
  away.where = {"Test", {{"es", "Prueba"}}};
  away.starts_at = fixture::moment().now - minutes(60);
  const PatientPageInput page{ward, fixture::patient(), false, {closed, away}};
  const auto es = build_patient_page(page, fixture::moment(), fixture::texts("es"));
  CHECK(es.rows[0].summary == fixture::texts("es")("slot_reason.staff-emergency"));
  CHECK(es.rows[1].summary == "Prueba · desde las 13:12");
  CHECK(es.away);
}
