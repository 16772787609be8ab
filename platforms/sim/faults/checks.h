// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <set>

#include "platforms/sim/faults/hub_machine.h"
#include "platforms/sim/faults/tablet_machine.h"
#include "platforms/sim/faults/truth.h"

// The invariants of sync.md §4, and when each is looked at:
//   after every answer of the hub          S3 S4 S7 S8 S12 S13 S15 S18 (look_at_answer), and S3 S4 S7 S8 S15 on what it added
//                                          (look_at_feed)
//   after the hub starts again             S7 S8 S16 over the whole feed (look_at_restart)
//   after a tablet starts again, and of    S1 S2 S3 S4 S5 S6 S17 over its whole store (look_at_tablet); what a lapse took is looked
//   one tablet now and then in between     for at the end alone: comparing digests must have brought it back
//   when all faults are over               L1 L2 L3 (the world), then S1 S4 S5 S10 S12 S13 S14 over everybody (look_at_end)
// S9, that a statement's patient never changes, is S4 here: its bytes never do. S11 is a test of its own
// (tests/sync/hub/clocks_test.cpp). An upgrade here is a new start of the same program; schemas are migrated in tests/core/store.
namespace wardlight::sim {

using Found = std::optional<Violation>;

// What a tablet held before it lost power, and the page that was on its way: all of the page may be there now, or nothing.
struct Before {
  std::set<std::string> held;
  std::set<std::string> arriving;
};

Found look_at_answer(Truth& truth, const transport::HttpRequest& request, const transport::HttpResponse& response);
Found look_at_feed(Truth& truth, HubMachine& hub);
Found look_at_restart(Truth& truth, HubMachine& hub);
// Nothing is judged while the store cannot be read: its damage is found when it is opened next.
Found look_at_tablet(const Truth& truth, TabletMachine& tablet, const crypto::Secret& cursor_key, const Before* before);
Found look_at_end(const Truth& truth, HubMachine& hub, const std::vector<TabletMachine*>& tablets);

// Ids of all statements a tablet's store holds; nothing when it cannot be read.
std::optional<std::set<std::string>> ids_of(store::Store& store);
// Ids of the statements in a feed page, or in the page of a repair; empty when the answer is neither.
std::set<std::string> ids_in_answer(const transport::HttpRequest& request, const transport::HttpResponse& response);

}  // namespace wardlight::sim
