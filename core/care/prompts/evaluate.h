// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/care/facts/known_facts.h"
#include "core/care/prompts/condition.h"
#include "core/care/prompts/grounds.h"
#include "core/time/time.h"

// Says whether a condition holds for one patient at one time. Pure; any thread; cannot fail.
namespace wardlight::care::prompts {

enum class Truth { No, Unknown, Yes };

// An input that is not there, or too old to count.
struct Gap {
  std::string_view kind;
  const Fact* stale = nullptr;
  friend bool operator==(const Gap&, const Gap&) = default;
};

// Borrows facts, and kinds from the rules.
struct Judgement {
  Truth truth = Truth::No;
  Instant since;                   // when it became so, while Yes
  std::vector<const Fact*> basis;       // the facts that were looked at
  std::vector<Gap> gaps;                // and those that were not there
  std::vector<std::string_view> holds;  // the kinds whose facts make it Yes
};

// The facts of one patient up to a moment, by kind.
class View {
 public:
  // Borrows rules, facts and zone. Facts after `facts.now()` are not seen.
  View(const FactRules& rules, const FactsAt& facts, const Zone& zone)
      : m_rules(&rules), m_facts(&facts), m_zone(&zone), m_now(facts.now()) {}

  // The same facts, but of those whose object has `member` only the ones where it is `key`.
  View about(std::string member, std::string key) const;
  // The same facts, but only those in [from, to].
  View between(Instant from, Instant to) const;
  View at(Instant now) const;
  // For whoever asks only whether it holds: a judgement's basis and gaps may be missing, and its time.
  View briefly() const;
  bool is_brief() const { return m_brief; }
  // The same; what is looked at, and when time alone may change what was seen, is told to `grounds`.
  View resting_on(Grounds& grounds) const;

  Instant now() const;      // of which anything may be made: it rests on this very moment
  Instant moment() const { return m_now; }  // the same, for whoever sees to it that this does not matter
  bool reached(Instant at) const;  // it is that time, or later
  bool is_within(Instant at, Duration length) const { return !reached(at + length + milliseconds(1)); }  // no more than that ago
  LocalTime local() const;  // now, to the minute
  const Zone& zone() const { return *m_zone; }
  const FactRules& rules() const { return *m_rules; }
  const std::string& member() const { return m_member; }
  const std::string& key() const { return m_key; }

  FactList of(std::string_view kind) const;  // oldest first
  const Fact* latest(std::string_view kind) const;
  // False: no fact of the kind, whenever it is of, is `such` that depends on the value alone.
  bool may_have(std::string_view kind, const std::function<bool(const Fact&)>& such) const { return m_facts->may_have(kind, such); }
  // Of every key, whatever this view is about.
  FactList of_all(std::string_view kind) const;
  // True when no fact of the kind means that there is none.
  bool absent_means_none(std::string_view kind) const;
  bool is_bounded() const { return m_from.milliseconds != 0; }

 private:
  // The statement that stands now for a record; empty: none was made.
  std::string_view standing_source(std::string_view record) const;
  void may_change_at(Instant at) const;
  void look_at(std::string_view kind) const;

  const FactRules* m_rules;
  const FactsAt* m_facts;
  const Zone* m_zone;
  Instant m_now;
  Instant m_from;
  bool m_brief = false;
  bool m_is_past = false;  // as of a time that stays the same when it gets later
  Grounds* m_grounds = nullptr;
  std::string m_member, m_key;
};

Judgement evaluate(const Condition& condition, const View& view);
bool fits(const Match& match, const Fact& fact, const View& view);

}  // namespace wardlight::care::prompts
