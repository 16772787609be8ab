// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/workflows/care_figures.h"
#include "core/workflows/ward.h"

// Fair to the nurse: everybody sees their own figures and nobody else's. Flags about charting are pooled by unit, and opening
// them needs a reason that goes into the audit log.
namespace wardlight::workflows {

struct OwnFigures {
  Instant from, to;
  int rounds = 0;
  int late_entries = 0;
  int assessments = 0;
  int handoffs_given = 0, handoffs_accepted = 0;
  int tasks_done = 0;
  int hand_hygiene_yes = 0, hand_hygiene_asked = 0;  // one's own word; never mixed with observers'
  CareFigures care = {};                             // one's own teaching, device checks and handoffs given
  std::vector<std::string> thanks = {};              // what colleagues said, newest first
};
// Of who is signed in, and of nobody else. Needs SeeOwnFigures.
Expected<OwnFigures> read_own_figures(const Ward& ward, Instant from, Instant to);

struct IntegrityFlags {
  Instant from, to;
  int bursts = 0;
  int identical_runs = 0;
  int on_the_hour = 0;
  int rounds = 0;
};
// Counts of the unit without a name. Needs SeeIntegrity; an empty reason is refused.
Expected<IntegrityFlags> read_integrity_flags(const Ward& ward, const LocationId& unit, Instant from, Instant to,
                                              const std::string& reason);

}  // namespace wardlight::workflows
