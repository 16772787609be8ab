// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/workflows/outcome.h"
#include "core/workflows/ward.h"

namespace wardlight::workflows {

struct TakeBack {
  StatementId id;      // from new_statement_id()
  StatementId wrong;   // the record entered in error
  std::string reason;
};

// Marks a record as entered in error: a new statement takes the old one out of every count; both stay on the timeline.
// By its author, or by whoever assigns patients. Corrections with other answers: open_round() over the earlier round.
Expected<Outcome> take_back(const Ward& ward, const TakeBack& take_back);

}  // namespace wardlight::workflows
