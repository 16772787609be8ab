// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/task_thread.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "core/care/tasks/task_thread.h"
#include "core/workflows/statement_parts.h"

namespace wardlight::workflows {
namespace {

constexpr std::string_view kRaise = "raise";

constexpr std::array<std::pair<TaskStep, care::TaskStepKind>, 7> kSteps{{
    {TaskStep::Accept, care::TaskStepKind::Accept},
    {TaskStep::Decline, care::TaskStepKind::Decline},
    {TaskStep::Done, care::TaskStepKind::Done},
    {TaskStep::Verify, care::TaskStepKind::Verify},
    {TaskStep::Reopen, care::TaskStepKind::Reopen},
    {TaskStep::Escalate, care::TaskStepKind::Escalate},
    {TaskStep::ToldByPhone, care::TaskStepKind::ToldByPhone},
}};
care::TaskStepKind kind_of(TaskStep step) {
  return std::ranges::find(kSteps, step, &decltype(kSteps)::value_type::first)->second;
}
TaskStep step_of(care::TaskStepKind kind) {
  return std::ranges::find(kSteps, kind, &decltype(kSteps)::value_type::second)->first;
}

struct ReadThread {
  WorkTask task;
  care::TaskBeginning beginning;
  std::vector<care::TaskStepTaken> steps;
};

std::string_view code_in(const json::Value& concept_value) { return concept_value["coding"][std::size_t{0}].text_of("code"); }

std::string text_extension(const json::Value& resource, std::string_view name) {
  const json::Value* found = find_extension(resource, name);
  return found == nullptr ? std::string() : std::string(found->text_of("valueString"));
}

std::string spanish_of(const json::Value& description) {
  for (const json::Value& translation : description["extension"].items()) {
    std::string language, content;
    for (const json::Value& part : translation["extension"].items()) {
      if (part.text_of("url") == "lang") language = part.text_of("valueCode");
      if (part.text_of("url") == "content") content = part.text_of("valueString");
    }
    if (language == "es") return content;
  }
  return {};
}

void begin_task(const ThreadReading& reading, const store::Record& record, const json::Value& resource, WorkTask& task) {
  task.task = {record.id};
  task.encounter = record.encounter;
  task.bed = reading.bed_of(record.encounter);
  task.kind = code_in(resource["code"]);
  task.text = {std::string(resource.text_of("description")), spanish_of(resource["_description"])};
  if (task.text.es.empty()) task.text.es = task.text.en;
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

void begin(const ThreadReading& reading, const store::Record& record, const json::Value& resource, ReadThread& thread) {
  begin_task(reading, record, resource, thread.task);
  const WorkTask& task = thread.task;
  thread.beginning = {task.kind, task.owner_role, task.raised_at, record.signer.value, task.due, task.needs_person_now};
}

void add_step(const ThreadReading& reading, const store::Record& record, ReadThread& thread) {
  const json::Value* resource = record.resource();
  if (resource == nullptr) return;
  const std::string_view code = code_in((*resource)["businessStatus"]);
  const auto step = care::task_step_from_code(code);
  if (code == kRaise) begin(reading, record, *resource, thread);
  else if (!step) return;
  const std::string note((*resource)["note"][std::size_t{0}].text_of("text"));
  if (step) thread.steps.push_back({*step, record.signer.value, record.at, note});
  take_owner(reading, *resource, thread.task);
  thread.task.delivery = record.delivery;
  thread.task.lines.push_back({code == kRaise ? TaskStep::Raise : step_of(*step), record.signer, reading.name_of(record.signer),
      record.at, note});
}

// Steps that two tablets took at once and that do not follow are kept as lines without effect.
void settle(const ThreadReading& reading, ReadThread& thread) {
  const care::TaskStanding standing =
      care::judge_task(reading.ward.content.tasks, thread.beginning, thread.steps, reading.now);
  WorkTask& task = thread.task;
  task.state = care::to_code(standing.state);
  task.rung = static_cast<int>(standing.rung);
  task.overdue = standing.overdue;
  task.told = standing.told;
  if (standing.rung > 0) task.owner_role = standing.whose;
}

std::map<StatementId, ReadThread> read_threads(const ThreadReading& reading, std::span<const store::Record> records) {
  std::map<StatementId, ReadThread> threads;
  for (const store::Record& record : records)
    if (record.type == "Task" && !record.from_reference) add_step(reading, record, threads[record.thread]);
  std::erase_if(threads, [](const auto& one) { return one.second.task.task.empty(); });
  return threads;
}

}  // namespace

std::string_view to_code(TaskStep step) { return step == TaskStep::Raise ? kRaise : care::to_code(kind_of(step)); }

std::optional<std::string> objection_to(const ThreadReading& reading, std::span<const store::Record> records, TaskStep step,
                                        const std::string& note) {
  const auto threads = read_threads(reading, records);
  if (threads.empty() || step == TaskStep::Raise) return "This task is not on this tablet any more; read the list again.";
  const ReadThread& thread = threads.begin()->second;
  const care::TaskRules& rules = reading.ward.content.tasks;
  const auto standing = care::judge_task(rules, thread.beginning, thread.steps, reading.now);
  return care::task_objection(rules, standing,
                              {kind_of(step), reading.ward.session.person().practitioner.value, reading.now, note});
}

std::string ThreadReading::name_of(const PractitionerId& practitioner) const {
  const auto found = names.find(practitioner);
  return found == names.end() ? practitioner.value : found->second;
}

std::string ThreadReading::bed_of(const EncounterId& encounter) const {
  if (beds == nullptr) return {};
  const auto found = beds->find(encounter);
  return found == beds->end() ? std::string() : found->second;
}

std::vector<WorkTask> read_tasks(const ThreadReading& reading, std::span<const store::Record> records) {
  std::vector<WorkTask> all;
  auto threads = read_threads(reading, records);
  for (auto& [id, thread] : threads) {
    settle(reading, thread);
    all.push_back(std::move(thread.task));
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
