// SPDX-License-Identifier: Apache-2.0
#include "core/care/prompts/prompt_keeper.h"

#include <algorithm>
#include <utility>

#include "core/care/prompts/derived.h"
#include "core/care/prompts/prompt_groups.h"
#include "core/care/prompts/raise.h"

namespace wardlight::care {
namespace {

void set_ages(Prompt& prompt, Instant now) {
  for (PromptBasis& basis : prompt.basis)
    if (basis.at) basis.age_minutes = whole_minutes(now - *basis.at);
}

}  // namespace

PromptsNow PromptKeeper::refresh(const PromptBook& book, KnownFacts& facts, Instant now, const Zone& zone) {
  if (m_book != &book || now < m_now) forget();
  m_book = &book;
  m_now = now;
  KindSet changed = facts.take_changes();
  PromptsNow kept{derive_again(book, facts, now, zone, changed), {}, 0};
  judge_again(book, kept.facts, zone, changed);
  std::vector<const FactOrigin*> origins;
  for (OfRule& rule : m_rules) {
    origins.insert(origins.end(), rule.origins.begin(), rule.origins.end());
    for (Prompt& prompt : rule.raised) {
      set_ages(prompt, now);
      kept.prompts.push_back(&prompt);
    }
  }
  kept.groups = count_groups(std::move(origins));
  std::ranges::sort(kept.prompts, [](const Prompt* a, const Prompt* b) { return prompts::more_pressing(*a, *b); });
  return kept;
}

void PromptKeeper::forget() {
  m_derived.reset();
  m_derived_kinds = {};
  m_phase.reset();
  m_rules.clear();
}

FactsAt PromptKeeper::derive_again(const PromptBook& book, const KnownFacts& facts, Instant now, const Zone& zone, KindSet& changed) {
  if (m_derived != nullptr && m_derived_from.still_hold(changed, now)) return {facts, now, m_derived};
  m_derived_from = {};
  KnownFacts derived = derive(book, facts, now, zone, m_derived_from);
  const KindSet kinds = derived.take_changes();
  if (m_derived != nullptr && *m_derived == derived) return {facts, now, m_derived};
  changed.add(kinds);
  changed.add(std::exchange(m_derived_kinds, kinds));
  m_derived = std::make_shared<const KnownFacts>(std::move(derived));
  return {facts, now, m_derived};
}

void PromptKeeper::judge_again(const PromptBook& book, const FactsAt& facts, const Zone& zone, const KindSet& changed) {
  const prompts::View view(book.facts, facts, zone);
  const prompts::Phase phase = prompts::phase_of(view);
  const bool all = m_phase != phase;
  m_phase = phase;
  std::size_t place = 0;
  for (const PromptPack& pack : book.packs)
    for (const prompts::Rule& rule : pack.rules) {
      if (place == m_rules.size()) m_rules.emplace_back();
      OfRule& kept = m_rules[place++];
      if (!all && kept.grounds.still_hold(changed, facts.now())) continue;
      kept = {};
      if (rule.phase != phase) continue;
      prompts::Raised raised;
      prompts::raise(pack, rule, view.resting_on(kept.grounds), raised);
      kept.raised = std::move(raised.prompts);
      for (const Prompt& prompt : kept.raised) kept.origins.push_back(origin_of(book.facts, prompt));
    }
}

}  // namespace wardlight::care
