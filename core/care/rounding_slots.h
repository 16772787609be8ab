// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/care/rounding_pack.h"

// Pure functions; any thread; they cannot fail.
namespace wardlight::care {

// RND-S1: [start, end).
struct Slot {
  Instant start;
  Instant end;
  int nominal_minute = 0;  // the pack's local start it came from
  auto operator<=>(const Slot&) const = default;
};

// RND-S1 and S2: the slots that start on this local day, in order. A start that the clocks skip is the
// moment they jump; slots left without length are dropped; slots longer than the pack's longest are split.
std::vector<Slot> slots_of_day(const RoundingPack& pack, const Zone& zone, Date day);

// The slot called HH:MM (its label, else the pack's start), the first if there are two.
const Slot* find_slot(std::span<const Slot> slots, const Zone& zone, int minute_of_day);

// RND-S3: a round at this time may be credited to the slot.
bool is_open_at(const RoundingPack& pack, const Slot& slot, Instant at);

// A stretch of time on one unit; `to` is absent while it lasts.
struct UnitStay {
  std::string unit;
  Instant from;
  std::optional<Instant> to;
};
// RND-S8: the unit the patient was on when the slot started, or absent (then none owns it).
std::optional<std::string> owner_of(const Slot& slot, std::span<const UnitStay> stays);

}  // namespace wardlight::care
