// SPDX-License-Identifier: Apache-2.0
// Reasons: why a slot has no round, and why a round is corrected.
#include <utility>

#include "ui/shell/navigator.h"

namespace wardlight::shell {
namespace {

std::vector<models::ReasonCode> list_codes(const care::RoundingPack& pack) {
  std::vector<models::ReasonCode> codes;
  for (const care::Reason& reason : workflows::list_slot_reasons(pack))
    if (reason.effect != care::ReasonEffect::Reopens)
      codes.push_back({reason.code, reason.label, reason.effect == care::ReasonEffect::ExcludedByOrder});
  return codes;
}

}  // namespace

void Navigator::ask_reason(const EncounterId& encounter, std::optional<StatementId> corrects) {
  const models::PatientInput* patient = find_patient(encounter);
  if (patient == nullptr) return;
  open({Place::Kind::Reason, encounter});
  m_desk.reason = {{}, std::move(corrects), m_services.new_statement_id(), {}};
  m_desk.reason_local = {};
  const std::vector<Instant> slots = models::list_open_slots(*patient);
  if (slots.size() == 1) m_desk.reason.typed.slot = slots.front();
}

void Navigator::refresh_reason(const EncounterId& encounter) {
  const models::PatientInput* patient = find_patient(encounter);
  if (patient == nullptr) return back();
  const auto purpose = m_desk.reason.corrects ? models::ReasonFor::Correction : models::ReasonFor::Slot;
  m_reason = models::build_reason({purpose, *patient, list_codes(m_services.content().rounding), m_desk.reason.typed, m_desk.reason.failure},
                                  moment(), texts());
}

void Navigator::act_on_round(const screens::AskSlotReason& ask) { ask_reason(ask.encounter, std::nullopt); }
void Navigator::act_on_round(const screens::Correct& correct) { ask_reason(place().encounter, correct.statement); }
void Navigator::act_on_round(const screens::ChooseReasonSlot& slot) { m_desk.reason.typed.slot = slot.start; }
void Navigator::act_on_round(const screens::ChooseReason& reason) { m_desk.reason.typed.code = reason.code; }

void Navigator::act_on_round(const screens::TypeReason& words) {
  m_desk.reason.typed.order = words.order;
  m_desk.reason.typed.note = words.note;
}

void Navigator::act_on_round(const screens::SaveReason&) {
  const ReasonState reason = m_desk.reason;
  const EncounterId encounter = place().encounter;
  if (reason.corrects) {
    back();
    start_round(encounter, reason.corrects);
    if (m_desk.round) m_desk.round->set_correction_reason(reason.typed.note);
    return;
  }
  const auto outcome =
      m_services.close_slot({reason.id, encounter, *reason.typed.slot, reason.typed.code, reason.typed.order, reason.typed.note});
  if (!outcome) {
    m_desk.reason.failure = outcome.error().text;
  } else if (!outcome->saved) {
    m_desk.reason.failure = outcome->objections.empty() ? std::string() : outcome->objections.front().text;
  } else {
    back();
    say(outcome, "toast.reason_saved");
  }
}

}  // namespace wardlight::shell
