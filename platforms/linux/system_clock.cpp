// SPDX-License-Identifier: Apache-2.0
#include "platforms/linux/system_clock.h"

#include <ctime>
#include <fstream>

namespace wardlight::platform {
namespace {

std::int64_t read_milliseconds(clockid_t which) {
  timespec time{};
  ::clock_gettime(which, &time);
  return static_cast<std::int64_t>(time.tv_sec) * 1000 + time.tv_nsec / 1'000'000;
}

}  // namespace

SystemClock::SystemClock() {
  std::ifstream file("/proc/sys/kernel/random/boot_id");
  std::getline(file, m_boot_id);
}

Instant SystemClock::now() const { return {read_milliseconds(CLOCK_REALTIME)}; }
std::int64_t SystemClock::monotonic_milliseconds() const { return read_milliseconds(CLOCK_BOOTTIME); }

}  // namespace wardlight::platform
