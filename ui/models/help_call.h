// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/bedside.h"

namespace wardlight::models {

// The local alarm, while a call is under way and nobody has come.
enum class AlarmSound { Off, Sounding, NotPossible };

struct HelpCallInput {
  const PatientInput& patient;
  std::string number = {};                  // to dial from any telephone
  std::vector<CodeWords> callers = {};      // patient, family, staff on their behalf
  std::vector<CodeWords> reasons = {};
  std::vector<CodeWords> outcomes = {};
  std::optional<Instant> pressed_at = {};   // a call that is under way
  std::optional<Instant> arrived_at = {};
  std::optional<Instant> confirmed_at = {}; // somebody said that they called by telephone
  std::string call_id = {};
  bool delivered = false;
  AlarmSound sound = AlarmSound::Off;
};

// A call for help by or for the patient, as staff see it: the number first, then who, why, when somebody came and how it ended.
// answers: "caller", "reason", "outcome".
Sheet build_help_call(const HelpCallInput& input, const SheetAnswers& answers, const Moment& moment, const Texts& texts);

}  // namespace wardlight::models
