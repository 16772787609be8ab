// SPDX-License-Identifier: Apache-2.0
#include "core/care/prompts/derived.h"

#include <algorithm>

#include "core/care/vaccines/chart_vaccines.h"

namespace wardlight::care {
namespace {

constexpr std::string_view kGiven = "handoff-given", kAccepted = "handoff-accepted", kResolved = "handoff-resolved";
constexpr std::string_view kAllergic = "severe-allergic-reaction";
constexpr std::int64_t kMinute = minutes(1).milliseconds;
constexpr std::string_view kCharted[] = {"problem-list", "condition", "immunization"};

// What is known up to a moment; whatever is looked at is told to the grounds.
struct Known {
  const KnownFacts& facts;
  Instant now;
  prompts::Grounds& grounds;

  std::span<const Fact* const> of(std::string_view kind) const {
    grounds.look_at(kind);
    const auto all = facts.of(kind);
    const auto later = std::ranges::upper_bound(all, now, {}, &Fact::at);
    if (later != all.end()) grounds.may_change_at((*later)->at);
    return all;
  }
  const Fact* latest(std::string_view kind) const {
    of(kind);
    return facts.latest(kind, now);
  }
};

const Fact* newest_of(const Known& known, std::string_view kind, const std::string& id) {
  const Fact* newest = nullptr;
  for (const Fact* fact : known.of(kind))
    if (fact->value.text_of("id") == id) newest = fact;
  return newest;
}

// An acceptance over other content than the giver signed last, before anybody settled it.
void add_conflicts(const Known& known, KnownFacts& derived) {
  for (const Fact* accepted : known.of(kAccepted)) {
    const std::string id(accepted->value.text_of("id"));
    const Fact* given = newest_of(known, kGiven, id);
    const Fact* resolved = newest_of(known, kResolved, id);
    if (accepted->at > known.now || given == nullptr || given->at > known.now) continue;
    if (resolved != nullptr && resolved->at <= accepted->at) continue;
    if (given->value.text_of("hash").empty() || given->value.text_of("hash") == accepted->value.text_of("hash")) continue;
    const Instant since = std::max(given->at, accepted->at);
    derived.add({std::string(kConflictFact), json::Value().set("id", id), since, accepted->source});
  }
}

// What the nurse recorded last about it stands as the form that the screen reads.
void add_said(const Known& known, std::string_view vaccine, VaccineChart& chart) {
  const Fact* said = known.latest("vaccine-" + std::string(vaccine));
  if (said == nullptr) return;
  VaccineForm form{said->at, std::string(vaccine), {}, {}, said->value.text() == to_code(VaccineStatus::Declined)};
  if (said->value.text() == to_code(VaccineStatus::NotIndicated)) form.stated.emplace_back(kAllergic);
  chart.forms.push_back(std::move(form));
}

void add_vaccines(const PromptBook& book, const Known& known, const Zone& zone, KnownFacts& derived) {
  const Fact* birth = known.latest(kBornFact);
  if (birth == nullptr) return;
  const auto born = parse_date(birth->value.text());
  if (!born) return;
  VaccineChart chart{*born, {}, {}};
  for (const std::string_view kind : kCharted)
    for (const Fact* fact : known.of(kind)) chart.facts.push_back(*fact);
  for (const std::string_view vaccine : {kInfluenza, kPneumococcal}) add_said(known, vaccine, chart);
  for (Fact& fact : vaccine_facts(screen_chart_vaccines(book.influenza, book.pneumococcal, chart, zone, known.now), zone, known.now))
    derived.add(std::move(fact));
}

}  // namespace

KnownFacts derive(const PromptBook& book, const KnownFacts& facts, Instant now, const Zone& zone, prompts::Grounds& grounds) {
  const Known known{facts, now, grounds};
  KnownFacts derived;
  add_conflicts(known, derived);
  add_vaccines(book, known, zone, derived);
  if (auto age = age_at(facts, now, zone)) derived.add(*std::move(age));
  grounds.may_change_at({(now.milliseconds / kMinute + 1) * kMinute});  // the calendar
  return derived;
}

FactsAt facts_at(const PromptBook& book, const KnownFacts& facts, Instant now, const Zone& zone) {
  prompts::Grounds grounds;
  return {facts, derive(book, facts, now, zone, grounds), now};
}

std::vector<Fact> derive_facts(const PromptBook& book, std::vector<Fact> facts, Instant now, const Zone& zone) {
  const KnownFacts known(standing_facts(book.facts, std::move(facts), now));
  return facts_at(book, known, now, zone).in_order();
}

}  // namespace wardlight::care
