// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ui/models/bedside.h"

namespace wardlight::models {

// A page that is opened with a reason: what it will show, and why somebody wants to see it. The reason goes into the audit log
// with the name and the time, so nothing is read before it is given.
struct ReasonFirst {
  std::string title = {};
  std::string what = {};            // what will be shown, in a sentence
  std::vector<CodeWords> reasons = {};  // to choose from; own words do as well
  std::optional<std::string> refusal = {};
};

// answers: "reason-code", "reason-words".
Sheet build_reason_first(const ReasonFirst& input, const SheetAnswers& answers, const Texts& texts);
// Own words before what was chosen; empty while neither was given.
std::string reason_given(const ReasonFirst& input, const SheetAnswers& answers);

}  // namespace wardlight::models
