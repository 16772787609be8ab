// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/task_thread.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "core/workflows/statement_parts.h"

namespace wardlight::workflows {
namespace {

struct StepRow {
  TaskStep step;
  std::string_view code;
  std::string_view from;  // states it follows, between spaces; empty: nothing was there
  std::string_view to;    // empty: it stays as it is
};
constexpr std::array<StepRow, 8> kSteps{{
    {TaskStep::Raise, "raise", "", "raised"},
    {TaskStep::Accept, "accept", " raised reopened declined ", "accepted"},
    {TaskStep::Decline, "decline", " raised reopened accepted ", "declined"},
    {TaskStep::Done, "done", " raised reopened accepted ", "done"},
    {TaskStep::Verify, "verify", " done ", "verified"},
    {TaskStep::Reopen, "reopen", " done verified declined ", "reopened"},
    {TaskStep::Escalate, "escalate", " raised reopened accepted declined ", ""},
    {TaskStep::ToldByPhone, "told-by-phone", " raised reopened accepted declined ", ""},
}};

const StepRow& row_of(TaskStep step) { return *std::ranges::find(kSteps, step, &StepRow::step); }

std::optional<TaskStep> step_from_code(std::string_view code) {
  const auto row = std::ranges::find(kSteps, code, &StepRow::code);
  return row == kSteps.end() ? std::nullopt : std::optional(row->step);
}

std::string_view code_in(const json::Value& concept_value) { return concept_value["coding"][std::size_t{0}].text_of("code"); }

std::string text_extension(const json::Value& resource, std::string_view name) {
  const json::Value* found = find_extension(resource, name);
  return found == nullptr ? std::string() : std::string(found->text_of("valueString"));
}

void begin_task(const ThreadReading& reading, const store::Record& record, const json::Value& resource, WorkTask& task) {
  task.task = {record.id};
  task.encounter = record.encounter;
  task.bed = reading.bed_of(record.encounter);
  task.kind = code_in(resource["code"]);
  task.text = resource.text_of("description");
  task.owner_role = code_in(resource["performerType"][std::size_t{0}]);
  task.raised_at = record.at;
  if (const auto due = parse_time(resource["restriction"]["period"].text_of("end"))) task.due = due->instant;
  task.needs_person_now = resource.text_of("priority") == "stat";
  task.phone = text_extension(resource, "phone");
}

void take_owner(const ThreadReading& reading, const json::Value& resource, WorkTask& task) {
  const std::string owner = id_in(resource["owner"]);
  if (owner.empty()) return;
  task.owner = PractitionerId{owner};
  task.owner_name = reading.name_of(*task.owner);
}

void add_step(const ThreadReading& reading, const store::Record& record, WorkTask& task) {
  const auto resource = json::parse(record.bytes);
  if (!resource) return;
  const auto step = step_from_code(code_in((*resource)["businessStatus"]));
  if (!step) return;
  const auto state = state_after(task.state, *step);
  if (!state) return;  // a step that two tablets took at once: the first holds
  if (*step == TaskStep::Raise) begin_task(reading, record, *resource, task);
  take_owner(reading, *resource, task);
  if (*step == TaskStep::Decline || *step == TaskStep::Escalate) task.rung = 1;
  if (*step == TaskStep::Accept || *step == TaskStep::ToldByPhone || *step == TaskStep::Done) task.told = true;
  task.state = *state;
  task.delivery = record.delivery;
  const std::string_view note = (*resource)["note"][std::size_t{0}].text_of("text");
  task.lines.push_back({*step, record.signer, reading.name_of(record.signer), record.at, std::string(note)});
}

// Nobody took it in time, or it is that much overdue: it is the charge nurse's too.
void judge_lateness(const ThreadReading& reading, WorkTask& task) {
  if (!task.is_open()) return;
  const Duration patience = reading.ward.content.chart.escalate_task_after;
  task.overdue = task.due && *task.due < reading.now;
  const bool waits = task.state == "raised" || task.state == "reopened";
  const Instant since = task.lines.back().at;
  if ((waits && reading.now - since >= patience) || (task.overdue && reading.now - *task.due >= patience)) task.rung = 1;
}

}  // namespace

std::string_view to_code(TaskStep step) { return row_of(step).code; }

std::optional<std::string> state_after(const std::string& state, TaskStep step) {
  const StepRow& row = row_of(step);
  const bool follows = row.from.empty() ? state.empty() : row.from.find(" " + state + " ") != std::string_view::npos;
  if (!follows) return std::nullopt;
  return row.to.empty() ? state : std::string(row.to);
}

std::string ThreadReading::name_of(const PractitionerId& practitioner) const {
  const auto found = names.find(practitioner);
  return found == names.end() ? practitioner.value : found->second;
}

std::string ThreadReading::bed_of(const EncounterId& encounter) const {
  const auto found = beds.find(encounter);
  return found == beds.end() ? std::string() : found->second;
}

std::vector<WorkTask> read_tasks(const ThreadReading& reading, std::span<const store::Record> records) {
  std::map<StatementId, WorkTask> tasks;
  for (const store::Record& record : records)
    if (record.type == "Task" && !record.from_reference) add_step(reading, record, tasks[record.thread]);
  std::vector<WorkTask> all;
  for (auto& [id, task] : tasks) {
    if (task.state.empty()) continue;
    judge_lateness(reading, task);
    all.push_back(std::move(task));
  }
  sort_by_urgency(all);
  return all;
}

void sort_by_urgency(std::vector<WorkTask>& tasks) {
  constexpr Instant kNever{INT64_MAX};
  std::ranges::sort(tasks, {}, [&](const WorkTask& task) {
    return std::tuple(!task.undelivered(), !task.needs_person_now, task.due.value_or(kNever), task.raised_at, task.task);
  });
}

}  // namespace wardlight::workflows
