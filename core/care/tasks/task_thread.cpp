// SPDX-License-Identifier: Apache-2.0
#include "core/care/tasks/task_thread.h"

#include <algorithm>
#include <array>

namespace wardlight::care {
namespace {

constexpr std::array<std::pair<TaskStepKind, std::string_view>, 7> kSteps{{{TaskStepKind::Accept, "accept"},
                                                                          {TaskStepKind::Decline, "decline"},
                                                                          {TaskStepKind::Done, "done"},
                                                                          {TaskStepKind::Verify, "verify"},
                                                                          {TaskStepKind::Reopen, "reopen"},
                                                                          {TaskStepKind::Escalate, "escalate"},
                                                                          {TaskStepKind::ToldByPhone, "told-by-phone"}}};
constexpr std::array<std::pair<TaskState, std::string_view>, 6> kStates{{{TaskState::Raised, "raised"},
                                                                        {TaskState::Accepted, "accepted"},
                                                                        {TaskState::Declined, "declined"},
                                                                        {TaskState::Done, "done"},
                                                                        {TaskState::Verified, "verified"},
                                                                        {TaskState::Reopened, "reopened"}}};

bool is_waiting(TaskState state) {
  return state == TaskState::Raised || state == TaskState::Reopened || state == TaskState::Declined;
}
bool is_finished(TaskState state) { return state == TaskState::Done || state == TaskState::Verified; }

bool follows(TaskState state, TaskStepKind step) {
  switch (step) {
    case TaskStepKind::Accept: return is_waiting(state);
    case TaskStepKind::Decline:
    case TaskStepKind::Done:
    case TaskStepKind::Escalate: return !is_finished(state);
    case TaskStepKind::Verify: return state == TaskState::Done;
    case TaskStepKind::Reopen: return is_finished(state);
    case TaskStepKind::ToldByPhone: return true;
  }
  return false;
}

bool needs_note(TaskStepKind step) { return step == TaskStepKind::Decline || step == TaskStepKind::Reopen; }

// A task that somebody turned down or passed up climbs at once; the last rung keeps it.
void climb(const TaskRules& rules, TaskStanding& standing) { standing.rung = std::min(standing.rung + 1, rules.ladder.size()); }

void take(const TaskRules& rules, TaskStanding& standing, const TaskStepTaken& step) {
  switch (step.step) {
    case TaskStepKind::Accept:
      standing.state = TaskState::Accepted;
      standing.accepted_by = step.by;
      standing.told = true;
      break;
    case TaskStepKind::Decline:
      standing.state = TaskState::Declined;
      standing.accepted_by.clear();
      climb(rules, standing);
      break;
    case TaskStepKind::Done:
      standing.state = TaskState::Done;
      standing.done_by = step.by;
      break;
    case TaskStepKind::Verify: standing.state = TaskState::Verified; break;
    case TaskStepKind::Reopen:
      standing.state = TaskState::Reopened;
      standing.accepted_by.clear();
      standing.done_by.clear();
      standing.told = false;
      break;
    case TaskStepKind::Escalate: climb(rules, standing); break;
    case TaskStepKind::ToldByPhone: standing.told = true; break;
  }
}

// How long it has been waiting for somebody: since it was raised, turned down or opened again.
Instant waiting_since(const TaskBeginning& beginning, const std::vector<TaskStepTaken>& steps,
                      const std::vector<std::size_t>& out_of_place) {
  Instant since = beginning.raised_at;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const bool counts = std::ranges::find(out_of_place, i) == out_of_place.end();
    if (counts && needs_note(steps[i].step)) since = std::max(since, steps[i].at);
  }
  return since;
}

std::size_t rung_by_time(const TaskRules& rules, const TaskBeginning& beginning, const TaskStanding& standing, Instant waiting,
                         Instant now) {
  std::size_t rung = 0;
  for (std::size_t i = 0; i < rules.ladder.size(); ++i) {
    const LadderRung& next = rules.ladder[i];
    const bool nobody = is_waiting(standing.state) && now - waiting >= next.unaccepted;
    const bool late = !is_finished(standing.state) && beginning.due && now - *beginning.due >= next.after_due;
    if (nobody || late) rung = i + 1;
  }
  return rung;
}

}  // namespace

std::string_view to_code(TaskStepKind step) {
  return std::ranges::find(kSteps, step, &decltype(kSteps)::value_type::first)->second;
}

std::optional<TaskStepKind> task_step_from_code(std::string_view code) {
  for (const auto& [step, name] : kSteps)
    if (name == code) return step;
  return std::nullopt;
}

std::string_view to_code(TaskState state) {
  return std::ranges::find(kStates, state, &decltype(kStates)::value_type::first)->second;
}

TaskStanding judge_task(const TaskRules& rules, const TaskBeginning& beginning, const std::vector<TaskStepTaken>& steps,
                        Instant now) {
  TaskStanding standing;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (task_objection(rules, standing, steps[i])) standing.out_of_place.push_back(i);
    else take(rules, standing, steps[i]);
  }
  const Instant waiting = waiting_since(beginning, steps, standing.out_of_place);
  standing.rung = std::max(standing.rung, rung_by_time(rules, beginning, standing, waiting, now));
  standing.whose = standing.rung == 0 ? beginning.owner_role : rules.ladder[standing.rung - 1].to;
  standing.overdue = beginning.due && *beginning.due < now && !is_finished(standing.state);
  return standing;
}

std::optional<std::string> task_objection(const TaskRules& rules, const TaskStanding& standing, const TaskStepTaken& step) {
  if (!follows(standing.state, step.step))
    return "This does not follow: the task is " + std::string(to_code(standing.state)) + "; read it again.";
  if (needs_note(step.step) && step.note.empty()) return std::string("Say why, in a few words, so that the next one knows.");
  if (step.step == TaskStepKind::Verify && rules.other_person_verifies && step.by == standing.done_by)
    return std::string("Somebody other than the one who did it says that it is done.");
  return std::nullopt;
}

std::optional<Words> not_delivered(const TaskRules& rules, const TaskBeginning& beginning, const TaskStanding& standing,
                                   TaskDelivery delivery, const std::string& extension) {
  const bool waits = beginning.needs_person_now && !standing.told && !is_finished(standing.state);
  if (!waits || delivery == TaskDelivery::Delivered) return std::nullopt;
  return fill(rules.not_delivered, {{"extension", extension}});
}

}  // namespace wardlight::care
