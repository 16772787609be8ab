// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/care/facts/fact_rules.h"
#include "core/care/pack.h"
#include "core/care/prompts/condition.h"
#include "core/care/vaccines/influenza.h"
#include "core/care/vaccines/pneumococcal.h"
#include "core/care/words.h"

// What asks for something at the bedside, and when: the assets/clinical/prompts-*.json packs. Plain values after loading.
namespace wardlight::care {
namespace prompts {

// How much harm waiting may do.
enum class Severity { Urgent, High, Medium, Low };
std::string_view to_code(Severity severity);

// When a prompt is due: so long after it became so, after a fact, at a fact's own time, or at a time of the day.
struct DueRule {
  std::optional<Duration> after;
  std::string kind;                  // after the newest fact of this kind, not after the prompt's own beginning
  std::string value_of;              // at the time that is this kind's value
  std::optional<int> minute_of_day;  // of the day it became so, or of today
};

// What ends a prompt that would else stand: such a fact after it became so, for a time or for good.
struct AnswerRule {
  std::vector<Match> facts;
  std::optional<Duration> holds;
};

// Most rules are for a patient who is here; a call after discharge is for one who has left.
enum class Phase { Stay, AfterStay };

struct SnoozeRule {
  Duration most;
};

struct EscalationRule {
  Duration after;  // the due time's beginning, without an answer
  std::string to;
};

// What is said when an input is absent or stale.
struct AskRule {
  std::string id;            // empty: the rule named by `elsewhere` asks
  std::string elsewhere;
  Severity severity = Severity::Medium;
  Words text;
};

struct Rule {
  std::string id;
  std::string spec;      // clinical.md's name for it
  Severity severity = Severity::Medium;
  Words text;        // what to do
  Words rule;        // why: the rule in words
  Words ends;        // what ends it
  std::string who;
  std::string each_kind;    // one prompt for each different …
  std::string each_member;  // … member of these facts' objects; empty: one for the patient
  Condition when;
  Phase phase = Phase::Stay;
  AnswerRule answered;
  DueRule due;
  std::optional<SnoozeRule> snooze;
  std::optional<EscalationRule> escalation;
  std::optional<AskRule> ask;
  std::string mark;      // V, S, M or D
  std::string citation;  // the source's text
};

}  // namespace prompts

struct PromptPack {
  PackHead head;
  std::vector<prompts::Rule> rules;
};

// Reads a pack and runs its examples. Fails with InvalidContent, naming the key, the rule or the example: an unknown kind,
// operator or number, a rule that may lack an input and says nothing about it, a rule that no example raises or that no
// example leaves out. `read` is for numbers that other packs have.
Expected<PromptPack> load_prompt_pack(const FactRules& facts, std::string_view text, const ReadContent& read);

// All that a ward works by. The packs' order does not matter.
struct PromptBook {
  FactRules facts;
  InfluenzaPack influenza;        // what is due follows from the doses that are known
  PneumococcalPack pneumococcal;
  std::vector<PromptPack> packs;
};
// facts.json and every pack it names. Besides: no id stands twice, and every rule that leaves its question to another names
// one that is there.
Expected<PromptBook> load_prompt_book(const ReadContent& read);

}  // namespace wardlight::care
