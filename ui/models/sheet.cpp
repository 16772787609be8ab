// SPDX-License-Identifier: Apache-2.0
#include "ui/models/sheet.h"

#include <utility>

namespace wardlight::models {

const std::string& answer_of(const SheetAnswers& answers, const std::string& id) {
  static const std::string none;
  const auto found = answers.find(id);
  return found == answers.end() ? none : found->second;
}

std::string age_text(const Moment& moment, Instant at, const Texts& texts) {
  if (moment.now - at < minutes(1)) return texts("form.just_now");
  return texts("time.ago", {{"length", duration_text(moment.now - at, texts)}});
}

void show_age(SheetLine& line, const Aged& value, const Moment& moment, const Texts& texts) {
  line.detail = value.words;
  if (!value.at) {
    line.badges.push_back({texts("sheet.not_recorded"), Tone::Warn});
    return;
  }
  const std::string age = age_text(moment, *value.at, texts);
  if (value.stale)
    line.badges.push_back({texts("sheet.stale", {{"age", age}}), Tone::Warn});
  else
    line.badges.push_back({age, Tone::Neutral});
}

Sheet start_sheet(const PatientInput& patient, std::string title, const Moment& moment, const Texts& texts) {
  Sheet sheet;
  sheet.head = build_patient_head(patient, moment, texts);
  sheet.title = std::move(title);
  sheet.back_label = texts("patient.back");
  return sheet;
}

}  // namespace wardlight::models
