// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/base/clock.h"

namespace wardlight::sync {

enum class Link {
  Unknown,  // not asked yet
  Online,
  Offline,
  Refused,  // the hub answers, but not to this tablet
};

// How sending and hearing stand, as plain data for a screen. Counts are of the last time the store was open or,
// when locked, of the journal.
struct SyncStatus {
  Link link = Link::Unknown;
  std::string problem;  // one sentence; empty while all is well
  std::int64_t unsent = 0;
  std::int64_t accepted = 0;  // on the hub, in no backup yet
  std::int64_t released = 0;  // on the hub and in a verified backup
  std::int64_t rejected = 0;  // a person has to look
  std::optional<Instant> oldest_unsent;
  std::optional<Instant> last_contact;
  std::optional<Duration> hub_ahead;  // the hub's clock minus ours
  std::string epoch;                  // of the hub's record; another one: it was put back or has forgotten
  bool caught_up = false;             // the last page asked for was empty, and nothing waits to be sent
  std::string uncompared;             // why hub and tablet could not compare what they hold, lately; sending and hearing go on
  std::int64_t conflicting = 0;       // since the start: known ids that came back with other bytes

  std::int64_t saved_here() const { return unsent + accepted + released + rejected; }
};

}  // namespace wardlight::sync
