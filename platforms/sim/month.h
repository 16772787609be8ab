// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "core/base/expected.h"
#include "core/json/value.h"

namespace wardlight::sim {

struct MonthOptions {
  std::uint64_t seed = 1;
  std::size_t beds = 8;   // over three units
};

struct MonthReport {
  std::uint64_t seed = 0;
  std::size_t statements = 0;
  std::size_t incidents = 0;
  std::size_t figures = 0;   // as they stand at the end
  std::size_t restated = 0;  // of them, those that late arrivals changed
};
json::Value to_json(const MonthReport& report);

// A month of a small hospital, written straight into a real hub's stores with late, corrected and doubtful statements among them,
// counted and closed by the hub itself, and restated by what came after the close. Left in `folder`, so that anyone can recount:
// record.ndjson (everything the hub was told, with when), desk.ndjson, figures.json (the last versions) and first.json (as they
// were first closed).
Expected<MonthReport> play_month(const MonthOptions& options, const std::string& folder);

}  // namespace wardlight::sim
