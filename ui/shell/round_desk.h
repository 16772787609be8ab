// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ui/models/assessment.h"
#include "ui/shell/ward_services.h"

namespace wardlight::shell {

// A round's form on the screen: what was pinned when it opened, and the answers so far. Whatever happens to the screen,
// keep() puts them into the store as a draft.
class RoundDesk {
 public:
  RoundDesk(workflows::OpenRound round, models::PatientInput patient)
      : m_round(std::move(round)), m_patient(std::move(patient)) {}

  const EncounterId& encounter() const { return m_round.encounter; }
  const models::PatientInput& patient() const { return m_patient; }
  // Another patient, or another bed, than the form was opened for.
  bool was_moved(const models::PatientInput* now_on_ward) const;

  void choose(const models::FormField& field, std::size_t option, double now);
  void type(const models::FormField& field, std::string_view text, double now);
  void choose_code(const models::FormField& field, std::string_view code, double now);
  void move_when(const models::FormField& field, int by_minutes, const models::Moment& moment, double now);
  void add_occurrence(const models::FormField& group, double now);
  void remove_occurrence(const models::FormField& group, double now);
  void take_offer(const models::FormField& field, double now);
  void toggle_words(const models::FormField& field, const std::string& words, double now);  // of a question that takes several
  void set_about(std::string about) { m_round.about = std::move(about); }
  void set_done_at(std::optional<Instant> at, double now);
  void enter_from_paper(Instant at) { m_round.from_paper = true, m_round.occurred_at = at; }
  void set_correction_reason(std::string reason) { m_round.correction_reason = std::move(reason); }
  void fill_all_seen(const models::FormField& group, double now);
  void note_failure(std::string sentence) { m_failure = std::move(sentence); }

  models::RoundForm build(const models::WardInput& ward, const care::RoundingPack& pack, std::vector<models::RoundExtra> extras,
                          const models::Moment& moment, const models::Texts& texts) const;
  // Any other form: with its score as its rule pack judges it, and what the chart offers.
  models::RoundForm build_assessment(const models::WardInput& ward, const care::RoundingPack& pack,
                                     std::optional<models::JudgedForm> judged, const models::Moment& moment,
                                     const models::Texts& texts) const;
  const workflows::OpenRound& round() const { return m_round; }

  // When the answers since the last keep() should be kept, if there are any.
  std::optional<double> keep_due() const;
  void kept() { m_changed.reset(); }

 private:
  models::RoundFormInput form_input(const models::WardInput& ward, const care::RoundingPack& pack) const;
  void touched(const Expected<void>& outcome, double now);

  workflows::OpenRound m_round;
  models::PatientInput m_patient;
  std::optional<std::string> m_failure;
  std::optional<double> m_changed;
};

}  // namespace wardlight::shell
