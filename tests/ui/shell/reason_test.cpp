// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include "tests/ui/shell/fake_ward.h"

namespace wardlight::shell::test {
namespace {

models::ActInput act(const Desk& desk, models::ActKind kind, const std::string& id) {
  models::ActInput one;
  one.statement = {id};
  one.kind = kind;
  one.occurred_at = one.recorded_at = desk.clock.now() - minutes(30);
  return one;
}

TEST_CASE("a patient goes off the unit with two taps, is back with two more, and both records are linked") {
  Desk desk;
  desk.sign_in();
  desk.tap("patient.e1");
  REQUIRE(desk.tap("off_unit"));
  CHECK(desk.shows("Fernando, Priya"));
  desk.tap("reason.save");
  CHECK(desk.ward.off_unit.empty());
  REQUIRE(desk.tap("reason.code.test"));
  const Instant left = desk.clock.now();
  REQUIRE(desk.tap("reason.save"));
  REQUIRE(desk.ward.off_unit.size() == 1);
  CHECK(desk.ward.off_unit[0].encounter.value == "e1");
  CHECK(desk.ward.off_unit[0].where_to == "test");
  CHECK((left - desk.ward.off_unit[0].left) < seconds(10));
  CHECK_FALSE(desk.ward.off_unit[0].back);
  CHECK(desk.shows("Is back on the unit"));
  desk.clock.advance(seconds(100));
  desk.settle();
  REQUIRE(desk.tap("off_unit"));
  REQUIRE(desk.tap("reason.save"));
  REQUIRE(desk.ward.off_unit.size() == 2);
  CHECK(desk.ward.off_unit[1].supersedes == desk.ward.off_unit[0].id);
  CHECK(desk.ward.off_unit[1].left == desk.ward.off_unit[0].left);
  CHECK(*desk.ward.off_unit[1].back - desk.ward.off_unit[1].left >= seconds(100));
  CHECK(desk.shows("Goes off the unit"));
}

TEST_CASE("the time a patient left can be moved back by a tap") {
  Desk desk;
  desk.sign_in();
  desk.tap("patient.e1");
  desk.tap("off_unit");
  const Instant opened = desk.clock.now();
  const std::string earlier = "reason.slot." + std::to_string((opened - minutes(15)).milliseconds / 1000);
  desk.tap("reason.code.dialysis");
  for (const ui::Entry& entry : desk.app.kit().registry().entries())
    if (entry.key.starts_with(earlier)) {
      desk.tap(std::string(entry.key));
      break;
    }
  desk.tap("reason.save");
  REQUIRE(desk.ward.off_unit.size() == 1);
  CHECK(opened - desk.ward.off_unit[0].left >= minutes(14));
}

TEST_CASE("what could not be saved stays on the page with the reason") {
  Desk desk;
  desk.ward.refusal = Error{ErrorCode::DiskFull, "The disk is full; free some space.", {}};
  desk.sign_in();
  desk.tap("patient.e1");
  desk.tap("off_unit");
  desk.tap("reason.code.test");
  desk.tap("reason.save");
  CHECK(desk.ward.off_unit.empty());
  CHECK(desk.shows("The disk is full; free some space."));
  CHECK(desk.find("reason.save") != nullptr);
}

TEST_CASE("an own round is taken back from the timeline, only with a reason") {
  Desk desk;
  desk.ward.acts.push_back(act(desk, models::ActKind::Round, "wrong"));
  desk.ward.acts.back().mine = true;
  desk.sign_in();
  desk.tap("patient.e1");
  REQUIRE(desk.tap("correct.wrong"));
  REQUIRE(desk.tap("reason.code.take-back"));
  desk.tap("reason.save");
  CHECK(desk.ward.taken_back.empty());
  REQUIRE(desk.tap("reason.note"));
  desk.type("other bed");
  desk.tap("keyboard.hide");
  REQUIRE(desk.tap("reason.save"));
  REQUIRE(desk.ward.taken_back.size() == 1);
  CHECK(desk.ward.taken_back[0].wrong.value == "wrong");
  CHECK(desk.ward.taken_back[0].reason == "other bed");
  CHECK(desk.find("correct.wrong") != nullptr);  // back on the patient's page
}

TEST_CASE("a slot that was closed is given back to rounds without writing anything") {
  Desk desk;
  desk.ward.acts.push_back(act(desk, models::ActKind::SlotClosed, "closing"));
  desk.ward.acts.back().starts_at = desk.clock.now() - minutes(70);
  desk.sign_in();
  desk.tap("patient.e1");
  REQUIRE(desk.tap("correct.closing"));
  REQUIRE(desk.tap("reason.code.reopen"));
  REQUIRE(desk.tap("reason.save"));
  REQUIRE(desk.ward.reopened.size() == 1);
  CHECK(desk.ward.reopened[0].slot_start == *desk.ward.acts.front().starts_at);
}

}  // namespace
}  // namespace wardlight::shell::test
