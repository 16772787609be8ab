// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <span>
#include <vector>

#include "core/workflows/handoff_thread.h"
#include "core/workflows/read_bedside.h"
#include "core/workflows/talk_thread.h"
#include "core/workflows/ward_patient.h"

// What the reading of one patient and of the whole unit have in common.
namespace wardlight::workflows {

// Facts and records of several stays, read at once, and who is who.
struct BedsideReading {
  WardFrame frame;
  std::vector<store::CensusEntry> stays;
  std::map<EncounterId, std::vector<care::Fact>> facts;
  std::map<EncounterId, std::vector<store::Record>> records;  // by time; what is about the unit under no stay
  std::map<EncounterId, std::string> beds;

  ThreadReading threads() const { return {frame.ward, frame.now, frame.names, beds}; }
  const std::vector<store::Record>& records_of(const EncounterId& encounter) const;
};
Expected<BedsideReading> read_together(const Ward& ward, std::vector<store::CensusEntry> stays);

std::vector<BedsideDevice> read_devices(const BedsideReading& reading, const EncounterId& encounter);
// The newest handoff of that stay, with the chart's rows while nothing was given; and when one was last accepted.
struct HandoffReading {
  HandoffView view;
  std::optional<Instant> last_accepted;
};
HandoffReading read_newest_handoff(const BedsideReading& reading, const EncounterId& encounter);
std::vector<BedsidePrompt> read_prompts(const BedsideReading& reading, const EncounterId& encounter,
                                        const std::vector<WorkTask>& tasks);

}  // namespace wardlight::workflows
