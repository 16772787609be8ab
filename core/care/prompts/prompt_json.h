// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "core/care/prompts/prompts.h"

// Facts as JSON in, prompts as JSON out: the shapes of `wardlight-tool prompts`. Pure; any thread.
namespace wardlight::care {

// {"encounter": id | {"id","arrived"?,"departed"?,"born"?}, "facts": [{"kind","value","at","source"?}]}; what the encounter says
// becomes facts too. Fails with InvalidContent naming the place: unknown keys or kinds (with near ones), values of another
// type, times without offset, a time later than `now` (G-3).
Expected<std::vector<Fact>> read_facts_json(const FactRules& rules, const json::Value& input, Instant now, const Zone& zone);

// [{"id","severity","text","due","basis":[{"kind","value","at","age_minutes","source"}],"rule","pack", and more}], in the
// prompts' order.
json::Value prompts_to_json(const std::vector<Prompt>& prompts, const Zone& zone, std::string_view language);

// [{"kind","means","name","type","unit"?,"codes"?,"members"?,"absent"}]
json::Value kinds_to_json(const FactRules& rules, std::string_view language);

}  // namespace wardlight::care
