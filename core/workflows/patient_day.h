// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "core/care/rounding_day.h"
#include "core/store/records.h"

// From what the store projected to what core/care judges.
namespace wardlight::workflows {

inline constexpr std::string_view kRoundAct = "round";
inline constexpr std::string_view kClosingAct = "slot-closing";
inline constexpr std::string_view kAwayAct = "off-unit";

struct ReadDay {
  care::PatientDay day;
  std::vector<const store::Act*> rounds;  // the act of each of day.rounds
};
// One patient's acts in order of time. What was corrected or taken back does not count. A round of a kind this version does
// not know is contact, but only an attempt.
ReadDay read_patient_day(const store::CensusEntry& stay, std::span<const store::Act> acts);

std::vector<care::UnitStay> unit_stays(const store::CensusEntry& stay);

}  // namespace wardlight::workflows
