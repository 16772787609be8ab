// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include "tests/sync/hub/hub_world.h"

using namespace wardlight;
using namespace wardlight::hub;
using wire::UnitStatus;

namespace {

std::optional<std::uint64_t> given_chain(HubWorld& world, const std::string& entry) {
  const std::vector<std::string> entries{entry};
  const auto reply = world.ask("tab-1", "POST", "/fhir", wire::write_push(entries));
  return must(wire::read_hub_headers(reply.headers)).incarnation;
}

}  // namespace

TEST_CASE("Two copies of one tablet are each given a chain of their own, and the device is flagged") {
  HubWorld world;
  auto tablet = world.add_tablet("tab-1");
  CHECK_FALSE(given_chain(world, tablet.round().entry));
  auto first_copy = tablet;
  auto second_copy = tablet;
  CHECK_FALSE(given_chain(world, tablet.round("true").entry));
  const auto first = given_chain(world, first_copy.round("false").entry);
  const auto second = given_chain(world, second_copy.round("false", R"("language":"es",)").entry);
  REQUIRE(first);
  REQUIRE(second);
  CHECK(*first > 1);
  CHECK(*second > *first);
  CHECK(must(world.storage().list_quarantine()).size() == 2);
  CHECK_FALSE(must(world.storage().find_device({"tab-1"}))->flag.empty());
}

TEST_CASE("A tablet that was told of later positions than there are makes the hub begin a new epoch") {
  HubWorld world;
  auto tablet = world.add_tablet("tab-1");
  world.push("tab-1", {tablet.round().entry});
  const auto state = must(world.storage().state());
  const auto ask = [&](const std::string& known) {
    world.ask("tab-1", "GET", "/fhir/_history", {}, {{"Wardlight-Known", known}});
    return must(world.storage().state()).epoch;
  };
  CHECK(ask(state.epoch + "/1") == state.epoch);
  CHECK(ask("another/99") == state.epoch);
  CHECK(ask("nonsense") == state.epoch);
  CHECK(ask(state.epoch + "/2") != state.epoch);
}
