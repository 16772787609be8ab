// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/care/facts/known_facts.h"
#include "core/care/prompts/prompt_pack.h"
#include "core/time/time.h"

// Turns what is known of a patient into what asks to be done. Quiet: a prompt never stops a save and makes no sound.
namespace wardlight::care {

// An input as the prompt shows it. Without a value: not recorded. Without `at`: so, but nobody wrote since when.
struct PromptBasis {
  std::string kind;
  json::Value value;
  std::optional<Instant> at;
  std::optional<std::int64_t> age_minutes;
  std::string source;
};

enum class PromptKind { Act, Ask };  // an Ask is there because an input is absent or too old

struct Prompt {
  std::string id;
  std::string about;  // which of several: a device's or a question's id; empty: the patient
  PromptKind kind = PromptKind::Act;
  prompts::Severity severity = prompts::Severity::Medium;
  Words text, rule, ends;
  std::string spec;                // clinical.md's name for the rule
  std::vector<std::string> criteria;  // what makes it so; a snooze keeps them, and ends when there is another
  std::vector<PromptBasis> basis;  // oldest first, what is missing last
  std::string pack;                // id@version
  std::string citation;
  std::string mark;                // V, S, M or D: how sure the source is
  std::optional<Instant> since;    // when it became so
  std::optional<Instant> due;
  std::vector<std::string> who;    // roles; the second is whom it was passed on to
  std::optional<prompts::SnoozeRule> snooze;  // absent: it cannot be put off

  bool is_late(Instant now) const { return due && *due < now; }
};

// A prompt that somebody put off, and what it waits for: its time, or a criterion that was not there then.
struct PutOff {
  Prompt prompt;
  Instant until;
  std::string reason;
};

// Facts that the engine itself reads: {"prompt": id, "about"?: …, "until": time, "reason": …, "criteria"?: [kinds shown]} and
// {"prompt": id, "about"?: …}.
inline constexpr std::string_view kSnoozedFact = "prompt-snoozed";
inline constexpr std::string_view kBornFact = "born";  // a date; the age in full years follows from it
inline constexpr std::string_view kAgeFact = "age-years";
inline constexpr std::string_view kDepartedFact = "departed";  // from then on only the rules for after the stay count
inline constexpr std::string_view kAcknowledgedFact = "prompt-acknowledged";

// The prompts of one patient, most harm first, then the longest overdue. The same facts, in whatever order, give the same
// prompts; facts after `now` count for nothing. A snooze holds until its time, at most as long as the pack allows, and ends
// when a criterion is there that was not shown then. Pure; any thread; cannot fail.
std::vector<Prompt> prompts_for(const PromptBook& book, const std::vector<Fact>& facts, Instant now, const Zone& zone);
// The same of facts that were put in order before.
std::vector<Prompt> prompts_for(const PromptBook& book, const FactsAt& facts, const Zone& zone);
// Nothing when nobody recorded when the patient was born.
std::optional<Fact> age_at(const KnownFacts& facts, Instant now, const Zone& zone);
// What prompts_for() leaves out because it was put off, in the same order.
std::vector<PutOff> put_off_prompts(const PromptBook& book, const FactsAt& facts, const Zone& zone);
// The facts with those that follow from them at that time: the age. In order.
std::vector<Fact> with_derived(std::vector<Fact> facts, Instant now, const Zone& zone);
// One pack's alone.
std::vector<Prompt> prompts_for(const FactRules& rules, const PromptPack& pack, const std::vector<Fact>& facts, Instant now,
                                const Zone& zone);

}  // namespace wardlight::care
