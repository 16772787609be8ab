// SPDX-License-Identifier: Apache-2.0
#include "core/care/facts/known_facts.h"

#include <algorithm>
#include <utility>

namespace wardlight::care {
namespace {

bool is_before(const Fact* a, const Fact* b) { return comes_before(*a, *b); }

}  // namespace

KnownFacts::KnownFacts(std::vector<Fact> facts) {
  for (Fact& fact : facts) {
    OfKind& kind = m_kinds.try_emplace(fact.kind).first->second;
    kind.own.push_back(std::make_unique<const Fact>(std::move(fact)));
    kind.facts.push_back(kind.own.back().get());
  }
  for (auto& [name, kind] : m_kinds) {
    std::ranges::sort(kind.facts, is_before);
    m_changed.add(name);
  }
}

void KnownFacts::add(Fact fact) {
  m_changed.add(fact.kind);
  OfKind& kind = m_kinds.try_emplace(fact.kind).first->second;
  kind.own.push_back(std::make_unique<const Fact>(std::move(fact)));
  const Fact* added = kind.own.back().get();
  kind.facts.insert(std::ranges::upper_bound(kind.facts, added, is_before), added);
}

void KnownFacts::erase_if(const std::function<bool(const Fact&)>& gone) {
  for (auto& [name, kind] : m_kinds)
    if (kind.erase_if(gone)) m_changed.add(name);
  std::erase_if(m_kinds, [](const auto& one) { return one.second.facts.empty(); });
}

// True when any went.
bool KnownFacts::OfKind::erase_if(const std::function<bool(const Fact&)>& gone) {
  std::erase_if(facts, [&](const Fact* fact) { return gone(*fact); });
  return facts.size() != own.size() && std::erase_if(own, [&](const std::unique_ptr<const Fact>& fact) { return gone(*fact); }) != 0;
}

void KnownFacts::keep_from(const std::function<std::optional<Instant>(std::span<const Fact* const>)>& from,
                           const std::function<bool(const Fact&)>& is_of_sort) {
  for (auto& [name, kind] : m_kinds)
    if (const auto since = from(kind.facts))
      if (kind.erase_if([&](const Fact& fact) { return fact.at < *since && is_of_sort(fact); })) m_changed.add(name);
}

std::span<const Fact* const> KnownFacts::of(std::string_view kind) const {
  const auto found = m_kinds.find(kind);
  return found == m_kinds.end() ? std::span<const Fact* const>() : std::span<const Fact* const>(found->second.facts);
}

const Fact* KnownFacts::latest(std::string_view kind, Instant now) const {
  const auto facts = of(kind);
  const auto after = std::ranges::upper_bound(facts, now, {}, &Fact::at);
  return after == facts.begin() ? nullptr : *std::prev(after);
}

std::vector<Fact> KnownFacts::in_order() const {
  std::vector<Fact> all;
  for (const auto& [name, kind] : m_kinds)
    for (const Fact* fact : kind.facts) all.push_back(*fact);
  return care::in_order(std::move(all));
}

const Fact* FactsAt::latest(std::string_view kind) const {
  const Fact* known = m_known->latest(kind, m_now);
  const Fact* derived = m_derived->latest(kind, m_now);
  if (known == nullptr || derived == nullptr) return known == nullptr ? derived : known;
  return comes_before(*known, *derived) ? derived : known;
}

FactList FactsAt::of(std::string_view kind) const {
  const auto known = m_known->of(kind), derived = m_derived->of(kind);
  if (derived.empty()) return FactList(known);
  std::vector<const Fact*> both;
  std::ranges::merge(known, derived, std::back_inserter(both), is_before);
  return FactList(std::move(both));
}

std::vector<Fact> FactsAt::in_order() const {
  std::vector<Fact> all = m_known->in_order();
  for (Fact& fact : m_derived->in_order()) all.push_back(std::move(fact));
  return care::in_order(std::move(all));
}

}  // namespace wardlight::care
