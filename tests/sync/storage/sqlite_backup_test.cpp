// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include "platforms/faults/fault_disk.h"
#include "sync/storage/sqlite/sqlite_backup.h"
#include "tests/support/seeded_random.h"

namespace wardlight::storage {
namespace {

// A hub's store on a disk that loses power.
struct World {
  faults::FaultDisk disk{5};
  support::SeededRandom random{6};
  crypto::Secret key = crypto::Secret::random(store::kKeySize, random);
  SqliteOptions options(store::OpenAs open_as = store::OpenAs::Existing) {
    return {"/hub/hub.db", "/hub/epoch", open_as, disk.vfs_name()};
  }
  std::unique_ptr<HubStorage> open(store::OpenAs open_as = store::OpenAs::Existing) {
    auto storage = open_sqlite_storage(options(open_as), key, disk, random);
    if (!storage) FAIL(storage.error().text);
    return *std::move(storage);
  }
  static bool try_put(HubStorage& storage, int number) {
    const std::string id = "l" + std::to_string(number);
    const NewReference location{"Location", id, R"({"resourceType":"Location","id":")" + id + "\"}", {}};
    return storage.put_references(std::span(&location, 1), {1'749'556'800'000}).has_value();
  }
  static void put(HubStorage& storage, int number) { REQUIRE(try_put(storage, number)); }
};

TEST_CASE("Whichever operation of the disk fails once, what the hub took after its start is there when the power has gone") {
  for (std::uint64_t failing = 1; failing <= 40; ++failing) {
    INFO("operation " << failing << " after the start fails");
    World world;
    World::put(*world.open(store::OpenAs::CreateIfMissing), 0);
    world.disk.fail_at(world.disk.operations() + failing, faults::FaultDisk::Failure::Input, faults::FaultDisk::Lasting::Once);
    std::vector<int> taken{0};
    {
      auto started = open_sqlite_storage(world.options(), world.key, world.disk, world.random);
      auto storage = started ? *std::move(started) : world.open();
      for (int i = 1; i <= 5; ++i)
        if (World::try_put(*storage, i)) taken.push_back(i);
      world.disk.cut_power_at(world.disk.operations() + 1);
      CHECK_FALSE(World::try_put(*storage, 6));
    }
    world.disk.reboot();
    const auto storage = world.open();
    for (const int number : taken) CHECK(storage->find_resource("Location", "l" + std::to_string(number))->has_value());
  }
}

TEST_CASE("A backup made while the hub serves holds everything up to its head, and put back begins a new epoch") {
  World world;
  auto storage = world.open(store::OpenAs::CreateIfMissing);
  for (int i = 0; i < 20; ++i) World::put(*storage, i);
  const auto backup = back_up_sqlite(world.options(), "/backup/hub.db", world.key, world.disk);
  REQUIRE(backup);
  CHECK(backup->head == 20);
  const auto epoch = storage->state()->epoch;
  for (int i = 20; i < 30; ++i) World::put(*storage, i);

  REQUIRE(put_back_sqlite(world.options(), "/backup/hub.db", world.key, world.disk, world.random, {0}));
  CHECK(storage->state()->head == 20);  // also for the one that serves meanwhile
  CHECK(storage->state()->durable == 20);
  CHECK(storage->state()->epoch != epoch);
}

TEST_CASE("A damaged backup is refused and what is there stays") {
  World world;
  auto storage = world.open(store::OpenAs::CreateIfMissing);
  for (int i = 0; i < 20; ++i) World::put(*storage, i);
  REQUIRE(back_up_sqlite(world.options(), "/backup/hub.db", world.key, world.disk));
  World::put(*storage, 20);
  auto content = world.disk.contents("/backup/hub.db");
  content[content.size() / 2] ^= 1;
  world.disk.set_contents("/backup/hub.db", content);
  CHECK_FALSE(put_back_sqlite(world.options(), "/backup/hub.db", world.key, world.disk, world.random, {0}));
  CHECK(storage->state()->head == 21);
}

TEST_CASE("A store that cannot be opened is kept beside, and the backup takes its place") {
  World world;
  {
    auto storage = world.open(store::OpenAs::CreateIfMissing);
    for (int i = 0; i < 20; ++i) World::put(*storage, i);
    REQUIRE(back_up_sqlite(world.options(), "/backup/hub.db", world.key, world.disk));
  }
  world.disk.set_contents("/hub/hub.db", Bytes(8192, 7));
  REQUIRE(put_back_sqlite(world.options(), "/backup/hub.db", world.key, world.disk, world.random, {1}));
  CHECK(world.open()->state()->head == 20);
  CHECK(world.disk.contents("/hub/hub.db.damaged-1") == Bytes(8192, 7));
}

TEST_CASE("A backup copied back by hand is read, whatever log a hub that could not end well left beside it") {
  World world;
  {
    auto storage = world.open(store::OpenAs::CreateIfMissing);
    for (int i = 0; i < 20; ++i) World::put(*storage, i);
    REQUIRE(back_up_sqlite(world.options(), "/backup/hub.db", world.key, world.disk));
    for (int i = 20; i < 60; ++i) World::put(*storage, i);
    world.disk.fail_at(world.disk.operations() + 1, faults::FaultDisk::Failure::Input, faults::FaultDisk::Lasting::FromThenOn);
  }
  world.disk.heal();
  REQUIRE_FALSE(world.disk.contents("/hub/hub.db-wal").empty());
  world.disk.set_contents("/hub/hub.db", world.disk.contents("/backup/hub.db"));
  REQUIRE(world.disk.remove("/hub/hub.db-wal"));
  CHECK(world.open()->state()->head == 20);
}

TEST_CASE("A backup copied back by hand begins a new epoch, also when a power cut has taken the newest positions from the epoch file") {
  World world;
  Bytes epoch_file;
  std::string epoch;
  {
    auto storage = world.open(store::OpenAs::CreateIfMissing);
    for (int i = 0; i < 5; ++i) World::put(*storage, i);
    REQUIRE(back_up_sqlite(world.options(), "/backup/hub.db", world.key, world.disk));
    epoch_file = world.disk.contents("/hub/epoch");
    for (int i = 5; i < 9; ++i) World::put(*storage, i);
    epoch = storage->state()->epoch;
  }
  world.disk.set_contents("/hub/epoch", epoch_file);
  world.disk.set_contents("/hub/hub.db", world.disk.contents("/backup/hub.db"));
  for (const char* beside : {"/hub/hub.db-wal", "/hub/hub.db-shm"}) [[maybe_unused]] const auto gone = world.disk.remove(beside);

  const auto put_back = world.open()->state();
  REQUIRE(put_back);
  CHECK(put_back->head == 5);
  CHECK(put_back->epoch != epoch);
  const auto again = world.open()->state();  // the mark has done its work
  CHECK(again->epoch == put_back->epoch);
}

TEST_CASE("A hub goes on in its epoch after its backup was made") {
  World world;
  std::string epoch;
  {
    auto storage = world.open(store::OpenAs::CreateIfMissing);
    World::put(*storage, 0);
    REQUIRE(back_up_sqlite(world.options(), "/backup/hub.db", world.key, world.disk));
    epoch = storage->state()->epoch;
  }
  CHECK(world.open()->state()->epoch == epoch);
}

TEST_CASE("Power that goes at any moment of putting back leaves the old store or the backup, and never an old epoch with old positions") {
  for (std::uint64_t at = 1;; ++at) {
    INFO("cut at operation " << at);
    World world;
    std::string epoch;
    {
      auto storage = world.open(store::OpenAs::CreateIfMissing);
      for (int i = 0; i < 5; ++i) World::put(*storage, i);
      REQUIRE(back_up_sqlite(world.options(), "/backup/hub.db", world.key, world.disk));
      for (int i = 5; i < 9; ++i) World::put(*storage, i);
      epoch = storage->state()->epoch;
    }
    world.disk.cut_power_at(world.disk.operations() + at);
    const auto done = put_back_sqlite(world.options(), "/backup/hub.db", world.key, world.disk, world.random, {1});
    if (world.disk.has_power()) {
      REQUIRE(done);
      return;
    }
    world.disk.reboot();
    const auto state = world.open()->state();
    REQUIRE(state);
    CHECK((state->head == 9 || (state->head == 5 && state->epoch != epoch)));
  }
}

}  // namespace
}  // namespace wardlight::storage
