// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/round_form.h"

namespace wardlight::models {

// What a scored form says once every part of it is answered; judged by its rule pack, never by the screen.
struct JudgedForm {
  std::string total = {};
  std::string band = {};  // in words
  Tone tone = Tone::Neutral;
  std::string pack = {};  // "id@version"
};

// An answer the chart knows: offered with its age, taken over by one tap (G-2).
struct OfferInput {
  FormField field = {};
  std::string words = {};
  Instant at = {};
  std::string source = {};
};

// Any form but the hourly round, drawn as that one is.
struct AssessmentInput {
  RoundFormInput form;
  std::optional<JudgedForm> judged = {};
  std::vector<OfferInput> offers = {};
};
RoundForm build_assessment(const AssessmentInput& input, const Moment& moment, const Texts& texts);

}  // namespace wardlight::models
