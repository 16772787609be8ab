// SPDX-License-Identifier: Apache-2.0
#include "core/care/rounding_figures.h"

#include <algorithm>

#include "core/base/decimal.h"

namespace wardlight::care {
namespace {

void count_state(RoundCounts& counts, SlotState state) {
  switch (state) {
    case SlotState::OnTime: ++counts.done; break;
    case SlotState::Late: ++counts.done, ++counts.late; break;
    case SlotState::Refused:
    case SlotState::Attempted: ++counts.refused; break;
    case SlotState::Excluded: ++counts.excluded; break;
    case SlotState::MissedWithReason: ++counts.missed_with_reason; break;
    case SlotState::Missed: ++counts.missed; break;
  }
}

bool is_done(SlotState state) { return state == SlotState::OnTime || state == SlotState::Late; }

template <class Include>
RoundCounts count_if(const DayOutcome& outcome, std::span<const Round> rounds, Include include) {
  RoundCounts counts;
  for (const SlotOutcome& slot : outcome.slots) {
    if (!include(slot)) continue;
    ++counts.scheduled;
    count_state(counts, slot.state);
    if (is_done(slot.state) && slot.round && rounds[*slot.round].items == Completeness::Complete) ++counts.done_with_all_items;
  }
  counts.due = counts.scheduled - counts.excluded;
  counts.extra = static_cast<int>(outcome.extra.size());
  return counts;
}

}  // namespace

RoundCounts& RoundCounts::operator+=(const RoundCounts& more) {
  scheduled += more.scheduled;
  excluded += more.excluded;
  due += more.due;
  done += more.done;
  late += more.late;
  refused += more.refused;
  missed_with_reason += more.missed_with_reason;
  missed += more.missed;
  extra += more.extra;
  done_with_all_items += more.done_with_all_items;
  return *this;
}

RoundCounts count(const DayOutcome& outcome, std::span<const Round> rounds) {
  return count_if(outcome, rounds, [](const SlotOutcome&) { return true; });
}

RoundCounts count_settled(const RoundingPack& pack, const DayOutcome& outcome, std::span<const Round> rounds, Instant now) {
  return count_if(outcome, rounds, [&](const SlotOutcome& slot) { return slot.slot.end + pack.late <= now; });
}

RoundRates rates(const RoundCounts& c) {
  return {format_percent(c.done, c.due),          format_percent(c.done + c.refused, c.due),
          format_percent(c.done - c.late, c.due), format_percent(c.done - c.late, c.done),
          format_percent(c.missed, c.due),        format_percent(c.done_with_all_items, c.done)};
}

Duration longest_gap_of(std::span<const Slot> slots, const PatientDay& day, std::optional<Instant> now) {
  if (slots.empty()) return {};
  std::vector<Instant> contacts;
  for (const Round& round : day.rounds) contacts.push_back(round.at);
  const Instant end = now ? std::min(*now, slots.back().end) : slots.back().end;
  return longest_gap(day.presence, contacts, slots.front().start, end);
}

}  // namespace wardlight::care
