// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/care/words.h"
#include "core/workflows/outcome.h"
#include "core/workflows/ward.h"

// Work for somebody: a problem of a round, a prompt that asks for a person, a hazard. Each step is a Task statement; the first
// one's id names the whole.
namespace wardlight::workflows {

enum class TaskStep { Raise, Accept, Decline, Done, Verify, Reopen, Escalate, ToldByPhone };
std::string_view to_code(TaskStep step);  // raise, accept, decline, done, verify, reopen, escalate, told-by-phone

struct RaiseTask {
  StatementId id;
  EncounterId encounter = {};  // empty: about the unit, not a patient (a hazard)
  std::string kind;            // service, hazard, removal-request, or the id of the prompt that asked for it
  std::string text;
  std::string owner_role = "nurse";  // nurse, aide, charge, or a role of the hospital (provider, pharmacist …)
  std::optional<PractitionerId> owner = {};
  std::optional<Instant> due = {};
  std::string basis = {};  // "QuestionnaireResponse/…": what it came from
  bool needs_person_now = false;
  std::string phone = {};  // whom to call when it cannot be delivered
  std::string spanish = {};  // the text as its pack has it; empty: a person's own words
};
// Needs RecordRound; a hazard too.
Expected<Outcome> raise_task(const Ward& ward, const RaiseTask& task);

struct TaskMove {
  StatementId id;
  StatementId task;
  TaskStep step = TaskStep::Accept;
  std::string note = {};  // needed to decline and to reopen
};
// An objection when the step does not follow from where the task stands.
Expected<Outcome> move_task(const Ward& ward, const TaskMove& move);

struct TaskLine {
  TaskStep step = TaskStep::Raise;
  PractitionerId by;
  std::string by_name;
  Instant at;
  std::string note;
};
struct WorkTask {
  StatementId task;
  EncounterId encounter;
  std::string bed;
  std::string kind;
  care::Words text;   // a person's own words are the same in both languages
  std::string state;  // raised, accepted, declined, done, verified, reopened
  std::string owner_role;
  std::optional<PractitionerId> owner;
  std::string owner_name;
  Instant raised_at;
  std::optional<Instant> due;
  bool overdue = false;
  int rung = 0;  // of the escalation ladder: 0 the owner, 1 the charge nurse
  bool needs_person_now = false;
  bool told = false;  // somebody confirmed by phone, or accepted
  std::string phone;
  store::Delivery delivery = store::Delivery::OnHub;  // of the newest step made here
  std::vector<TaskLine> lines;
  bool is_open() const { return state != "verified"; }
  // "NOT DELIVERED: call …" until somebody confirms.
  bool undelivered() const { return needs_person_now && !told && delivery != store::Delivery::OnHub; }
};

// One tap: a colleague did well. A Communication, seen by that colleague.
struct ThankColleague {
  StatementId id;
  PractitionerId colleague;
  std::string words = {};
};
Expected<Outcome> thank_colleague(const Ward& ward, const ThankColleague& thanks);

}  // namespace wardlight::workflows
