// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/round_desk.h"

#include <algorithm>

#include "ui/models/form_sections.h"

namespace wardlight::shell {
namespace {

constexpr double kKeepAfter = 0.7;  // seconds of quiet: a tap is kept at once for a nurse, a word when it is whole

}  // namespace

bool RoundDesk::was_moved(const models::PatientInput* now_on_ward) const {
  return now_on_ward == nullptr || now_on_ward->patient != m_patient.patient || now_on_ward->bed != m_patient.bed;
}

void RoundDesk::touched(const Expected<void>& outcome, double now) {
  m_failure.reset();
  if (!outcome) m_failure = outcome.error().text;
  if (outcome) m_changed = now;
}

void RoundDesk::choose(const models::FormField& field, std::size_t option, double now) {
  touched(models::answer_choice(m_round.form, field, option), now);
}

void RoundDesk::type(const models::FormField& field, std::string_view text, double now) {
  const Expected<bool> taken = models::answer_text(m_round.form, field, text);
  touched(taken ? Expected<void>() : Expected<void>(taken.error()), now);
}

void RoundDesk::set_done_at(std::optional<Instant> at, double now) {
  m_round.occurred_at = at;
  touched({}, now);
}

void RoundDesk::fill_all_seen(const models::FormField& group, double now) {
  const auto filled = models::fill_seen(m_round.form, group);
  touched(filled ? Expected<void>() : Expected<void>(filled.error()), now);
}

void RoundDesk::choose_code(const models::FormField& field, std::string_view code, double now) {
  const forms::Item* item = m_round.form.form().find(field.link_id);
  if (item == nullptr) return;
  for (const auto& given : m_round.form.answers(field))
    if (given.coding.code == code) return;  // a second tap would take it back
  for (std::size_t i = 0; i < item->options.size(); ++i)
    if (item->options[i].value.coding.code == code) touched(models::answer_choice(m_round.form, field, i), now);
}

void RoundDesk::move_when(const models::FormField& field, int by_minutes, const models::Moment& moment, double now) {
  touched(models::answer_when(m_round.form, field, by_minutes, moment), now);
}

void RoundDesk::add_occurrence(const models::FormField& group, double now) {
  const auto added = m_round.form.add_occurrence(group);
  touched(added ? Expected<void>() : Expected<void>(added.error()), now);
}

void RoundDesk::remove_occurrence(const models::FormField& group, double now) {
  touched(m_round.form.remove_occurrence(group), now);
}

void RoundDesk::take_offer(const models::FormField& field, double now) {
  for (const auto& offer : m_round.offers)
    if (offer.link_id == field.link_id) touched(m_round.form.set(field, offer.answer), now);
}

void RoundDesk::toggle_words(const models::FormField& field, const std::string& words, double now) {
  touched(m_round.form.toggle(field, forms::Answer::of(forms::ValueKind::String, words)), now);
}

models::RoundFormInput RoundDesk::form_input(const models::WardInput& ward, const care::RoundingPack& pack) const {
  models::RoundFormInput input{ward, m_patient, m_round.form, pack, m_round.occurred_at, false, m_failure, std::nullopt, false};
  input.from_paper = m_round.from_paper;
  if (m_round.corrects) input.correcting = m_round.correction_reason;
  const auto found = std::ranges::find(ward.patients, m_round.encounter, &models::PatientInput::encounter);
  input.moved = was_moved(found == ward.patients.end() ? nullptr : &*found);
  return input;
}

models::RoundForm RoundDesk::build(const models::WardInput& ward, const care::RoundingPack& pack,
                                   std::vector<models::RoundExtra> extras, const models::Moment& moment,
                                   const models::Texts& texts) const {
  models::RoundFormInput input = form_input(ward, pack);
  input.extras = std::move(extras);
  return models::build_round_form(input, moment, texts);
}

models::RoundForm RoundDesk::build_assessment(const models::WardInput& ward, const care::RoundingPack& pack,
                                              std::optional<models::JudgedForm> judged, const models::Moment& moment,
                                              const models::Texts& texts) const {
  models::AssessmentInput input{form_input(ward, pack), std::move(judged), {}};
  for (const auto& offer : m_round.offers) {
    const forms::Item* item = m_round.form.form().find(offer.link_id);
    if (item == nullptr) continue;
    std::string words = offer.answer.kind == forms::ValueKind::Coding ? offer.answer.coding.display : offer.answer.text;
    for (const auto& option : item->options)
      if (forms::same(option.value, offer.answer)) words = option.display.in(texts.language());
    input.offers.push_back({{offer.link_id, {}}, std::move(words), offer.at, offer.source});
  }
  return models::build_assessment(input, moment, texts);
}

std::optional<double> RoundDesk::keep_due() const {
  return m_changed ? std::optional(*m_changed + kKeepAfter) : std::nullopt;
}

}  // namespace wardlight::shell
