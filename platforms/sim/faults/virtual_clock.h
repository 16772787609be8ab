// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/base/clock.h"

namespace wardlight::sim {

// The one time that really passes in a run.
struct VirtualTime {
  Instant now{1'749'556'800'000};  // 2025-06-10T12:00:00Z
};

// What one machine takes for the time: somebody may have set it wrong, and each boot counts anew.
class MachineClock final : public Clock {
 public:
  explicit MachineClock(const VirtualTime& time) : m_time(time), m_booted(time.now) {}
  Instant now() const override { return m_time.now + m_wrong_by; }
  std::int64_t monotonic_milliseconds() const override { return (m_time.now - m_booted).milliseconds; }
  std::string boot_id() const override { return "boot-" + std::to_string(m_boot); }

  void set_wrong_by(Duration wrong_by) { m_wrong_by = wrong_by; }
  void reboot() {
    ++m_boot;
    m_booted = m_time.now;
  }

 private:
  const VirtualTime& m_time;
  Instant m_booted;
  Duration m_wrong_by;
  int m_boot = 1;
};

}  // namespace wardlight::sim
