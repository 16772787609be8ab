// SPDX-License-Identifier: Apache-2.0
#include "core/care/rounding_prompts.h"

#include <algorithm>

namespace wardlight::care {
namespace {

bool was_answered(const PromptRule& rule, std::span<const AnsweredCode> answers) {
  return std::ranges::any_of(answers, [&](const AnsweredCode& answer) {
    return answer.link_id == rule.link_id && std::ranges::find(rule.codes, answer.code) != rule.codes.end();
  });
}

}  // namespace

std::vector<PromptRule> raise_prompts(const RoundingPack& pack, std::span<const AnsweredCode> answers, ChartedBy charted_by,
                                      int refused_in_a_row) {
  std::vector<PromptRule> raised;
  for (const PromptRule& rule : pack.prompts) {
    if (rule.charted_by != ChartedBy::Anybody && rule.charted_by != charted_by) continue;
    const bool holds = rule.refused_in_a_row > 0 ? refused_in_a_row >= rule.refused_in_a_row : was_answered(rule, answers);
    if (holds) raised.push_back(rule);
  }
  return raised;
}

}  // namespace wardlight::care
