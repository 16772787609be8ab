// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/mechanism.h"
#include "core/json/value.h"
#include "platforms/sim/faults/world.h"

namespace wardlight::sim {

struct FaultsOptions {
  std::uint64_t first_seed = 1;
  std::uint64_t last_seed = 1;
  std::size_t steps = 2000;
  std::optional<Mechanism> without;  // stops at the first seed that notices
  unsigned workers = 0;              // processes; 0: one for each core
};

struct FaultsReport {
  RunFigures sum;  // of all seeds; its digest is SHA-256 over theirs as hex, in the order of seeds, and of one seed its own
  std::uint64_t seeds = 0;
  std::vector<RunFigures> failed;
  std::size_t stuck = 0;
  double seconds = 0;
};
json::Value to_json(const FaultsReport& report);

// Runs the seeds, each in one thread of one of the worker processes; the figures do not depend on how many there are.
// Progress goes to stderr. Environment when a process cannot be made.
Expected<FaultsReport> run_faults(const FaultsOptions& options);

// The smallest run that still fails the same way: with as few kinds of faults and as few events as were found to do.
// Gives what happened in it, line by line.
std::vector<std::string> find_smallest_trace(const RunFigures& failed, const FaultsOptions& options);

}  // namespace wardlight::sim
