// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/care/rounding_pack.h"

namespace wardlight::care {

struct AnsweredCode {
  std::string link_id;
  std::string code;
};

// What must happen now because of this round, in the pack's order. Each rule carries its id, words and source, so that the
// nurse can see why; the version is the pack's. What was not answered raises nothing: that is "not enough information",
// never "no risk". Pure; any thread; cannot fail.
std::vector<PromptRule> raise_prompts(const RoundingPack& pack, std::span<const AnsweredCode> answers, ChartedBy charted_by,
                                      int refused_in_a_row);

}  // namespace wardlight::care
