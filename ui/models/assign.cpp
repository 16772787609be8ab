// SPDX-License-Identifier: Apache-2.0
#include "ui/models/assign.h"

#include <algorithm>
#include <tuple>

#include "ui/models/patient_head.h"

namespace wardlight::models {

namespace {

std::optional<PractitionerId> nurse_after(const PatientInput& patient, const AssignChoice& changed) {
  const auto found = changed.find(patient.encounter);
  return found == changed.end() ? patient.nurse : std::optional(found->second);
}

std::string name_of(const PractitionerId& id, const WardInput& ward) {
  const auto found = std::ranges::find(ward.nurses, id, &NurseInput::practitioner);
  return found == ward.nurses.end() ? std::string() : found->name;
}

AssignPatient build_patient(const PatientInput& patient, const AssignInput& input, const Texts& texts) {
  AssignPatient row;
  row.encounter = patient.encounter;
  row.bed = patient.bed.empty() ? "?" : patient.bed;
  row.name = patient_name(patient, texts);
  row.nurse = patient.nurse ? patient.nurse_name : texts("patient.no_nurse");
  row.tone = patient.nurse ? Tone::Neutral : Tone::Warn;
  const auto after = nurse_after(patient, input.changed);
  if (after && after != patient.nurse) row.change = texts("assign.goes_to", {{"name", name_of(*after, input.ward)}});
  row.theirs = input.nurse && after == input.nurse;
  row.label = row.bed + " " + row.name + ", " + (row.change.empty() ? row.nurse : row.change);
  return row;
}

std::vector<AssignNurse> build_nurses(const AssignInput& input, const Texts& texts) {
  std::vector<AssignNurse> nurses;
  for (const auto& nurse : input.ward.nurses) {
    const auto n = std::ranges::count_if(input.ward.patients,
                                         [&](const auto& one) { return nurse_after(one, input.changed) == nurse.practitioner; });
    nurses.push_back({nurse.practitioner, initials(nurse.name), nurse.name, role_text(nurse.role, texts),
                      texts.count("board.patients", n), input.nurse == nurse.practitioner});
  }
  std::ranges::sort(nurses, {}, &AssignNurse::name);
  return nurses;
}

Control build_save(const AssignInput& input, const Texts& texts) {
  const auto n = static_cast<std::int64_t>(input.changed.size());
  if (n == 0) return {texts("assign.save_none"), false, input.nurse ? texts("assign.tap_beds") : texts("assign.choose_nurse")};
  return {texts.count("assign.save", n), true, ""};
}

}  // namespace

Assign build_assign(const AssignInput& input, const Moment& moment, const Texts& texts) {
  Assign model;
  model.title = texts("assign.title");
  model.hint = texts("assign.hint");
  model.nurses_title = texts("assign.nurses");
  model.patients_title = texts("assign.patients");
  model.undo_label = texts("assign.undo");
  model.back_label = texts("patient.back");
  model.save = build_save(input, texts);
  if (input.ward.failure) model.notice = {texts("ward.failed"), texts.said(*input.ward.failure), Tone::Bad, false};
  else if (input.ward.loading) model.notice = {texts("ward.loading"), texts("ward.loading_text"), Tone::Neutral, true};
  else if (input.ward.role != Role::Charge)
    model.notice = {texts("assign.not_allowed"), texts("board.charge_only"), Tone::Warn, false};
  else if (input.ward.nurses.empty())
    model.notice = {texts("assign.no_nurses"), texts("assign.no_nurses_text"), Tone::Warn, false};
  if (!model.notice.empty()) return model;
  model.banner = build_sync_line(input.ward.sync, moment, texts).sentence;
  model.nurses = build_nurses(input, texts);
  auto patients = input.ward.patients;
  std::ranges::stable_sort(patients, [](const auto& one, const auto& other) {
    return std::tuple(bed_order(one.bed), one.family) < std::tuple(bed_order(other.bed), other.family);
  });
  for (const auto& patient : patients) model.patients.push_back(build_patient(patient, input, texts));
  return model;
}

}  // namespace wardlight::models
