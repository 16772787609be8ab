// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include "tests/sync/client/ward.h"

using namespace wardlight;
using support::SyncWard;

TEST_CASE("what a damaged store lost before it was sent reaches the hub from the journal and comes back by the feed") {
  SyncWard ward;
  for (int i = 0; i < 5; ++i) ward.first.save_round();
  ward.first.lock();
  ward.first.disk().set_contents(ward.first.tablet().path("store/wardlight.db"), {});
  ward.first.unlock();
  CHECK(ward.first.ids().empty());
  const auto after = ward.first.save_round();
  CHECK(ward.first.run_until_quiet());
  CHECK(ward.hub.ids() == ward.first.saved);
  CHECK(ward.first.ids() == ward.first.saved);
  CHECK(ward.second.run_until_quiet());
  CHECK(ward.second.ids() == ward.first.saved);
}
