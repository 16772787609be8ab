// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/forms/read_items.h"

namespace wardlight::forms {

// What stands around the answers: R4's own rules, the statuses, the form's address and its effective period.
// Not for use outside core/forms.
void judge_head(const Questionnaire& form, const json::Value& response, std::vector<Issue>& issues);

}  // namespace wardlight::forms
