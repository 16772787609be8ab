// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include "core/care/rounding_day.h"

// clinical.md 4.5: whole numbers, and percentages as exact text. Pure; any thread; cannot fail.
namespace wardlight::care {

// due = scheduled − excluded = done + refused + missed_with_reason + missed. `late` is a part of done;
// attempted care in the room counts under refused. Sums of Counts are the pooled figures (G-8).
struct RoundCounts {
  int scheduled = 0;
  int excluded = 0;
  int due = 0;
  int done = 0;
  int late = 0;
  int refused = 0;
  int missed_with_reason = 0;
  int missed = 0;
  int extra = 0;
  int done_with_all_items = 0;
  RoundCounts& operator+=(const RoundCounts& more);
  bool operator==(const RoundCounts&) const = default;
};

RoundCounts count(const DayOutcome& outcome, std::span<const Round> rounds);
// Only slots that can no longer change (their late limit has passed): the figures of a day that is not over.
RoundCounts count_settled(const RoundingPack& pack, const DayOutcome& outcome, std::span<const Round> rounds, Instant now);

// Two decimals, half-up; "not calculable" when there is nothing to divide by.
struct RoundRates {
  std::string compliance;
  std::string attempted;
  std::string on_time;
  std::string timeliness;
  std::string unexplained;
  std::string all_items;
};
RoundRates rates(const RoundCounts& counts);

// The longest time without contact of these slots, whose first starts and last ends the time looked at;
// see longest_gap. With `now` inside it, up to now.
Duration longest_gap_of(std::span<const Slot> slots, const PatientDay& day, std::optional<Instant> now = {});

}  // namespace wardlight::care
