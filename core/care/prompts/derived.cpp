// SPDX-License-Identifier: Apache-2.0
#include "core/care/prompts/derived.h"

#include <algorithm>

#include "core/care/vaccines/chart_vaccines.h"

namespace wardlight::care {
namespace {

constexpr std::string_view kGiven = "handoff-given", kAccepted = "handoff-accepted", kResolved = "handoff-resolved";
constexpr std::string_view kAllergic = "severe-allergic-reaction";

const Fact* newest_of(const std::vector<Fact>& facts, std::string_view kind, const std::string& id) {
  const Fact* newest = nullptr;
  for (const Fact& fact : facts)
    if (fact.kind == kind && fact.value.text_of("id") == id && (newest == nullptr || comes_before(*newest, fact))) newest = &fact;
  return newest;
}

// An acceptance over other content than the giver signed last, before anybody settled it.
void add_conflicts(const std::vector<Fact>& facts, Instant now, std::vector<Fact>& derived) {
  for (const Fact& accepted : facts_of(facts, kAccepted, now)) {
    const std::string id(accepted.value.text_of("id"));
    const Fact* given = newest_of(facts, kGiven, id);
    const Fact* resolved = newest_of(facts, kResolved, id);
    if (given == nullptr || given->at > now || (resolved != nullptr && resolved->at <= accepted.at)) continue;
    if (given->value.text_of("hash").empty() || given->value.text_of("hash") == accepted.value.text_of("hash")) continue;
    const Instant since = std::max(given->at, accepted.at);
    derived.push_back({std::string(kConflictFact), json::Value().set("id", id), since, accepted.source});
  }
}

// What the nurse recorded last about it stands as the form that the screen reads.
void add_said(const std::vector<Fact>& facts, std::string_view vaccine, Instant now, VaccineChart& chart) {
  const auto said = latest_fact(facts, "vaccine-" + std::string(vaccine), now);
  if (!said) return;
  VaccineForm form{said->at, std::string(vaccine), {}, {}, said->value.text() == to_code(VaccineStatus::Declined)};
  if (said->value.text() == to_code(VaccineStatus::NotIndicated)) form.stated.emplace_back(kAllergic);
  chart.forms.push_back(std::move(form));
}

void add_vaccines(const PromptBook& book, const std::vector<Fact>& facts, Instant now, const Zone& zone,
                  std::vector<Fact>& derived) {
  const auto known = latest_fact(facts, kBornFact, now);
  const auto born = known ? parse_date(known->value.text()) : std::nullopt;
  if (!born) return;
  VaccineChart chart{*born, facts, {}};
  for (const std::string_view vaccine : {kInfluenza, kPneumococcal}) add_said(facts, vaccine, now, chart);
  for (Fact& fact : vaccine_facts(screen_chart_vaccines(book.influenza, book.pneumococcal, chart, zone, now), zone, now))
    derived.push_back(std::move(fact));
}

}  // namespace

std::vector<Fact> derive_facts(const PromptBook& book, std::vector<Fact> facts, Instant now, const Zone& zone) {
  std::vector<Fact> derived;
  add_conflicts(facts, now, derived);
  add_vaccines(book, facts, now, zone, derived);
  facts.insert(facts.end(), std::make_move_iterator(derived.begin()), std::make_move_iterator(derived.end()));
  return with_derived(std::move(facts), now, zone);
}

}  // namespace wardlight::care
