// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string>

#include "platforms/faults/seeded_random.h"

namespace wardlight::sim {

// What can go wrong in one run.
enum class Fault : unsigned {
  PowerCut,       // a tablet, in the middle of a write
  Kill,           // a tablet's program
  DiskError,      // one operation of a tablet's disk fails
  DiskFull,       // a tablet's disk, for a while
  BitRot,         // a byte of a tablet's database
  Locked,         // nobody signed in for a while
  Partition,      // a tablet without network for a while
  LostRequest,
  LostAnswer,     // the hub did it, the tablet never learns
  Twice,          // the hub gets it twice
  Late,           // the tablet gave up; the hub gets it hours later
  Replayed,       // an old push comes again, long after
  Portal,         // a captive portal or a proxy answers
  CutAnswer,      // half of the answer
  HubPowerCut,    // in the middle of a write
  HubKill,
  HubDiskError,
  HubFull,
  Restore,        // the operator puts a backup back
  RestoreByHand,  // by copying the file, as the manual does not say
  Clone,          // a tablet's folder is copied, both go on
  RollBack,       // a tablet's folder is put back to an earlier one
  Theft,          // a tablet is gone for good
  WrongClock,
  Poison,         // a statement that no hub takes
  Correction,
  Census,         // transfers, discharges, merges and their undoing
  Upgrade,        // the program is started anew over what the one before left, with a full outbox
  Scope,          // a tablet may see certain wards only, then others
  Lapse,          // a tablet lacks a statement that it was given, and nobody knows why
  Count
};
std::string name_of(Fault fault);

// Each seed switches a random part of the faults on: a run in which all go wrong at once hides what two of them do together.
struct Swarm {
  std::bitset<static_cast<std::size_t>(Fault::Count)> on;
  std::size_t tablets = 3;
  std::size_t patients = 6;
  bool has(Fault fault) const { return on[static_cast<std::size_t>(fault)]; }
};
Swarm draw_swarm(faults::SeededRandom& chance);

}  // namespace wardlight::sim
