// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/care/presence.h"
#include "core/care/rounding_slots.h"

// Which round counts for which slot: clinical.md RND-S3 to S5 and the reasons of 4.3.
// Pure functions over plain values; any thread; they cannot fail.
namespace wardlight::care {

enum class Completeness { Complete, Partial };

struct Round {
  Instant at;  // occurredAt
  RoundKind kind = RoundKind::Full;
  Completeness glance = Completeness::Complete;   // the safety glance, or the observation of a sleeper
  Completeness items = Completeness::Complete;    // every item this round required
};

struct Closing {
  Instant slot_start;
  std::string reason;  // a code of the pack; one the pack does not know leaves the slot in the count, missed with reason
};

struct PatientDay {
  Presence presence;
  std::vector<Closing> closings;  // the last one for a slot holds; a reopening gives the slot back to crediting
  std::vector<Round> rounds;      // any order; equal times keep theirs
};

enum class SlotState { OnTime, Late, Refused, Attempted, Excluded, MissedWithReason, Missed };
std::string_view to_code(SlotState state);

struct SlotOutcome {
  Slot slot;
  SlotState state = SlotState::Missed;
  std::string reason;                // why it is excluded, closed or missed with reason; else empty
  std::optional<std::size_t> round;  // index into PatientDay::rounds
  // The round that saw a patient whose slot an order took out of the count. It is "extra" in the
  // figures; the nurse's list shows the slot as seen.
  std::optional<std::size_t> seen;
};

// An order took the slot out of the count; the patient stays on the nurse's list.
bool is_by_order(const RoundingPack& pack, const SlotOutcome& outcome);

struct DayOutcome {
  std::vector<SlotOutcome> slots;
  std::vector<std::size_t> extra;  // rounds that no slot took
};

// Slots in order of start; they may be those of several days. Slots are judged as if their time were over.
DayOutcome credit_rounds(const RoundingPack& pack, std::span<const Slot> slots, const PatientDay& day);

}  // namespace wardlight::care
