// SPDX-License-Identifier: Apache-2.0
#include "core/care/falls/post_fall.h"

#include <algorithm>

namespace wardlight::care {
namespace {

constexpr std::array<std::pair<ObservationState, std::string_view>, 6> kStates{{{ObservationState::Upcoming, "upcoming"},
                                                                                {ObservationState::Due, "due"},
                                                                                {ObservationState::OnTime, "on_time"},
                                                                                {ObservationState::Late, "late"},
                                                                                {ObservationState::Overdue, "overdue"},
                                                                                {ObservationState::Missed, "missed"}}};

void add_shift_starts(const PostFallPack& pack, Instant after, Instant until, const Zone& zone, std::vector<Instant>& due) {
  for (Date day = zone.local(after).date; zone.to_instant(day, 0) <= until; day = add_days(day, 1))
    for (const int start : pack.shifts)
      if (const Instant at = zone.to_instant(day, start); at > after && at <= until) due.push_back(at);
}

// An observation opens early, the next one's opening closes it.
struct Window {
  Instant opens;
  std::optional<Instant> closes;  // nothing: the last one
};

Window window_of(const PostFallPack& pack, const std::vector<Instant>& due, std::size_t at) {
  const auto opening = [&](std::size_t one) {
    const Instant early = due[one] - pack.early;
    return one > 0 && early <= due[one - 1] ? due[one] : early;
  };
  Window window{opening(at), std::nullopt};
  if (at + 1 < due.size()) window.closes = opening(at + 1);
  return window;
}

ObservationState open_state(const PostFallPack& pack, Instant due, const Window& window, Instant now) {
  if (now < window.opens) return ObservationState::Upcoming;
  if (window.closes && now >= *window.closes) return ObservationState::Missed;
  return now > due + pack.late ? ObservationState::Overdue : ObservationState::Due;
}

}  // namespace

std::string_view to_code(ObservationState state) {
  return std::ranges::find(kStates, state, &std::pair<ObservationState, std::string_view>::first)->second;
}

PostFallArm choose_arm(HeadStrike head, Seen seen, HarmFlag harm) {
  const bool spared = head == HeadStrike::No && seen == Seen::Witnessed && harm == HarmFlag::Clear;
  return spared ? PostFallArm::None : PostFallArm::Head;
}

std::vector<Instant> observation_times(const PostFallPack& pack, PostFallArm arm, Instant fell_at, const Zone& zone) {
  std::vector<Instant> due;
  Instant from = fell_at;
  for (const ObservationStretch& stretch : pack.rule_for(arm).stretches) {
    const Instant until = fell_at + stretch.until;
    if (stretch.every == Duration{}) {
      add_shift_starts(pack, from, until, zone, due);
    } else {
      for (Instant at = from + stretch.every; at <= until; at = at + stretch.every) due.push_back(at);
    }
    from = until;
  }
  return due;
}

std::vector<Observation> judge_observations(const PostFallPack& pack, const std::vector<Instant>& due, std::vector<Instant> done,
                                            Instant now) {
  std::ranges::sort(done);
  std::vector<Observation> all;
  auto next = done.begin();
  for (std::size_t at = 0; at < due.size(); ++at) {
    const Window window = window_of(pack, due, at);
    Observation one{due[at], open_state(pack, due[at], window, now), std::nullopt};
    while (next != done.end() && *next < window.opens) ++next;
    if (next != done.end() && *next <= now && (!window.closes || *next < *window.closes)) {
      one.done = *next++;
      one.state = *one.done <= due[at] + pack.late ? ObservationState::OnTime : ObservationState::Late;
    }
    all.push_back(one);
  }
  return all;
}

std::vector<DueTask> post_fall_tasks(const PostFallPack& pack, PostFallArm arm, Instant fell_at) {
  std::vector<DueTask> due;
  for (const PostFallTask& task : pack.tasks)
    if (!task.arm || *task.arm == arm) due.push_back({&task, fell_at + task.within});
  std::ranges::stable_sort(due, {}, &DueTask::due);
  return due;
}

}  // namespace wardlight::care
