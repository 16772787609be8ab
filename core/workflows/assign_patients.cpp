// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/assign_patients.h"

#include "core/workflows/statement_parts.h"

namespace wardlight::workflows {
namespace {

constexpr std::string_view kTaskCodes = "urn:wardlight:codes:task";
constexpr std::string_view kRoleCodes = "urn:wardlight:codes:role";

// Aides care beside the nurse; everybody else who takes a patient does so as the nurse.
access::Role caring_role(access::Role role) { return role == access::Role::Aide ? role : access::Role::Nurse; }

Expected<Outcome> save_assignments(const Ward& ward, const std::vector<Assign>& assignments, AssignStep step) {
  Outcome outcome;
  std::vector<NamedResource> tasks;
  for (const Assign& assign : assignments) {
    WL_TRY(const store::CensusEntry stay, get_stay(ward, assign.encounter));
    if (has_left(stay, ward.clock.now()))
      outcome.objections.push_back(
          {ObjectionKind::PatientGone, "", "The hospital says that one of these patients has left; read the list again."});
    const StatementId id = new_statement_id(ward);
    tasks.push_back({id, make_assignment(ward, id, stay, assign, step)});
  }
  if (tasks.empty()) outcome.objections.push_back({ObjectionKind::NothingToDo, "", "No patient was chosen."});
  if (!outcome.objections.empty()) return outcome;
  WL_TRY(const store::Receipt receipt, save_statements(ward, tasks));
  const Instant now = ward.clock.now();
  outcome.saved = Saved{tasks.front().id, now, now, care::ChartingTime::Prompt, receipt.second_copy};
  return outcome;
}

}  // namespace

json::Value make_assignment(const Ward& ward, const StatementId& id, const store::CensusEntry& stay, const Assign& assign,
                            AssignStep step) {
  const Instant now = ward.clock.now();
  json::Value task = begin_statement(ward, {"Task", id, now, {}});
  task.set("status", step == AssignStep::Accepted ? "accepted" : "requested").set("intent", "order");
  task.set("code", coding(kTaskCodes, store::ProjectionRules{}.assignment_code));
  task.set("for", reference_to("Patient", stay.patient.value)).set("encounter", reference_to("Encounter", stay.encounter.value));
  task.set("authoredOn", ward.zone.format(now));
  task.set("requester", reference_to("Practitioner", ward.session.person().practitioner.value));
  task.set("performerType", json::Value::array({coding(kRoleCodes, to_code(caring_role(assign.role)))}));
  task.set("owner", reference_to("Practitioner", assign.practitioner.value));
  return task;
}

Expected<Outcome> assign_patients(const Ward& ward, const std::vector<Assign>& assignments) {
  WL_CHECK(require(ward, access::Action::AssignPatients));
  return save_assignments(ward, assignments, AssignStep::Requested);
}

Expected<Outcome> take_over(const Ward& ward, const EncounterId& encounter) {
  WL_CHECK(require(ward, access::Action::TakePatient));
  const access::Person& me = ward.session.person();
  return save_assignments(ward, {{encounter, me.practitioner, me.role}}, AssignStep::Accepted);
}

}  // namespace wardlight::workflows
