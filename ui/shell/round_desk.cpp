// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/round_desk.h"

#include <algorithm>

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
  const auto filled = m_round.form.fill_all_seen(group);
  touched(filled ? Expected<void>() : Expected<void>(filled.error()), now);
}

models::RoundForm RoundDesk::build(const models::WardInput& ward, const care::RoundingPack& pack, const models::Moment& moment,
                                   const models::Texts& texts) const {
  models::RoundFormInput input{ward, m_patient, m_round.form, pack, m_round.occurred_at, false, m_failure, std::nullopt, false};
  if (m_round.corrects) input.correcting = m_round.correction_reason;
  const auto found = std::ranges::find(ward.patients, m_round.encounter, &models::PatientInput::encounter);
  input.moved = was_moved(found == ward.patients.end() ? nullptr : &*found);
  return models::build_round_form(input, moment, texts);
}

std::optional<double> RoundDesk::keep_due() const {
  return m_changed ? std::optional(*m_changed + kKeepAfter) : std::nullopt;
}

}  // namespace wardlight::shell
