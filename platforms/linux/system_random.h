// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/random.h"

namespace wardlight::platform {

// The kernel's random source. Safe on any thread. Ends the program if the kernel has none to
// give: a key must never be made from anything else.
class SystemRandom final : public RandomSource {
 public:
  void fill(std::span<std::uint8_t> out) override;
};

}  // namespace wardlight::platform
