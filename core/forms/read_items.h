// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/forms/answers.h"

namespace wardlight::forms {

// A fault of a response. The sentence never repeats an answer.
struct Issue {
  Severity severity = Severity::Error;
  std::string link_id;  // empty: the response as a whole
  std::string text;
  bool only_in_responses = false;  // a draft may be so
};

struct ReadItems {
  AnswerTree tree;  // all that could be understood, in the order it came
  std::vector<Issue> issues;
};

// Reads the "item" list of a QuestionnaireResponse (or of a draft) against the form: structure and types,
// not yet limits or conditions. Never fails: what cannot be read is an issue and left out of the tree.
ReadItems read_items(const Questionnaire& form, const json::Value& list);

}  // namespace wardlight::forms
