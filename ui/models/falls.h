// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/bedside.h"

namespace wardlight::models {

struct FallStepInput {
  std::string id = {};
  std::string text = {};
  std::optional<Instant> done_at = {};
  std::string by = {};
};

struct ObservationInput {
  Instant due = {};
  std::optional<Instant> done_at = {};
  bool missed = false;
};

struct FallsInput {
  const PatientInput& patient;
  std::optional<Instant> fell_at = {};  // of the fall that is being cared for; absent: none
  std::vector<FallStepInput> steps = {};  // what to do at once, in order
  std::vector<ObservationInput> observations = {};
  std::string arm = {};                 // why this schedule, in words
  std::string pack = {};
  bool reported = false;
  std::optional<Instant> huddle_due = {};
  bool huddle_done = false;
  std::optional<Instant> morse_due = {};
};

// After a fall: what to do at once stands first, before any form. Then the report, the observations and the huddle.
Sheet build_falls(const FallsInput& input, const Moment& moment, const Texts& texts);

}  // namespace wardlight::models
