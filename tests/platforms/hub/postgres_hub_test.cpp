// SPDX-License-Identifier: Apache-2.0
#include <poll.h>

#include <csignal>
#include <map>
#include <set>
#include <thread>

#include "platforms/linux/system_clock.h"
#include "platforms/linux/system_random.h"
#include "sync/storage/postgres/postgres_storage.h"
#include "sync/wire/bundle.h"
#include "sync/wire/feed.h"
#include "sync/wire/staff.h"
#include "tests/platforms/hub/hub_for_test.h"
#include "tests/support/postgres_server.h"
#include "tests/sync/hub/hub_world.h"

using namespace wardlight;
using namespace wardlight::hub_program;

namespace {

constexpr Duration kShortPatience = seconds(3);
constexpr int kTablets = 3;

const platform::SystemClock kClock;

void need_server() {
  if (!support::PostgresServer::is_installed()) SKIP("PostgreSQL 15 is not installed; platforms/linux/setup installs it.");
}

// A hub in a database of its own, served by two processes.
class TwoHubs {
 public:
  TwoHubs() {
    m_folder.always = {"--postgres", m_server.uri("postgres"), "--hospital", "h1"};
    m_folder.init();
    m_nurse = m_folder.answer({"staff", "add", "--name", "Ana", "--role", "nurse"}).text_of("practitioner");
    for (auto place : {0, 1}) start(place);
  }

  void start(int place) {
    auto& hub = m_hubs[place];
    const std::string port = m_bases[place].empty() ? "0" : m_bases[place].substr(m_bases[place].rfind(':') + 1);
    std::vector<std::string> words{"serve", "--data", m_folder.data(), "--listen", "127.0.0.1:" + port};
    words.insert(words.end(), m_folder.always.begin(), m_folder.always.end());
    hub = std::make_unique<support::RunningProgram>(kHub, words);
    m_bases[place] = serve_and_read_base(*hub);
  }
  void kill_one(int place) { m_hubs[place]->stop(SIGKILL); }

  Enrolled enrol_tablet(const std::string& name) const {
    return enrol(m_bases[0], std::string(m_folder.answer({"enrol-code", "--device", name}).text_of("code")));
  }
  std::unique_ptr<transport::HttpClient> client(int place, const Enrolled& tablet) const {
    return must(transport::make_http_client(
        {m_bases[place], tablet.answer.authorities,
         transport::DeviceIdentity{tablet.answer.certificate, must(transport::read_private_key(as_text(tablet.key.pem.view())))}},
        kClock));
  }
  const std::string& nurse() const { return m_nurse; }

 private:
  support::PostgresServer m_server;
  HubFolderForTest m_folder;
  std::string m_nurse;
  std::unique_ptr<support::RunningProgram> m_hubs[2];
  std::string m_bases[2];
};

// Sends rounds until told to stop, now through one hub, now through the other; what was not answered is sent again.
class Pushing {
 public:
  Pushing(const TwoHubs& hubs, const Enrolled& tablet, std::uint64_t seed) : m_random(seed),
      m_pen(tablet.answer.device.value, hubs.nurse(), m_random) {
    for (auto place : {0, 1}) m_clients[place] = hubs.client(place, tablet);
    const auto keys = m_pen.keys();
    m_ready = must(m_clients[0]->send({"POST", "/fhir/$signers", {}, wire::write_signers(std::span(&keys, 1))},
                                      kPatience)).status == 200;
    m_thread = std::thread([this] { run(); });
  }
  void stop() {
    m_stop = true;
    m_thread.join();
  }
  bool ready() const { return m_ready; }
  std::size_t sent_again() const { return m_sent_again; }
  const std::map<std::string, std::uint64_t>& acknowledged() const { return m_acknowledged; }

 private:
  void run() {
    while (!m_stop) {
      const auto first = m_pen.round();
      const auto second = m_pen.round();
      const std::vector<std::string> entries{first.entry, second.entry};
      const auto answers = push(entries);
      m_acknowledged[first.id] = answers[0].position;
      m_acknowledged[second.id] = answers[1].position;
    }
  }
  std::vector<wire::UnitAnswer> push(const std::vector<std::string>& entries) {
    while (true) {
      auto& client = *m_clients[m_turn++ % 2];
      const auto response = client.send({"POST", "/fhir", {}, wire::write_push(entries)}, kShortPatience);
      if (response && response->status == 200)
        if (const auto body = wire::read_answer(response->headers, response->body))
          if (auto answers = wire::read_push_answer(body->body, entries.size())) return *std::move(answers);
      ++m_sent_again;
      poll(nullptr, 0, 20);
    }
  }

  support::SeededRandom m_random;
  hub::TestTablet m_pen;
  std::unique_ptr<transport::HttpClient> m_clients[2];
  std::size_t m_turn = 0;
  std::size_t m_sent_again = 0;
  std::atomic<bool> m_stop{false};
  bool m_ready = false;
  std::map<std::string, std::uint64_t> m_acknowledged;
  std::thread m_thread;
};

// A tablet that follows the feed through both hubs all the while, as tablets do.
class Following {
 public:
  Following(const TwoHubs& hubs, const Enrolled& tablet) {
    for (auto place : {0, 1}) m_clients[place] = hubs.client(place, tablet);
    m_thread = std::thread([this] { follow(); });
  }
  void stop() {
    m_stop = true;
    m_thread.join();
  }
  bool in_order() const { return m_in_order; }
  const std::map<std::string, int>& seen() const { return m_seen; }

 private:
  // To the end, which is an empty page that was asked for after everybody had stopped.
  void follow() {
    while (!m_stop) read_page();
    m_quiet = false;
    while (!m_quiet) read_page();
  }
  void read_page() {
    const auto response = m_clients[m_turn++ % 2]->send({"GET", wire::feed_target(m_cursor, 100, 0), {}, {}}, kShortPatience);
    if (!response || response->status != 200) return;
    const auto body = wire::read_answer(response->headers, response->body);
    if (!body) return;
    const auto page = wire::FeedPage::read(body->body);
    if (!page) return;
    const bool loaded = !m_cursor.empty();
    for (const auto& entry : page->entries()) {
      if (entry.envelope) ++m_seen[entry.id];
      if (loaded && m_last > 0) m_in_order &= entry.position > m_last;
      m_last = entry.position;
    }
    m_quiet = page->entries().empty();
    m_cursor = page->next_cursor();
  }

  std::unique_ptr<transport::HttpClient> m_clients[2];
  std::string m_cursor;
  std::uint64_t m_last = 0;
  std::size_t m_turn = 0;
  bool m_in_order = true;
  bool m_quiet = false;
  std::map<std::string, int> m_seen;
  std::atomic<bool> m_stop{false};
  std::thread m_thread;
};

// One of two hubs is killed every so often while tablets push and one follows.
void kill_under_load(int kills, int milliseconds_between) {
  TwoHubs hubs;
  const auto watcher = hubs.enrol_tablet("Watcher");
  Following following(hubs, watcher);
  std::vector<std::unique_ptr<Pushing>> tablets;
  for (int t = 0; t < kTablets; ++t) {
    const auto tablet = hubs.enrol_tablet("Tablet " + std::to_string(t));
    tablets.push_back(std::make_unique<Pushing>(hubs, tablet, static_cast<std::uint64_t>(t) + 1));
    CHECK(tablets.back()->ready());
  }
  for (int i = 0; i < kills; ++i) {
    poll(nullptr, 0, milliseconds_between);
    hubs.kill_one(i % 2);
    hubs.start(i % 2);
  }
  std::size_t sent_again = 0;
  std::map<std::string, std::uint64_t> acknowledged;
  for (auto& tablet : tablets) {
    tablet->stop();
    sent_again += tablet->sent_again();
    acknowledged.insert(tablet->acknowledged().begin(), tablet->acknowledged().end());
  }
  following.stop();

  std::set<std::uint64_t> positions;
  std::size_t lost = 0;
  std::size_t twice = 0;
  for (const auto& [id, position] : acknowledged) {
    positions.insert(position);
    const auto seen = following.seen().find(id);
    lost += seen == following.seen().end() ? 1U : 0U;
    twice += seen != following.seen().end() && seen->second != 1 ? 1U : 0U;
  }
  CHECK(lost == 0);
  CHECK(twice == 0);
  CHECK(positions.size() == acknowledged.size());
  CHECK(following.seen().size() == acknowledged.size());
  CHECK(following.in_order());
  CHECK(acknowledged.size() > 50);
  if (kills > 5)
    WARN(kills << " kills, " << acknowledged.size() << " rounds, " << sent_again << " pushes sent again: none lost, none twice");
}

}  // namespace

TEST_CASE("Two hubs on one PostgreSQL, one killed again and again: nothing lost, nothing twice, the feed in commit order") {
  need_server();
  kill_under_load(3, 1000);
}

TEST_CASE("The same for a minute", "[.long]") {
  need_server();
  kill_under_load(20, 3000);
}

TEST_CASE("A hospital in PostgreSQL answers its commands, and another folder's hub may not touch it") {
  need_server();
  const support::PostgresServer server;
  HubFolderForTest folder;
  folder.always = {"--postgres", server.uri("postgres"), "--hospital", "h1"};
  folder.init();
  const auto wards = folder.write("l.ndjson", "{\"resourceType\":\"Location\",\"id\":\"l1\"}\n");
  CHECK(folder.answer({"import", wards})["new"].text() == "1");
  CHECK(folder.answer({"status", "--json"})["head"].text() == "1");

  HubFolderForTest stranger;
  stranger.always = folder.always;
  CHECK(stranger.run({"init"}).exit_code == 2);
  CHECK(stranger.run({"status", "--json"}).exit_code == 3);
  folder.always[3] = "h2";
  CHECK(folder.run({"status", "--json"}).exit_code == 2);
  folder.always[1] = "host=/nowhere dbname=none";
  CHECK(folder.run({"status", "--json"}).exit_code == 3);
}

TEST_CASE("A PostgreSQL backup counts as durable once its copy was compared; one of another history, or with other bytes, does not") {
  need_server();
  const support::PostgresServer server;
  HubFolderForTest folder;
  folder.always = {"--postgres", server.uri("postgres"), "--hospital", "h1"};
  folder.init();
  folder.answer({"import", folder.write("l.ndjson", "{\"resourceType\":\"Location\",\"id\":\"l1\"}\n")});
  {
    support::SeededRandom random(3);
    platform::PosixDisk disk;
    hub::TestTablet pen("tablet", "nurse", random);
    const auto storage = must(storage::open_postgres_storage({server.uri("postgres"), "h1", folder.data() + "/epoch"},
                                                             crypto::Secret::random(32, random), disk, random));
    for (int i = 0; i < 3; ++i) {
      const auto round = pen.round();
      const auto push = must(wire::Push::read(wire::write_push(std::vector{round.entry})));
      const auto& unit = push.units()[0];
      storage::Delivery delivery{{"tablet"},
                                 {1'749'556'800'000},
                                 {{unit.envelope, store::chain_value(unit.envelope), unit.type, unit.id, unit.bytes, {}}},
                                 {}};
      REQUIRE(must(storage->append(delivery))[0].state == storage::AppendState::New);
    }
  }
  server.sql("template1", "CREATE DATABASE copy TEMPLATE postgres");
  folder.answer({"import", folder.write("m.ndjson", "{\"resourceType\":\"Location\",\"id\":\"l2\"}\n")});
  const auto verified = folder.answer({"durable", "--copy", server.uri("copy")});
  CHECK(verified["durable"].text() == "4");
  CHECK(verified["statements"].text() == "3");
  CHECK(folder.answer({"status", "--json"})["durable"].text() == "4");
  CHECK(folder.answer({"status", "--json"})["head"].text() == "5");

  server.sql("copy", "UPDATE wardlight.feed SET bytes = 'x' WHERE kind = 1 AND position = 3");
  CHECK(folder.run({"durable", "--copy", server.uri("copy")}).exit_code == 3);
  server.sql("copy", "UPDATE wardlight.feed_head SET epoch = '9.other'");
  CHECK(folder.run({"durable", "--copy", server.uri("copy")}).exit_code == 3);
  CHECK(folder.answer({"status", "--json"})["durable"].text() == "4");
}
