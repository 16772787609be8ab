// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/care/prompts/evaluate.h"
#include "core/care/prompts/prompts.h"

// What one rule asks for of one patient. Pure; any thread; cannot fail.
namespace wardlight::care::prompts {

struct Raised {
  std::vector<Prompt> prompts;
  std::vector<PutOff> put_off;
};

// The rules of the other phase raise nothing.
Phase phase_of(const View& view);
void raise(const PromptPack& pack, const Rule& rule, const View& view, Raised& raised);
bool more_pressing(const Prompt& a, const Prompt& b);

}  // namespace wardlight::care::prompts
