// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/base/clock.h"

namespace wardlight::support {

// A clock that moves only when a test says so. The wall clock can be set wrong without touching the
// monotonic one, as a person does in a tablet's settings; a reboot starts the monotonic one again.
class FakeClock : public Clock {
 public:
  explicit FakeClock(Instant start = {1'749'556'800'000}) : m_now(start) {}  // 2025-06-10T12:00:00Z

  Instant now() const override { return m_now; }
  std::int64_t monotonic_milliseconds() const override { return m_monotonic; }
  std::string boot_id() const override { return "boot-" + std::to_string(m_boot); }

  void advance(Duration by) {
    m_now = m_now + by;
    m_monotonic += by.milliseconds;
  }
  void set_wall(Instant to) { m_now = to; }
  void reboot() {
    ++m_boot;
    m_monotonic = 0;
  }

 private:
  Instant m_now;
  std::int64_t m_monotonic = 0;
  int m_boot = 1;
};

}  // namespace wardlight::support
