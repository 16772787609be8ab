// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <vector>

#include "core/care/prompts/prompt_keeper.h"
#include "core/workflows/bedside_reading.h"
#include "core/workflows/read_unit_work.h"

// How the unit's open work is put together, from whatever was read.
namespace wardlight::workflows {

// Of one stay's records, or of what is about the unit, those that something open is told by. It depends on the records alone,
// not on the time.
struct OpenRecords {
  std::vector<store::Record> records;  // threads that are not over, and devices in place; by time
  HandoffReading handoff;              // without the chart's rows
};
OpenRecords find_open(const BedsideReading& reading, const EncounterId& encounter);

using OpenOf = std::map<EncounterId, OpenRecords>;  // every stay of the reading, and the unit under no stay
using PromptsOf = std::map<EncounterId, care::PromptsNow>;  // every stay of the reading, as of its time
Expected<UnitWork> build_unit_work(const BedsideReading& reading, const LocationId& unit, const OpenOf& open,
                                   const PromptsOf& prompts);

}  // namespace wardlight::workflows
