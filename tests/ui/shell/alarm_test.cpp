// SPDX-License-Identifier: Apache-2.0
// The local alarm: only the family-call screen sounds, on either side of the tablet, until somebody came or was reached.
#include <catch2/catch_test_macros.hpp>

#include "tests/ui/shell/fake_ward.h"

namespace wardlight::shell::test {
namespace {

void open_call_page(Desk& desk) {
  desk.ward.offered.help_number = "5555";
  desk.ward.offered.help_callers = {{"family", "Family"}};
  desk.ward.offered.help_reasons = {{"pain", "Pain"}};
  desk.sign_in();
  REQUIRE(desk.tap("patient.e1"));
  REQUIRE(desk.tap("tile.help"));
}

void call(Desk& desk) {
  open_call_page(desk);
  REQUIRE(desk.tap("help.caller.family"));
  REQUIRE(desk.tap("help.reason.pain"));
  CHECK_FALSE(desk.sounder.sounds);
  REQUIRE(desk.tap("help.press"));
}

void call_from_the_bed(Desk& desk) {
  desk.ward.offered.help_number = "5555";
  desk.sign_in();
  REQUIRE(desk.tap("patient.e1"));
  REQUIRE(desk.tap("tile.patient"));
  REQUIRE(desk.tap("view.help"));
  CHECK_FALSE(desk.sounder.sounds);
  REQUIRE(desk.tap("view.help_now"));
}

// In the largest type: taller than a line of anything else.
bool stands_large(Desk& desk, const std::string& words) {
  for (const ui::Entry& entry : desk.app.kit().registry().entries())
    if (entry.label == words) return entry.rect.h >= ui::type_spec(ui::Type::NumberLarge).line;
  return false;
}

TEST_CASE("a family call sounds on its page until somebody is there") {
  Desk desk;
  call(desk);
  CHECK(desk.sounder.sounds);
  CHECK(desk.shows("The alarm sounds on this tablet"));
  REQUIRE(desk.tap("help.arrived"));
  CHECK_FALSE(desk.sounder.sounds);
  CHECK(desk.sounder.changes == std::vector<bool>{true, false});
}

TEST_CASE("a family call that did not leave the tablet says so in the largest type until somebody has called") {
  Desk desk;
  call(desk);
  CHECK(stands_large(desk, "NOT DELIVERED: call ext. 5555"));
  REQUIRE(desk.tap("help-confirm"));
  CHECK_FALSE(desk.sounder.sounds);
  CHECK_FALSE(desk.shows("NOT DELIVERED: call ext. 5555"));
  CHECK(stands_large(desk, "Dial 5555 from any telephone"));
  CHECK(desk.shows("Somebody was reached by telephone"));
}

TEST_CASE("what was not delivered leaves the patient's name and the way back in sight, and stands once on the call's own page") {
  Desk desk;
  call(desk);
  desk.ward.unit.undelivered = {{"help." + desk.ward.data.help->call.value, "Family calls for help", "5555", desk.clock.now()}};
  ++desk.ward.tick;
  desk.settle();
  CHECK(desk.find("undelivered.confirm") == nullptr);
  REQUIRE(desk.tap("back"));
  const ui::Entry* alarm = desk.find("undelivered.confirm");
  const ui::Entry* back = desk.find("back");
  REQUIRE(alarm != nullptr);
  REQUIRE(back != nullptr);
  CHECK(back->visible);
  CHECK(back->rect.y > alarm->rect.bottom());
}

TEST_CASE("no other page sounds, and leaving the page of the call ends the alarm") {
  Desk desk;
  call(desk);
  REQUIRE(desk.tap("back"));
  CHECK_FALSE(desk.sounder.sounds);
  REQUIRE(desk.tap("tile.plan"));
  CHECK_FALSE(desk.sounder.sounds);
}

TEST_CASE("the patient's side sounds when help is called there, and is quiet when the nurse takes the tablet back") {
  Desk desk;
  call_from_the_bed(desk);
  CHECK(desk.sounder.sounds);
  REQUIRE(desk.tap("view.leave"));
  for (const char digit : std::string("483926")) desk.tap(std::string("pin.") + digit);
  CHECK_FALSE(desk.sounder.sounds);
}

TEST_CASE("the patient's side sounds even when the call cannot be saved") {
  Desk desk;
  desk.ward.bedside_refusal = Error{ErrorCode::DiskFull, "The disk is full; free some space.", {}};
  call_from_the_bed(desk);
  CHECK(desk.sounder.sounds);
}

TEST_CASE("a tablet without sound says so, and what to do instead") {
  Desk desk;
  desk.sounder.able = false;
  call(desk);
  CHECK_FALSE(desk.sounder.sounds);
  CHECK(desk.shows("This tablet has no sound: call out, use the call light"));
}

TEST_CASE("an alarm that sounds draws no frame of its own, and a locked tablet is quiet") {
  Desk desk;
  call(desk);
  const auto drawn = desk.app.frames_drawn();
  for (int second = 0; second < 10; ++second) {
    desk.clock.advance(seconds(1));
    desk.settle();
  }
  CHECK(desk.sounder.sounds);
  CHECK(desk.app.frames_drawn() - drawn <= 1);  // the minute may turn
  desk.ward.lock();
  desk.settle();
  CHECK_FALSE(desk.sounder.sounds);
}

}  // namespace
}  // namespace wardlight::shell::test
