// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/base/decimal.h"
#include "platforms/sim/herd/herd.h"

namespace wardlight::sim {
namespace {

json::Value number(std::uint64_t n) { return json::Value(n); }
json::Value seconds_of(Duration duration) { return json::Value(format_rate(duration.milliseconds, 1000, 1, 2)); }
json::Value kilobytes(std::int64_t bytes) { return json::Value(bytes / 1024); }

// The time within which so many percent of the tablets had everything.
json::Value tablet_seconds(std::vector<Duration> tablets) {
  std::ranges::sort(tablets);
  const auto at = [&](std::size_t percent) {
    return tablets.empty() ? Duration() : tablets[(tablets.size() - 1) * percent / 100];
  };
  return json::Value::object({{"p50", seconds_of(at(50))}, {"p95", seconds_of(at(95))}, {"slowest", seconds_of(at(100))}});
}

}  // namespace

json::Value to_json(const HerdReport& report) {
  auto wards = json::Value::array();
  for (const auto& each : report.ward) wards.push(seconds_of(each));
  const auto tablets = static_cast<std::int64_t>(std::max<std::size_t>(report.tablets, 1));
  return json::Value::object(
      {{"wards", number(report.wards)},
       {"tablets", number(report.tablets)},
       {"outage_hours", json::Value(report.outage.milliseconds / hours(1).milliseconds)},
       {"rounds", number(report.rounds)},
       {"rounds_on_hub", number(report.rounds_on_hub)},
       {"lost", number(report.lost)},
       {"uploaded_seconds", seconds_of(report.uploaded)},
       {"done_seconds", seconds_of(report.done)},
       {"tablet_seconds", tablet_seconds(report.tablet)},
       {"ward_seconds", std::move(wards)},
       {"slowest_upload_seconds", seconds_of(report.slowest_upload)},
       {"hub_cpu_seconds", seconds_of(report.hub_cpu)},
       {"requests", number(report.requests)},
       {"bytes_up", number(report.bytes_up)},
       {"bytes_down", number(report.bytes_down)},
       {"tablet_kb",
        json::Value(format_rate(static_cast<std::int64_t>(report.bytes_up + report.bytes_down) / tablets, 1024, 1, 2))},
       {"largest_answer_kb", kilobytes(static_cast<std::int64_t>(report.largest_answer))},
       {"hub_kept_half_kb", kilobytes(report.hub_kept_half)},
       {"hub_kept_kb", kilobytes(report.hub_kept)},
       {"in_time", json::Value(report.in_time)}});
}

}  // namespace wardlight::sim
