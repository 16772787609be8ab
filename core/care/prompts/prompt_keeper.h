// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "core/care/prompts/grounds.h"
#include "core/care/prompts/prompts.h"

namespace wardlight::care {

// What is known of a patient at a moment, with what follows from it, and what asks to be done, as prompts_for() has it.
struct PromptsNow {
  FactsAt facts;
  std::vector<const Prompt*> prompts;
  std::size_t groups = 0;  // lines that group_prompts() makes of them
};

// Carries one patient's prompts on from moment to moment: a rule is judged again only when a fact of a kind that it looked at
// came or went, or when the time has come that may change its answer. One thread; cannot fail.
class PromptKeeper {
 public:
  // Takes the changes of `facts`, which must be the same each time. What it gives borrows them, and holds until the next time.
  PromptsNow refresh(const PromptBook& book, KnownFacts& facts, Instant now, const Zone& zone);

 private:
  struct OfRule {
    prompts::Grounds grounds;
    std::vector<Prompt> raised;
    std::vector<const FactOrigin*> origins;  // of each: whose silence it is about
  };
  void forget();
  FactsAt derive_again(const PromptBook& book, const KnownFacts& facts, Instant now, const Zone& zone, KindSet& changed);
  void judge_again(const PromptBook& book, const FactsAt& facts, const Zone& zone, const KindSet& changed);

  const PromptBook* m_book = nullptr;
  Instant m_now;
  std::shared_ptr<const KnownFacts> m_derived;
  prompts::Grounds m_derived_from;
  KindSet m_derived_kinds;
  std::optional<prompts::Phase> m_phase;
  std::vector<OfRule> m_rules;  // in the order of the book
};

}  // namespace wardlight::care
