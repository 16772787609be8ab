// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/forms/answers.h"

namespace wardlight::forms {

enum class ResponseStatus : std::uint8_t { InProgress, Completed, Amended, EnteredInError, Stopped };
std::string_view to_code(ResponseStatus status);

// What stands around the answers in a QuestionnaireResponse (wire.md, "Inside a statement"). Empty texts are left out.
struct ResponseDetails {
  std::string id;
  ResponseStatus status = ResponseStatus::Completed;
  std::string subject;     // "Patient/…"
  std::string encounter;   // "Encounter/…"
  std::string authored;    // when it was done, with the zone's offset
  std::string author;      // "Practitioner/…": the signer
  std::string source;      // who gave the answers
  std::string recorded;    // when it was saved
  std::string clock;       // BOOT/milliseconds/offset
  std::string supersedes;  // "QuestionnaireResponse/…"
  std::string pack;        // id@version of the rule pack that judged it
};

// A valid R4 QuestionnaireResponse: elements in R4's order, answers of what is not asked left out, nothing
// empty, digits as they were typed.
json::Value build_response(const Questionnaire& form, const AnswerTree& tree, const ResponseDetails& details);

// How responses name this form: canonical url|version, or Questionnaire/ID when it has no url; may be empty.
std::string form_reference(const Questionnaire& form);

}  // namespace wardlight::forms
