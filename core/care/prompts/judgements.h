// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/care/prompts/evaluate.h"

// How judgements are made and put together, in three values: what is not known never becomes a no. Pure; any thread.
namespace wardlight::care::prompts {

Judgement no(std::vector<Fact> basis = {});
Judgement unknown(const std::string& kind, std::optional<Fact> stale = {});
// `holds` empty: the kinds of the basis.
Judgement yes(Instant since, std::vector<Fact> basis, std::vector<std::string> holds = {});

std::vector<Fact> copies(const std::vector<const Fact*>& facts);
void add(std::vector<Fact>& basis, const std::vector<Fact>& more);  // each once

Judgement all_of(const Condition& condition, const View& view);
Judgement any_of(const Condition& condition, const View& view);
Judgement some_of(const Condition& condition, const View& view);
Judgement not_of(const Condition& condition, const View& view);
Judgement evaluate_observations(const Condition& condition, const View& view);
Judgement evaluate_screen(const Condition& condition, const View& view);

}  // namespace wardlight::care::prompts
