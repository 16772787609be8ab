// SPDX-License-Identifier: Apache-2.0
#include "core/care/prompts/prompts.h"

#include <algorithm>
#include <utility>

#include "core/care/prompts/derived.h"
#include "core/care/prompts/raise.h"

namespace wardlight::care {
namespace {

using prompts::Raised;
using prompts::View;

void raise_pack(const PromptPack& pack, const View& view, Raised& raised) {
  const prompts::Phase phase = prompts::phase_of(view);
  for (const prompts::Rule& rule : pack.rules)
    if (rule.phase == phase) prompts::raise(pack, rule, view, raised);
}

int full_years(const Date& born, const Date& today) {
  const bool had = today.month > born.month || (today.month == born.month && today.day >= born.day);
  return today.year - born.year - (had ? 0 : 1);
}

}  // namespace

std::optional<Fact> age_at(const KnownFacts& facts, Instant now, const Zone& zone) {
  const Fact* known = facts.latest(kBornFact, now);
  const auto born = known == nullptr ? std::nullopt : parse_date(known->value.text());
  const Date today = zone.local(now).date;
  if (!born || today < *born) return std::nullopt;
  return Fact{std::string(kAgeFact), full_years(*born, today), known->at, known->source};
}

std::vector<Fact> with_derived(std::vector<Fact> facts, Instant now, const Zone& zone) {
  if (auto age = age_at(KnownFacts(facts), now, zone)) facts.push_back(*std::move(age));
  return in_order(std::move(facts));
}

namespace {

Raised raise_all(const PromptBook& book, const FactsAt& facts, const Zone& zone) {
  const View view(book.facts, facts, zone);
  Raised raised;
  for (const PromptPack& pack : book.packs) raise_pack(pack, view, raised);
  std::ranges::sort(raised.prompts, prompts::more_pressing);
  std::ranges::sort(raised.put_off, prompts::more_pressing, &PutOff::prompt);
  return raised;
}

}  // namespace

std::vector<Prompt> prompts_for(const PromptBook& book, const std::vector<Fact>& facts, Instant now, const Zone& zone) {
  const KnownFacts known(facts);
  return prompts_for(book, facts_at(book, known, now, zone), zone);
}

std::vector<Prompt> prompts_for(const PromptBook& book, const FactsAt& facts, const Zone& zone) {
  return raise_all(book, facts, zone).prompts;
}

std::vector<PutOff> put_off_prompts(const PromptBook& book, const FactsAt& facts, const Zone& zone) {
  return raise_all(book, facts, zone).put_off;
}

std::vector<Prompt> prompts_for(const FactRules& rules, const PromptPack& pack, const std::vector<Fact>& facts, Instant now,
                                const Zone& zone) {
  const KnownFacts known(facts);
  KnownFacts derived;
  if (auto age = age_at(known, now, zone)) derived.add(*std::move(age));
  const FactsAt at(known, std::move(derived), now);
  const View view(rules, at, zone);
  Raised raised;
  raise_pack(pack, view, raised);
  std::ranges::sort(raised.prompts, prompts::more_pressing);
  return std::move(raised.prompts);
}

}  // namespace wardlight::care
