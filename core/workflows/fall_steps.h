// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/workflows/outcome.h"
#include "core/workflows/ward.h"

// What is done at once after a fall (clinical.md 6.9): each step that was taken is a statement of the chart, so that the next
// nurse and the next tablet see it.
namespace wardlight::workflows {

inline constexpr std::string_view kFallStep = "fall-step";  // the Communication's category; its topic is the step

struct FallStepTaken {
  StatementId id;
  EncounterId encounter;
  std::string step;  // an id of the post-fall pack's list
};
// Needs RecordRound. A step that the pack does not know is an objection.
Expected<Outcome> take_fall_step(const Ward& ward, const FallStepTaken& taken);

struct FallStepDone {
  std::string step;
  Instant at;
  std::string by_name;
};

}  // namespace wardlight::workflows
