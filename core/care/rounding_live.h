// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "core/care/rounding_day.h"

// What the ward sees while the day runs: RND-S6 and RND-S7. Pure; any thread; cannot fail.
namespace wardlight::care {

// Done, Tried (refused or attempted) and GivenReason are settled by what was recorded; Away has left the count
// because the patient is not on the unit. A slot that an order took out of the count goes on being shown with
// the state it would have: the order leaves the count, not the nurse's list.
enum class LiveState { Upcoming, Due, DueSoon, Overdue, Missed, Done, Tried, GivenReason, Away };

LiveState live_state(const RoundingPack& pack, const SlotOutcome& outcome, Instant now);

// The slot the nurse should look at: the earliest one that is due or overdue, else the one running, else the
// next. Absent when there are no slots left.
std::optional<std::size_t> current_slot(const RoundingPack& pack, std::span<const SlotOutcome> slots, Instant now);

// How many of the latest slots in the count were missed one after another, up to now. At the pack's
// missed_in_a_row the charge nurse is told.
int missed_in_a_row(const RoundingPack& pack, std::span<const SlotOutcome> slots, Instant now);
// The same for refusals by patient or family: at the pack's refused_in_a_row a registered nurse talks to them.
int refused_in_a_row(std::span<const SlotOutcome> slots, Instant now);

// RND-S7, whatever the slots say. The limit is that of the hour it is now.
enum class GapGuard { Quiet, Alert, PatientAway };
struct GapReading {
  GapGuard guard = GapGuard::Quiet;
  Duration since_contact;  // on the unit only, see longest_gap
  Duration limit;
};
// `last_contact`, or the arrival, or `from` (the start of what is known) when there is neither.
GapReading read_gap(const RoundingPack& pack, const Zone& zone, const Presence& presence,
                    std::optional<Instant> last_contact, Instant from, Instant now);

}  // namespace wardlight::care
