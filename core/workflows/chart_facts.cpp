// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/chart_facts.h"

#include <algorithm>

namespace wardlight::workflows {
namespace {

bool is_answer(const care::Fact& fact) { return fact.source.starts_with("QuestionnaireResponse/"); }

}  // namespace

std::vector<care::Fact> keep_window(std::vector<care::Fact> facts, Instant now) {
  const Instant since = now - kFactWindow;
  std::map<std::string, Instant> newest;  // of the answers before the window
  for (const care::Fact& fact : facts) {
    if (!is_answer(fact) || fact.at >= since) continue;
    const auto [at, added] = newest.emplace(fact.kind, fact.at);
    if (!added) at->second = std::max(at->second, fact.at);
  }
  std::erase_if(facts, [&](const care::Fact& fact) {
    return is_answer(fact) && fact.at < since && fact.at < newest.at(fact.kind);
  });
  return care::in_order(std::move(facts));
}

Expected<std::map<EncounterId, std::vector<care::Fact>>> read_chart_facts(const Ward& ward,
                                                                          std::span<const store::CensusEntry> stays) {
  const Instant now = ward.clock.now();
  std::vector<EncounterId> encounters;
  std::map<EncounterId, std::vector<care::Fact>> facts;
  for (const store::CensusEntry& stay : stays) {
    encounters.push_back(stay.encounter);
    facts[stay.encounter];
  }
  WL_TRY(const auto rows, ward.store.list_facts(encounters, now - kFactWindow));
  for (const store::FactRow& row : rows) {
    WL_TRY(const json::Value value, json::parse(R"({"value":)" + row.value + "}"));
    facts[row.encounter].push_back({row.kind, value["value"], row.at, row.source});
  }
  for (auto& [encounter, known] : facts) known = keep_window(std::move(known), now);
  return facts;
}

Expected<std::vector<care::Fact>> read_chart_facts(const Ward& ward, const store::CensusEntry& stay) {
  WL_TRY(auto facts, read_chart_facts(ward, {&stay, 1}));
  return std::move(facts[stay.encounter]);
}

}  // namespace wardlight::workflows
