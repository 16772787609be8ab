// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "core/forms/form_session.h"
#include "core/workflows/outcome.h"
#include "core/workflows/ward.h"

namespace wardlight::workflows {

// A round's form as it was opened: pinned to one patient in one bed. Hold it while the form is on the screen and let the
// screen answer `form`. The ward's content must outlive it.
struct OpenRound {
  StatementId id;  // what will be saved; a second tap saves the same once
  EncounterId encounter;
  PatientId patient;
  LocationId unit;
  LocationId bed;
  Instant opened_at;
  forms::FormSession form;                  // with my draft in it, or the round that is corrected
  std::optional<Instant> occurred_at;       // when it was done; absent: when it is saved
  std::optional<Instant> draft_changed_at;  // there was a draft
  std::optional<StatementId> corrects;
  std::string correction_reason;            // needed with `corrects`
};

// Needs RecordRound; audited. NotFound when the stay is not known. `corrects` opens the form over an earlier round.
// A draft that was begun with another version of the form is left alone and not shown.
Expected<OpenRound> open_round(const Ward& ward, const EncounterId& encounter, std::optional<StatementId> corrects = {});

// Saves the round, or says what stands against it. With a correction the earlier round stays on record, marked as corrected.
// My draft of this form goes with the save. Needs RecordRound.
Expected<Outcome> record_round(const Ward& ward, const OpenRound& round);

}  // namespace wardlight::workflows
