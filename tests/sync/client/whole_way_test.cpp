// SPDX-License-Identifier: Apache-2.0
#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <condition_variable>
#include <filesystem>
#include <mutex>

#include "core/base/uuid.h"
#include "platforms/linux/paths.h"
#include "platforms/linux/posix_disk.h"
#include "sync/client/background_sync.h"
#include "sync/client/enrol.h"
#include "sync/hub/hub.h"
#include "sync/storage/sqlite/sqlite_storage.h"
#include "sync/transport/http/http_client.h"
#include "sync/transport/http/http_server.h"
#include "sync/transport/loopback/loopback.h"
#include "sync/wire/enrolment.h"
#include "tests/core/store/tablet.h"
#include "tests/support/must.h"

namespace wardlight {
namespace {

struct LockedRandom final : RandomSource {
  void fill(std::span<std::uint8_t> out) override {
    const std::lock_guard lock(mutex);
    seeded.fill(out);
  }
  std::mutex mutex;
  support::SeededRandom seeded{17};
};

// Counts how often news was asked for.
struct CountingDoor final : transport::HttpHandler {
  void handle(transport::IncomingRequest incoming, transport::Respond respond) override {
    const bool asks_for_news = incoming.request.target.starts_with("/fhir/_history");
    hub->handle(std::move(incoming), std::move(respond));
    if (asks_for_news) ++asked_for_news;
    asked_for_news.notify_all();
  }
  transport::HttpResponse refuse(int status) override { return hub->refuse(status); }
  hub::Hub* hub = nullptr;
  std::atomic<int> asked_for_news = 0;
};

// The real hub behind real TLS on a free port of this machine, with one nurse on its staff list.
struct RealHub {
  RealHub() {
    storage = must(
        storage::open_sqlite_storage({folder + "/hub.db", folder + "/epoch", store::OpenAs::CreateIfMissing}, key, disk, random));
    storage::StaffRow nurse{{"nurse-1"}, "Ana Ruiz", "nurse", {}, crypto::Secret::random(32, random), 1};
    must(storage->put_staff(nurse));
    auto tls_key = must(transport::make_private_key());
    const auto certificate = must(transport::make_server_certificate(authority, tls_key, {"127.0.0.1"}, clock.now()));
    hub::HubKeys keys{hub::cursor_key_from(key), hub::ingest_keys_from(key), hub::signing_keys_from(key),
                      {authority.certificate, authority.key.clone()}, must(transport::read_certificate(certificate)).key_hash};
    hub = std::make_unique<hub::Hub>(*storage, std::move(keys), hub::KnownForms(),
                                     hub::HubOptions{"https://127.0.0.1/fhir", "America/New_York", "5 East", {}}, clock, random);
    transport::HttpServerOptions options;
    options.certificate = certificate;
    options.key = std::move(tls_key);
    options.authorities = {authority.certificate};
    door.hub = hub.get();
    server = must(transport::listen(std::move(options), clock, door));
  }
  ~RealHub() {
    hub->finish();
    server.reset();
    hub.reset();
    storage.reset();
    std::filesystem::remove_all(folder);
  }
  std::string base() const { return "https://127.0.0.1:" + std::to_string(server->port()); }
  std::string new_code(const std::string& tablet_name) {
    const auto code = wire::make_enrolment_code(random);
    auto code_key = must(wire::enrolment_key(code));
    const auto name = wire::code_name(code_key);
    must(storage->put_enrolment_code({name, std::move(code_key), tablet_name, clock.now() + minutes(15), 5, false}));
    return code;
  }

  support::FakeClock clock;
  LockedRandom random;
  platform::PosixDisk disk;
  std::string folder = must(platform::make_temporary_folder("whole-way"));
  crypto::Secret key = crypto::Secret::random(store::kKeySize, random);
  transport::Authority authority = must(transport::make_authority("Whole way", clock.now()));
  std::unique_ptr<storage::HubStorage> storage;
  std::unique_ptr<hub::Hub> hub;
  CountingDoor door;
  std::unique_ptr<transport::HttpServer> server;
};

// A tablet enrolled at that hub, from its code to its store.
struct RealTablet {
  RealTablet(RealHub& at, const std::string& name) : hub(at) {
    const auto first_contact = must(transport::make_enrolment_client(hub.base()));
    record = must(sync::enrol_device(disk, folder, *first_contact, {hub.base() + "/fhir", hub.new_code(name), name}));
    auto http = connect();
    const auto roster = must(sync::fetch_staff(*http));
    REQUIRE(roster.size() == 1);
    CHECK(roster[0].name == "Ana Ruiz");
    must(sync::register_signers(*http, {{roster[0].practitioner, nurse.public_key, {}}}));
    journal = must(store::SealedJournal::open(disk, folder.journal(), record.ingest_key));
    store::StoreOptions options;
    options.paths = store::StorePaths::in(folder.root);
    options.device = record.device;
    options.incarnation = record.incarnation;
    options.rules = support::test_rules();
    options.ballast_bytes = 16 << 10;
    options.vfs = disk.vfs_name();
    store = must(store::Store::create(disk, hub.clock, journal, options, store_key));
  }
  std::unique_ptr<transport::HttpClient> connect() { return must(sync::connect_to_hub(disk, folder, record, hub.clock)); }

  std::string save_round() {
    const auto id = make_uuid_v7(hub.clock.now(), hub.random);
    auto request = pen.round(id);
    request.sign = [this](const crypto::Hash& chain) -> Expected<crypto::Signature> { return crypto::sign(nurse, chain); };
    must(store->save(request));
    return id;
  }

  RealHub& hub;
  support::FaultDisk disk{3};
  access::TabletFolder folder{"/tablet"};
  support::Tablet pen{disk, "pen"};
  crypto::SigningKeys nurse = crypto::make_signing_keys(hub.random);
  crypto::Secret store_key = crypto::Secret::random(store::kKeySize, hub.random);
  sync::DeviceRecord record;
  std::shared_ptr<store::SealedJournal> journal;
  std::unique_ptr<store::Store> store;
};

const sync::SyncOptions kAtOnce{milliseconds(0), milliseconds(500), seconds(60), seconds(30)};

void run_until_caught_up(sync::SyncClient& client) {
  for (int i = 0; i < 100; ++i) {
    const auto progress = client.step(0);
    INFO(client.status().problem);
    REQUIRE(progress != sync::Progress::Waiting);
    if (progress == sync::Progress::CaughtUp) return;
  }
  FAIL("never caught up");
}

TEST_CASE("from an enrolment code to a round on the other tablet, over TLS, with the real hub") {
  RealHub hub;
  RealTablet first(hub, "Cart 7");
  RealTablet second(hub, "Cart 8");
  CHECK(first.record.device != second.record.device);
  CHECK(first.record.zone == "America/New_York");
  CHECK(sync::read_device(first.disk, first.folder)->device == first.record.device);
  std::vector<std::string> ids;
  for (int i = 0; i < 60; ++i) ids.push_back(first.save_round());

  const auto first_http = first.connect();
  sync::SyncClient client(*first_http, first.journal, hub.clock, hub.random, kAtOnce);
  client.use_store(must(first.store->connect()));
  run_until_caught_up(client);
  CHECK(first.store->count_outbox()->accepted == 60);
  CHECK(must(hub.storage->state()).head == 60);

  const auto second_http = second.connect();
  sync::SyncClient other(*second_http, second.journal, hub.clock, hub.random, kAtOnce);
  other.use_store(must(second.store->connect()));
  run_until_caught_up(other);
  for (const auto& id : ids) {
    const auto here = must(second.store->find_statement({id}));
    REQUIRE(here);
    CHECK(here->bytes == must(first.store->find_statement({id}))->bytes);
  }
}

TEST_CASE("a locked tablet delivers to the real hub what only the hub can read") {
  RealHub hub;
  RealTablet tablet(hub, "Cart 7");
  for (int i = 0; i < 5; ++i) tablet.save_round();
  const auto http = tablet.connect();
  sync::SyncClient client(*http, tablet.journal, hub.clock, hub.random, kAtOnce);
  run_until_caught_up(client);
  CHECK(must(hub.storage->state()).head == 5);
  CHECK(tablet.journal->unanswered().empty());
}

TEST_CASE("the sync thread sends what is saved at once, and stands still when the tablet locks") {
  RealHub hub;
  RealTablet tablet(hub, "Cart 7");
  std::mutex mutex;
  std::condition_variable changed;
  sync::BackgroundSync sync(tablet.connect(), tablet.journal, hub.clock, hub.random, kAtOnce, [&] { changed.notify_all(); });
  const auto until = [&](auto condition) {
    std::unique_lock lock(mutex);
    return changed.wait_for(lock, std::chrono::seconds(20), [&] { return condition(sync.status()); });
  };
  sync.unlock(must(tablet.store->connect()));
  // The second question has the cursor of the end, so the hub keeps it until there is news.
  while (hub.door.asked_for_news < 2) hub.door.asked_for_news.wait(hub.door.asked_for_news);
  CHECK(sync.status().link == sync::Link::Online);

  tablet.save_round();
  sync.wake();
  CHECK(until([](const auto& status) { return status.accepted == 1; }));

  sync.lock();
  tablet.save_round();
  tablet.store.reset();
  sync.wake();
  CHECK(until([&](const auto&) { return tablet.journal->unanswered().empty(); }));
  CHECK(must(hub.storage->state()).head == 2);
}

TEST_CASE("a wrong code enrols nobody, and leaves no trace on the tablet") {
  RealHub hub;
  hub.new_code("Cart 7");
  support::FaultDisk disk(3);
  const access::TabletFolder folder{"/tablet"};
  const auto first_contact = must(transport::make_enrolment_client(hub.base()));
  const auto refused = sync::enrol_device(disk, folder, *first_contact, {hub.base(), "AAAA-BBBB-CCCC-DDDD", "Cart 7"});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::NotAllowed);
  CHECK(disk.paths().empty());
  CHECK(sync::read_device(disk, folder).error().code == ErrorCode::NotFound);
  const auto mistyped = sync::enrol_device(disk, folder, *first_contact, {hub.base(), "AAAA", "Cart 7"});
  CHECK(mistyped.error().code == ErrorCode::BadUsage);
}

TEST_CASE("a code works once") {
  RealHub hub;
  const auto code = hub.new_code("Cart 7");
  support::FaultDisk disk(3);
  const auto first_contact = must(transport::make_enrolment_client(hub.base()));
  CHECK(sync::enrol_device(disk, {"/one"}, *first_contact, {hub.base(), code, "Cart 7"}));
  CHECK_FALSE(sync::enrol_device(disk, {"/two"}, *first_contact, {hub.base(), code, "Cart 7"}));
}

// Passes everything on to the real hub over a connection of its own, as a thief on the Wi-Fi would.
struct InBetween final : transport::HttpHandler {
  explicit InBetween(const std::string& base) : up(*transport::make_enrolment_client(base)) {}
  void handle(transport::IncomingRequest incoming, transport::Respond respond) override {
    const std::lock_guard lock(mutex);
    HeaderList headers;
    for (const auto& [name, value] : incoming.request.headers)
      if (name.starts_with("Content-") && name != "Content-Length") headers.emplace_back(name, value);
    auto answer = up->send({incoming.request.method, incoming.request.target, headers, incoming.request.body}, seconds(10));
    respond(answer ? *std::move(answer) : transport::HttpResponse{502, {}, {}});
  }
  using HeaderList = transport::HeaderList;
  std::mutex mutex;
  std::unique_ptr<transport::HttpClient> up;
};

// Plays the hub with a CA of its own, without knowing the code.
struct Impostor final : transport::HttpHandler {
  Impostor(const Clock& c, const transport::Authority& a) : clock(c), authority(a) {}
  void handle(transport::IncomingRequest incoming, transport::Respond respond) override {
    transport::HttpResponse response{200, {{"Content-Type", std::string(wire::kFhirJson)}}, "{}"};
    wire::write_hub_headers({"e", 1, 1, "all", "all", clock.now(), {}}, response.headers);
    const auto body = wire::read_body(incoming.request.headers, incoming.request.body);
    if (const auto request = wire::read_enrol_request(body.value_or(""))) {
      wire::EnrolAnswer answer;
      answer.device = {"mine-now"};
      answer.certificate = *transport::issue_device_certificate(authority, request->csr, answer.device, 1, clock.now());
      answer.authorities = {authority.certificate};
      answer.zone = "America/New_York";
      answer.hospital = "5 East";
      answer.proof = request->proof;
      response.body = wire::write_enrol_answer(answer);
    }
    respond(std::move(response));
  }
  const Clock& clock;
  const transport::Authority& authority;
};

TEST_CASE("a hub that does not know the code is told nothing and believed nothing") {
  support::FakeClock clock;
  support::SeededRandom random;
  const auto authority = must(transport::make_authority("Impostor", clock.now()));
  Impostor impostor(clock, authority);
  transport::LoopbackNetwork network(impostor, {5});
  support::FaultDisk disk(3);
  const auto http = network.connect(std::nullopt);
  const auto code = wire::make_enrolment_code(random);
  const auto refused = sync::enrol_device(disk, {"/tablet"}, *http, {"https://hub", code, "Cart 7"});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().text.find("does not know the enrolment code") != std::string::npos);
  CHECK(disk.paths().empty());
}

TEST_CASE("whoever stands between tablet and hub can neither enrol nor play the hub") {
  RealHub hub;
  const auto code = hub.new_code("Cart 7");
  InBetween thief(hub.base());
  auto key = must(transport::make_private_key());
  const auto own_ca = must(transport::make_authority("Thief", hub.clock.now()));
  transport::HttpServerOptions options;
  options.certificate = must(transport::make_server_certificate(own_ca, key, {"127.0.0.1"}, hub.clock.now()));
  options.key = std::move(key);
  options.authorities = {own_ca.certificate};
  const auto server = must(transport::listen(std::move(options), hub.clock, thief));
  const std::string base = "https://127.0.0.1:" + std::to_string(server->port());

  support::FaultDisk disk(3);
  const auto first_contact = must(transport::make_enrolment_client(base));
  const auto refused = sync::enrol_device(disk, {"/tablet"}, *first_contact, {base, code, "Cart 7"});
  REQUIRE_FALSE(refused);
  CHECK(disk.paths().empty());
  CHECK(must(hub.storage->list_devices()).empty());
}

}  // namespace
}  // namespace wardlight
