// SPDX-License-Identifier: Apache-2.0
#include "sync/hub/second_try.h"

#include "tests/sync/hub/hub_world.h"

using namespace wardlight;
using namespace wardlight::hub;
using wire::UnitStatus;

namespace {

struct Again {
  explicit Again(HubWorld& world) : m_world(world), m_judge(world.storage(), m_forms),
                                    m_push(world.storage(), m_judge, world.keys().ingest, world.clock) {}
  SecondTry run(const std::optional<DeviceId>& device = {}) { return must(offer_again(m_world.storage(), m_push, m_world.clock, device)); }

 private:
  HubWorld& m_world;
  KnownForms m_forms;
  UnitJudge m_judge;
  PushService m_push;
};

}  // namespace

TEST_CASE("What a lost device brought comes into the record at the second try, once the device is found and not before") {
  HubWorld world;
  auto tablet = world.add_tablet("tab-1");
  must(world.storage().mark_lost({"tab-1"}, world.clock.now()));
  const auto first = tablet.round();
  const auto second = tablet.round();
  world.push("tab-1", {first.entry, second.entry});
  Again again(world);
  CHECK(again.run().taken == 0);
  CHECK(must(world.storage().list_quarantine()).size() == 2);

  must(world.storage().mark_lost({"tab-1"}, {}));
  const auto tried = again.run();
  CHECK(tried.taken == 2);
  CHECK(tried.still_aside == 0);
  CHECK(must(world.storage().list_quarantine()).empty());
  CHECK(world.ask("tab-1", "GET", "/fhir/QuestionnaireResponse/" + second.id).body == second.bytes);
  CHECK(world.push("tab-1", {first.entry})[0].status == UnitStatus::Known);
}

TEST_CASE("A unit whose signer the hub did not know comes in at the second try after the key was registered; others stay") {
  HubWorld world;
  world.add_tablet("tab-1");
  TestTablet pen("tab-1", "nurse-2", world.random);
  const auto unknown = pen.round();
  auto changed = pen.round().entry;
  changed.replace(changed.find("valueBoolean\":true") + 14, 4, "false");
  world.push("tab-1", {unknown.entry, changed, "{}"});
  Again again(world);
  CHECK(again.run().taken == 0);

  const auto keys = pen.keys();
  must(world.storage().put_signers({"tab-1"}, std::span(&keys, 1), world.clock.now()));
  const auto tried = again.run();
  CHECK(tried.taken == 1);
  CHECK(tried.still_aside == 2);
  CHECK(must(world.storage().find_resource("QuestionnaireResponse", unknown.id)));
  CHECK(must(world.storage().list_quarantine()).size() == 2);
}

TEST_CASE("What came into the record by itself meanwhile is no longer shown after the second try, and is there once") {
  HubWorld world;
  world.add_tablet("tab-1");
  TestTablet pen("tab-1", "nurse-2", world.random);
  const auto round = pen.round();
  world.push("tab-1", {round.entry});
  const auto keys = pen.keys();
  must(world.storage().put_signers({"tab-1"}, std::span(&keys, 1), world.clock.now()));
  CHECK(world.push("tab-1", {round.entry})[0].status == UnitStatus::New);
  CHECK(Again(world).run().taken == 1);
  CHECK(must(world.storage().list_quarantine()).empty());
  CHECK(must(world.storage().state()).head == 1);
}

TEST_CASE("A second try of one device leaves the others' aside, and what forked stays aside without a new alarm or chain") {
  HubWorld world;
  auto tablet = world.add_tablet("tab-1");
  auto other = world.add_tablet("tab-2", "nurse-2");
  must(world.storage().mark_lost({"tab-2"}, world.clock.now()));
  world.push("tab-2", {other.round().entry});
  must(world.storage().mark_lost({"tab-2"}, {}));
  auto copy = tablet;
  world.push("tab-1", {tablet.round().entry});
  CHECK(world.push("tab-1", {copy.round().entry})[0].status == UnitStatus::Conflict);
  auto device = *must(world.storage().find_device({"tab-1"}));
  CHECK_FALSE(device.flag.empty());
  device.flag.clear();
  must(world.storage().put_device(device));
  const auto given = must(world.storage().setting("incarnation of tab-1"));

  Again again(world);
  const auto tried = again.run(DeviceId{"tab-1"});
  CHECK(tried.taken == 0);
  CHECK(tried.still_aside == 1);
  CHECK(must(world.storage().find_device({"tab-1"}))->flag.empty());
  CHECK(must(world.storage().setting("incarnation of tab-1")) == given);
  CHECK(again.run().taken == 1);
}
