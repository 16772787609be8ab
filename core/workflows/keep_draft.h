// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/workflows/record_round.h"

namespace wardlight::workflows {

// Keeps a half-done round as the draft of the nurse who began it: it survives lock, crash and change of user.
// Call it when the answers change and before the tablet locks. An untouched form leaves no draft. Corrections have none:
// they are made in one go.
Expected<void> keep_draft(const Ward& ward, const OpenRound& round);

}  // namespace wardlight::workflows
