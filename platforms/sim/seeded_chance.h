// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <mutex>
#include <random>

#include "core/base/random.h"
#include "core/crypto/crypto.h"

namespace wardlight::sim {

inline constexpr crypto::StretchCost kCheapPin{1, std::size_t{8} << 10};  // a simulation signs in hundreds of times

// Chance for keys and ids: seeded, so that a run can be looked at again. Safe on any thread.
class SeededChance final : public RandomSource {
 public:
  explicit SeededChance(std::uint64_t seed) : m_engine(seed) {}
  void fill(std::span<std::uint8_t> out) override {
    const std::lock_guard lock(m_mutex);
    for (auto& byte : out) byte = static_cast<std::uint8_t>(m_engine());
  }

 private:
  std::mutex m_mutex;
  std::mt19937_64 m_engine;
};

}  // namespace wardlight::sim
