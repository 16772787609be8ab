// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "core/care/shift/completion.h"
#include "core/workflows/ward.h"

// A stretch of time of a unit, slot by slot, whether it is over or still runs.
namespace wardlight::workflows {

struct StaySlots {
  store::CensusEntry stay;
  std::vector<store::Act> acts;                // by time; of the stretch and as far before and after as crediting looks
  std::vector<care::ShiftRound> rounds;        // of the stretch, of this unit
  care::RoundCounts counts;                    // of those that can no longer change
};
// Of everybody who was on the unit when one of its slots began, or is there now; by bed. An empty unit means anywhere.
Expected<std::vector<StaySlots>> read_slots(const Ward& ward, const LocationId& unit, Instant from, Instant to);

// How a record was entered. From paper is looked up in its bytes.
Expected<care::Entry> entry_of(const Ward& ward, const store::Act& act);

}  // namespace wardlight::workflows
