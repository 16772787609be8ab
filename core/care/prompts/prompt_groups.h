// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "core/care/prompts/prompts.h"

// What nobody has recorded, one line for each source that is silent instead of one for each rule that waits for it. Only how
// prompts are shown: each stays what it is. Pure; any thread; cannot fail.
namespace wardlight::care {

struct PromptGroup {
  std::string origin;  // empty: one prompt that stands for itself
  Words text;          // "Medicines not recorded: 6 rules cannot judge"
  prompts::Severity severity = prompts::Severity::Medium;  // the worst of its members
  std::optional<Instant> due;                              // the earliest of its members
  std::vector<std::size_t> members;                        // places in the list, in order
};

// In the order of each group's first member. A prompt goes into its source's group when nothing it looked at is recorded, the
// stay itself aside, and it is neither urgent nor of high severity; a source with one such prompt makes no group.
std::vector<PromptGroup> group_prompts(const FactRules& rules, std::span<const Prompt> prompts);
// How many that makes.
std::size_t count_groups(const FactRules& rules, std::span<const Prompt> prompts);
// The source whose silence the prompt is about; nullptr: it stands for itself. It says the same as long as the prompt does.
const FactOrigin* origin_of(const FactRules& rules, const Prompt& prompt);
std::size_t count_groups(std::vector<const FactOrigin*> origins);  // of prompts that have these

}  // namespace wardlight::care
