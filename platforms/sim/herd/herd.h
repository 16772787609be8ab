// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/base/expected.h"
#include "core/json/value.h"

namespace wardlight::sim {

struct HerdOptions {
  std::size_t wards = 10;
  std::size_t tablets = 30;  // of each ward
  Duration outage = hours(12);
  Duration most = minutes(3);  // until everybody has everything
};

struct HerdReport {
  std::size_t wards = 0;
  std::size_t tablets = 0;
  Duration outage;
  std::size_t rounds = 0;
  std::size_t rounds_on_hub = 0;
  std::size_t lost = 0;
  Duration uploaded;           // until the hub has every round
  Duration done;               // until every tablet has heard every round
  std::vector<Duration> ward;    // the same for each ward
  std::vector<Duration> tablet;  // and for each tablet
  Duration slowest_upload;     // one tablet's own rounds, from its first request
  Duration hub_cpu;
  std::size_t requests = 0;
  std::uint64_t bytes_up = 0;
  std::uint64_t bytes_down = 0;
  std::size_t largest_answer = 0;
  std::int64_t hub_kept_half = 0;  // bytes that the hub holds more than before, when half of the rounds had come
  std::int64_t hub_kept = 0;       // and at the end
  bool in_time = false;
  bool is_well() const { return lost == 0 && in_time; }
};
json::Value to_json(const HerdReport& report);

// A hospital's tablets come back after the network was away: each with its share of one round an hour for 28 patients a ward.
// The real hub over a real file and the real stores and clients; the network and the time between requests are simulated, with
// one hub that serves one request after another, each for as long as it really took here. All files in `folder`.
// Environment when a file cannot be made.
Expected<HerdReport> play_herd(const HerdOptions& options, const std::string& folder);

}  // namespace wardlight::sim
