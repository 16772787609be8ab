// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/read_shift.h"

#include <algorithm>
#include <set>

#include "core/crypto/crypto.h"
#include "core/workflows/bedside_reading.h"
#include "core/workflows/settle_open.h"
#include "core/workflows/shift_slots.h"
#include "core/workflows/statement_parts.h"

namespace wardlight::workflows {
namespace {

using care::OpenKind;
using care::ShiftPatient;

bool waits(const WorkTask& task) { return task.state == "raised" || task.state == "accepted" || task.state == "reopened"; }

OpenKind kind_of(const WorkTask& task) {
  if (task.undelivered()) return OpenKind::NotDelivered;
  return task.rung > 0 ? OpenKind::Escalation : OpenKind::Task;
}

struct Reader {
  const Ward& ward;
  const LocationId& unit;
  const care::ShiftPack& pack;
  const BedsideReading& reading;
  std::set<EncounterId> here;  // on the unit now
  ShiftView& view;

  void add_tasks(const std::vector<WorkTask>& tasks, std::map<OpenKind, int>& open);
  void add_prompts(const EncounterId& encounter, ShiftPatient& patient) const;
  void add_handoffs(std::span<const store::Record> records, ShiftPatient& patient);
  void add_open(const EncounterId& encounter, ShiftPatient& patient);
  Expected<void> add_entries(const StaySlots& slots, ShiftPatient& patient) const;
  Expected<ShiftPatient> patient_of(StaySlots slots);
  void find_bindings();
  Expected<void> find_set_aside();
  Expected<void> add_tablets(const OtherTablets& others);
  std::optional<StatementId> task_about(std::string_view kind, std::string_view basis, const EncounterId& encounter) const;
};

void Reader::add_tasks(const std::vector<WorkTask>& tasks, std::map<OpenKind, int>& open) {
  for (const WorkTask& task : tasks) {
    if (!waits(task)) continue;
    const OpenKind kind = kind_of(task);
    ++open[kind];
    if (kind == OpenKind::Escalation) view.escalated.push_back(task);
    if (kind == OpenKind::NotDelivered) view.undelivered.push_back(task);
  }
}

void Reader::add_prompts(const EncounterId& encounter, ShiftPatient& patient) const {
  const auto is_of = [](const std::vector<std::string>& ids, const std::string& id) {
    return std::ranges::find(ids, id) != ids.end();
  };
  for (const care::Prompt& prompt : care::prompts_for(ward.content.prompts, reading.facts_now(encounter), ward.zone)) {
    if (is_of(pack.reassessment_prompts, prompt.id)) ++patient.open[OpenKind::Reassessment];
    if (is_of(pack.device_review_prompts, prompt.id)) ++patient.open[OpenKind::DeviceReview];
  }
}

// Handoffs begun around the end of a shift are that shift's, also when they begin a little after it.
void Reader::add_handoffs(std::span<const store::Record> records, ShiftPatient& patient) {
  const care::Shift& shift = view.facts.shift;
  for (const HandoffThread& thread : handoff_threads(ward.content, records)) {
    const care::Handoff& now = thread.now;
    const bool ours = now.started_at && shift.from + pack.handoff_overlap <= *now.started_at &&
                      *now.started_at < shift.to + pack.handoff_overlap;
    if (!ours) continue;
    if (now.state == HandoffState::Accepted) ++patient.handoffs_accepted;
    if (now.state == HandoffState::Given || now.state == HandoffState::Synthesised) ++patient.open[OpenKind::HandoffPending];
    if (now.state != HandoffState::Conflict) continue;
    ++patient.open[OpenKind::Conflict];
    view.conflicts.push_back(view_of(ward, thread, reading.frame.names));
  }
}

void Reader::add_open(const EncounterId& encounter, ShiftPatient& patient) {
  const auto& records = reading.records_of(encounter);
  add_handoffs(records, patient);
  if (!here.contains(encounter)) return;
  const auto tasks = read_tasks(reading.threads(), records);
  add_tasks(tasks, patient.open);
  add_prompts(encounter, patient);
  for (const PatientQuestion& question : read_questions(reading.threads(), records))
    if (!question.answered_at) ++patient.open[OpenKind::Concern];
  for (const HelpCall& call : read_help(reading.threads(), records))
    if (!call.closed_at) ++patient.open[OpenKind::HelpCall];
}

Expected<void> Reader::add_entries(const StaySlots& slots, ShiftPatient& patient) const {
  for (const store::Act& act : slots.acts) {
    const bool in_time = view.facts.shift.from <= act.occurred_at && act.occurred_at < view.facts.shift.to;
    const ClinicalForm* form = ward.content.forms.find(act.act);
    const bool counts = form != nullptr && (form->name == "hourly-round" || form->needs == access::Action::AssessPatient);
    if (!in_time || act.standing != store::Standing::Current || (act.act != "round" && !counts)) continue;
    WL_TRY(const care::Entry entry, entry_of(ward, act));
    ++patient.entries[entry];
  }
  return {};
}

Expected<ShiftPatient> Reader::patient_of(StaySlots slots) {
  const EncounterId encounter = slots.stay.encounter;
  ShiftPatient patient;
  patient.stay = encounter.value;
  patient.bed = slots.stay.now.bed_name;
  patient.name = slots.stay.name;
  patient.counts = slots.counts;
  WL_CHECK(add_entries(slots, patient));
  patient.rounds = std::move(slots.rounds);
  add_open(encounter, patient);
  return patient;
}

std::optional<StatementId> Reader::task_about(std::string_view kind, std::string_view basis, const EncounterId& encounter) const {
  for (const store::Record& record : reading.records_of(encounter)) {
    if (record.type != "Task") continue;
    const json::Value* task = record.resource();
    if (task != nullptr && (*task)["code"]["coding"][std::size_t{0}].text_of("code") == kind &&
        (*task)["reasonReference"].text_of("reference") == basis)
      return record.thread;
  }
  return std::nullopt;
}

void Reader::find_bindings() {
  std::map<std::string, const store::CensusEntry*> in_bed;
  std::map<PatientId, const store::CensusEntry*> of_patient;
  for (const store::CensusEntry& stay : reading.stays) {
    if (!here.contains(stay.encounter)) continue;
    const store::CensusEntry* other = nullptr;
    if (!stay.now.bed.empty() && !in_bed.emplace(stay.now.bed.value, &stay).second) other = in_bed.at(stay.now.bed.value);
    if (!of_patient.emplace(stay.patient, &stay).second) other = of_patient.at(stay.patient);
    if (other == nullptr) continue;
    DoubleBinding binding{stay.encounter, other->encounter, stay.now.bed_name, other->now.bed_name, stay.name, other->name, {}};
    binding.task = task_about(kBindingTask, "Encounter/" + other->encounter.value, stay.encounter);
    if (!binding.task) ++view.facts.of_unit[OpenKind::DoubleBinding];
    view.bindings.push_back(std::move(binding));
  }
}

Expected<void> Reader::find_set_aside() {
  WL_TRY(const auto rejected, ward.store.list_rejected());
  for (const store::OutboxRow& row : rejected) {
    SetAside one{row.statement.id, {}, {}, row.recorded_at, row.problem, {}};
    if (const auto resource = json::parse(row.statement.bytes)) one.encounter = {id_in((*resource)["encounter"])};
    one.bed = reading.threads().bed_of(one.encounter);
    one.task = task_about(kSetAsideTask, row.statement.type + "/" + row.statement.id.value, one.encounter);
    if (!one.task) one.task = task_about(kSetAsideTask, row.statement.type + "/" + row.statement.id.value, {});
    if (!one.task) ++view.facts.of_unit[OpenKind::Quarantine];
    view.set_aside.push_back(std::move(one));
  }
  return {};
}

Expected<void> Reader::add_tablets(const OtherTablets& others) {
  WL_TRY(const store::OutboxCounts outbox, ward.store.count_outbox());
  WL_TRY(const store::SyncState sync, ward.store.sync_state());
  care::ShiftTablet own{ward.store.device().value, {}, true, static_cast<int>(outbox.pending), outbox.oldest_unsent,
                        sync.last_contact};
  view.facts.others_known = others.has_value();
  std::vector<care::ShiftTablet> rest;
  for (const TabletNews& news : others.value_or(std::vector<TabletNews>{})) {
    if (news.device == ward.store.device()) own.name = news.name;
    else rest.push_back({news.device.value, news.name, false, news.unsent, news.oldest_unsent, news.seen});
  }
  view.facts.tablets.push_back(std::move(own));
  for (care::ShiftTablet& one : rest) view.facts.tablets.push_back(std::move(one));
  return {};
}

// Of several who care for a patient the registered nurse is named.
Expected<void> add_nurses(const Ward& ward, const WardFrame& frame, std::vector<ShiftPatient>& patients) {
  std::vector<EncounterId> encounters;
  for (const ShiftPatient& patient : patients) encounters.push_back({patient.stay});
  WL_TRY(const auto assignments, ward.store.list_assignments(encounters));
  for (ShiftPatient& patient : patients)
    for (const store::Assignment& one : assignments) {
      if (one.encounter.value != patient.stay || (!patient.nurse.empty() && one.role != to_code(access::Role::Nurse))) continue;
      patient.nurse = one.practitioner.value;
      patient.nurse_name = frame.name_of(one.practitioner);
    }
  return {};
}

void judge_closing(ShiftView& view) {
  const auto holding = std::ranges::count_if(view.closings, &ShiftClosing::holds);
  const ShiftClosing* newest = view.newest();
  if (newest == nullptr) return;
  view.changes = care::compare_figures(newest->figures, care::figures_of(view.picture));
  view.closing = holding > 1            ? ClosingState::ClosedTwice
                 : view.changes.empty() ? ClosingState::Closed
                                        : ClosingState::ChangedSince;
}

}  // namespace

Expected<ShiftView> read_shift(const Ward& ward, const LocationId& unit, const care::Shift& shift, const OtherTablets& others) {
  WL_CHECK(require(ward, access::Action::SeeBoard));
  ShiftView view;
  view.read_at = view.facts.now = ward.clock.now();
  view.unit = unit;
  view.facts.shift = shift;
  view.may_close_yet = shift.to - ward.content.shift.close_from <= view.read_at;
  WL_TRY(auto slots, read_slots(ward, unit, shift.from, shift.to));
  WL_TRY(auto present, ward.store.list_census(unit, view.read_at));
  std::set<EncounterId> here;
  for (const store::CensusEntry& stay : present) here.insert(stay.encounter);
  if (!present.empty()) view.unit_name = present.front().now.unit_name;
  for (const StaySlots& one : slots)
    if (!here.contains(one.stay.encounter)) present.push_back(one.stay);
  WL_TRY(const BedsideReading reading, read_together(ward, std::move(present)));
  Reader reader{ward, unit, ward.content.shift, reading, std::move(here), view};
  for (StaySlots& one : slots) {
    WL_TRY(ShiftPatient patient, reader.patient_of(std::move(one)));
    view.facts.patients.push_back(std::move(patient));
  }
  WL_CHECK(add_nurses(ward, reading.frame, view.facts.patients));
  reader.add_tasks(read_tasks(reading.threads(), reading.records_of({})), view.facts.of_unit);
  reader.find_bindings();
  WL_CHECK(reader.find_set_aside());
  WL_CHECK(reader.add_tablets(others));
  view.picture = care::judge_shift(ward.content.shift, view.facts);
  view.hash = crypto::to_hex(crypto::sha256(as_bytes(care::shown_text(view.facts, view.picture))));
  WL_TRY(view.closings, list_closings(ward, unit, shift));
  judge_closing(view);
  return view;
}

}  // namespace wardlight::workflows
