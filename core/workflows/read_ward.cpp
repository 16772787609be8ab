// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/read_ward.h"

#include <algorithm>

#include "core/care/same_name.h"
#include "core/workflows/statement_parts.h"
#include "core/workflows/ward_patient.h"

namespace wardlight::workflows {
namespace {

std::vector<EncounterId> encounters_of(const std::vector<store::CensusEntry>& stays) {
  std::vector<EncounterId> ids;
  for (const store::CensusEntry& stay : stays) ids.push_back(stay.encounter);
  return ids;
}

// Acts come sorted by encounter: the stretch of each.
ActsOf by_encounter(const std::vector<store::Act>& acts) {
  ActsOf stretches;
  for (std::size_t begin = 0; begin < acts.size();) {
    std::size_t end = begin + 1;
    while (end < acts.size() && acts[end].encounter == acts[begin].encounter) ++end;
    stretches[acts[begin].encounter] = std::span(acts).subspan(begin, end - begin);
    begin = end;
  }
  return stretches;
}

// Of several who care for a patient the registered nurse is shown.
void add_nurses(const WardFrame& frame, const std::vector<store::Assignment>& assignments, std::vector<WardPatient>& patients) {
  std::map<EncounterId, const store::Assignment*> shown;
  for (const store::Assignment& one : assignments) {
    const store::Assignment*& held = shown[one.encounter];
    if (held == nullptr || one.role == to_code(access::Role::Nurse)) held = &one;
  }
  for (WardPatient& patient : patients) {
    const auto found = shown.find(patient.encounter);
    if (found == shown.end()) continue;
    patient.nurse = found->second->practitioner;
    patient.nurse_name = frame.name_of(found->second->practitioner);
  }
}

void add_same_names(std::vector<WardPatient>& patients) {
  std::vector<care::FullName> names;
  names.reserve(patients.size());
  for (const WardPatient& patient : patients) names.push_back({patient.family, patient.given});
  const auto alike = care::find_alike(names);
  for (std::size_t i = 0; i < patients.size(); ++i) {
    patients[i].same_name.reserve(alike[i].size());
    patients[i].same_name_beds.reserve(alike[i].size());
    for (const std::size_t other : alike[i]) {
      if (patients[other].patient == patients[i].patient || patients[other].unit != patients[i].unit) continue;
      patients[i].same_name.push_back(patients[other].encounter);
      patients[i].same_name_beds.push_back(patients[other].bed);
    }
  }
}

Expected<void> add_drafts(const Ward& ward, WardView& view) {
  WL_TRY(view.drafts, list_my_drafts(ward));
  for (const MyDraft& draft : view.drafts) {
    if (draft.questionnaire != ward.content.round_form.url) continue;
    const auto patient = std::ranges::find(view.patients, draft.encounter, &WardPatient::encounter);
    if (patient != view.patients.end()) patient->draft_changed_at = draft.changed_at;
  }
  return {};
}

std::vector<NurseWork> open_work(const std::vector<WardPatient>& patients) {
  std::map<std::pair<std::string, PractitionerId>, NurseWork> by_name;
  for (const WardPatient& patient : patients) {
    const PractitionerId id = patient.nurse.value_or(PractitionerId{});
    NurseWork& work = by_name[{patient.nurse_name, id}];
    work.practitioner = id;
    work.name = patient.nurse_name;
    ++work.patients;
    if (patient.state == care::LiveState::Overdue) ++work.overdue;
    if (patient.state == care::LiveState::Due || patient.state == care::LiveState::DueSoon) ++work.due;
  }
  std::vector<NurseWork> nurses;
  for (auto& [name, work] : by_name) nurses.push_back(std::move(work));
  return nurses;
}

void add_to_figures(const JudgedPatient& judged, WardFigures& figures) {
  figures.counts += judged.counts;
  if (figures.longest_gap && *figures.longest_gap >= judged.longest_gap) return;
  figures.longest_gap = judged.longest_gap;
  figures.longest_gap_bed = judged.patient.bed;
}

}  // namespace

Expected<WardView> read_ward(const Ward& ward, const LocationId& unit) {
  WL_CHECK(require(ward, access::Action::ReadChart));
  WL_TRY(const WardFrame frame, make_frame(ward));
  WL_TRY(const auto stays, ward.store.list_census(unit, frame.now));
  WL_TRY(const auto acts, ward.store.list_acts(encounters_of(stays), frame.since()));
  return build_ward(frame, unit, stays, by_encounter(acts));
}

Expected<WardView> build_ward(const WardFrame& frame, const LocationId& unit, const std::vector<store::CensusEntry>& stays,
                              const ActsOf& acts_of) {
  const Ward& ward = frame.ward;
  WL_TRY(const auto assignments, ward.store.list_assignments(encounters_of(stays)));
  WardView view;
  view.read_at = frame.now;
  view.patients.reserve(stays.size());
  for (const store::CensusEntry& stay : stays) {
    const auto found = acts_of.find(stay.encounter);
    JudgedPatient judged = judge_patient(frame, stay, found == acts_of.end() ? std::span<const store::Act>() : found->second);
    add_to_figures(judged, view.figures);
    view.patients.push_back(std::move(judged.patient));
  }
  if (!unit.empty() && !view.patients.empty()) view.unit_name = view.patients.front().unit_name;
  view.figures.rates = care::rates(view.figures.counts);
  add_nurses(frame, assignments, view.patients);
  add_same_names(view.patients);
  WL_CHECK(add_drafts(ward, view));
  view.nurses = open_work(view.patients);
  for (const auto& [practitioner, name] : frame.names) view.staff.push_back({practitioner, name});
  return view;
}

Expected<SyncCounts> read_sync_counts(const store::Store& store) {
  WL_TRY(const store::OutboxCounts outbox, store.count_outbox());
  WL_TRY(const store::SyncState state, store.sync_state());
  SyncCounts counts;
  counts.accepted = outbox.accepted + outbox.released;
  counts.unsent = outbox.pending;
  counts.rejected = outbox.rejected;
  counts.saved_here = counts.accepted + counts.unsent + counts.rejected;
  counts.oldest_unsent = outbox.oldest_unsent;
  counts.last_contact = state.last_contact;
  return counts;
}

}  // namespace wardlight::workflows
