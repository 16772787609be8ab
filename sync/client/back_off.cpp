// SPDX-License-Identifier: Apache-2.0
#include "sync/client/back_off.h"

#include <algorithm>
#include <array>

#include "core/base/bytes.h"

namespace wardlight::sync {
namespace {

constexpr int kMostDoublings = 20;

}  // namespace

Duration BackOff::next() {
  const Duration ceiling{m_first.milliseconds << std::min(m_failures, kMostDoublings)};
  ++m_failures;
  return up_to(std::min(ceiling, m_longest));
}

Duration BackOff::up_to(Duration ceiling) {
  std::array<std::uint8_t, 8> bytes{};
  m_random.fill(bytes);
  const auto drawn = read_big_endian<std::uint64_t>(bytes);
  return {static_cast<std::int64_t>(drawn % (static_cast<std::uint64_t>(ceiling.milliseconds) + 1))};
}

}  // namespace wardlight::sync
