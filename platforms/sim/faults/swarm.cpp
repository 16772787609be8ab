// SPDX-License-Identifier: Apache-2.0
#include "platforms/sim/faults/swarm.h"

#include <array>

namespace wardlight::sim {
namespace {

constexpr std::array kNames{
    "power cut",      "kill",       "disk error", "disk full",       "bit rot", "locked",     "partition",     "lost request",
    "lost answer",    "twice",      "late",       "replayed",        "portal",  "cut answer", "hub power cut", "hub kill",
    "hub disk error", "hub full",   "restore",    "restore by hand", "clone",   "roll back",  "theft",         "wrong clock",
    "poison",         "correction", "census",     "upgrade",         "scope",   "lapse"};
static_assert(kNames.size() == static_cast<std::size_t>(Fault::Count));

// Percent of the seeds that have it; where the sum over many seeds matters, more than half.
unsigned share_of(Fault fault) {
  switch (fault) {
    case Fault::PowerCut:
    case Fault::Partition:
    case Fault::Restore: return 75;
    case Fault::HubPowerCut:
    case Fault::LostAnswer:
    case Fault::Poison:
    case Fault::Census: return 65;
    case Fault::Theft:
    case Fault::Lapse:
    case Fault::Scope:
    case Fault::BitRot:
    case Fault::RollBack: return 25;
    default: return 50;
  }
}

}  // namespace

std::string name_of(Fault fault) { return kNames[static_cast<std::size_t>(fault)]; }

Swarm draw_swarm(faults::SeededRandom& chance) {
  Swarm swarm;
  for (std::size_t i = 0; i < swarm.on.size(); ++i) swarm.on[i] = chance.below(100) < share_of(static_cast<Fault>(i));
  swarm.tablets = 2 + chance.below(3);
  swarm.patients = 3 + chance.below(6);
  return swarm;
}

}  // namespace wardlight::sim
