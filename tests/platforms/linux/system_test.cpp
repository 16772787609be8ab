// SPDX-License-Identifier: Apache-2.0
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <ctime>

#include "platforms/linux/process.h"
#include "platforms/linux/system_clock.h"
#include "platforms/linux/system_random.h"

using namespace wardlight;

TEST_CASE("The system's clock agrees with the C library's, and its monotonic time does not go back") {
  const platform::SystemClock clock;
  const auto seconds = clock.now().milliseconds / 1000;
  CHECK(std::abs(seconds - static_cast<std::int64_t>(std::time(nullptr))) <= 1);
  const auto before = clock.monotonic_milliseconds();
  CHECK(clock.monotonic_milliseconds() >= before);
  CHECK(clock.boot_id().size() == 36);
}

TEST_CASE("Two draws of the system's random source differ, whatever their length") {
  platform::SystemRandom random;
  std::array<std::uint8_t, 4096> first{};
  std::array<std::uint8_t, 4096> second{};
  random.fill(first);
  random.fill(second);
  CHECK(first != second);
  CHECK(std::count(first.begin(), first.end(), std::uint8_t{0}) < 100);
}

TEST_CASE("A hardened process leaves no core and cannot be traced") {
  const auto child = ::fork();
  if (child == 0) {
    const bool hardened = platform::harden_process().has_value();
    rlimit limit{1, 1};
    ::getrlimit(RLIMIT_CORE, &limit);
    ::_exit(hardened && limit.rlim_max == 0 && ::prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0 ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  CHECK(WEXITSTATUS(status) == 0);
}
