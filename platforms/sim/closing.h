// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/base/expected.h"
#include "core/care/shift/completion.h"
#include "core/json/value.h"

namespace wardlight::sim {

struct ClosingOptions {
  std::uint64_t seed = 1;
  std::size_t patients = 12;
};

struct ClosingReport {
  std::uint64_t seed = 0;
  std::string charge;              // who closed it, as the sign-in screen names her
  std::size_t rounds_done = 0;     // by the nurses' own record, in time for their slots
  std::size_t from_paper = 0;      // of them, written on paper and entered later
  std::size_t tablets_away = 0;    // when the shift was closed
  int silent_shown = 0;            // tablets the picture said it knew nothing of, then
  std::string first_state;         // of the first signature
  std::int64_t done_at_first = 0;  // rounds it counted
  std::size_t changes_shown = 0;   // figures that differed when the tablets had come back
  std::int64_t done_at_last = 0;   // rounds the second signature counted
  bool amended = false;            // the second one holds, supersedes the first, and both are still to be read
  bool everywhere = false;         // every tablet tells the same of both
  std::int64_t unsent_at_end = 0;

  bool is_whole() const;
};
json::Value to_json(const ClosingReport& report);

// A day shift of four nurses. Three of the four tablets lose the network in the afternoon; the charge nurse closes the shift with
// what is known and signs why the rest is not. The tablets return, the closing shows what changed, and is signed again. Real
// stores, clients, hub and PINs; only time is simulated. The charge nurse's tablet is left in `folder`/tablet-1, with her PIN
// beside it.
Expected<ClosingReport> play_closing(const ClosingOptions& options, const std::string& folder);

}  // namespace wardlight::sim
