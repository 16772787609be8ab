// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/chart_facts.h"

#include <algorithm>

namespace wardlight::workflows {
bool is_answer(const care::Fact& fact) { return fact.source.starts_with("QuestionnaireResponse/"); }

namespace {

// Most values are one word or number, for which no reader is set up.
std::optional<json::Value> read_plain(const std::string& text) {
  if (text == "true" || text == "false") return json::Value(text == "true");
  if (text.size() >= 2 && text.front() == '"' && text.find_first_of("\\\"", 1) == text.size() - 1)
    return json::Value(text.substr(1, text.size() - 2));
  const bool digits = !text.empty() && text.size() <= 15 && text.find_first_not_of("0123456789") == std::string::npos;
  if (digits && (text.size() == 1 || text.front() != '0')) return json::Value::number_token(text);
  return std::nullopt;
}

// When the newest answer before `since` was; nothing: there is none.
std::optional<Instant> newest_before(std::span<const care::Fact* const> facts, Instant since) {
  std::optional<Instant> newest;
  for (const care::Fact* fact : facts) {
    if (fact->at >= since) break;
    if (is_answer(*fact)) newest = fact->at;
  }
  return newest;
}

}  // namespace

Expected<json::Value> read_fact_value(const std::string& text) {
  if (auto plain = read_plain(text)) return *std::move(plain);
  WL_TRY(const json::Value value, json::parse(R"({"value":)" + text + "}"));
  return value["value"];
}

void keep_window(care::KnownFacts& facts, Instant now) {
  const Instant since = now - kFactWindow;
  facts.keep_from([&](std::span<const care::Fact* const> of_kind) {
    const auto newest = of_kind.front()->at < since ? newest_before(of_kind, since) : std::nullopt;
    return newest && of_kind.front()->at < *newest ? newest : std::nullopt;
  }, is_answer);
}

std::vector<care::Fact> keep_window(std::vector<care::Fact> facts, Instant now) {
  care::KnownFacts known(std::move(facts));
  keep_window(known, now);
  return known.in_order();
}

Expected<std::map<EncounterId, care::KnownFacts>> read_known_facts(const Ward& ward, std::span<const store::CensusEntry> stays) {
  const Instant now = ward.clock.now();
  std::vector<EncounterId> encounters;
  std::map<EncounterId, std::vector<care::Fact>> facts;
  for (const store::CensusEntry& stay : stays) {
    encounters.push_back(stay.encounter);
    facts[stay.encounter];
  }
  WL_TRY(const auto rows, ward.store.list_facts(encounters, now - kFactWindow));
  for (const store::FactRow& row : rows) {
    WL_TRY(json::Value value, read_fact_value(row.value));
    facts[row.encounter].push_back({row.kind, std::move(value), row.at, row.source});
  }
  std::map<EncounterId, care::KnownFacts> known;
  for (auto& [encounter, list] : facts) {
    care::KnownFacts& of_stay = known.emplace(encounter, std::move(list)).first->second;
    keep_window(of_stay, now);
  }
  return known;
}

Expected<std::map<EncounterId, std::vector<care::Fact>>> read_chart_facts(const Ward& ward,
                                                                          std::span<const store::CensusEntry> stays) {
  WL_TRY(const auto known, read_known_facts(ward, stays));
  std::map<EncounterId, std::vector<care::Fact>> facts;
  for (const auto& [encounter, of_stay] : known) facts[encounter] = of_stay.in_order();
  return facts;
}

Expected<std::vector<care::Fact>> read_chart_facts(const Ward& ward, const store::CensusEntry& stay) {
  WL_TRY(auto facts, read_chart_facts(ward, {&stay, 1}));
  return std::move(facts[stay.encounter]);
}

}  // namespace wardlight::workflows
