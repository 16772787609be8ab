// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/care/prompts/evaluate.h"

// How judgements are made and put together, in three values: what is not known never becomes a no. Pure; any thread.
namespace wardlight::care::prompts {

Judgement no(std::vector<const Fact*> basis = {});
Judgement unknown(std::string_view kind, const Fact* stale = nullptr);
// `holds` empty: the kinds of the basis.
Judgement yes(Instant since, std::vector<const Fact*> basis, std::vector<std::string_view> holds = {});

void add(std::vector<const Fact*>& basis, const Fact* more);  // each once

Judgement all_of(const Condition& condition, const View& view);
Judgement any_of(const Condition& condition, const View& view);
Judgement some_of(const Condition& condition, const View& view);
Judgement not_of(const Condition& condition, const View& view);
Judgement evaluate_observations(const Condition& condition, const View& view);
Judgement evaluate_screen(const Condition& condition, const View& view);

}  // namespace wardlight::care::prompts
