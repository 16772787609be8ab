// SPDX-License-Identifier: Apache-2.0
#include "platforms/linux/system_random.h"

#include <sys/random.h>

#include <cerrno>
#include <cstdlib>

namespace wardlight::platform {

void SystemRandom::fill(std::span<std::uint8_t> out) {
  while (!out.empty()) {
    const auto got = ::getrandom(out.data(), out.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) std::abort();
    out = out.subspan(static_cast<std::size_t>(got));
  }
}

}  // namespace wardlight::platform
