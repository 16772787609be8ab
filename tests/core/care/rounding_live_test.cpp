// SPDX-License-Identifier: Apache-2.0
#include "core/care/rounding_live.h"

#include "tests/core/care/rounding_support.h"

namespace wardlight::care {
namespace {

LiveState ten_o_clock(const PatientDay& day, Instant now) {
  return live_state(rounding_pack(), slot_at(credit_june(day), 10), now);
}

TEST_CASE("RND-S6 a slot goes from upcoming over due, due soon and overdue to missed") {
  CHECK(ten_o_clock({}, at(9, 59)) == LiveState::Upcoming);
  CHECK(ten_o_clock({}, at(10, 0)) == LiveState::Due);
  CHECK(ten_o_clock({}, at(10, 44)) == LiveState::Due);
  CHECK(ten_o_clock({}, at(10, 45)) == LiveState::DueSoon);
  CHECK(ten_o_clock({}, at(11, 0)) == LiveState::Overdue);
  CHECK(ten_o_clock({}, at(11, 14)) == LiveState::Overdue);
  CHECK(ten_o_clock({}, at(11, 15)) == LiveState::Missed);
}

TEST_CASE("RND-S6 what was recorded settles the state") {
  PatientDay day;
  day.rounds = {round_at(at(10, 20))};
  CHECK(ten_o_clock(day, at(10, 21)) == LiveState::Done);
  day.rounds[0].kind = RoundKind::Refused;
  CHECK(ten_o_clock(day, at(10, 21)) == LiveState::Tried);
  PatientDay closed;
  closed.closings = {{at(10), "isolation-delay"}};
  CHECK(ten_o_clock(closed, at(10, 6)) == LiveState::GivenReason);
  PatientDay away;
  away.presence.off_unit = {{at(9), at(12)}};
  CHECK(ten_o_clock(away, at(10, 6)) == LiveState::Away);
}

TEST_CASE("A slot excluded by a comfort-care order stays on the nurse's list") {
  PatientDay day;
  day.closings = {{at(10), "excluded-by-order"}};
  CHECK(ten_o_clock(day, at(10, 50)) == LiveState::DueSoon);
  day.rounds = {round_at(at(10, 20))};
  CHECK(ten_o_clock(day, at(10, 50)) == LiveState::Done);
}

TEST_CASE("The slot to look at is the earliest that wants a round") {
  PatientDay day;
  const DayOutcome open = credit_june(day);
  CHECK(open.slots[*current_slot(rounding_pack(), open.slots, at(10, 5))].slot.start == at(9));
  day.rounds = {round_at(at(9, 5)), round_at(at(10, 2))};
  const DayOutcome done = credit_june(day);
  CHECK(done.slots[*current_slot(rounding_pack(), done.slots, at(10, 5))].slot.start == at(10));
  CHECK_FALSE(current_slot(rounding_pack(), {}, at(10)).has_value());
}

TEST_CASE("Slots missed one after another are counted up to now") {
  PatientDay day;
  day.rounds = {round_at(at(8, 20))};
  CHECK(missed_in_a_row(rounding_pack(), credit_june(day).slots, at(11, 14)) == 1);
  CHECK(missed_in_a_row(rounding_pack(), credit_june(day).slots, at(11, 15)) == 2);
  day.rounds.push_back(round_at(at(11, 10)));
  CHECK(missed_in_a_row(rounding_pack(), credit_june(day).slots, at(11, 15)) == 0);
}

TEST_CASE("Two refusals in a row are seen, and a round between them ends the row") {
  PatientDay day;
  day.rounds = {round_at(at(9, 5), RoundKind::Refused), round_at(at(10, 5), RoundKind::Refused)};
  CHECK(refused_in_a_row(credit_june(day).slots, at(10, 30)) == 2);
  day.rounds[1].kind = RoundKind::Full;
  CHECK(refused_in_a_row(credit_june(day).slots, at(10, 30)) == 0);
}

TEST_CASE("RND-S7 the gap guard speaks after 75 minutes by day and 135 by night") {
  const auto read = [](Instant last, Instant now) { return read_gap(rounding_pack(), new_york(), {}, last, last, now).guard; };
  CHECK(read(at(10), at(11, 15)) == GapGuard::Quiet);
  CHECK(read(at(10), at(11, 16)) == GapGuard::Alert);
  CHECK(read(at(2), at(4, 15)) == GapGuard::Quiet);
  CHECK(read(at(2), at(4, 16)) == GapGuard::Alert);
  CHECK(read(at(4, 40), at(5, 59)) == GapGuard::Quiet);
  CHECK(read(at(4, 40), at(6, 0)) == GapGuard::Alert);
}

TEST_CASE("RND-S7 the gap guard is silent while the patient is away and leaves that time out afterwards") {
  Presence presence;
  presence.off_unit = {{at(10, 30), at(12)}};
  CHECK(read_gap(rounding_pack(), new_york(), presence, at(10), at(6), at(11)).guard == GapGuard::PatientAway);
  CHECK(read_gap(rounding_pack(), new_york(), presence, at(10), at(6), at(12, 10)).since_contact == minutes(40));
  CHECK(read_gap(rounding_pack(), new_york(), presence, at(10), at(6), at(12, 46)).guard == GapGuard::Alert);
}

TEST_CASE("RND-S7 without any contact the gap runs from the arrival") {
  Presence presence;
  presence.arrived = at(9, 30);
  CHECK(read_gap(rounding_pack(), new_york(), presence, {}, at(6), at(10)).since_contact == minutes(30));
  CHECK(read_gap(rounding_pack(), new_york(), {}, {}, at(6), at(10)).since_contact == hours(4));
}

}  // namespace
}  // namespace wardlight::care
