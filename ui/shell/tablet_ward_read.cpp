// SPDX-License-Identifier: Apache-2.0
// What the workflows read, as the inputs of the models.
#include <algorithm>

#include "core/json/value.h"
#include "core/workflows/open_chart.h"
#include "core/workflows/read_ward.h"
#include "ui/shell/tablet_ward.h"
#include "ui/shell/unit_input.h"

namespace wardlight::shell {
namespace {

using workflows::WardPatient;

std::optional<std::vector<std::string>> as_list(const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  return text->empty() ? std::vector<std::string>{} : std::vector<std::string>{*text};
}

const care::Reason* find_reason(const workflows::WardContent& content, const std::string& code) {
  return code.empty() ? nullptr : content.rounding.find_reason(code);
}

std::string reason_words(const workflows::WardContent& content, const std::string& code) {
  const care::Reason* reason = find_reason(content, code);
  return reason == nullptr ? code : reason->label;
}

models::SlotInput slot_input(const workflows::WardContent& content, const workflows::SlotCell& cell) {
  return {cell.start, cell.end, cell.live, cell.outcome, cell.done_at, reason_words(content, cell.reason), cell.reason};
}

models::PatientInput patient_input(const workflows::WardContent& content, const WardPatient& one, const std::string& me) {
  models::PatientInput input;
  input.encounter = one.encounter;
  input.patient = one.patient;
  input.family = one.family.empty() && one.given.empty() ? one.name : one.family;
  input.given = one.given;
  input.bed = one.bed;
  input.birth_date = one.birth_date;
  input.sex = one.gender;
  input.record_number = one.record_number;
  input.allergies = as_list(one.allergies);
  input.code_status = one.code_status;
  input.isolation = as_list(one.isolation);
  input.same_name_beds = one.same_name_beds;
  input.temporary = one.temporary;
  input.nurse = one.nurse;
  input.nurse_name = one.nurse_name;
  input.state = one.state;
  input.due_at = one.due_at;
  input.due_until = one.due_until;
  if (one.last_round) input.last_round = models::LastRound{one.last_round->occurred_at, one.last_round->by, one.last_round->kind};
  input.last_contact = one.last_contact;
  input.gap_alert = one.gap.guard == care::GapGuard::Alert;
  input.outside_count = one.outside_count;
  if (one.draft_changed_at) input.draft = models::DraftInput{*one.draft_changed_at, me, true};
  input.unsent = one.unsent;
  for (const workflows::SlotCell& cell : one.slots) input.slots.push_back(slot_input(content, cell));
  return input;
}

models::ActKind act_kind(const workflows::TimelineRow& row, const workflows::WardContent& content) {
  if (row.act == "round") return models::ActKind::Round;
  if (row.act == "assignment") return models::ActKind::Assigned;
  if (row.act == "off-unit") return models::ActKind::Away;
  if (row.act == "entered-in-error") return models::ActKind::TakenBack;
  if (row.act.starts_with("handoff-")) return models::ActKind::Handoff;
  if (row.act == "DeviceUseStatement") return models::ActKind::Device;
  if (row.act == "Task") return models::ActKind::Task;
  if (row.act == "Communication") return models::ActKind::Talk;
  if (row.act == "AdverseEvent") return models::ActKind::Incident;
  if (row.act != "slot-closing") return content.forms.find(row.act) != nullptr ? models::ActKind::Form : models::ActKind::Note;
  const care::Reason* reason = find_reason(content, row.kind);
  return reason != nullptr && reason->effect == care::ReasonEffect::Reopens ? models::ActKind::SlotReopened
                                                                            : models::ActKind::SlotClosed;
}

forms::LocalText where_to(const workflows::WardContent& content, const std::string& code) {
  const forms::Item* item = content.off_unit_form.find(content.rounding.off_unit.kind_link_id);
  if (item != nullptr)
    for (const forms::Option& option : item->options)
      if (option.value.coding.code == code) return option.display;
  return {code, {}};
}

models::UnitFigures board_figures(const workflows::WardFigures& figures) {
  return {figures.rates.compliance, figures.counts.done, figures.counts.due, figures.longest_gap, figures.longest_gap_bed};
}

}  // namespace

models::WardInput TabletWard::ward() {
  models::WardInput input;
  input.unit = m_parts.unit_name;
  input.sync = sync_status();
  if (!m_store) {
    input.loading = true;
    return input;
  }
  const access::Person& me = m_session->person();
  input.me = me.practitioner;
  input.my_name = me.name;
  input.role = model_role(me.role);
  const auto view = workflows::read_ward(workflow_ward(), m_parts.unit);
  if (!view) {
    input.failure = view.error().text;
    return input;
  }
  if (!view->unit_name.empty()) input.unit = view->unit_name;
  for (const WardPatient& one : view->patients) input.patients.push_back(patient_input(m_parts.content, one, me.name));
  for (const access::Person& person : m_staff)
    if (person.role != access::Role::Admin) input.nurses.push_back({person.practitioner, person.name, model_role(person.role)});
  for (const workflows::MyDraft& one : view->drafts)
    input.drafts.push_back({one.encounter, one.questionnaire, one.form, one.title, one.changed_at, one.usable});
  input.figures = board_figures(view->figures);
  return input;
}

std::vector<models::UnitInput> TabletWard::list_units() {
  std::vector<models::UnitInput> units;
  if (!m_store) return units;
  const auto stays = m_store->list_census({}, m_parts.access.clock.now());
  if (!stays) return units;
  for (const store::CensusEntry& stay : *stays) {
    if (stay.now.unit.empty()) continue;
    auto unit = std::ranges::find(units, stay.now.unit, &models::UnitInput::unit);
    if (unit == units.end()) unit = units.insert(unit, {stay.now.unit, stay.now.unit_name, 0});
    ++unit->patients;
  }
  std::ranges::sort(units, {}, &models::UnitInput::name);
  return units;
}

void TabletWard::show_unit(const LocationId& unit, const std::string& name) {
  m_board.reset();
  m_parts.unit = unit;
  m_parts.unit_name = unit.empty() ? m_parts.hospital_name : name;
  ++m_tick;
}

Expected<std::vector<models::ActInput>> TabletWard::timeline(const EncounterId& encounter) {
  WL_TRY(const workflows::ChartView chart, workflows::open_chart(workflow_ward(), encounter));
  std::vector<models::ActInput> acts;
  for (const workflows::TimelineRow& row : chart.rows) {
    models::ActInput act;
    act.statement = row.statement;
    act.kind = act_kind(row, m_parts.content);
    if (const auto kind = care::round_kind_from_code(row.kind); kind && act.kind == models::ActKind::Round) act.round = *kind;
    act.occurred_at = row.occurred_at;
    act.recorded_at = row.recorded_at;
    act.by = row.by;
    act.role = model_role(role_of(row.author));
    act.mine = row.mine;
    act.late_entry = row.late_entry;
    act.correction = row.correction;
    act.correction_reason = row.correction_reason;
    act.standing = static_cast<models::ActStanding>(row.standing);
    act.delivery = static_cast<models::Delivery>(row.delivery);
    act.starts_at = row.starts_at;
    act.ends_at = row.ends_at;
    act.code = row.kind;
    if (const workflows::ClinicalForm* form = m_parts.content.forms.find(row.act)) act.title = form->form.title;
    if (act.kind == models::ActKind::SlotClosed) act.summary = reason_words(m_parts.content, row.kind);
    if (act.kind == models::ActKind::Away) act.where = where_to(m_parts.content, row.kind);
    acts.push_back(std::move(act));
  }
  return acts;
}

// Beds by the name that people say; a name nobody knows means the unit.
LocationId TabletWard::find_bed(const std::string& name) const {
  const auto locations = m_store->list_references("Location");
  if (!locations || name.empty()) return m_parts.unit;
  for (const store::ReferenceItem& location : *locations) {
    const auto resource = json::parse(location.bytes);
    if (resource && resource->find("name") != nullptr && (*resource)["name"].text() == name) return {location.id};
  }
  return m_parts.unit;
}

}  // namespace wardlight::shell
