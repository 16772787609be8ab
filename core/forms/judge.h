// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/forms/read_items.h"

namespace wardlight::forms {

// Judges a QuestionnaireResponse that anybody may have made against its form, by FHIR R4: structure, types,
// options, ranges, lengths, decimals, units, required and repeating items, nesting, what is answered though
// not asked, unknown linkIds, the status of response and form, the form's effective period, and its address.
// Empty: nothing to object to. Never throws; the sentences never repeat an answer.
std::vector<Issue> judge_response(const Questionnaire& form, const json::Value& response);

// Valid means: no issue is an error.
bool is_valid(const std::vector<Issue>& issues);

}  // namespace wardlight::forms
