// SPDX-License-Identifier: Apache-2.0
#include "core/care/falls/post_fall.h"
#include "core/care/prompts/judgements.h"

namespace wardlight::care::prompts {
namespace {

constexpr std::string_view kArmMember = "arm";

// The last set that should have been taken by now.
const Observation* last_due(const std::vector<Observation>& observations, const View& view) {
  const Observation* last = nullptr;
  for (const Observation& observation : observations)
    if (view.reached(observation.due)) last = &observation;
  return last;
}

}  // namespace

Judgement evaluate_observations(const Condition& condition, const View& view) {
  const Fact* fall = view.latest(condition.matches.front().kind);
  if (fall == nullptr) return no();
  // An arm that nobody recorded is watched as a blow to the head.
  const PostFallArm arm = post_fall_arm_from_code(fall->value.text_of(kArmMember)).value_or(PostFallArm::Head);
  std::vector<Instant> done;
  for (const Match& match : condition.closed_by)
    for (const Fact* fact : view.of(match.kind)) done.push_back(fact->at);
  const PostFallPack& pack = view.rules().post_fall;
  const std::vector<Observation> all =
      judge_observations(pack, observation_times(pack, arm, fall->at, view.zone()), std::move(done), view.moment());
  const Observation* last = last_due(all, view);
  if (last == nullptr || last->done) return no({fall});
  return yes(last->due, {fall});
}

}  // namespace wardlight::care::prompts
