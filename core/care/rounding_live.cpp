// SPDX-License-Identifier: Apache-2.0
#include "core/care/rounding_live.h"

#include <algorithm>

namespace wardlight::care {
namespace {

LiveState by_the_clock(const RoundingPack& pack, const Slot& slot, Instant now) {
  if (now < slot.start) return LiveState::Upcoming;
  if (now < slot.end - pack.due_soon) return LiveState::Due;
  if (now < slot.end) return LiveState::DueSoon;
  return now < slot.end + pack.late ? LiveState::Overdue : LiveState::Missed;
}

bool wants_a_round(LiveState state) {
  return state == LiveState::Due || state == LiveState::DueSoon || state == LiveState::Overdue;
}

}  // namespace

LiveState live_state(const RoundingPack& pack, const SlotOutcome& outcome, Instant now) {
  switch (outcome.state) {
    case SlotState::OnTime:
    case SlotState::Late: return LiveState::Done;
    case SlotState::Refused:
    case SlotState::Attempted: return LiveState::Tried;
    case SlotState::MissedWithReason: return LiveState::GivenReason;
    case SlotState::Excluded:
      if (!is_by_order(pack, outcome)) return LiveState::Away;
      if (outcome.seen) return LiveState::Done;
      break;
    case SlotState::Missed: break;
  }
  return by_the_clock(pack, outcome.slot, now);
}

std::optional<std::size_t> current_slot(const RoundingPack& pack, std::span<const SlotOutcome> slots, Instant now) {
  std::optional<std::size_t> running;
  std::optional<std::size_t> next;
  for (std::size_t i = 0; i < slots.size(); ++i) {
    if (wants_a_round(live_state(pack, slots[i], now))) return i;
    if (slots[i].slot.start <= now && now < slots[i].slot.end) running = i;
    if (!next && now < slots[i].slot.start) next = i;
  }
  return running ? running : next;
}

int missed_in_a_row(const RoundingPack& pack, std::span<const SlotOutcome> slots, Instant now) {
  int row = 0;
  for (const SlotOutcome& outcome : slots) {
    const bool over = outcome.slot.end + pack.late <= now;
    const bool settled = outcome.round.has_value() || outcome.state == SlotState::MissedWithReason;
    if (outcome.state == SlotState::Excluded || (!over && !settled)) continue;
    row = outcome.state == SlotState::Missed ? row + 1 : 0;
  }
  return row;
}

int refused_in_a_row(std::span<const SlotOutcome> slots, Instant now) {
  int row = 0;
  for (const SlotOutcome& outcome : slots) {
    const bool ahead = now < outcome.slot.start && !outcome.round;
    if (outcome.state == SlotState::Excluded || ahead) continue;
    row = outcome.state == SlotState::Refused ? row + 1 : outcome.round ? 0 : row;
  }
  return row;
}

GapReading read_gap(const RoundingPack& pack, const Zone& zone, const Presence& presence,
                    std::optional<Instant> last_contact, Instant from, Instant now) {
  const int minute = zone.local(now).minute_of_day;
  const bool day = pack.day_start <= minute && minute < pack.day_end;
  const Instant since = last_contact.value_or(presence.arrived.value_or(from));
  GapReading reading{GapGuard::Quiet, time_on_unit(presence, since, now), day ? pack.gap_day : pack.gap_night};
  if (!is_on_unit(presence, now))
    reading.guard = GapGuard::PatientAway;
  else if (reading.since_contact > reading.limit)
    reading.guard = GapGuard::Alert;
  return reading;
}

}  // namespace wardlight::care
