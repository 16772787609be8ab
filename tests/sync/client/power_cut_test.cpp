// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include "tests/sync/client/ward.h"

namespace wardlight {
namespace {

using support::MiniHub;
using support::SyncTablet;

struct Outcome {
  std::uint64_t operations = 0;
  bool cut = false;
};

// A tablet with five rounds to send and eight to hear loses power at the n-th operation on its disk, starts again and goes on.
Outcome sync_with_a_cut(std::uint64_t at) {
  support::FaultDisk unused(1);
  support::Tablet keys(unused, "keys");
  MiniHub hub(keys.hub());
  SyncTablet other(hub, "tablet-2", 4);
  for (int i = 0; i < 8; ++i) other.save_round();
  REQUIRE(other.run_until_quiet());
  SyncTablet tablet(hub, "tablet-1", 5);
  for (int i = 0; i < 5; ++i) tablet.save_round();

  const auto before = tablet.disk().operations();
  if (at > 0) tablet.disk().cut_power_at(before + at);
  for (int i = 0; i < 12 && tablet.disk().has_power(); ++i) tablet.client().step(0);
  const Outcome outcome{tablet.disk().operations() - before, !tablet.disk().has_power()};
  if (!outcome.cut) return outcome;

  tablet.restart_after_cut();
  REQUIRE(tablet.run_until_quiet());
  REQUIRE(other.run_until_quiet());
  auto all = other.saved;
  all.insert(tablet.saved.begin(), tablet.saved.end());
  CHECK(hub.ids() == all);
  CHECK(hub.rows.size() == all.size());
  CHECK(tablet.ids() == all);
  CHECK(tablet.store().count_outbox()->pending == 0);
  return outcome;
}

TEST_CASE("power that goes at any moment of sending and hearing loses nothing and skips nothing") {
  const auto operations = sync_with_a_cut(0).operations;
  REQUIRE(operations > 20);
  std::uint64_t cuts = 0;
  for (std::uint64_t at = 1; at <= operations; ++at) {
    INFO("cut at operation " << at);
    cuts += sync_with_a_cut(at).cut ? 1 : 0;
  }
  CHECK(cuts == operations);
}

}  // namespace
}  // namespace wardlight
