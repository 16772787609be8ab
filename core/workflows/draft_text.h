// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "core/workflows/record_round.h"

namespace wardlight::workflows {

// How a half-done round is written into the store's draft table.
std::string write_draft(const Ward& ward, const OpenRound& round);
// Puts the draft's answers and time into the round; false when it belongs to another version of the form.
bool restore_draft(const std::string& bytes, const forms::Questionnaire& form, OpenRound& round);

store::DraftKey draft_key(const Ward& ward, const EncounterId& encounter, const forms::Questionnaire& form);

}  // namespace wardlight::workflows
