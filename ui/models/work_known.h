// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "ui/models/moment.h"
#include "ui/models/texts.h"

namespace wardlight::models {

// The unit's open work is read beside the ward: it may be known later, or as of a while ago. Until then nothing is "all done".
struct WorkKnown {
  bool reading = false;               // nothing is known of it yet
  std::optional<Instant> as_of = {};  // absent: of now
  std::string failure = {};           // why nothing is known, as a sentence
};

// What is to be said about it; empty: nothing.
std::string work_sentence(const WorkKnown& known, const Moment& moment, const Texts& texts);

}  // namespace wardlight::models
