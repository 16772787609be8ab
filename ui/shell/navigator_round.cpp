// SPDX-License-Identifier: Apache-2.0
// The round's form: opened over one patient, answered, kept as a draft whatever happens, saved once.
#include <utility>

#include "ui/shell/navigator.h"

namespace wardlight::shell {

void Navigator::start_round(const EncounterId& encounter, std::optional<StatementId> corrects) {
  const models::PatientInput* patient = find_patient(encounter);
  if (patient == nullptr) return;
  auto opened = m_services.open_round(encounter, std::move(corrects));
  if (!opened) return fail(opened.error().text);
  open({Place::Kind::Round, encounter});
  m_desk.round.emplace(*std::move(opened), *patient);
  m_desk.round_local = {};
}

// What the plan and the devices add stands at the items; a chart that cannot be read keeps nobody from charting.
void Navigator::refresh_round(const EncounterId& encounter) {
  std::vector<models::RoundExtra> extras;
  if (read_bedside(encounter)) extras = m_desk.bedside.data->round_extras;
  m_round = m_desk.round->build(m_ward, m_services.content().rounding, std::move(extras), moment(), texts());
}

// Keeps what was answered since the draft was last kept.
void Navigator::keep_draft() {
  if (!m_desk.round || !m_desk.round->keep_due()) return;
  m_desk.round->kept();
  if (const auto kept = m_services.keep_draft(m_desk.round->round()); !kept)
    fail(texts()("toast.draft_failed", {{"why", texts().said(kept.error().text)}}));
}

void Navigator::leave_round() {
  keep_draft();
  m_desk.round.reset();
  m_desk.bedside.form.clear();
}

void Navigator::keep_draft_when_due() {
  if (m_desk.round && m_desk.round->keep_due() && now() >= *m_desk.round->keep_due()) keep_draft();
}

void Navigator::save_round() {
  const auto outcome = m_services.record_round(m_desk.round->round());
  if (!outcome || !outcome->saved) return m_desk.round->note_failure(why(outcome));
  m_desk.prompts = outcome->saved->prompts;
  m_desk.prompted = m_desk.round->patient();
  m_desk.round.reset();
  back();
  say(outcome, outcome->saved->charting == care::ChartingTime::LateEntry ? "toast.saved_late" : "toast.saved");
}

void Navigator::act_on_round(const screens::TakeNote&) { m_desk.prompts.clear(); }

void Navigator::act_on_round(const screens::StartRound& start) { start_round(start.encounter, std::nullopt); }

void Navigator::act_on_round(const screens::ChooseAnswer& answer) {
  if (m_desk.round) m_desk.round->choose(answer.field, answer.option, now());
}

void Navigator::act_on_round(const screens::TypeAnswer& answer) {
  if (m_desk.round) m_desk.round->type(answer.field, answer.text, now());
}

void Navigator::act_on_round(const screens::ChooseDoneTime& time) {
  if (m_desk.round) m_desk.round->set_done_at(time.at, now());
}

void Navigator::act_on_round(const screens::AllSeenAndSave& all) {
  if (!m_desk.round) return;
  m_desk.round->fill_all_seen(all.group, now());
  save_round();
}

void Navigator::act_on_round(const screens::SaveRound&) {
  if (!m_desk.round) return;
  if (place().kind == Place::Kind::Round)
    save_round();
  else
    save_form();
}

void Navigator::act_on_round(const screens::ChooseWhen& when) {
  if (m_desk.round) m_desk.round->move_when(when.field, when.minutes, moment(), now());
}

void Navigator::act_on_round(const screens::AddOccurrence& add) {
  if (m_desk.round) m_desk.round->add_occurrence(add.group, now());
}

void Navigator::act_on_round(const screens::RemoveOccurrence& remove) {
  if (m_desk.round) m_desk.round->remove_occurrence(remove.group, now());
}

void Navigator::act_on_round(const screens::TakeOffer& offer) {
  if (m_desk.round) m_desk.round->take_offer(offer.field, now());
}

}  // namespace wardlight::shell
