// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/care/pack.h"
#include "core/care/words.h"

// What becomes work for somebody, whose it is, and to whom it climbs: assets/clinical/tasks.json. Plain values after loading.
namespace wardlight::care {

// An answer of a round that is a problem.
struct TaskTrigger {
  std::string link_id;
  std::vector<std::string> codes;  // any of these; empty: any answer but those of `unless`
  std::vector<std::string> unless;
};

// One rung of the ladder above the owner.
struct LadderRung {
  std::string to;         // a role
  Duration unaccepted;    // nobody accepted it for so long
  Duration after_due;     // or it is not done so long after it was due
};

struct TaskKindRule {
  std::string kind;  // service, hazard, line-problem …
  Words text;
  std::string owner_role;
  Duration due;
  bool needs_person_now = false;
  std::vector<TaskTrigger> from;
};

struct TaskRules {
  PackHead head;
  std::vector<TaskKindRule> kinds;
  std::vector<LadderRung> ladder;
  bool other_person_verifies = false;
  Words not_delivered;  // holds {extension}
  std::vector<Choice> thanks;  // what a colleague may be thanked for with one tap

  const TaskKindRule* find_kind(std::string_view kind) const;
};

// Fails with InvalidContent: unknown or missing key, no source, a kind that stands twice, a broken example.
Expected<TaskRules> load_task_rules(std::string_view text);

struct RoundAnswer {
  std::string link_id;
  std::string code;  // or the text, of an answer in words
};
// The kinds of tasks that these answers raise, each once, in the pack's order. Pure; any thread.
std::vector<const TaskKindRule*> tasks_from_round(const TaskRules& rules, const std::vector<RoundAnswer>& answers);

}  // namespace wardlight::care
