// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/care/tasks/task_rules.h"

// Where a task stands after its steps. Each step is a statement of its own; the state is never stored. Pure; any thread.
namespace wardlight::care {

enum class TaskStepKind { Accept, Decline, Done, Verify, Reopen, Escalate, ToldByPhone };
std::string_view to_code(TaskStepKind step);  // accept, decline, done, verify, reopen, escalate, told-by-phone
std::optional<TaskStepKind> task_step_from_code(std::string_view code);

enum class TaskState { Raised, Accepted, Declined, Done, Verified, Reopened };
std::string_view to_code(TaskState state);

struct TaskBeginning {
  std::string kind;
  std::string owner_role;
  Instant raised_at;
  std::string raised_by;
  std::optional<Instant> due;
  bool needs_person_now = false;
};
// In the order of the record (outbox or feed), which is not always that of time.
struct TaskStepTaken {
  TaskStepKind step = TaskStepKind::Accept;
  std::string by;
  Instant at;
  std::string note;
};

struct TaskStanding {
  TaskState state = TaskState::Raised;
  std::size_t rung = 0;    // 0: the owner; above that the ladder's
  std::string whose;       // the role that has it now
  std::string accepted_by; // empty: nobody
  std::string done_by;
  bool overdue = false;
  bool told = false;       // somebody was reached: accepted, or told by phone
  std::vector<std::size_t> out_of_place;  // steps that did not follow from where it stood; kept, and without effect

  bool is_open() const { return state != TaskState::Verified; }
};
TaskStanding judge_task(const TaskRules& rules, const TaskBeginning& beginning, const std::vector<TaskStepTaken>& steps,
                         Instant now);

// What stands against this step now, as a sentence; nothing: it may be taken. Declining and reopening need a note, and
// where the pack says so the one who did it does not verify it.
std::optional<std::string> task_objection(const TaskRules& rules, const TaskStanding& standing, const TaskStepTaken& step);

// The words for what needs a person now and has not left the tablet, until somebody confirms. `extension` is the phone to call.
enum class TaskDelivery { OnThisTabletOnly, Delivered };
std::optional<Words> not_delivered(const TaskRules& rules, const TaskBeginning& beginning, const TaskStanding& standing,
                                   TaskDelivery delivery, const std::string& extension);

}  // namespace wardlight::care
