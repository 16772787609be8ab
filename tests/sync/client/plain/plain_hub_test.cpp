// SPDX-License-Identifier: Apache-2.0
#include "sync/client/plain/plain_hub.h"

#include <catch2/catch_test_macros.hpp>
#include <random>

#include "core/base/uuid.h"
#include "sync/client/plain/statement_document.h"
#include "tests/core/store/tablet.h"
#include "tests/sync/client/plain/mini_server.h"

namespace wardlight {
namespace {

using support::MiniServer;

// One tablet with a real store, which works with a server that is no hub.
class PlainTablet {
 public:
  PlainTablet(MiniServer& server, support::FakeClock& clock, const std::string& name, std::uint64_t seed)
      : m_clock(clock), m_random(seed), m_disk(seed), m_tablet(m_disk, name) {
    sync::PlainHubOptions how;
    how.feed.page = 5;
    m_hub = std::make_unique<sync::PlainHub>(std::make_unique<support::MiniServerClient>(server),
                                             sync::PlainAddress{"http://127.0.0.1:1", "/fhir"}, std::string(), m_random, how);
    m_journal = *m_tablet.journal();
    m_store = *store::Store::create(m_disk, m_tablet.clock(), m_journal, m_tablet.options(), m_tablet.key());
    sync::SyncOptions options;
    options.first_contact_within = {};
    m_client = std::make_unique<sync::SyncClient>(*m_hub, m_journal, m_tablet.clock(), m_random, m_hub->sync_options(options));
    m_client->use_store(*m_store->connect());
  }

  std::string save_round() {
    const std::string id = make_uuid_v7(m_clock.now(), m_random);
    REQUIRE(m_store->save(m_tablet.round(id)));
    return id;
  }
  void save(const std::string& type, const std::string& id, const std::string& bytes) {
    REQUIRE(m_store->save(m_tablet.request({{id}, type, bytes})));
  }
  bool run_until_quiet(int most_steps = 2000) {
    for (int i = 0; i < most_steps; ++i) {
      const auto progress = m_client->step(0);
      if (progress == sync::Progress::CaughtUp) return true;
      if (progress == sync::Progress::Waiting) m_tablet.clock().advance(m_client->wait());
    }
    return false;
  }
  std::map<std::string, std::string> statements() const {
    std::map<std::string, std::string> found;
    const auto page = *m_store->list_statements(0, 10'000);
    for (const auto& one : page.statements) found[one.id.value] = one.entry();
    return found;
  }
  // A night passes for this tablet's own clock.
  void pass_night() { m_tablet.clock().advance(hours(21)); }
  store::Store& store() { return *m_store; }
  sync::PlainHub& hub() { return *m_hub; }
  support::SeededRandom& random() { return m_random; }

 private:
  support::FakeClock& m_clock;
  support::SeededRandom m_random;
  support::FaultDisk m_disk;
  support::Tablet m_tablet;
  std::unique_ptr<sync::PlainHub> m_hub;
  std::shared_ptr<store::SealedJournal> m_journal;
  std::unique_ptr<store::Store> m_store;
  std::unique_ptr<sync::SyncClient> m_client;
};

struct Ward {
  support::FakeClock clock;  // the server's
  MiniServer server{clock};
  PlainTablet first{server, clock, "tablet-1", 11};
  PlainTablet second{server, clock, "tablet-2", 22};
};

std::string patient(const std::string& id, const std::string& family) {
  return R"({"resourceType":"Patient","id":")" + id + R"(","name":[{"family":")" + family + R"("}]})";
}

TEST_CASE("A round goes through a server that is no hub, and the other tablet gets its exact bytes and its origin") {
  Ward ward;
  for (int i = 0; i < 12; ++i) ward.first.save_round();
  REQUIRE(ward.first.run_until_quiet());
  CHECK(ward.server.count("QuestionnaireResponse") == 12);
  CHECK(ward.server.count("DocumentReference") == 12);
  REQUIRE(ward.second.run_until_quiet());
  CHECK(ward.second.statements() == ward.first.statements());
  CHECK(ward.first.store().count_outbox()->accepted == 12);
}

TEST_CASE("Lost answers make no duplicate and lose nothing") {
  Ward ward;
  std::mt19937 chance(3);
  ward.server.loses_answer = [&] { return chance() % 8 == 0; };
  for (int i = 0; i < 30; ++i) ward.first.save_round();
  for (int i = 0; i < 30; ++i) ward.second.save_round();
  REQUIRE(ward.first.run_until_quiet());
  REQUIRE(ward.second.run_until_quiet());
  REQUIRE(ward.first.run_until_quiet());
  CHECK(ward.server.lost > 5);
  CHECK(ward.server.count("DocumentReference") == 60);
  CHECK(ward.first.statements().size() == 60);
  CHECK(ward.first.statements() == ward.second.statements());
}

TEST_CASE("A statement that the server refuses is shown without its words and holds up nobody") {
  Ward ward;
  const auto bad = ward.first.save_round();
  for (int i = 0; i < 5; ++i) ward.first.save_round();
  ward.server.refused.insert(bad);
  REQUIRE(ward.first.run_until_quiet());
  CHECK(ward.server.count("DocumentReference") == 5);
  const std::vector<store::OutboxRow> rejected = *ward.first.store().list_rejected();
  REQUIRE(rejected.size() == 1);
  CHECK(rejected[0].statement.id.value == bad);
  CHECK(rejected[0].problem == "The server refused this resource (422, invariant).");
}

TEST_CASE("What a slow transaction shows late, with an older time, is met within the window") {
  Ward ward;
  ward.server.put(patient("p1", "Kim"));
  REQUIRE(ward.second.run_until_quiet());
  ward.clock.advance(seconds(120));
  ward.server.put(patient("p2", "Okafor"));
  REQUIRE(ward.second.run_until_quiet());
  ward.server.put(patient("late", "Ruiz"), ward.clock.now() - seconds(100));
  REQUIRE(ward.second.run_until_quiet());
  CHECK(ward.second.store().find_reference("Patient", "late")->has_value());
}

TEST_CASE("What shows later than any window, and what is gone, is found by the nightly comparison of ids") {
  Ward ward;
  ward.server.put(patient("p1", "Kim"));
  ward.server.put(patient("p2", "Okafor"));
  REQUIRE(ward.second.run_until_quiet());
  ward.clock.advance(hours(6));
  ward.server.put(patient("p3", "Singh"));
  REQUIRE(ward.second.run_until_quiet());
  ward.clock.advance(hours(1));
  ward.server.put(patient("late", "Ruiz"), ward.clock.now() - hours(6));
  ward.server.rows.erase("Patient/p1");
  REQUIRE(ward.second.run_until_quiet());
  CHECK_FALSE(ward.second.store().find_reference("Patient", "late")->has_value());
  CHECK(ward.second.store().find_reference("Patient", "p1")->has_value());
  ward.second.pass_night();
  REQUIRE(ward.second.run_until_quiet());
  CHECK(ward.second.store().find_reference("Patient", "late")->has_value());
  CHECK_FALSE(ward.second.store().find_reference("Patient", "p1")->has_value());
}

TEST_CASE("A proxy's page or a bare 404 takes nothing away, and what changed behind it is heard when it is gone") {
  Ward ward;
  ward.server.put(patient("p1", "Kim"));
  REQUIRE(ward.second.run_until_quiet());
  ward.clock.advance(hours(1));
  const std::string outcome = R"({"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"not-found"}]})";
  transport::HttpResponse page{404, {{"Content-Type", "text/html"}}, "<html>Log in</html>"};
  SECTION("an HTML page") {}
  SECTION("a page that says it is not there yet") { page.status = 501; }
  SECTION("nothing at all") { page.body.clear(); }
  SECTION("JSON that is not FHIR's") { page = {404, {{"Content-Type", "application/json"}}, R"({"error":"no"})"}; }
  SECTION("words that are not sent as JSON") { page.body = outcome; }
  ward.server.instead["Patient"] = page;
  ward.server.put(patient("p2", "Okafor"));
  CHECK_FALSE(ward.second.run_until_quiet(60));
  CHECK_FALSE(ward.second.hub().reconcile(ward.second.store()));
  CHECK(ward.second.store().find_reference("Patient", "p1")->has_value());
  ward.clock.advance(hours(6));
  ward.server.instead.clear();
  REQUIRE(ward.second.run_until_quiet());
  CHECK(ward.second.store().find_reference("Patient", "p1")->has_value());
  CHECK(ward.second.store().find_reference("Patient", "p2")->has_value());
}

TEST_CASE("A server that says in FHIR's words that it has no such type is believed, and still takes nothing away") {
  Ward ward;
  ward.server.put(patient("p1", "Kim"));
  ward.first.save_round();
  REQUIRE(ward.first.run_until_quiet());
  for (const char* type : {"Patient", "DocumentReference"})
    ward.server.instead[type] = {404,
                                 {{"Content-Type", "application/fhir+json"}},
                                 R"({"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"not-supported"}]})"};
  CHECK(ward.first.run_until_quiet());
  const auto done = ward.first.hub().reconcile(ward.first.store());
  REQUIRE(done);
  CHECK(done->gone == 0);
  CHECK(done->lost == 0);
  CHECK(ward.first.store().find_reference("Patient", "p1")->has_value());
}

TEST_CASE("A server that was put back and lost accepted rounds gets them again by themselves") {
  Ward ward;
  for (int i = 0; i < 8; ++i) ward.first.save_round();
  REQUIRE(ward.first.run_until_quiet());
  SECTION("with its mark gone, at the next contact") { ward.server.rows.clear(); }
  SECTION("with its mark there, after the nightly comparison") {
    std::erase_if(ward.server.rows,
                  [n = 0](const auto& row) mutable { return row.first.starts_with("DocumentReference/") && ++n > 3; });
    ward.first.pass_night();
  }
  REQUIRE(ward.first.run_until_quiet());
  REQUIRE(ward.first.run_until_quiet());
  CHECK(ward.server.count("DocumentReference") == 8);
  REQUIRE(ward.second.run_until_quiet());
  CHECK(ward.second.statements() == ward.first.statements());
}

TEST_CASE("Rows that move while pages are read make nothing fall between two pages") {
  Ward ward;
  for (int i = 0; i < 30; ++i) {
    ward.server.put(patient("p" + std::to_string(i), "Kim"));
    ward.clock.advance(milliseconds(i % 3 == 0 ? 0 : 7));
  }
  int touched = 0;
  ward.server.after_page = [&] {
    if (touched >= 10) return;
    ward.clock.advance(milliseconds(7));
    ward.server.put(patient("p" + std::to_string(touched++), "Changed"));
  };
  REQUIRE(ward.second.run_until_quiet());
  CHECK(ward.second.store().list_references("Patient")->size() == 30);
  const auto references = *ward.second.store().list_references("Patient");
  for (const auto& reference : references) {
    const bool changed = std::stoi(reference.id.substr(1)) < touched;
    CHECK((reference.bytes.find("Changed") != std::string::npos) == changed);
  }
}

TEST_CASE("More rows of one and the same time than a page holds are all met") {
  Ward ward;
  for (int i = 0; i < 23; ++i) ward.server.put(patient("p" + std::to_string(i), "Kim"));
  REQUIRE(ward.second.run_until_quiet());
  CHECK(ward.second.store().list_references("Patient")->size() == 23);
}

TEST_CASE("A page that was not kept is given again") {
  Ward ward;
  for (int i = 0; i < 3; ++i) ward.server.put(patient("p" + std::to_string(i), "Kim"));
  support::MiniServerClient http(ward.server);
  sync::PlainServer server(http, {"http://127.0.0.1:1", "/fhir"}, {});
  sync::PlainFeed feed(server, {});
  CHECK(feed.ask({})->items.size() == 3);
  const auto page = *feed.ask({});
  CHECK(page.items.size() == 3);
  const auto kept = *feed.ask(page.next);
  CHECK(kept.items.empty());
  CHECK(feed.ask(kept.next)->next == kept.next);
}

TEST_CASE("An incident never reaches a server that is no hub, and its reporter sees so") {
  Ward ward;
  const std::string id = make_uuid_v7(ward.clock.now(), ward.first.random());
  ward.first.save(
      "AdverseEvent", id,
      R"({"resourceType":"AdverseEvent","id":")" + id + R"(","actuality":"actual","subject":{"reference":"Patient/p1"}})");
  REQUIRE(ward.first.run_until_quiet());
  CHECK(ward.first.store().count_outbox()->rejected == 1);
  for (const auto& [key, row] : ward.server.rows) CHECK(key == "Basic/wardlight-epoch");
}

TEST_CASE("A document whose bytes were changed on the server is not believed") {
  Ward ward;
  const auto id = ward.first.save_round();
  REQUIRE(ward.first.run_until_quiet());
  auto& document = ward.server.rows.at("DocumentReference/" + id).resource;
  CHECK(sync::read_document(document));
  const std::string forged = crypto::to_base64(as_bytes(R"({"resourceType":"QuestionnaireResponse","id":")" + id + R"("})"));
  auto attachment = document["content"][std::size_t{0}]["attachment"];
  attachment.set("data", forged);
  document.set("content", json::Value::array({json::Value::object({{"attachment", attachment}})}));
  CHECK_FALSE(sync::read_document(document));
  REQUIRE(ward.second.run_until_quiet());
  CHECK(ward.second.statements().empty());
}

TEST_CASE("A next page on another server is not followed: the token is not for that one") {
  support::FakeClock clock;
  MiniServer mini(clock);
  support::MiniServerClient http(mini);
  const sync::PlainServer server(http, {"https://fhir.test", "/r4"}, "secret");
  CHECK(*server.path_of("https://fhir.test/r4/Patient?_offset=5") == "Patient?_offset=5");
  CHECK(*server.path_of("/r4/Patient?_offset=5") == "Patient?_offset=5");
  CHECK(server.path_of("https://elsewhere.test/r4/Patient").error().code == ErrorCode::Offline);
  CHECK(sync::read_plain_address("http://fhir.test/r4").error().code == ErrorCode::BadUsage);
  CHECK(sync::read_plain_address("http://127.0.0.1:8103/fhir/")->root == "/fhir");
}

}  // namespace
}  // namespace wardlight
