// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/care/prompts/prompt_pack.h"

namespace wardlight::care::prompts {

// Runs the pack's examples: {"id","now","zone"?,"facts":[{"kind","value","ago" minutes or "at"}],"raises":[ids],"not":[ids],
// "due"?:{id:T},"who"?:{id:[roles]}}. Every prompt of the pack must be raised by one and left out by another.
// Fails with InvalidContent naming the example or the prompt.
Expected<void> check_prompt_examples(const FactRules& facts, const PromptPack& pack, const json::Value& root);

}  // namespace wardlight::care::prompts
