// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/bedside.h"

namespace wardlight::models {

enum class ScreenResult { Positive, Negative, CannotExclude, NotForThisAge };

struct ScreenInput {
  std::string name = {};          // "SIRS"
  ScreenResult result = ScreenResult::CannotExclude;
  std::string count = {};         // "2 of 4 met"
  std::string rule = {};
  std::string pack = {};
  std::string source = {};
  std::vector<BasisInput> basis = {};
};

struct SepsisInput {
  const PatientInput& patient;
  std::vector<ScreenInput> screens = {};  // the one that decides first
  std::string infection = {};             // "", "yes", "no", "unsure": the nurse's answer
  std::optional<Instant> infection_at = {};
  std::optional<Instant> answer_due = {};
  std::vector<std::string> notes = {};    // beta blocker, pacemaker, pregnancy
};

// Never "negative" while something is missing or too old: then it cannot exclude, and says what is lacking.
Sheet build_sepsis(const SepsisInput& input, const SheetAnswers& answers, const Moment& moment, const Texts& texts);

}  // namespace wardlight::models
