// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/ask_question.h"

#include "core/workflows/statement_parts.h"
#include "core/workflows/talk_thread.h"

namespace wardlight::workflows {

Expected<Outcome> ask_question(const Ward& ward, const AskQuestion& question) {
  WL_CHECK(require(ward, access::Action::RecordRound));
  WL_TRY(auto earlier, find_saved(ward, question.id));
  if (earlier) return Outcome{std::move(earlier), {}};
  if (question.text.empty()) return Outcome{{}, {{ObjectionKind::NothingToDo, "", "Write the question in the patient's words."}}};
  const Talk talk{question.id, "question", question.encounter, {}, question.category, question.text, true};
  WL_TRY(json::Value resource, make_talk(ward, talk));
  if (!question.asked_of.empty()) add_extension(resource, "asked-of", "String", question.asked_of);
  return save_talk(ward, talk, store::Urgency::Usual, std::move(resource));
}

Expected<Outcome> answer_question(const Ward& ward, const AnswerQuestion& answer) {
  WL_CHECK(require(ward, access::Action::RecordRound));
  WL_TRY(auto earlier, find_saved(ward, answer.id));
  if (earlier) return Outcome{std::move(earlier), {}};
  WL_TRY(const store::Record question, find_first(ward, answer.question));
  const Talk talk{answer.id, "answer", question.encounter, answer.question, {}, answer.text};
  WL_TRY(json::Value resource, make_talk(ward, talk));
  return save_talk(ward, talk, store::Urgency::Usual, std::move(resource));
}

}  // namespace wardlight::workflows
