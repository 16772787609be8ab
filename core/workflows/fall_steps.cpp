// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/fall_steps.h"

#include <algorithm>

#include "core/workflows/statement_parts.h"
#include "core/workflows/talk_thread.h"

namespace wardlight::workflows {

Expected<Outcome> take_fall_step(const Ward& ward, const FallStepTaken& taken) {
  WL_CHECK(require(ward, access::Action::RecordRound));
  WL_TRY(auto earlier, find_saved(ward, taken.id));
  if (earlier) return Outcome{std::move(earlier), {}};
  const auto& steps = ward.content.prompts.facts.post_fall.at_once;
  const bool known = std::ranges::any_of(steps, [&](const auto& one) { return one.id == taken.step; });
  if (!known) return Outcome{{}, {{ObjectionKind::RuleRefused, "", "This step is none of the list; look at the page again."}}};
  const Talk talk{taken.id, std::string(kFallStep), taken.encounter, {}, taken.step};
  WL_TRY(json::Value resource, make_talk(ward, talk));
  return save_talk(ward, talk, store::Urgency::Usual, std::move(resource));
}

}  // namespace wardlight::workflows
