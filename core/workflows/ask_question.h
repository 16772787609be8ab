// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "core/workflows/outcome.h"
#include "core/workflows/ward.h"

// The patient's and family's questions (clinical.md 7.2): Communications.
namespace wardlight::workflows {

struct AskQuestion {
  StatementId id;
  EncounterId encounter;
  std::string category;  // a code of the WAVE pack: medicine, test, pain …
  std::string text;
  std::string asked_of;  // a role
};
Expected<Outcome> ask_question(const Ward& ward, const AskQuestion& question);

struct AnswerQuestion {
  StatementId id;
  StatementId question;
  std::string text;  // may be empty: answered by word of mouth
};
Expected<Outcome> answer_question(const Ward& ward, const AnswerQuestion& answer);

struct PatientQuestion {
  StatementId question;
  EncounterId encounter;
  std::string bed;
  std::string category;
  std::string text;
  std::string asked_of;
  Instant asked_at;
  std::optional<Instant> answered_at;
  std::string answer;
};

}  // namespace wardlight::workflows
