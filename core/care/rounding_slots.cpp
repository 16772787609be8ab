// SPDX-License-Identifier: Apache-2.0
#include "core/care/rounding_slots.h"

#include <algorithm>

namespace wardlight::care {
namespace {

void append_split(std::vector<Slot>& slots, Slot whole, Duration longest) {
  while (whole.end - whole.start > longest) {
    slots.push_back({whole.start, whole.start + longest, whole.nominal_minute});
    whole.start = whole.start + longest;
  }
  slots.push_back(whole);
}

}  // namespace

std::vector<Slot> slots_of_day(const RoundingPack& pack, const Zone& zone, Date day) {
  std::vector<Slot> slots;
  for (std::size_t i = 0; i < pack.starts.size(); ++i) {
    const bool last = i + 1 == pack.starts.size();
    const Instant start = zone.to_instant(day, pack.starts[i]);
    const Instant end = last ? zone.to_instant(add_days(day, 1), pack.starts.front()) : zone.to_instant(day, pack.starts[i + 1]);
    if (start < end) append_split(slots, {start, end, pack.starts[i]}, pack.max_slot);
  }
  return slots;
}

const Slot* find_slot(std::span<const Slot> slots, const Zone& zone, int minute_of_day) {
  const auto labelled = std::ranges::find_if(
      slots, [&](const Slot& slot) { return zone.local(slot.start).minute_of_day == minute_of_day; });
  if (labelled != slots.end()) return &*labelled;
  const auto nominal = std::ranges::find(slots, minute_of_day, &Slot::nominal_minute);
  return nominal == slots.end() ? nullptr : &*nominal;
}

bool is_open_at(const RoundingPack& pack, const Slot& slot, Instant at) {
  return slot.start - pack.early <= at && at < slot.end + pack.late;
}

std::optional<std::string> owner_of(const Slot& slot, std::span<const UnitStay> stays) {
  for (const UnitStay& stay : stays)
    if (stay.from <= slot.start && (!stay.to || slot.start < *stay.to)) return stay.unit;
  return std::nullopt;
}

}  // namespace wardlight::care
