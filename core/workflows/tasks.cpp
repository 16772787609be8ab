// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/tasks.h"

#include <algorithm>

#include "core/workflows/round_tasks.h"
#include "core/workflows/statement_parts.h"
#include "core/workflows/task_thread.h"

namespace wardlight::workflows {
namespace {

constexpr std::string_view kTaskCodes = "urn:wardlight:codes:task";
constexpr std::string_view kStepCodes = "urn:wardlight:codes:task-step";
constexpr std::string_view kRoleCodes = "urn:wardlight:codes:role";
constexpr std::string_view kTalkCodes = "urn:wardlight:codes:communication";
constexpr std::string_view kTranslation = "http://hl7.org/fhir/StructureDefinition/translation";

// FHIR's own word for where the task stands.
std::string_view fhir_status(TaskStep step) {
  switch (step) {
    case TaskStep::Accept: return "accepted";
    case TaskStep::Decline: return "rejected";
    case TaskStep::Done:
    case TaskStep::Verify: return "completed";
    case TaskStep::ToldByPhone: return "received";
    case TaskStep::Raise:
    case TaskStep::Reopen:
    case TaskStep::Escalate: break;
  }
  return "requested";
}

json::Value begin_task(const Ward& ward, const StatementId& id, TaskStep step) {
  const Instant now = ward.clock.now();
  json::Value task = begin_statement(ward, {"Task", id, now, {}});
  task.set("status", fhir_status(step)).set("businessStatus", coding(kStepCodes, to_code(step))).set("intent", "order");
  task.set("authoredOn", ward.zone.format(now));
  task.set("requester", reference_to("Practitioner", ward.session.person().practitioner.value));
  return task;
}

Expected<void> set_patient(const Ward& ward, const EncounterId& encounter, json::Value& task) {
  if (encounter.empty()) return {};
  WL_TRY(const store::CensusEntry stay, get_stay(ward, encounter));
  task.set("for", reference_to("Patient", stay.patient.value)).set("encounter", reference_to("Encounter", stay.encounter.value));
  return {};
}

// FHIR's own way to say a text in another language.
json::Value in_spanish(const std::string& words) {
  const auto part = [](const char* url, const char* member, const std::string& value) {
    return json::Value().set("url", url).set(member, value);
  };
  json::Value translation = json::Value().set(
      "extension", json::Value::array({part("lang", "valueCode", "es"), part("content", "valueString", words)}));
  translation.set("url", kTranslation);
  return json::Value().set("extension", json::Value::array({std::move(translation)}));
}

void set_note(json::Value& task, const std::string& note) {
  if (!note.empty()) task.set("note", json::Value::array({json::Value().set("text", note)}));
}

Expected<Outcome> save_one(const Ward& ward, const StatementId& id, json::Value resource, store::Urgency urgency) {
  WL_TRY(const store::Receipt receipt, save_statements(ward, {{id, std::move(resource), urgency}}));
  const Instant now = ward.clock.now();
  return Outcome{Saved{id, now, now, care::ChartingTime::Prompt, receipt.second_copy}, {}};
}

}  // namespace

Expected<json::Value> make_task(const Ward& ward, const RaiseTask& raised) {
  json::Value task = begin_task(ward, raised.id, TaskStep::Raise);
  WL_CHECK(set_patient(ward, raised.encounter, task));
  task.set("code", coding(kTaskCodes, raised.kind)).set("description", raised.text);
  if (!raised.spanish.empty()) task.set("_description", in_spanish(raised.spanish));
  task.set("priority", raised.needs_person_now ? "stat" : "routine");
  task.set("performerType", json::Value::array({coding(kRoleCodes, raised.owner_role)}));
  if (raised.owner) task.set("owner", reference_to("Practitioner", raised.owner->value));
  if (raised.due)
    task.set("restriction", json::Value().set("period", json::Value().set("end", ward.zone.format(*raised.due))));
  if (!raised.basis.empty()) task.set("reasonReference", json::Value().set("reference", raised.basis));
  if (!raised.phone.empty()) add_extension(task, "phone", "String", raised.phone);
  return task;
}

Expected<std::vector<NamedResource>> tasks_of_answers(const Ward& ward, const EncounterId& encounter,
                                                      const forms::Review& review, const StatementId& basis) {
  std::vector<care::RoundAnswer> answers;
  for (const auto& [item, answer] : review.answered)
    answers.push_back({item->link_id, answer->coding.code.empty() ? answer->text : answer->coding.code});
  std::vector<NamedResource> tasks;
  const auto kinds = care::tasks_from_round(ward.content.tasks, answers);
  if (kinds.empty()) return tasks;
  WL_TRY(const auto records, ward.store.list_records({&encounter, 1}, "Task"));
  const std::map<PractitionerId, std::string> nobody;
  const auto open = read_tasks({ward, ward.clock.now(), nobody}, records);
  for (const care::TaskKindRule* kind : kinds) {
    if (std::ranges::any_of(open, [&](const WorkTask& one) { return one.is_open() && one.kind == kind->kind; })) continue;
    RaiseTask task{new_statement_id(ward), encounter, kind->kind, kind->text.en, kind->owner_role};
    task.spanish = kind->text.es;
    task.due = ward.clock.now() + kind->due;
    task.basis = "QuestionnaireResponse/" + basis.value;
    task.needs_person_now = kind->needs_person_now;
    WL_TRY(json::Value resource, make_task(ward, task));
    tasks.push_back({task.id, std::move(resource), task.needs_person_now ? store::Urgency::Urgent : store::Urgency::Usual});
  }
  return tasks;
}

Expected<Outcome> raise_task(const Ward& ward, const RaiseTask& raised) {
  WL_CHECK(require(ward, access::Action::RecordRound));
  WL_TRY(auto earlier, find_saved(ward, raised.id));
  if (earlier) return Outcome{std::move(earlier), {}};
  if (raised.text.empty() || raised.kind.empty())
    return Outcome{{}, {{ObjectionKind::NothingToDo, "", "Say in a few words what is to be done."}}};
  WL_TRY(json::Value task, make_task(ward, raised));
  return save_one(ward, raised.id, std::move(task), raised.needs_person_now ? store::Urgency::Urgent : store::Urgency::Usual);
}

Expected<Outcome> move_task(const Ward& ward, const TaskMove& move) {
  WL_CHECK(require(ward, access::Action::RecordRound));
  WL_TRY(auto earlier, find_saved(ward, move.id));
  if (earlier) return Outcome{std::move(earlier), {}};
  WL_TRY(const auto records, ward.store.list_thread(move.task));
  const std::map<PractitionerId, std::string> nobody;
  const auto tasks = read_tasks({ward, ward.clock.now(), nobody}, records);
  if (tasks.empty()) return Error{ErrorCode::NotFound, "This task is not on this tablet any more; read the list again.", "task"};
  if (const auto objection = objection_to({ward, ward.clock.now(), nobody}, records, move.step, move.note))
    return Outcome{{}, {{ObjectionKind::RuleRefused, "", *objection}}};
  json::Value task = begin_task(ward, move.id, move.step);
  WL_CHECK(set_patient(ward, tasks.front().encounter, task));
  task.set("code", coding(kTaskCodes, tasks.front().kind));
  if (move.step == TaskStep::Accept)
    task.set("owner", reference_to("Practitioner", ward.session.person().practitioner.value));
  set_note(task, move.note);
  add_extension(task, "thread", "String", move.task.value);
  return save_one(ward, move.id, std::move(task), tasks.front().needs_person_now
      ? store::Urgency::Urgent : store::Urgency::Usual);
}

Expected<Outcome> thank_colleague(const Ward& ward, const ThankColleague& thanks) {
  WL_CHECK(require(ward, access::Action::SeeOwnFigures));
  WL_TRY(auto earlier, find_saved(ward, thanks.id));
  if (earlier) return Outcome{std::move(earlier), {}};
  const access::Person& me = ward.session.person();
  if (thanks.colleague.empty() || thanks.colleague == me.practitioner)
    return Outcome{{}, {{ObjectionKind::NothingToDo, "", "Choose the colleague you want to thank."}}};
  const Instant now = ward.clock.now();
  json::Value words = begin_statement(ward, {"Communication", thanks.id, now, {}});
  words.set("status", "completed").set("category", json::Value::array({coding(kTalkCodes, "thanks")}));
  words.set("recipient", json::Value::array({reference_to("Practitioner", thanks.colleague.value)}));
  words.set("sender", reference_to("Practitioner", me.practitioner.value)).set("sent", ward.zone.format(now));
  if (!thanks.words.empty())
    words.set("payload", json::Value::array({json::Value().set("contentString", thanks.words)}));
  return save_one(ward, thanks.id, std::move(words), store::Urgency::Usual);
}

}  // namespace wardlight::workflows
