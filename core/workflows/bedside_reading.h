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

// The newest handoff of a stay, and when one was last accepted.
struct HandoffReading {
  HandoffView view;
  std::optional<Instant> last_accepted;
};

// What is known of one stay.
struct KnownStay {
  care::KnownFacts facts;
  std::vector<store::Record> records;  // by time
};

// Facts and records of several stays, read at once, and who is who.
struct BedsideReading {
  WardFrame frame;
  std::vector<store::CensusEntry> stays;
  std::map<EncounterId, KnownStay> known;  // what is about the unit under no stay
  std::map<EncounterId, std::string> beds = {};

  ThreadReading threads() const { return {frame.ward, frame.now, frame.names, &beds}; }
  const std::vector<store::Record>& records_of(const EncounterId& encounter) const { return of(encounter).records; }
  const KnownStay& of(const EncounterId& encounter) const;
  // With what follows from them now.
  care::FactsAt facts_now(const EncounterId& encounter) const;
};
Expected<BedsideReading> read_together(const Ward& ward, std::vector<store::CensusEntry> stays);
// The same without the frame, for whoever has one.
Expected<std::map<EncounterId, KnownStay>> read_known(const Ward& ward, std::span<const store::CensusEntry> stays,
                                                      store::Store::OfUnit of_unit);

std::vector<BedsideDevice> read_devices(const BedsideReading& reading, const EncounterId& encounter,
                                        std::span<const store::Record> records);
// As its statements tell it.
HandoffReading read_handoffs(const Ward& ward, const EncounterId& encounter, std::span<const store::Record> records,
                             const std::map<PractitionerId, std::string>& names);
// With the chart's rows while nothing was given.
void add_chart_rows(const Ward& ward, const care::FactsAt& facts, HandoffReading& handoff);
BedsidePrompt show_prompt(const BedsideReading& reading, const EncounterId& encounter, care::Prompt prompt,
                          const std::vector<WorkTask>& tasks);

}  // namespace wardlight::workflows
