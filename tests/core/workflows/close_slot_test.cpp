// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/close_slot.h"

#include "tests/core/workflows/test_ward.h"

namespace wardlight::workflows {
namespace {

SlotReason reason_for(TestWard& ward, int hour, std::string reason, std::string order = {}) {
  return {ward.id(), kSun, ward.at(hour), std::move(reason), std::move(order), {}};
}

SlotCell cell_at(TestWard& ward, int hour) {
  for (const SlotCell& cell : ward.patient(kSun).slots)
    if (cell.start == ward.at(hour)) return cell;
  FAIL("no slot at " << hour);
  return {};
}

TEST_CASE("A reason closes the slot, as a statement of its own") {
  TestWard ward;
  const Outcome outcome = must(close_slot(ward.ward(), reason_for(ward, 12, "staff-emergency")));
  REQUIRE(outcome.saved.has_value());
  CHECK(cell_at(ward, 12).live == care::LiveState::GivenReason);
  CHECK(cell_at(ward, 12).reason == "staff-emergency");
  CHECK(must(ward.store->count_statements()) == 1);
}

TEST_CASE("A reopened slot takes the round again, and both steps stay on record") {
  TestWard ward;
  must(close_slot(ward.ward(), reason_for(ward, 13, "device-downtime")));
  OpenRound round = ward.answered(kSun, kFull);
  round.occurred_at = ward.at(14, 10);
  ward.save(round);
  CHECK(cell_at(ward, 14).live == care::LiveState::Done);
  ward.clock.advance(minutes(1));
  REQUIRE(must(reopen_slot(ward.ward(), reason_for(ward, 13, ""))).saved.has_value());
  CHECK(cell_at(ward, 13).live == care::LiveState::Done);
  CHECK(cell_at(ward, 13).outcome == care::SlotState::Late);
  CHECK(cell_at(ward, 14).live == care::LiveState::Due);
  CHECK(must(ward.store->count_statements()) == 3);
}

TEST_CASE("Only an order with its number takes a slot out of the count, and the slot stays on the list") {
  TestWard ward;
  CHECK(objects(must(close_slot(ward.ward(), reason_for(ward, 14, "excluded-by-order"))), ObjectionKind::OrderMissing));
  ward.do_round(kSun, 13, 20, kFull);
  ward.set_time(14, 20);
  REQUIRE(must(close_slot(ward.ward(), reason_for(ward, 14, "excluded-by-order", "ORD-77"))).saved.has_value());
  const WardPatient patient = ward.patient(kSun);
  CHECK(patient.outside_count);
  CHECK(patient.state == care::LiveState::Due);
  CHECK(patient.due_at == ward.at(14));
}

TEST_CASE("Reasons that no slot is closed with, and slots that are none, are refused") {
  TestWard ward;
  CHECK(objects(must(close_slot(ward.ward(), reason_for(ward, 12, "discharged"))), ObjectionKind::ReasonUnknown));
  CHECK(objects(must(close_slot(ward.ward(), reason_for(ward, 12, "asleep-observed"))), ObjectionKind::ReasonUnknown));
  CHECK(objects(must(close_slot(ward.ward(), reason_for(ward, 12, "off-unit"))), ObjectionKind::ReasonUnknown));
  CHECK(objects(must(close_slot(ward.ward(), reason_for(ward, 12, "tired"))), ObjectionKind::ReasonUnknown));
  CHECK(objects(must(close_slot(ward.ward(), reason_for(ward, 23, "refused"))), ObjectionKind::SlotUnknown));
  CHECK(objects(must(close_slot(ward.ward(), reason_for(ward, 12 - 48, "refused"))), ObjectionKind::SlotUnknown));
  CHECK(objects(must(close_slot(ward.ward(), reason_for(ward, 12 + 48, "refused"))), ObjectionKind::SlotUnknown));
  CHECK(must(close_slot(ward.ward(), reason_for(ward, 12 + 24, "refused"))).saved.has_value());
}

TEST_CASE("Every reason that may be chosen is in the form") {
  TestWard ward;
  const auto reasons = list_slot_reasons(test_content().rounding);
  CHECK(reasons.size() == 6);
  for (const care::Reason& reason : reasons) {
    INFO(reason.code);
    CHECK(must(close_slot(ward.ward(), reason_for(ward, 12, reason.code, reason.code == "excluded-by-order" ? "ORD-1" : "")))
              .saved.has_value());
  }
}

TEST_CASE("A second tap on a reason saves it once") {
  TestWard ward;
  const SlotReason reason = reason_for(ward, 12, "refused");
  must(close_slot(ward.ward(), reason));
  must(close_slot(ward.ward(), reason));
  CHECK(must(ward.store->count_statements()) == 1);
}

TEST_CASE("A patient who is off the unit is not due, and coming back is a correction of having left") {
  TestWard ward;
  const OffUnit left{ward.id(), kSun, "test", ward.at(12, 55), std::nullopt, std::nullopt};
  REQUIRE(must(record_off_unit(ward.ward(), left)).saved.has_value());
  CHECK(ward.patient(kSun).away);
  CHECK(cell_at(ward, 13).live == care::LiveState::Away);
  CHECK(cell_at(ward, 13).reason == "off-unit");
  OffUnit back = left;
  back.id = ward.id();
  back.back = ward.at(14, 15);
  back.supersedes = left.id;
  REQUIRE(must(record_off_unit(ward.ward(), back)).saved.has_value());
  CHECK_FALSE(ward.patient(kSun).away);
  CHECK(cell_at(ward, 13).live == care::LiveState::Away);
  CHECK(cell_at(ward, 14).live == care::LiveState::Due);
}

TEST_CASE("Who did not see the patient leave may say that they are back, once") {
  TestWard ward;
  const OffUnit left{ward.id(), kSun, "test", ward.at(12, 55), std::nullopt, std::nullopt};
  REQUIRE(must(record_off_unit(ward.ward(), left)).saved.has_value());
  ward.sign_in(kOtherNurse);
  OffUnit back{ward.id(), kSun, "test", left.left, ward.at(14, 15), left.id};
  REQUIRE(must(record_off_unit(ward.ward(), back)).saved.has_value());
  back.id = ward.id();
  CHECK(objects(must(record_off_unit(ward.ward(), back)), ObjectionKind::AlreadyCorrected));
  OffUnit elsewhere{ward.id(), kSoo, "test", ward.at(13), std::nullopt, std::nullopt};
  REQUIRE(must(record_off_unit(ward.ward(), elsewhere)).saved.has_value());
  ward.sign_in(kNurse);
  elsewhere.supersedes = elsewhere.id;
  elsewhere.id = ward.id();
  CHECK(objects(must(record_off_unit(ward.ward(), elsewhere)), ObjectionKind::NotTheAuthor));
}

TEST_CASE("Times off the unit that run backwards or ahead are refused") {
  TestWard ward;
  OffUnit wrong{ward.id(), kSun, "test", ward.at(13), ward.at(12), std::nullopt};
  CHECK(objects(must(record_off_unit(ward.ward(), wrong)), ObjectionKind::TimesWrong));
  wrong.back = ward.at(16);
  CHECK(objects(must(record_off_unit(ward.ward(), wrong)), ObjectionKind::TimesWrong));
  wrong.back.reset();
  wrong.where_to = "moon";
  CHECK(objects(must(record_off_unit(ward.ward(), wrong)), ObjectionKind::ReasonUnknown));
}

}  // namespace
}  // namespace wardlight::workflows
