// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/care/rounding_figures.h"
#include "core/json/value.h"
#include "platforms/sim/plan.h"

namespace wardlight::sim {

struct ShiftReport {
  std::uint64_t seed = 0;
  std::size_t rounds_done = 0;   // by the nurses' own record
  std::size_t rounds_saved = 0;  // the tablet said "Saved"
  std::size_t rounds_on_hub = 0;
  std::size_t statements_on_hub = 0;
  std::size_t lost = 0;
  std::size_t duplicates = 0;
  bool replicas_equal = false;
  std::int64_t unsent_at_end = 0;
  std::string offline_share;
  care::RoundCounts counts;
  Duration longest_gap;
  std::int64_t seconds = 0;

  bool is_whole() const {
    return lost == 0 && duplicates == 0 && replicas_equal && unsent_at_end == 0 && rounds_saved == rounds_on_hub;
  }
};
json::Value to_json(const ShiftReport& report);
// For the charge nurse: plain words and one table.
std::string to_table(const ShiftReport& report, const ShiftOptions& options);

// Plays the shift: real stores, real clients, a real hub over loopback TLS; only time is simulated. Progress goes to stderr.
// `folder` is empty or new; what every store holds at the end is left there as NDJSON beside what the nurses did.
Expected<ShiftReport> play_shift(const ShiftOptions& options, const std::string& folder);

}  // namespace wardlight::sim
