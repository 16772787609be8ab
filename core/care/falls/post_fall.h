// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/care/advice.h"

// What follows a fall (assets/clinical/post-fall.json): the arm, the observation rounds of their own, and what else is due.
// Pure; plain values; any thread.
namespace wardlight::care {

// Head: the head was struck, may have been, or nobody saw the fall.
enum class PostFallArm { Head, None };
std::string_view to_code(PostFallArm arm);
std::optional<PostFallArm> post_fall_arm_from_code(std::string_view code);

enum class HeadStrike { No, Yes, NotKnown };
enum class Seen { Witnessed, Unwitnessed };
enum class HarmFlag { Clear, Raised };
// Whoever is at risk of harm is watched for a head injury after any fall (6.6).
PostFallArm choose_arm(HeadStrike head, Seen seen, HarmFlag harm);

// One stretch of a schedule: every so many minutes after the fall, or at each shift's start, until so long after it.
struct ObservationStretch {
  Duration every;  // zero: at each shift's start
  Duration until;
};

struct ArmRule {
  PostFallArm arm = PostFallArm::Head;
  std::string round;                 // the kind of round: a missed observation is a missed round of it
  std::vector<std::string> observe;  // what to take
  std::vector<ObservationStretch> stretches;
};

struct PostFallTask {
  Advice advice;
  Duration within;
  std::string who;
  std::optional<PostFallArm> arm;  // nothing: both
};

struct PostFallPack : PackHead {
  std::vector<int> shifts;        // minutes of the local day
  std::string schedule;           // the one the hospital chose
  std::vector<ArmRule> arms;      // of that schedule
  Duration early, late;           // when an observation counts as done in time
  std::vector<Advice> at_once;    // in order, before anything else
  std::vector<PostFallTask> tasks;

  const ArmRule& rule_for(PostFallArm arm) const;
};

// Fails with InvalidContent: unknown key, missing source, an arm without rule, a stretch that ends before the one above it,
// a broken example.
Expected<PostFallPack> load_post_fall(std::string_view text);

// When observations are due after the first ones, taken at once. Lengths are elapsed time; shifts are local.
std::vector<Instant> observation_times(const PostFallPack& pack, PostFallArm arm, Instant fell_at, const Zone& zone);

// What became of each. Observations are credited in order of time, each to the earliest that is open and not yet done; one
// stays open until the next one opens.
enum class ObservationState { Upcoming, Due, OnTime, Late, Overdue, Missed };
std::string_view to_code(ObservationState state);
struct Observation {
  Instant due;
  ObservationState state = ObservationState::Upcoming;
  std::optional<Instant> done;
};
std::vector<Observation> judge_observations(const PostFallPack& pack, const std::vector<Instant>& due, std::vector<Instant> done,
                                            Instant now);

struct DueTask {
  const PostFallTask* task = nullptr;
  Instant due;
};
// Huddle, reassessment, telling the family …, in order of time. Points into the pack.
std::vector<DueTask> post_fall_tasks(const PostFallPack& pack, PostFallArm arm, Instant fell_at);

}  // namespace wardlight::care
