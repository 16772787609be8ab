// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <bitset>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/care/facts/fact.h"

namespace wardlight::care {

// Facts of one kind, oldest first: a stretch of what is known or a choice from it. Borrows the facts.
class FactList {
 public:
  FactList() = default;
  explicit FactList(std::span<const Fact* const> facts) : m_facts(facts) {}
  explicit FactList(std::vector<const Fact*> chosen) : m_chosen(std::move(chosen)), m_facts(m_chosen) {}
  FactList(FactList&&) noexcept = default;  // the facts of a moved vector stay where they are
  FactList& operator=(FactList&&) noexcept = default;

  auto begin() const { return m_facts.begin(); }
  auto end() const { return m_facts.end(); }
  auto rbegin() const { return m_facts.rbegin(); }
  auto rend() const { return m_facts.rend(); }
  bool empty() const { return m_facts.empty(); }
  std::size_t size() const { return m_facts.size(); }
  const Fact* front() const { return m_facts.front(); }
  const Fact* back() const { return m_facts.back(); }
  const Fact* operator[](std::size_t index) const { return m_facts[index]; }
  using Place = std::span<const Fact* const>::iterator;
  FactList part(Place first, Place last) && {
    m_facts = {first, last};
    return std::move(*this);
  }

 private:
  std::vector<const Fact*> m_chosen;
  std::span<const Fact* const> m_facts;
};

// Kinds, without keeping their names: it may say that it has one which it has not, never the other way round.
class KindSet {
 public:
  void add(std::string_view kind) { m_places.set(std::hash<std::string_view>()(kind) % kPlaces); }
  void add(const KindSet& others) { m_places |= others.m_places; }
  bool meets(const KindSet& other) const { return (m_places & other.m_places).any(); }
  bool empty() const { return m_places.none(); }

 private:
  static constexpr std::size_t kPlaces = 1024;
  std::bitset<kPlaces> m_places;
};

// What is known of one patient, by kind and in order, whatever order it came in. Taking in one more fact costs as much as its
// kind has facts, not more. One thread.
class KnownFacts {
 public:
  KnownFacts() = default;
  explicit KnownFacts(std::vector<Fact> facts);

  void add(Fact fact);
  void erase_if(const std::function<bool(const Fact&)>& gone);
  // Of each kind, given all its facts: from when on those of a sort are kept; nothing: all are.
  void keep_from(const std::function<std::optional<Instant>(std::span<const Fact* const>)>& from,
                 const std::function<bool(const Fact&)>& is_of_sort);

  std::span<const Fact* const> of(std::string_view kind) const;
  // The newest that is not after `now`; nullptr: not recorded.
  const Fact* latest(std::string_view kind, Instant now) const;
  // False: no fact of the kind is `such` that depends on the value alone. True: one may be. Costs as much as the kind has different
  // values, while these are few.
  bool may_have(std::string_view kind, const std::function<bool(const Fact&)>& such) const;
  std::vector<Fact> in_order() const;
  bool empty() const { return m_kinds.empty(); }
  // The kinds of which facts came or went since this was last asked, or since the beginning.
  KindSet take_changes() { return std::exchange(m_changed, {}); }
  // The same facts.
  friend bool operator==(const KnownFacts& a, const KnownFacts& b) { return a.m_kinds == b.m_kinds; }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  struct OfKind {
    std::vector<std::unique_ptr<const Fact>> own;
    std::vector<const Fact*> facts;  // the same, in order
    std::vector<Instant> times;      // of these: whoever looks for a place reads them and no facts
    std::vector<const Fact*> of_each_value;
    bool has_many_values = false;    // more than are held apart
    void insert(const Fact* fact);
    void note_value(const Fact* fact);
    bool erase_if(const std::function<bool(const Fact&)>& gone);
    friend bool operator==(const OfKind& a, const OfKind& b) {
      return std::ranges::equal(a.facts, b.facts, [](const Fact* one, const Fact* other) { return *one == *other; });
    }
  };
  std::unordered_map<std::string, OfKind, Hash, std::equal_to<>> m_kinds;
  KindSet m_changed;
};

// What is known at a moment, with what follows from it then. Borrows `known`.
class FactsAt {
 public:
  FactsAt(const KnownFacts& known, KnownFacts derived, Instant now)
      : FactsAt(known, now, std::make_shared<const KnownFacts>(std::move(derived))) {}
  FactsAt(const KnownFacts& known, Instant now, std::shared_ptr<const KnownFacts> derived)
      : m_known(&known), m_derived(std::move(derived)), m_now(now) {}

  Instant now() const { return m_now; }
  const Fact* latest(std::string_view kind) const;
  bool may_have(std::string_view kind, const std::function<bool(const Fact&)>& such) const;  // see KnownFacts
  // Of all times, in order.
  FactList of(std::string_view kind) const;
  std::vector<Fact> in_order() const;

 private:
  const KnownFacts* m_known;
  std::shared_ptr<const KnownFacts> m_derived;
  Instant m_now;
};

}  // namespace wardlight::care
