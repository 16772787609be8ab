// SPDX-License-Identifier: Apache-2.0
#include "ui/models/add_patient.h"

#include <algorithm>

#include "core/base/fold.h"
#include "core/time/time.h"
#include "ui/models/patient_head.h"

namespace wardlight::models {

namespace {

std::string birth_date_problem(const NewPatient& typed, const Moment& moment, const Texts& texts) {
  if (typed.birth_date.empty()) return {};
  const auto date = parse_date(typed.birth_date);
  if (!date) return texts("add_patient.date_wrong");
  if (*date > moment.zone.local(moment.now).date) return texts("add_patient.date_future");
  return {};
}

std::string find_alert(const AddPatientInput& input, const Texts& texts) {
  const auto& typed = input.typed;
  for (const auto& other : input.ward.patients) {
    const bool same_name = !typed.family.empty() && fold(other.family) == fold(typed.family);
    const std::string bed = other.bed.empty() ? "?" : other.bed;
    if (same_name) return texts("add_patient.same_name", {{"name", patient_name(other, texts)}, {"bed", bed}});
    if (!typed.bed.empty() && fold(other.bed) == fold(typed.bed))
      return texts("add_patient.bed_taken", {{"name", patient_name(other, texts)}, {"bed", bed}});
  }
  return {};
}

Control build_save(const AddPatientInput& input, const Moment& moment, const Texts& texts) {
  const std::string label = texts("add_patient.save");
  if (input.ward.role != Role::Charge) return {label, false, texts("board.charge_only")};
  if (input.typed.family.empty()) return {label, false, texts("add_patient.need_name")};
  if (input.typed.birth_date.empty() && input.typed.record_number.empty())
    return {label, false, texts("add_patient.need_second")};
  if (!birth_date_problem(input.typed, moment, texts).empty()) return {label, false, texts("add_patient.date_wrong")};
  if (input.typed.bed.empty()) return {label, false, texts("add_patient.need_bed")};
  if (input.typed.sex.empty()) return {label, false, texts("add_patient.need_sex")};
  return {label, true, ""};
}

}  // namespace

AddPatient build_add_patient(const AddPatientInput& input, const Moment& moment, const Texts& texts) {
  const auto& typed = input.typed;
  AddPatient model;
  model.title = texts("add_patient.title");
  model.explanation = texts("add_patient.explanation");
  model.back_label = texts("patient.back");
  const std::string date_hint = texts("add_patient.date_hint");
  model.fields = {{NewPatientField::Family, texts("add_patient.family"), "", typed.family, ""},
                  {NewPatientField::Given, texts("add_patient.given"), "", typed.given, ""},
                  {NewPatientField::BirthDate, texts("add_patient.birth_date"), date_hint, typed.birth_date,
                   birth_date_problem(typed, moment, texts)},
                  {NewPatientField::RecordNumber, texts("add_patient.record_number"), texts("add_patient.record_hint"),
                   typed.record_number, ""},
                  {NewPatientField::Bed, texts("add_patient.bed"), "", typed.bed, ""}};
  model.sex_label = texts("add_patient.sex");
  model.sexes = {{"female", texts("sex.female"), typed.sex == "female"},
                 {"male", texts("sex.male"), typed.sex == "male"},
                 {"other", texts("sex.other"), typed.sex == "other"},
                 {"unknown", texts("sex.unknown"), typed.sex == "unknown"}};
  model.alert = find_alert(input, texts);
  model.save = build_save(input, moment, texts);
  return model;
}

}  // namespace wardlight::models
