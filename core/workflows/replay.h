// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string_view>
#include <vector>

#include "core/care/facts/fact.h"
#include "core/care/prompts/prompts.h"
#include "core/workflows/ward.h"

// From exported resources alone to the same prompts as on the tablet: nothing about prompts is stored anywhere. Pure; any thread.
namespace wardlight::workflows {

// "aide", "nurse" … as the statement says of who made it; empty: not said (the hospital's own).
std::string_view author_role(const json::Value& resource);

// One resource a line. Fails with InvalidContent and the line's number.
Expected<std::vector<json::Value>> read_export(std::string_view ndjson);

// The facts of every stay in the export as they were at `now`: statements recorded later, and the facts they state, do not
// count. The hospital's own count as they are in the export.
Expected<std::map<EncounterId, std::vector<care::Fact>>> facts_of_export(const WardContent& content,
                                                                         const std::vector<json::Value>& resources, Instant now);

// The prompts of a stay as one text, the same on every machine: what a comparison to the byte compares.
std::string prompts_text(const std::vector<care::Prompt>& prompts, const Zone& zone);

}  // namespace wardlight::workflows
