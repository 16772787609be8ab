// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <span>

#include "core/workflows/read_ward.h"

namespace wardlight::workflows {

// The slots of yesterday and today, and names; the same for every patient of one reading.
struct WardFrame {
  const Ward& ward;
  Instant now;
  std::vector<care::Slot> slots;
  std::size_t today = 0;  // the first slot of today
  std::map<PractitionerId, std::string> names;

  std::string name_of(const PractitionerId& practitioner) const;
  Instant since() const;  // the earliest act that can matter
};
Expected<WardFrame> make_frame(const Ward& ward);

// One patient as the screens show them, and their part of the unit's figures.
struct JudgedPatient {
  WardPatient patient;
  care::RoundCounts counts;
  Duration longest_gap;
};
using ActsOf = std::map<EncounterId, std::span<const store::Act>>;  // by time
// The view of those who are there, from their acts since frame.since(), and from what the store says of nurses and drafts.
Expected<WardView> build_ward(const WardFrame& frame, const LocationId& unit, const std::vector<store::CensusEntry>& stays,
                              const ActsOf& acts_of);
JudgedPatient judge_patient(const WardFrame& frame, const store::CensusEntry& stay, std::span<const store::Act> acts);

}  // namespace wardlight::workflows
