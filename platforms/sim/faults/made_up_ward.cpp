// SPDX-License-Identifier: Apache-2.0
#include "platforms/sim/faults/made_up_ward.h"

#include "core/time/time.h"

namespace wardlight::sim {
namespace {

constexpr std::string_view kForm =
    R"({"resourceType":"Questionnaire","url":"urn:sim:round","version":"1","status":"active","title":"Round","item":[)"
    R"({"linkId":"kind","type":"string","text":"Kind"},{"linkId":"seen","type":"boolean","text":"Seen","required":true}]})";

std::string reference(const std::string& type, const std::string& id) { return R"({"reference":")" + type + "/" + id + R"("})"; }

storage::NewReference location(const std::string& id, const std::string& name, const std::string& kind,
                               const std::string& part_of) {
  std::string text = R"({"resourceType":"Location","id":")" + id + R"(","name":")" + name +
                     R"(","physicalType":{"coding":[{"code":")" + kind + R"("}]})";
  if (!part_of.empty()) text += R"(,"partOf":)" + reference("Location", part_of);
  return {"Location", id, text + "}", {}};
}

}  // namespace

std::string form_text() { return std::string(kForm); }

store::ProjectionRules sim_rules() {
  store::ProjectionRules rules;
  store::ActRule round;
  round.questionnaire = kSimForm;
  round.act = "round";
  round.kind_link_id = "kind";
  round.otherwise = "full";
  round.glance = {"seen"};
  rules.acts.push_back(round);
  return rules;
}

std::string write_round(const RoundText& round) {
  const std::string now = format_time(round.done_at, -240);
  std::string extensions = R"({"url":"urn:wardlight:recorded","valueDateTime":")" + now + R"("})";
  if (!round.corrects.empty())
    extensions +=
        R"(,{"url":"urn:wardlight:supersedes","valueReference":)" + reference("QuestionnaireResponse", round.corrects) + "}";
  return R"({"resourceType":"QuestionnaireResponse","id":")" + round.id + R"(","extension":[)" + extensions +
         R"(],"questionnaire":")" + std::string(kSimForm) + R"(|1","status":")" +
         (round.corrects.empty() ? "completed" : "amended") + R"(","subject":)" + reference("Patient", round.patient) +
         R"(,"encounter":)" + reference("Encounter", round.encounter) + R"(,"authored":")" + now + R"(","author":)" +
         reference("Practitioner", round.nurse) + R"(,"item":[{"linkId":"seen","answer":[)" +
         (round.poison ? R"({"valueString":"yes"})" : R"({"valueBoolean":true})") + "]}]}";
}

std::vector<storage::NewReference> references_of(const PatientNow& patient) {
  std::string person = R"({"resourceType":"Patient","id":")" + patient.patient + R"(","meta":{"versionId":")" +
                       std::to_string(patient.version) + R"("},"name":[{"family":"Family )" + patient.patient + R"("}])";
  if (!patient.merged_into.empty())
    person += R"(,"active":false,"link":[{"other":)" + reference("Patient", patient.merged_into) + R"(,"type":"replaced-by"}])";
  const std::string end = patient.discharged ? R"(,"end":"2025-06-11T10:00:00-04:00")" : "";
  const std::string stay = R"({"resourceType":"Encounter","id":")" + patient.encounter + R"(","meta":{"versionId":")" +
                           std::to_string(patient.version) + R"("},"status":")" +
                           (patient.discharged ? "finished" : "in-progress") + R"(","class":{"code":"IMP"},"subject":)" +
                           reference("Patient", patient.patient) + R"(,"period":{"start":"2025-06-10T06:00:00-04:00")" + end +
                           R"(},"location":[{"location":)" + reference("Location", patient.bed) + R"(,"status":"active"}]})";
  return {{"Patient", patient.patient, person + "}", {}}, {"Encounter", patient.encounter, stay, {}}};
}

std::vector<storage::NewReference> beds(std::size_t count) {
  std::vector<storage::NewReference> all;
  for (const char* ward : {"east", "west"}) all.push_back(location(ward, ward, "wa", ""));
  for (std::size_t i = 0; i < count; ++i)
    all.push_back(location("bed-" + std::to_string(i), "Bed " + std::to_string(i), "bd", ward_of("bed-" + std::to_string(i))));
  return all;
}

// Beds with an even number are in the east.
std::string ward_of(const std::string& bed) { return (bed.back() - '0') % 2 == 0 ? "east" : "west"; }

}  // namespace wardlight::sim
