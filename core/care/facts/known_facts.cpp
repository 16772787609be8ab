// SPDX-License-Identifier: Apache-2.0
#include "core/care/facts/known_facts.h"

#include <algorithm>
#include <utility>

namespace wardlight::care {
namespace {

constexpr std::size_t kMostValues = 8;  // held apart: codes and scores have few, objects with ids have as many as facts

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
    for (const Fact* fact : kind.facts) {
      kind.times.push_back(fact->at);
      kind.note_value(fact);
    }
    m_changed.add(name);
  }
}

void KnownFacts::add(Fact fact) {
  m_changed.add(fact.kind);
  OfKind& kind = m_kinds.try_emplace(fact.kind).first->second;
  kind.own.push_back(std::make_unique<const Fact>(std::move(fact)));
  kind.insert(kind.own.back().get());
}

void KnownFacts::OfKind::insert(const Fact* fact) {
  const auto same = std::ranges::equal_range(times, fact->at);
  const auto first = facts.begin() + (same.begin() - times.begin());
  const auto place = std::upper_bound(first, first + std::ssize(same), fact, is_before);
  times.insert(times.begin() + (place - facts.begin()), fact->at);
  facts.insert(place, fact);
  note_value(fact);
}

void KnownFacts::OfKind::note_value(const Fact* fact) {
  if (has_many_values || std::ranges::any_of(of_each_value, [&](const Fact* one) { return one->value == fact->value; })) return;
  if (of_each_value.size() < kMostValues) return of_each_value.push_back(fact);
  has_many_values = true;
  of_each_value.clear();
}

void KnownFacts::erase_if(const std::function<bool(const Fact&)>& gone) {
  for (auto& [name, kind] : m_kinds)
    if (kind.erase_if(gone)) m_changed.add(name);
  std::erase_if(m_kinds, [](const auto& one) { return one.second.facts.empty(); });
}

// True when any went.
bool KnownFacts::OfKind::erase_if(const std::function<bool(const Fact&)>& gone) {
  if (std::erase_if(facts, [&](const Fact* fact) { return gone(*fact); }) == 0) return false;
  std::erase_if(own, [&](const std::unique_ptr<const Fact>& fact) { return gone(*fact); });
  times.clear();
  of_each_value.clear();
  has_many_values = false;
  for (const Fact* fact : facts) {
    times.push_back(fact->at);
    note_value(fact);
  }
  return true;
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
  const auto found = m_kinds.find(kind);
  if (found == m_kinds.end()) return nullptr;
  const auto& times = found->second.times;
  const auto after = std::ranges::upper_bound(times, now) - times.begin();
  return after == 0 ? nullptr : found->second.facts[static_cast<std::size_t>(after) - 1];
}

bool KnownFacts::may_have(std::string_view kind, const std::function<bool(const Fact&)>& such) const {
  const auto found = m_kinds.find(kind);
  if (found == m_kinds.end()) return false;
  return found->second.has_many_values || std::ranges::any_of(found->second.of_each_value, [&](const Fact* one) { return such(*one); });
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

bool FactsAt::may_have(std::string_view kind, const std::function<bool(const Fact&)>& such) const {
  return m_known->may_have(kind, such) || m_derived->may_have(kind, such);
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
