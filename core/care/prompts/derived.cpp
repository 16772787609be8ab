// SPDX-License-Identifier: Apache-2.0
#include "core/care/prompts/derived.h"

#include <algorithm>

#include "core/care/vaccines/chart_vaccines.h"

namespace wardlight::care {
namespace {

constexpr std::string_view kGiven = "handoff-given", kAccepted = "handoff-accepted", kResolved = "handoff-resolved";
constexpr std::string_view kAllergic = "severe-allergic-reaction";
constexpr std::string_view kCharted[] = {"problem-list", "condition", "immunization"};

const Fact* newest_of(const KnownFacts& facts, std::string_view kind, const std::string& id) {
  const Fact* newest = nullptr;
  for (const Fact* fact : facts.of(kind))
    if (fact->value.text_of("id") == id) newest = fact;
  return newest;
}

// An acceptance over other content than the giver signed last, before anybody settled it.
void add_conflicts(const KnownFacts& facts, Instant now, KnownFacts& derived) {
  for (const Fact* accepted : facts.of(kAccepted)) {
    const std::string id(accepted->value.text_of("id"));
    const Fact* given = newest_of(facts, kGiven, id);
    const Fact* resolved = newest_of(facts, kResolved, id);
    if (accepted->at > now || given == nullptr || given->at > now) continue;
    if (resolved != nullptr && resolved->at <= accepted->at) continue;
    if (given->value.text_of("hash").empty() || given->value.text_of("hash") == accepted->value.text_of("hash")) continue;
    const Instant since = std::max(given->at, accepted->at);
    derived.add({std::string(kConflictFact), json::Value().set("id", id), since, accepted->source});
  }
}

// What the nurse recorded last about it stands as the form that the screen reads.
void add_said(const KnownFacts& facts, std::string_view vaccine, Instant now, VaccineChart& chart) {
  const Fact* said = facts.latest("vaccine-" + std::string(vaccine), now);
  if (said == nullptr) return;
  VaccineForm form{said->at, std::string(vaccine), {}, {}, said->value.text() == to_code(VaccineStatus::Declined)};
  if (said->value.text() == to_code(VaccineStatus::NotIndicated)) form.stated.emplace_back(kAllergic);
  chart.forms.push_back(std::move(form));
}

void add_vaccines(const PromptBook& book, const KnownFacts& facts, Instant now, const Zone& zone, KnownFacts& derived) {
  const Fact* known = facts.latest(kBornFact, now);
  if (known == nullptr) return;
  const auto born = parse_date(known->value.text());
  if (!born) return;
  VaccineChart chart{*born, {}, {}};
  for (const std::string_view kind : kCharted)
    for (const Fact* fact : facts.of(kind)) chart.facts.push_back(*fact);
  for (const std::string_view vaccine : {kInfluenza, kPneumococcal}) add_said(facts, vaccine, now, chart);
  for (Fact& fact : vaccine_facts(screen_chart_vaccines(book.influenza, book.pneumococcal, chart, zone, now), zone, now))
    derived.add(std::move(fact));
}

}  // namespace

FactsAt facts_at(const PromptBook& book, const KnownFacts& facts, Instant now, const Zone& zone) {
  KnownFacts derived;
  add_conflicts(facts, now, derived);
  add_vaccines(book, facts, now, zone, derived);
  if (auto age = age_at(facts, now, zone)) derived.add(*std::move(age));
  return {facts, std::move(derived), now};
}

std::vector<Fact> derive_facts(const PromptBook& book, std::vector<Fact> facts, Instant now, const Zone& zone) {
  const KnownFacts known(standing_facts(book.facts, std::move(facts), now));
  return facts_at(book, known, now, zone).in_order();
}

}  // namespace wardlight::care
