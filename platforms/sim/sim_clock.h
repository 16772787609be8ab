// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>

#include "core/base/clock.h"

namespace wardlight::sim {

// Time that moves only when the simulation says so; hub and tablets share it. Safe on any thread.
class SimClock final : public Clock {
 public:
  explicit SimClock(Instant start) : m_start(start.milliseconds), m_now(start.milliseconds) {}
  void go_to(Instant at) {
    if (at.milliseconds > m_now) m_now = at.milliseconds;
  }
  Instant now() const override { return {m_now.load()}; }
  std::int64_t monotonic_milliseconds() const override { return m_now.load() - m_start; }
  std::string boot_id() const override { return "simulated-boot"; }

 private:
  const std::int64_t m_start;
  std::atomic<std::int64_t> m_now;
};

}  // namespace wardlight::sim
