// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/add_temporary_patient.h"

#include <algorithm>
#include <array>

#include "core/workflows/statement_parts.h"

namespace wardlight::workflows {
namespace {

constexpr std::array<std::string_view, 5> kGenders{"", "male", "female", "other", "unknown"};

json::Value record_number_of(const TemporaryPatient& patient) {
  json::Value identifier;
  identifier.set("type", coding("http://terminology.hl7.org/CodeSystem/v2-0203", "MR")).set("value", patient.record_number);
  return json::Value::array({identifier});
}

json::Value patient_resource(const Ward& ward, const TemporaryPatient& patient, Instant now) {
  json::Value resource = begin_statement(ward, {"Patient", patient.patient, now, {}});
  tag(resource, "temporary");
  if (!patient.record_number.empty()) resource.set("identifier", record_number_of(patient));
  json::Value name;
  if (!patient.family.empty()) name.set("family", patient.family);
  if (!patient.given.empty()) name.set("given", json::Value::array({json::Value(patient.given)}));
  resource.set("name", json::Value::array({name}));
  if (!patient.gender.empty()) resource.set("gender", patient.gender);
  if (!patient.birth_date.empty()) resource.set("birthDate", patient.birth_date);
  return resource;
}

json::Value encounter_resource(const Ward& ward, const TemporaryPatient& patient, Instant now) {
  const json::Value since = json::Value().set("start", ward.zone.format(now));
  json::Value encounter = begin_statement(ward, {"Encounter", patient.encounter, now, {}});
  tag(encounter, "temporary");
  encounter.set("status", "in-progress");
  json::Value inpatient;
  inpatient.set("system", "http://terminology.hl7.org/CodeSystem/v3-ActCode").set("code", "IMP");
  encounter.set("class", inpatient);
  encounter.set("subject", reference_to("Patient", patient.patient.value)).set("period", since);
  json::Value place;
  place.set("location", reference_to("Location", patient.location.value)).set("status", "active").set("period", since);
  encounter.set("location", json::Value::array({place}));
  return encounter;
}

std::vector<Objection> objections_to(const Ward& ward, const TemporaryPatient& patient) {
  std::vector<Objection> found;
  if (patient.family.empty() && patient.given.empty())
    found.push_back({ObjectionKind::NameMissing, "family",
                     "Enter a name; if it is not known, write Unknown and what tells the patient apart."});
  const auto born = parse_date(patient.birth_date);
  if (!patient.birth_date.empty() && (!born || *born > ward.zone.local(ward.clock.now()).date))
    found.push_back(
        {ObjectionKind::TimesWrong, "birth_date", "This birth date does not exist; write it like 1952-03-09 or leave it empty."});
  if (std::ranges::find(kGenders, patient.gender) == kGenders.end())
    found.push_back({ObjectionKind::FormProblem, "gender", "Choose one of the list or leave it open."});
  if (patient.location.empty())
    found.push_back({ObjectionKind::FormProblem, "location", "Say where the patient is: the bed, or the unit."});
  return found;
}

}  // namespace

Expected<Outcome> add_temporary_patient(const Ward& ward, const TemporaryPatient& patient) {
  WL_CHECK(require(ward, access::Action::AddPatient));
  WL_TRY(auto earlier, find_saved(ward, patient.encounter));
  if (earlier) return Outcome{std::move(earlier), {}};
  auto objections = objections_to(ward, patient);
  if (!objections.empty()) return Outcome{{}, std::move(objections)};
  const Instant now = ward.clock.now();
  WL_TRY(const store::Receipt receipt, save_statements(ward, {{patient.patient, patient_resource(ward, patient, now)},
                                                              {patient.encounter, encounter_resource(ward, patient, now)}}));
  return Outcome{Saved{patient.encounter, now, now, care::ChartingTime::Prompt, receipt.second_copy}, {}};
}

}  // namespace wardlight::workflows
