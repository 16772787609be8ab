// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "core/workflows/open_form.h"

namespace wardlight::workflows {

// The form of the hourly round.
using OpenRound = OpenForm;

// Needs RecordRound; audited. NotFound when the stay is not known. `corrects` opens the form over an earlier round.
// A draft that was begun with another version of the form is left alone and not shown.
Expected<OpenRound> open_round(const Ward& ward, const EncounterId& encounter, std::optional<StatementId> corrects = {});

// Saves the round, or says what stands against it. With a correction the earlier round stays on record, marked as corrected.
// My draft of this form goes with the save. Needs RecordRound.
Expected<Outcome> record_round(const Ward& ward, const OpenRound& round);

}  // namespace wardlight::workflows
