// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include "tests/sync/hub/hub_world.h"

using namespace wardlight;
using namespace wardlight::hub;
using wire::UnitStatus;

TEST_CASE("A tablet that began a new chain because its store was damaged is taken at once") {
  HubWorld world;
  auto before = world.add_tablet("tab-1");
  CHECK(world.push("tab-1", {before.round().entry})[0].status == UnitStatus::New);
  world.incarnation = 2;
  auto after = world.add_tablet("tab-1", "nurse-2");
  auto device = *must(world.storage().find_device({"tab-1"}));
  device.incarnation = world.incarnation = 1;  // the hub gave it no second one
  must(world.storage().put_device(device));
  CHECK(world.push("tab-1", {after.round().entry})[0].status == UnitStatus::New);
  CHECK(world.ask("tab-1", "GET", "/fhir/_history").status == 200);
}
