// SPDX-License-Identifier: Apache-2.0
#include <poll.h>

#include <map>
#include <thread>

#include "core/base/uuid.h"
#include "tests/sync/storage/chaining_device.h"
#include "tests/sync/storage/storages.h"

using namespace wardlight;
using namespace wardlight::storage;

namespace {

void pause_a_little() { poll(nullptr, 0, 10); }  // for other programs, whose time is not ours to turn

// Nurses who save a round again and again, each on a tablet of her own, until told to stop. What the hub did not answer is
// sent again, as tablets do.
class Load {
 public:
  Load(HubStorage& storage, int tablets, int units_each) {
    for (int t = 0; t < tablets; ++t) m_threads.emplace_back([this, &storage, t, units_each] { run(storage, t, units_each); });
  }
  ~Load() { finish(); }
  void finish() {
    for (auto& thread : m_threads)
      if (thread.joinable()) thread.join();
  }
  std::map<std::string, std::uint64_t> acknowledged() {
    const std::lock_guard lock(m_mutex);
    return m_acknowledged;
  }
  void wait_for(std::size_t count) {
    while (acknowledged().size() < count) pause_a_little();
  }

 private:
  void run(HubStorage& storage, int number, int units) {
    ChainingDevice tablet("tab-" + std::to_string(number));
    for (int i = 0; i < units; ++i) {
      const std::string id = std::to_string(number) + "-" + std::to_string(i);
      const auto sent = delivery({tablet.next(id)});
      auto result = storage.append(sent);
      while (!result) {
        pause_a_little();
        result = storage.append(sent);
      }
      const std::lock_guard lock(m_mutex);
      m_acknowledged[id] = (*result)[0].position;
    }
  }

  std::mutex m_mutex;
  std::map<std::string, std::uint64_t> m_acknowledged;
  std::vector<std::thread> m_threads;
};

// Every acknowledged unit once, where it was said to be, and no position missing.
void check_feed(HubStorage& storage, const std::map<std::string, std::uint64_t>& acknowledged) {
  const auto rows = must(storage.read_feed({0, 1'000'000, 1'000'000}));
  std::map<std::string, std::uint64_t> found;
  std::uint64_t last = 0;
  bool in_order = true;
  for (const auto& row : rows) {
    in_order &= row.position == ++last;
    found.emplace(row.id, row.position);
  }
  CHECK(in_order);
  CHECK(found.size() == rows.size());
  std::size_t missing = 0;
  for (const auto& [id, position] : acknowledged) missing += found.contains(id) && found[id] == position ? 0U : 1U;
  CHECK(missing == 0);
}

// How many were acknowledged before the primary was gone.
std::size_t fail_over_under_load(int seed) {
  support::PostgresServer primary;
  primary.sql("postgres", "CREATE DATABASE hub");
  const auto standby = support::PostgresServer::standby_of(primary, "ward_standby");
  primary.sql("postgres", "ALTER SYSTEM SET synchronous_standby_names = 'ward_standby'");
  primary.sql("postgres", "SELECT pg_reload_conf()");
  while (primary.sql("postgres", "SELECT sync_state FROM pg_stat_replication") != "sync") pause_a_little();

  const auto folder = platform::make_temporary_folder("failover");
  REQUIRE(folder);
  platform::PosixDisk disk;
  support::SeededRandom random(static_cast<std::uint64_t>(seed));
  const auto key = crypto::Secret::random(store::kKeySize, random);
  const std::string uri = "host=" + primary.folder() + "," + standby->folder() + " user=wardlight dbname=hub";
  const auto storage = must(open_postgres_storage({uri, "hospital-1", *folder + "/epoch", true}, key, disk, random));
  const std::string epoch = must(storage->state()).epoch;

  Load load(*storage, 4, 150);
  load.wait_for(static_cast<std::size_t>(50 + 13 * seed % 200));
  primary.kill_it();
  const auto before = load.acknowledged();
  standby->sql("postgres", "SELECT 1");
  standby->promote();
  load.finish();
  const auto after = load.acknowledged();
  CHECK(after.size() == 600);
  check_feed(*storage, after);
  std::size_t moved = 0;
  for (const auto& [id, position] : before) moved += after.at(id) == position ? 0U : 1U;
  CHECK(moved == 0);
  CHECK(must(storage->state()).epoch == epoch);
  std::filesystem::remove_all(*folder);
  return before.size();
}

}  // namespace

TEST_CASE("The primary is killed under load and its standby promoted: no acknowledged unit is missing") {
  need_server();
  CHECK(fail_over_under_load(1) >= 50);
}

TEST_CASE("The same fail-over, twenty times at different moments", "[.long]") {
  need_server();
  std::size_t acknowledged = 0;
  for (int seed = 1; seed <= 20; ++seed) acknowledged += fail_over_under_load(seed);
  WARN("20 fail-overs, " << acknowledged << " units acknowledged before the primary was killed, all there after the promotion");
}

TEST_CASE("Many hospitals share one database and never see each other") {
  need_server();
  PostgresHabitat habitat;
  const auto north = habitat.open_as("north", "/epoch-north");
  const auto south = habitat.open_as("south", "/epoch-south");
  ChainingDevice tablet("tab-1");
  const auto unit = tablet.next("a");
  CHECK(must(north->append(delivery({unit})))[0].position == 1);
  CHECK_FALSE(must(south->find_resource("QuestionnaireResponse", "a")));
  CHECK(must(south->state()).head == 0);
  CHECK(must(south->append(delivery({unit})))[0].state == AppendState::New);
  CHECK(must(north->state()).epoch != must(south->state()).epoch);
}

TEST_CASE("A feed that is followed while others write never misses an entry") {
  need_server();
  PostgresHabitat habitat;
  const auto one = habitat.open_as("h", "/epoch-1");
  const auto other = habitat.open_as("h", "/epoch-2");
  const auto reader = habitat.open_as("h", "/epoch-3");
  Load first(*one, 3, 60);
  std::vector<std::thread> threads;
  threads.emplace_back([&] {
    ChainingDevice tablet("elsewhere");
    for (int i = 0; i < 60; ++i) (void)other->append(delivery({tablet.next("e-" + std::to_string(i))}));
  });
  std::uint64_t cursor = 0;
  std::uint64_t seen = 0;
  while (seen < 240) {
    const auto head = must(reader->state()).head;
    for (const auto& row : must(reader->read_feed({cursor, head, 1000}))) {
      REQUIRE(row.position == cursor + 1);
      cursor = row.position;
      ++seen;
    }
  }
  for (auto& thread : threads) thread.join();
  first.finish();
  CHECK(must(reader->state()).head == 240);
}

TEST_CASE("A clone of a tablet that pushes through another hub at the same moment is always found") {
  need_server();
  PostgresHabitat habitat;
  const auto one = habitat.open_as("h", "/epoch-1");
  const auto other = habitat.open_as("h", "/epoch-2");
  for (int i = 0; i < 25; ++i) {
    const std::string name = "tab-" + std::to_string(i);
    ChainingDevice tablet(name);
    must(one->append(delivery({tablet.next(name + "-start")})));
    ChainingDevice clone = tablet.clone();
    const auto unit = tablet.next(name + "-a");
    const auto forked = clone.next(name + "-b");
    const auto after_fork = clone.next(name + "-c");
    std::vector<AppendState> states;
    std::thread elsewhere([&] { (void)other->append(delivery({after_fork, forked})); });
    (void)one->append(delivery({unit}));
    elsewhere.join();
    const auto known = [&](const char* end) { return must(one->find_resource("QuestionnaireResponse", name + end)).has_value(); };
    CHECK_FALSE((known("-a") && known("-b")));
    CHECK_FALSE((known("-a") && known("-c")));
  }
  CHECK(must(one->list_quarantine()).size() >= 25);
}

TEST_CASE("A PIN's stretched form and an enrolment code's key never stand in the database as they are") {
  need_server();
  PostgresHabitat habitat;
  const auto storage = habitat.open();
  crypto::Secret stretched(32);
  for (auto& byte : stretched.writable()) byte = 0xab;
  must(storage->put_staff({{"prac-1"}, "Ana", "nurse", {}, std::move(stretched), 1}));
  CHECK(habitat.sql("SELECT position('\\xabababab'::bytea IN stretched) FROM wardlight.staff") == "0");
  CHECK(must(storage->list_staff())[0].stretched.view()[31] == 0xab);
}

TEST_CASE("A server that answers before its disk does is made to wait, one that never syncs is refused") {
  need_server();
  PostgresHabitat habitat;
  habitat.sql("ALTER ROLE wardlight SET synchronous_commit = off");
  must(habitat.open()->put_setting("a", "b"));
  habitat.sql("ALTER ROLE wardlight RESET synchronous_commit");
  support::PostgresServer careless({"fsync=off"});
  platform::PosixDisk disk;
  support::SeededRandom random(1);
  const auto key = crypto::Secret::random(store::kKeySize, random);
  const auto opened =
      open_postgres_storage({careless.uri("postgres"), "h", careless.folder() + "/epoch", true}, key, disk, random);
  REQUIRE_FALSE(opened);
  CHECK(opened.error().text.find("fsync") != std::string::npos);
}

TEST_CASE("A database of a newer hub is left alone, and one without a hub is said to have none") {
  need_server();
  PostgresHabitat habitat;
  platform::PosixDisk disk;
  support::SeededRandom random(1);
  const auto key = crypto::Secret::random(store::kKeySize, random);
  const auto folder = platform::make_temporary_folder("newer");
  REQUIRE(folder);
  const auto none = open_postgres_storage({habitat.uri(), "h", *folder + "/epoch"}, key, disk, random);
  REQUIRE_FALSE(none);
  CHECK(none.error().code == ErrorCode::NotFound);
  habitat.open();
  habitat.sql("INSERT INTO wardlight.schema_version VALUES (999, 'add_later_things')");
  const auto newer = open_postgres_storage({habitat.uri(), "hospital-1", *folder + "/epoch"}, key, disk, random);
  REQUIRE_FALSE(newer);
  CHECK(newer.error().code == ErrorCode::NewerSchema);
  std::filesystem::remove_all(*folder);
}
