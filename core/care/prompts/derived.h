// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/care/prompts/grounds.h"
#include "core/care/prompts/prompts.h"

// What follows from facts by rules of its own and is never stored, so that rules and handoff see it like any other fact.
namespace wardlight::care {

inline constexpr std::string_view kConflictFact = "handoff-conflict";  // HND-6

// The facts with the age, with two signatures over different content, and with what the vaccine packs say of the doses that are
// known: as of the beginning of the local day, so that what a nurse records later that day counts instead. In order.
// Pure; any thread; cannot fail.
std::vector<Fact> derive_facts(const PromptBook& book, std::vector<Fact> facts, Instant now, const Zone& zone);
// What follows alone; what it rests on is told to `grounds`.
KnownFacts derive(const PromptBook& book, const KnownFacts& facts, Instant now, const Zone& zone, prompts::Grounds& grounds);
// The same of facts that were put in order before, which are borrowed.
FactsAt facts_at(const PromptBook& book, const KnownFacts& facts, Instant now, const Zone& zone);

}  // namespace wardlight::care
