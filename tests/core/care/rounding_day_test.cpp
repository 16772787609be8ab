// SPDX-License-Identifier: Apache-2.0
#include "core/care/rounding_day.h"

#include "core/care/rounding_figures.h"
#include "tests/core/care/rounding_support.h"

namespace wardlight::care {
namespace {

SlotState closed_with(std::string reason) {
  PatientDay day;
  day.closings = {{at(10), std::move(reason)}};
  return slot_at(credit_june(day), 10).state;
}

TEST_CASE("RND-S4 a round goes to the earliest open slot that is not credited yet") {
  PatientDay day;
  day.rounds = {round_at(at(9, 50)), round_at(at(9, 55))};
  const DayOutcome outcome = credit_june(day);
  CHECK(slot_at(outcome, 9).round == 0);
  CHECK(slot_at(outcome, 10).round == 1);
  CHECK(outcome.extra.empty());
}

TEST_CASE("RND-S4 rounds are taken in order of time, whatever order they were charted in") {
  PatientDay day;
  day.rounds = {round_at(at(9, 55)), round_at(at(9, 50))};
  const DayOutcome outcome = credit_june(day);
  CHECK(slot_at(outcome, 9).round == 1);
  CHECK(slot_at(outcome, 10).round == 0);
}

TEST_CASE("RND-S4 a round that no slot takes is extra") {
  PatientDay day;
  day.rounds = {round_at(at(10, 20)), round_at(at(10, 30))};
  const DayOutcome outcome = credit_june(day);
  CHECK(outcome.extra == std::vector<std::size_t>{1});
  CHECK(count(outcome, day.rounds).extra == 1);
}

TEST_CASE("RND-S5 an early round is on time and one at the slot's end is late") {
  PatientDay day;
  day.rounds = {round_at(at(9, 45)), round_at(at(10, 50)), round_at(at(12, 0))};
  day.closings = {{at(9), "staff-emergency"}};
  const DayOutcome outcome = credit_june(day);
  CHECK(slot_at(outcome, 10).state == SlotState::OnTime);
  CHECK(slot_at(outcome, 11).round == 1);
  CHECK(slot_at(outcome, 12).state == SlotState::OnTime);
  PatientDay late;
  late.rounds = {round_at(at(12, 0))};
  CHECK(slot_at(credit_june(late), 11).state == SlotState::Late);
}

TEST_CASE("A reason closes its slot to automatic crediting") {
  PatientDay day;
  day.closings = {{at(4), "staff-emergency"}};
  day.rounds = {round_at(at(6, 2))};
  const DayOutcome outcome = credit_june(day);
  CHECK(slot_at(outcome, 4).state == SlotState::MissedWithReason);
  CHECK(slot_at(outcome, 6).round == 0);
}

TEST_CASE("Credit to this slot: a reopened slot takes the round that its reason had kept away") {
  PatientDay day;
  day.closings = {{at(4), "staff-emergency"}, {at(4), "reopened"}};
  day.rounds = {round_at(at(6, 2))};
  const DayOutcome outcome = credit_june(day);
  CHECK(slot_at(outcome, 4).state == SlotState::Late);
  CHECK(slot_at(outcome, 4).reason.empty());
  CHECK(slot_at(outcome, 6).state == SlotState::Missed);
  day.closings.push_back({at(4), "device-downtime"});
  CHECK(slot_at(credit_june(day), 4).state == SlotState::MissedWithReason);
}

TEST_CASE("Reasons refused and in-room-care stay in the count as attempted") {
  CHECK(closed_with("refused") == SlotState::Refused);
  CHECK(closed_with("in-room-care") == SlotState::Attempted);
}

TEST_CASE("Reasons staff-emergency, isolation-delay and device-downtime are missed with reason") {
  CHECK(closed_with("staff-emergency") == SlotState::MissedWithReason);
  CHECK(closed_with("isolation-delay") == SlotState::MissedWithReason);
  CHECK(closed_with("device-downtime") == SlotState::MissedWithReason);
}

TEST_CASE("Reason excluded-by-order takes the slot out of the count and shows a round there as seen") {
  PatientDay day;
  day.closings = {{at(10), "excluded-by-order"}};
  day.rounds = {round_at(at(10, 20))};
  const DayOutcome outcome = credit_june(day);
  CHECK(slot_at(outcome, 10).state == SlotState::Excluded);
  CHECK(slot_at(outcome, 10).seen == 0);
  CHECK(outcome.extra.size() == 1);
  CHECK(count(outcome, day.rounds).due == 19);
}

TEST_CASE("Reason off-unit by itself excludes nothing: the away times decide") {
  CHECK(closed_with("off-unit") == SlotState::Missed);
  PatientDay day;
  day.closings = {{at(10), "off-unit"}};
  day.rounds = {round_at(at(10, 50))};
  CHECK(slot_at(credit_june(day), 10).state == SlotState::OnTime);
}

TEST_CASE("A reason of a newer pack leaves the slot in the count, missed with reason") {
  CHECK(closed_with("solar-storm") == SlotState::MissedWithReason);
}

TEST_CASE("A slot with less than fifteen minutes on the unit is excluded, with fifteen it is due") {
  PatientDay day;
  day.presence.off_unit = {{at(9, 50), at(12, 46)}};
  CHECK(slot_at(credit_june(day), 12).state == SlotState::Excluded);
  CHECK(slot_at(credit_june(day), 12).reason == "off-unit");
  CHECK(slot_at(credit_june(day), 9).state == SlotState::Missed);
  day.presence.off_unit = {{at(9, 50), at(12, 45)}};
  CHECK(slot_at(credit_june(day), 12).state == SlotState::Missed);
  day.presence.off_unit = {{at(12), at(12, 30)}, {at(12, 20), at(12, 46)}};
  CHECK(slot_at(credit_june(day), 12).state == SlotState::Excluded);
}

TEST_CASE("Slots before admission and after discharge are excluded by the census") {
  PatientDay day;
  day.presence.arrived = at(8, 46);
  day.presence.departed = at(15, 14);
  const DayOutcome outcome = credit_june(day);
  CHECK(slot_at(outcome, 8).reason == "not-yet-admitted");
  CHECK(slot_at(outcome, 9).state == SlotState::Missed);
  CHECK(slot_at(outcome, 15).reason == "discharged");
  CHECK(count(outcome, day.rounds).due == 6);
}

TEST_CASE("A patient who is away at the end of a reading is away until told otherwise") {
  PatientDay day;
  day.presence.off_unit = {{at(10), std::nullopt}};
  const DayOutcome outcome = credit_june(day);
  CHECK(slot_at(outcome, 9).state == SlotState::Missed);
  CHECK(slot_at(outcome, 22).state == SlotState::Excluded);
}

TEST_CASE("An asleep round is done with its observation and only attempted without") {
  PatientDay day;
  day.rounds = {round_at(at(2, 20), RoundKind::Asleep), round_at(at(4, 20), RoundKind::Asleep, Completeness::Partial)};
  const DayOutcome outcome = credit_june(day);
  CHECK(slot_at(outcome, 2).state == SlotState::OnTime);
  CHECK(slot_at(outcome, 4).state == SlotState::Attempted);
}

TEST_CASE("A refused round and care in the room without glance are attempted, not done") {
  PatientDay day;
  day.rounds = {round_at(at(13, 20), RoundKind::Refused), round_at(at(14, 20), RoundKind::InRoomCare),
                round_at(at(15, 20), RoundKind::InRoomCare, Completeness::Partial)};
  const DayOutcome outcome = credit_june(day);
  const RoundCounts counts = count(outcome, day.rounds);
  CHECK(slot_at(outcome, 13).state == SlotState::Refused);
  CHECK(slot_at(outcome, 14).state == SlotState::OnTime);
  CHECK(slot_at(outcome, 15).state == SlotState::Attempted);
  CHECK(counts.refused == 2);
  CHECK(counts.done == 1);
  CHECK(counts.due == counts.done + counts.refused + counts.missed_with_reason + counts.missed);
}

}  // namespace
}  // namespace wardlight::care
