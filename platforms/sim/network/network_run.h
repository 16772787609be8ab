// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/base/expected.h"
#include "core/json/value.h"
#include "platforms/sim/network/made_up_network.h"

namespace wardlight::sim {

// How many of so many.
struct Share {
  std::size_t of = 0;
  std::size_t found = 0;
};
// By how many events a month there were before: what a chart of monthly counts can see depends on little else.
struct DetectedAt {
  std::string volume;
  Share quarter_less, doubled;
};

struct NetworkReport {
  NetworkOptions options;
  std::size_t reports = 0;    // MeasureReports that central counted
  std::size_t lost = 0;       // figures that central has otherwise than the hospitals
  Share quarter_less, doubled;  // planted, and signalled within six months, in the right direction
  std::vector<DetectedAt> by_volume;
  Share flat;                 // left alone, and signalled after the baseline
  double expected_false = 0;  // of the flat ones, by theory
  double bound_false = 0;     // theory and three standard errors
  std::int64_t seconds = 0;

  bool is_good() const;
};
json::Value to_json(const NetworkReport& report);

// Plays the months: each hospital's reports go from its outbox to a real central over a real PostgreSQL of the simulation's own,
// and what is counted as signalled is what central's charts say. NotFound without PostgreSQL.
Expected<NetworkReport> play_network(const NetworkOptions& options, const std::string& folder);

}  // namespace wardlight::sim
