// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "core/base/random.h"

namespace wardlight::faults {

// Chance that is the same again for the same seed (SplitMix64), so that a failure can be replayed.
// Never for keys outside a test. Not thread-safe.
class SeededRandom : public RandomSource {
 public:
  explicit SeededRandom(std::uint64_t seed = 1) : m_state(seed) {}

  void fill(std::span<std::uint8_t> out) override {
    for (auto& byte : out) byte = static_cast<std::uint8_t>(next() >> 32);
  }

  std::uint64_t next() {
    std::uint64_t z = (m_state += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  }
  // 0 … bound − 1; bound must not be 0.
  std::uint64_t below(std::uint64_t bound) { return next() % bound; }
  bool one_in(std::uint64_t n) { return below(n) == 0; }

 private:
  std::uint64_t m_state;
};

}  // namespace wardlight::faults
