// SPDX-License-Identifier: Apache-2.0
#include "core/care/rounding_day.h"

#include <algorithm>
#include <numeric>

namespace wardlight::care {
namespace {

enum class Taking { Open, Closed };

struct OpenSlot {
  SlotOutcome outcome;
  Taking taking = Taking::Open;
};

std::string_view census_code(AbsenceCause cause) {
  switch (cause) {
    case AbsenceCause::NotYetAdmitted: return "not-yet-admitted";
    case AbsenceCause::Discharged: return "discharged";
    case AbsenceCause::OffUnit: return "off-unit";
    case AbsenceCause::None: break;
  }
  return {};
}

bool is_away(const RoundingPack& pack, const Presence& presence, const Slot& slot) {
  const Duration available = time_on_unit(presence, slot.start, slot.end);
  return available < std::min(pack.min_available, slot.end - slot.start);
}

SlotState state_for(ReasonEffect effect) {
  switch (effect) {
    case ReasonEffect::Refused: return SlotState::Refused;
    case ReasonEffect::Attempted:
    case ReasonEffect::NeedsRound: return SlotState::Attempted;
    case ReasonEffect::ExcludedByOrder: return SlotState::Excluded;
    default: return SlotState::MissedWithReason;
  }
}

bool leaves_open(ReasonEffect effect) {
  return effect == ReasonEffect::ExcludedWhenAway || effect == ReasonEffect::FromCensus || effect == ReasonEffect::Reopens;
}

const Closing* last_closing(const PatientDay& day, const Slot& slot) {
  const auto found = std::find_if(day.closings.rbegin(), day.closings.rend(),
                                  [&](const Closing& closing) { return closing.slot_start == slot.start; });
  return found == day.closings.rend() ? nullptr : &*found;
}

OpenSlot open_slot(const RoundingPack& pack, const PatientDay& day, const Slot& slot) {
  OpenSlot open{{slot, SlotState::Missed, {}, {}, {}}, Taking::Open};
  if (is_away(pack, day.presence, slot)) {
    open.outcome.state = SlotState::Excluded;
    open.outcome.reason = census_code(main_absence(day.presence, slot.start, slot.end));
    open.taking = Taking::Closed;
    return open;
  }
  const Closing* closing = last_closing(day, slot);
  if (closing == nullptr) return open;
  const Reason* reason = pack.find_reason(closing->reason);
  const ReasonEffect effect = reason == nullptr ? ReasonEffect::MissedWithReason : reason->effect;
  if (leaves_open(effect)) return open;
  open.outcome.state = state_for(effect);
  open.outcome.reason = closing->reason;
  open.taking = Taking::Closed;
  return open;
}

SlotState state_from(const RoundingPack& pack, const Slot& slot, const Round& round) {
  const RoundKindRule& rule = pack.rule_for(round.kind);
  switch (round.glance == Completeness::Complete ? rule.complete : rule.incomplete) {
    case RoundEffect::Refused: return SlotState::Refused;
    case RoundEffect::Attempted: return SlotState::Attempted;
    case RoundEffect::Done: break;
  }
  return round.at < slot.end ? SlotState::OnTime : SlotState::Late;
}

bool takes(const RoundingPack& pack, const OpenSlot& open, const Round& round) {
  return open.taking == Taking::Open && !open.outcome.round && is_open_at(pack, open.outcome.slot, round.at);
}

void show_as_seen(const RoundingPack& pack, std::span<OpenSlot> open, const Round& round, std::size_t index) {
  const auto excluded = std::ranges::find_if(open, [&](const OpenSlot& one) {
    return is_by_order(pack, one.outcome) && !one.outcome.seen && is_open_at(pack, one.outcome.slot, round.at);
  });
  if (excluded != open.end()) excluded->outcome.seen = index;
}

bool credit_one(const RoundingPack& pack, std::span<OpenSlot> open, const Round& round, std::size_t index) {
  const auto slot = std::ranges::find_if(open, [&](const OpenSlot& one) { return takes(pack, one, round); });
  if (slot == open.end()) return false;
  slot->outcome.round = index;
  slot->outcome.state = state_from(pack, slot->outcome.slot, round);
  slot->outcome.reason.clear();
  return true;
}

std::vector<std::size_t> in_time_order(const std::vector<Round>& rounds) {
  std::vector<std::size_t> order(rounds.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return rounds[i].at; });
  return order;
}

}  // namespace

bool is_by_order(const RoundingPack& pack, const SlotOutcome& outcome) {
  if (outcome.state != SlotState::Excluded) return false;
  const Reason* reason = pack.find_reason(outcome.reason);
  return reason != nullptr && reason->effect == ReasonEffect::ExcludedByOrder;
}

std::string_view to_code(SlotState state) {
  switch (state) {
    case SlotState::OnTime: return "on_time";
    case SlotState::Late: return "late";
    case SlotState::Refused: return "refused";
    case SlotState::Attempted: return "attempted";
    case SlotState::Excluded: return "excluded";
    case SlotState::MissedWithReason: return "missed_with_reason";
    case SlotState::Missed: break;
  }
  return "missed";
}

DayOutcome credit_rounds(const RoundingPack& pack, std::span<const Slot> slots, const PatientDay& day) {
  std::vector<OpenSlot> open;
  open.reserve(slots.size());
  for (const Slot& slot : slots) open.push_back(open_slot(pack, day, slot));
  DayOutcome outcome;
  std::size_t first = 0, past = 0;  // those between are the only ones that the round can be for
  for (const std::size_t i : in_time_order(day.rounds)) {
    const Instant at = day.rounds[i].at;
    while (first < open.size() && open[first].outcome.slot.end + pack.late <= at) ++first;
    while (past < open.size() && open[past].outcome.slot.start - pack.early <= at) ++past;
    const auto near = std::span(open).subspan(first, std::max(first, past) - first);
    if (credit_one(pack, near, day.rounds[i], i)) continue;
    outcome.extra.push_back(i);
    show_as_seen(pack, near, day.rounds[i], i);
  }
  outcome.slots.reserve(open.size());
  for (OpenSlot& one : open) outcome.slots.push_back(std::move(one.outcome));
  return outcome;
}

}  // namespace wardlight::care
