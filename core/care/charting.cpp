// SPDX-License-Identifier: Apache-2.0
#include "core/care/charting.h"

#include <algorithm>
#include <map>

namespace wardlight::care {

ChartingTime judge_charting_time(const RoundingPack& pack, Instant occurred_at, Instant recorded_at, const Reason* slot_reason) {
  if (occurred_at > recorded_at + pack.future_tolerance) return ChartingTime::Future;
  const Duration stretched = minutes(slot_reason == nullptr ? 0 : slot_reason->back_entry_minutes);
  if (recorded_at - occurred_at > std::max(pack.back_entry, stretched)) return ChartingTime::TooOld;
  return recorded_at - occurred_at > pack.late_entry ? ChartingTime::LateEntry : ChartingTime::Prompt;
}

std::vector<AsleepObjection> asleep_objections(const RoundingPack& pack, const AsleepInputs& inputs) {
  std::vector<AsleepObjection> objections;
  const auto object_if = [&](bool condition, AsleepObjection objection) {
    if (condition) objections.push_back(objection);
  };
  object_if(inputs.turn_due == Answer::Yes, AsleepObjection::TurnDue);
  object_if(inputs.toileting_due == Answer::Yes, AsleepObjection::ToiletingDue);
  object_if(inputs.neuro_check_due == Answer::Yes, AsleepObjection::NeuroCheckDue);
  object_if(inputs.post_fall_due == Answer::Yes, AsleepObjection::PostFallObservationDue);
  const bool by_day = pack.asleep_review_from <= inputs.minute_of_day && inputs.minute_of_day < pack.asleep_review_to;
  object_if(by_day && inputs.previous_was_asleep == Answer::Yes && inputs.reviewed_by_nurse == Answer::No,
            AsleepObjection::TwiceRunningByDay);
  object_if(inputs.sedated == Answer::Yes && inputs.respirations_and_rousing == Answer::No,
            AsleepObjection::SedationNeedsRespirations);
  return objections;
}

bool has_burst(const RoundingPack& pack, std::span<const ChartedRound> rounds) {
  std::map<std::string, std::vector<Instant>> by_user;
  for (const ChartedRound& round : rounds) by_user[round.practitioner].push_back(round.recorded_at);
  const auto span = static_cast<std::size_t>(pack.burst_slots);
  for (auto& [user, times] : by_user) {
    std::ranges::sort(times);
    for (std::size_t last = span; last <= times.size(); ++last)
      if (times[last - 1] - times[last - span] <= pack.burst_within) return true;
  }
  return false;
}

bool has_identical_run(const RoundingPack& pack, std::span<const ChartedRound> rounds) {
  std::vector<ChartedRound> ordered(rounds.begin(), rounds.end());
  std::ranges::stable_sort(ordered, {}, &ChartedRound::occurred_at);
  int run = 0;
  for (std::size_t i = 0; i < ordered.size(); ++i) {
    const bool same = i > 0 && !ordered[i].answers.empty() && ordered[i].answers == ordered[i - 1].answers;
    run = same ? run + 1 : 1;
    if (run >= pack.identical_rounds) return true;
  }
  return false;
}

bool is_on_the_hour(const RoundingPack& pack, const Zone& zone, std::span<const ChartedRound> rounds) {
  const auto exact = std::ranges::count_if(rounds, [&](const ChartedRound& round) {
    return zone.local(round.occurred_at).minute_of_day % 60 == 0;
  });
  const auto all = static_cast<std::int64_t>(rounds.size());
  return all >= pack.on_the_hour_least_rounds && exact * 100 > all * pack.on_the_hour_percent;
}

}  // namespace wardlight::care
