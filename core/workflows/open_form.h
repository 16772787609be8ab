// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/forms/form_session.h"
#include "core/workflows/outcome.h"
#include "core/workflows/ward.h"

namespace wardlight::workflows {

// An answer the chart already knows. Show source and age beside it; set it in the form when the nurse taps it.
struct Offer {
  std::string link_id;
  forms::Answer answer;
  Instant at;
  std::string source;
};

// A form as it was opened: pinned to one patient in one bed. Hold it while the form is on the screen and let the
// screen answer `form`. The ward's content must outlive it.
struct OpenForm {
  StatementId id;  // what will be saved; a second tap saves the same once
  EncounterId encounter;
  PatientId patient;
  LocationId unit;
  LocationId bed;
  Instant opened_at;
  forms::FormSession form;                  // with my draft in it, or the record that is corrected
  std::optional<Instant> occurred_at;       // when it was done; absent: when it is saved
  std::optional<Instant> draft_changed_at;  // there was a draft
  std::optional<StatementId> corrects;
  std::string correction_reason;            // needed with `corrects`
  std::vector<Offer> offers = {};
  bool from_paper = false;  // done while there was no tablet, and entered from the paper list
  std::string about = {};  // "DeviceUseStatement/…", "AdverseEvent/…": what the record is about, when it is not only the patient
};

// Any form of the catalogue by its short name; needs what forms.json says. Audited. NotFound when form or stay is not known.
// A draft that was begun with another version of the form is left alone and not shown.
Expected<OpenForm> open_form(const Ward& ward, const EncounterId& encounter, std::string_view name,
                             std::optional<StatementId> corrects = {});

}  // namespace wardlight::workflows
