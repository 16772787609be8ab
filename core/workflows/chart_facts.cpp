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

std::vector<care::Fact> stay_facts(const KnownStay& stay, Instant now, const Zone& zone) {
  std::vector<care::Fact> facts;
  const std::string source = "Encounter/" + stay.encounter.value;
  if (stay.arrived && *stay.arrived <= now) facts.push_back({"arrived", zone.format(*stay.arrived), *stay.arrived, source});
  if (stay.departed && *stay.departed <= now) facts.push_back({"departed", zone.format(*stay.departed), *stay.departed, source});
  const auto born = parse_date(stay.born);
  const Date today = zone.local(now).date;
  if (born && *born <= today) {
    const bool had = std::pair(today.month, today.day) >= std::pair(born->month, born->day);
    facts.push_back({"age-years", today.year - born->year - (had ? 0 : 1), now, source});
  }
  for (std::size_t i = 1; i < stay.units.size(); ++i) {
    const StayOnUnit& here = stay.units[i];
    const std::string& before = stay.units[i - 1].unit;
    if (before != here.unit && here.from && *here.from <= now) facts.push_back({"transferred-in", before, *here.from, source});
  }
  return facts;
}

Expected<std::map<EncounterId, std::vector<care::Fact>>> read_chart_facts(const Ward& ward,
                                                                          std::span<const store::CensusEntry> stays) {
  const Instant now = ward.clock.now();
  std::vector<EncounterId> encounters;
  for (const store::CensusEntry& stay : stays) encounters.push_back(stay.encounter);
  WL_TRY(const auto rows, ward.store.list_facts(encounters, now - kFactWindow));
  std::map<EncounterId, std::vector<care::Fact>> facts;
  for (const store::CensusEntry& stay : stays) {
    KnownStay known{stay.encounter, stay.birth_date, stay.arrived, stay.departed, {}};
    for (const store::Stay& one : stay.stays) known.units.push_back({one.unit.value, one.from});
    facts[stay.encounter] = stay_facts(known, now, ward.zone);
  }
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
