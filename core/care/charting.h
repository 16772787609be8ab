// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/care/rounding_pack.h"

// What may be charted, and what about the charting is worth a talk. Pure; any thread; cannot fail.
namespace wardlight::care {

// G-3. Future: the act is said to happen later than now and is refused. TooOld: older than the
// pack's back entry limit (`reason` may stretch it) and refused.
enum class ChartingTime { Prompt, LateEntry, Future, TooOld };
ChartingTime judge_charting_time(const RoundingPack& pack, Instant occurred_at, Instant recorded_at,
                                 const Reason* slot_reason = nullptr);

// What stands against recording the patient as seen asleep (4.3, 4.4-N). Empty: nothing.
enum class AsleepObjection {
  TurnDue,
  ToiletingDue,
  NeuroCheckDue,
  PostFallObservationDue,
  TwiceRunningByDay,     // needs a registered nurse's review
  SedationNeedsRespirations,
};
enum class Answer { No, Yes };
struct AsleepInputs {
  int minute_of_day = 0;  // local time of the round
  Answer turn_due = Answer::No;
  Answer toileting_due = Answer::No;
  Answer neuro_check_due = Answer::No;
  Answer post_fall_due = Answer::No;
  Answer previous_was_asleep = Answer::No;  // the latest credited slot before this one
  Answer reviewed_by_nurse = Answer::No;
  Answer sedated = Answer::No;  // opioid or sedative in the pack's hours, or a pump running
  Answer respirations_and_rousing = Answer::No;
};
std::vector<AsleepObjection> asleep_objections(const RoundingPack& pack, const AsleepInputs& inputs);

// Integrity flags of 4.5: for coaching, not discipline.
struct ChartedRound {
  std::string practitioner;
  Instant occurred_at;
  Instant recorded_at;
  std::string answers;  // the answer pattern, as text or as its hash; empty = not known
};
// One patient's rounds that were credited to slots: some user recorded burst_slots of them within burst_within.
bool has_burst(const RoundingPack& pack, std::span<const ChartedRound> rounds);
// One patient's rounds: identical_rounds running, in order of time, have the same known answer pattern.
bool has_identical_run(const RoundingPack& pack, std::span<const ChartedRound> rounds);
// One user's rounds of one shift: more than on_the_hour_percent of them at exactly :00 of the local clock.
bool is_on_the_hour(const RoundingPack& pack, const Zone& zone, std::span<const ChartedRound> rounds);

}  // namespace wardlight::care
