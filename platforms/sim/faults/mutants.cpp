// SPDX-License-Identifier: Apache-2.0
#include "platforms/sim/faults/mutants.h"

#include <array>

namespace wardlight {
namespace {

constexpr std::array kNames{"epoch", "release", "cursor", "put", "hash", "isolation", "retain", "chain", "page"};
std::array<bool, kNames.size()> s_off{};

}  // namespace

inline namespace mutants {

bool works(Mechanism mechanism) { return !s_off[static_cast<std::size_t>(mechanism)]; }

}  // namespace mutants

namespace sim {

void switch_off(Mechanism mechanism) { s_off[static_cast<std::size_t>(mechanism)] = true; }

std::optional<Mechanism> mechanism_of(const std::string& name) {
  for (std::size_t i = 0; i < kNames.size(); ++i)
    if (name == kNames[i]) return static_cast<Mechanism>(i);
  return std::nullopt;
}

std::vector<std::string> mechanism_names() { return {kNames.begin(), kNames.end()}; }

}  // namespace sim
}  // namespace wardlight
