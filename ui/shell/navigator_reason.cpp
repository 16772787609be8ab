// SPDX-License-Identifier: Apache-2.0
// What is said in a few words: why a slot has no round, what is wrong with a record, that the patient is away.
#include <algorithm>
#include <utility>

#include "ui/shell/navigator.h"

namespace wardlight::shell {
namespace {

using models::Change;
using models::ReasonFor;

std::vector<models::ReasonCode> slot_codes(const care::RoundingPack& pack) {
  std::vector<models::ReasonCode> codes;
  for (const care::Reason& reason : workflows::list_slot_reasons(pack))
    if (reason.effect != care::ReasonEffect::Reopens)
      codes.push_back({reason.code, reason.label, reason.effect == care::ReasonEffect::ExcludedByOrder});
  return codes;
}

std::vector<models::ReasonCode> where_codes(const workflows::WardContent& content, const std::string& language) {
  std::vector<models::ReasonCode> codes;
  const forms::Item* where = content.off_unit_form.find(content.rounding.off_unit.kind_link_id);
  if (where == nullptr) return codes;
  for (const forms::Option& option : where->options) codes.push_back({option.value.coding.code, option.display.in(language)});
  return codes;
}

}  // namespace

void Navigator::ask_reason(const EncounterId& encounter, ReasonFor purpose, std::optional<models::ActInput> about) {
  const models::PatientInput* patient = find_patient(encounter);
  if (patient == nullptr) return;
  open({Place::Kind::Reason, encounter});
  m_desk.reason = {purpose, {}, m_services.new_statement_id(), m_clock.now(), std::move(about), {}};
  m_desk.reason_local = {};
  models::ReasonTyped& typed = m_desk.reason.typed;
  if (purpose == ReasonFor::Leaves || purpose == ReasonFor::Returns) typed.slot = m_desk.reason.opened_at;
  if (purpose == ReasonFor::Slot) {
    const std::vector<Instant> slots = models::list_open_slots(*patient);
    if (slots.size() == 1) typed.slot = slots.front();
  }
  if (purpose == ReasonFor::Change) {
    const auto changes = models::list_changes(*m_desk.reason.about, m_ward.role);
    if (changes.size() == 1) typed.code = models::to_code(changes.front());
  }
}

std::vector<models::ReasonCode> Navigator::list_reason_codes() const {
  const workflows::WardContent& content = m_services.content();
  switch (m_desk.reason.purpose) {
    case ReasonFor::Slot: return slot_codes(content.rounding);
    case ReasonFor::Leaves: return where_codes(content, texts().language());
    case ReasonFor::Change:
    case ReasonFor::Returns: return {};
  }
  return {};
}

void Navigator::refresh_reason(const EncounterId& encounter) {
  const models::PatientInput* patient = find_patient(encounter);
  if (patient == nullptr) return back();
  const ReasonState& reason = m_desk.reason;
  models::ReasonInput input{reason.purpose, *patient, list_reason_codes(), reason.typed, reason.failure};
  input.opened_at = reason.opened_at;
  if (reason.purpose == ReasonFor::Change) input.changes = models::list_changes(*reason.about, m_ward.role);
  if (reason.purpose == ReasonFor::Returns) input.left = reason.about->starts_at;
  m_reason = models::build_reason(input, moment(), texts());
}

void Navigator::act_on_round(const screens::AskSlotReason& ask) { ask_reason(ask.encounter, ReasonFor::Slot); }

void Navigator::act_on_round(const screens::AskOffUnit& ask) {
  if (const models::ActInput* away = models::find_open_away(m_desk.acts))
    ask_reason(ask.encounter, ReasonFor::Returns, *away);
  else
    ask_reason(ask.encounter, ReasonFor::Leaves);
}

void Navigator::act_on_round(const screens::Correct& correct) {
  const auto act = std::ranges::find(m_desk.acts, correct.statement, &models::ActInput::statement);
  if (act != m_desk.acts.end()) ask_reason(place().encounter, ReasonFor::Change, *act);
}

void Navigator::act_on_round(const screens::ChooseReasonSlot& slot) { m_desk.reason.typed.slot = slot.start; }
void Navigator::act_on_round(const screens::ChooseReason& reason) { m_desk.reason.typed.code = reason.code; }

void Navigator::act_on_round(const screens::TypeReason& words) {
  m_desk.reason.typed.order = words.order;
  m_desk.reason.typed.note = words.note;
}

void Navigator::act_on_round(const screens::SaveReason&) { save_reason(place().encounter); }

void Navigator::save_reason(const EncounterId& encounter) {
  const ReasonState reason = m_desk.reason;
  const models::ReasonTyped& typed = reason.typed;
  switch (reason.purpose) {
    case ReasonFor::Slot:
      return settle_reason(m_services.close_slot({reason.id, encounter, *typed.slot, typed.code, typed.order, typed.note}),
                           "toast.reason_saved");
    case ReasonFor::Leaves:
      return settle_reason(m_services.record_off_unit({reason.id, encounter, typed.code, *typed.slot, {}, {}}), "toast.left");
    case ReasonFor::Returns:
      return settle_reason(m_services.record_off_unit({reason.id, encounter, reason.about->code, *reason.about->starts_at,
                                                       typed.slot, reason.about->statement}),
                           "toast.back");
    case ReasonFor::Change: break;
  }
  const auto change = models::change_from_code(typed.code);
  if (change == Change::TakeBack)
    return settle_reason(m_services.take_back({reason.id, reason.about->statement, typed.note}), "toast.taken_back");
  if (change == Change::Reopen && reason.about->starts_at)
    return settle_reason(m_services.reopen_slot({reason.id, encounter, *reason.about->starts_at, {}, {}, typed.note}),
                         "toast.reopened");
  back();
  start_round(encounter, reason.about->statement);
  if (m_desk.round) m_desk.round->set_correction_reason(typed.note);
}

// Saved: back to the patient, and said so. Else the page stays, with what stands against it.
void Navigator::settle_reason(const Expected<workflows::Outcome>& outcome, std::string_view done_key) {
  if (outcome && outcome->saved) {
    m_desk.timeline = {};
    back();
    say(outcome, done_key);
    return;
  }
  m_desk.reason.failure = why(outcome);
}

}  // namespace wardlight::shell
