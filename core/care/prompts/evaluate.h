// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/care/prompts/condition.h"
#include "core/time/time.h"

// Says whether a condition holds for one patient at one time. Pure; any thread; cannot fail.
namespace wardlight::care::prompts {

enum class Truth { No, Unknown, Yes };

// An input that is not there, or too old to count.
struct Gap {
  std::string kind;
  std::optional<Fact> stale;
  friend bool operator==(const Gap&, const Gap&) = default;
};

struct Judgement {
  Truth truth = Truth::No;
  Instant since;                   // when it became so, while Yes
  std::vector<Fact> basis;         // the facts that were looked at
  std::vector<Gap> gaps;           // and those that were not there
  std::vector<std::string> holds;  // the kinds whose facts make it Yes
};

// The facts of one patient up to a moment, by kind.
class View {
 public:
  // Borrows rules, facts (in_order) and zone. Facts after `now` are not seen.
  View(const FactRules& rules, const std::vector<Fact>& facts, Instant now, const Zone& zone);

  // The same facts, but of those whose object has `member` only the ones where it is `key`.
  View about(std::string member, std::string key) const;
  // The same facts, but only those in [from, to].
  View between(Instant from, Instant to) const;
  View at(Instant now) const;

  Instant now() const { return m_now; }
  const Zone& zone() const { return *m_zone; }
  const FactRules& rules() const { return *m_rules; }
  const std::string& member() const { return m_member; }
  const std::string& key() const { return m_key; }

  std::vector<const Fact*> of(std::string_view kind) const;  // oldest first
  const Fact* latest(std::string_view kind) const;
  // Of every key, whatever this view is about.
  std::vector<const Fact*> of_all(std::string_view kind) const;
  // True when no fact of the kind means that there is none.
  bool absent_means_none(std::string_view kind) const;
  bool is_bounded() const { return m_from.milliseconds != 0; }

 private:
  using Index = std::map<std::string_view, std::vector<const Fact*>>;
  const FactRules* m_rules;
  const Zone* m_zone;
  Instant m_now;
  Instant m_from;
  std::string m_member, m_key;
  std::shared_ptr<const Index> m_index;
};

Judgement evaluate(const Condition& condition, const View& view);
bool fits(const Match& match, const Fact& fact, const View& view);

}  // namespace wardlight::care::prompts
