// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/base/expected.h"
#include "core/json/value.h"

namespace wardlight::sim {

struct BedsideOptions {
  std::uint64_t seed = 1;
  std::size_t patients = 12;
  int hours = 12;
};

struct BedsideReport {
  std::uint64_t seed = 0;
  std::size_t patients = 0;
  std::size_t acts = 0;              // the tablets said "Saved"
  std::size_t on_one_tablet = 0;     // handoffs with both signatures on one tablet, without network
  std::size_t on_two_tablets = 0;    // given on one, accepted on another, both without network
  std::size_t accepted = 0;          // as the charge nurse's tablet shows it at the end
  std::size_t conflicts_shown = 0;   // to the charge nurse, before anything was resolved
  std::size_t conflicts_left = 0;    // after it
  std::size_t prompts_compared = 0;  // patient-hours
  std::size_t prompts_unequal = 0;   // of them, computed again from the exports alone and not the same to the byte
  std::size_t prompts_raised = 0;
  std::size_t lost = 0;
  bool replicas_equal = false;
  std::int64_t unsent_at_end = 0;

  bool is_whole() const {
    return accepted == patients && conflicts_shown == 1 && conflicts_left == 0 && prompts_unequal == 0 && lost == 0 &&
           replicas_equal && unsent_at_end == 0;
  }
};
json::Value to_json(const BedsideReport& report);

// One nurse's day with her patients: rounds, scales, a device, questions and tasks; at its end every patient is handed over to
// the next nurse without network: half on one tablet, half on two, one of them with a change that the receiver did not see.
// Real stores, clients, hub and PINs; only time is simulated. What the stores hold at the end is left in `folder`.
Expected<BedsideReport> play_bedside(const BedsideOptions& options, const std::string& folder);

}  // namespace wardlight::sim
