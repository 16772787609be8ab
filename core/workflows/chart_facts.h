// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <span>
#include <vector>

#include "core/care/facts/known_facts.h"
#include "core/workflows/ward.h"

// What is known of patients, for every rule of the bedside. Prompts, bands and handoff rows are computed from these and from
// nothing else, so that the exported statements give the same again (replay.h).
namespace wardlight::workflows {

// How far back answers count one by one; before that only the newest of each kind.
inline constexpr Duration kFactWindow = hours(72);

// In order. Of answers to forms before `now` minus the window only the newest of each kind is kept.
std::vector<care::Fact> keep_window(std::vector<care::Fact> facts, Instant now);
void keep_window(care::KnownFacts& facts, Instant now);
bool is_answer(const care::Fact& fact);  // to a form, as against what the hospital says or a task tells

// What the store's rows are about, of several stays at once, in one query.
Expected<std::map<EncounterId, care::KnownFacts>> read_known_facts(const Ward& ward, std::span<const store::CensusEntry> stays);
Expected<json::Value> read_fact_value(const std::string& text);

Expected<std::vector<care::Fact>> read_chart_facts(const Ward& ward, const store::CensusEntry& stay);
// Of several stays at once, in one query.
Expected<std::map<EncounterId, std::vector<care::Fact>>> read_chart_facts(const Ward& ward,
                                                                          std::span<const store::CensusEntry> stays);

}  // namespace wardlight::workflows
