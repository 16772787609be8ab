// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "ui/models/sheet.h"

namespace wardlight::models {

struct PaperSlotInput {
  Instant start = {}, end = {};
};
struct PaperPatientInput {
  EncounterId encounter = {};
  std::string bed = {}, name = {};
  std::vector<PaperSlotInput> open = {};  // oldest first
  int entered = 0;
};

// After a downtime: bed after bed, the slots nothing is known of; a tap opens the round's form at that slot's time, marked as
// from paper. answers: "bed" while one bed is chosen, "time.<slot>" for another minute than the slot's start.
Sheet build_back_entry(const std::vector<PaperPatientInput>& patients, const SheetAnswers& answers, const Moment& moment,
                       const Texts& texts);

// When the round of that slot was done, as the answers say.
Instant paper_time(Instant slot_start, const SheetAnswers& answers);

}  // namespace wardlight::models
