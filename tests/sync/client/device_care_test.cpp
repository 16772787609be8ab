// SPDX-License-Identifier: Apache-2.0
#include "sync/client/device_care.h"

#include <catch2/catch_test_macros.hpp>
#include <functional>

#include "sync/transport/certificates.h"
#include "sync/wire/device_care.h"
#include "sync/wire/headers.h"
#include "tests/support/fault_disk.h"
#include "tests/support/must.h"
#include "tests/sync/client/ward.h"

using namespace wardlight;
using support::SyncWard;

namespace {

constexpr Instant kEnrolled{1'749'556'800'000};

// A hub that is reached at once and answers as a test says.
class StubHub final : public transport::HttpClient {
 public:
  using Answer = std::function<std::pair<int, std::string>(const transport::HttpRequest&, const std::string& body)>;
  explicit StubHub(Answer answer) : m_answer(std::move(answer)) {}

  Expected<transport::HttpResponse> send(const transport::HttpRequest& request, Duration) override {
    ++requests;
    const auto body = wire::read_body(request.headers, request.body);
    const auto [status, text] = m_answer(request, body ? *body : std::string());
    transport::HttpResponse response{status, {{"Content-Type", std::string(wire::kFhirJson)}}, text};
    wire::write_hub_headers({"epoch-1", 0, 0, "all", "all", kEnrolled, {}}, response.headers);
    return response;
  }
  Expected<crypto::Hash> peer_key() override { return crypto::Hash{}; }
  void cancel() override {}

  int requests = 0;

 private:
  Answer m_answer;
};

const transport::Authority& authority() {
  static const transport::Authority made = must(transport::make_authority("Test CA", kEnrolled));
  return made;
}

// A tablet's folder as enrolment leaves it, and a hub that renews.
struct Renewing {
  Renewing() {
    must(disk.make_folder(folder.root));
    const auto key = must(transport::make_private_key());
    record.device = {"t1"};
    record.name = "Tablet 1";
    record.hub = "https://127.0.0.1:1";
    record.zone = "America/New_York";
    record.authorities = {authority().certificate};
    record.certificate = issue(must(transport::make_certificate_request(key, "t1")), kEnrolled);
    must(replace_file(disk, folder.device_key(), key.pem.view()));
    must(sync::write_device(disk, folder, record));
    must(disk.sync_folder(folder.root));
  }
  static std::string issue(const std::string& csr, Instant now) {
    return must(transport::issue_device_certificate(authority(), csr, {"t1"}, 1, now));
  }
  StubHub hub{[](const transport::HttpRequest&, const std::string& body) {
    const std::string certificate = issue(must(wire::read_renew_request(body)), kEnrolled + hours(61 * 24));
    return std::pair(200, wire::write_renew_answer({certificate, {authority().certificate}}));
  }};
  // What connect_to_hub() would show: key and certificate belong together.
  bool is_whole() {
    const auto kept = must(sync::read_device(disk, folder));
    const support::FakeClock clock;
    if (!sync::connect_to_hub(disk, folder, kept, clock)) return false;
    const auto key = must(transport::read_private_key(as_text(must(read_file(disk, folder.device_key())))));
    return transport::is_key_of(key, kept.certificate);
  }

  support::FaultDisk disk;
  access::TabletFolder folder{"/tablet"};
  sync::DeviceRecord record;
};

}  // namespace

TEST_CASE("a certificate is renewed from two thirds of its life on, over a new key") {
  Renewing tablet;
  CHECK_FALSE(must(sync::is_renewal_due(tablet.record, kEnrolled + hours(59 * 24))));
  CHECK(must(sync::is_renewal_due(tablet.record, kEnrolled + hours(61 * 24))));
  const auto renewed = must(sync::renew_certificate(tablet.disk, tablet.folder, tablet.hub, tablet.record));
  CHECK(renewed.certificate != tablet.record.certificate);
  CHECK_FALSE(must(sync::is_renewal_due(renewed, kEnrolled + hours(61 * 24))));
  CHECK(must(sync::read_device(tablet.disk, tablet.folder)).certificate == renewed.certificate);
  CHECK(tablet.is_whole());
}

TEST_CASE("a power cut anywhere in a renewal leaves a certificate with its key") {
  std::uint64_t operations = 0;
  {
    Renewing tablet;
    const auto before = tablet.disk.operations();
    must(sync::renew_certificate(tablet.disk, tablet.folder, tablet.hub, tablet.record));
    operations = tablet.disk.operations() - before;
  }
  REQUIRE(operations > 8);
  int renewed = 0;
  for (std::uint64_t cut = 1; cut <= operations; ++cut) {
    Renewing tablet;
    tablet.disk.cut_power_at(tablet.disk.operations() + cut);
    const bool done = sync::renew_certificate(tablet.disk, tablet.folder, tablet.hub, tablet.record).has_value();
    tablet.disk.reboot();
    INFO("cut at operation " << cut);
    CHECK(tablet.is_whole());
    if (must(sync::read_device(tablet.disk, tablet.folder)).certificate != tablet.record.certificate) ++renewed;
    CHECK((done ? cut == operations : true));
  }
  CHECK(renewed > 0);
  CHECK(renewed < static_cast<int>(operations));
}

TEST_CASE("a certificate for another device is not taken") {
  Renewing tablet;
  StubHub hub([](const transport::HttpRequest&, const std::string& body) {
    const auto csr = must(wire::read_renew_request(body));
    const auto other = must(transport::issue_device_certificate(authority(), csr, {"t2"}, 1, kEnrolled));
    return std::pair(200, wire::write_renew_answer({other, {authority().certificate}}));
  });
  CHECK_FALSE(sync::renew_certificate(tablet.disk, tablet.folder, hub, tablet.record));
  CHECK(must(sync::read_device(tablet.disk, tablet.folder)).certificate == tablet.record.certificate);
  CHECK(tablet.is_whole());
}

TEST_CASE("the hub is told of a store that was kept aside, once; while it does not know, again") {
  Renewing tablet;
  const std::string aside = tablet.folder.quarantine() + "/2025-06-10T12-00-00";
  StubHub deaf([](const auto&, const auto&) { return std::pair(503, std::string("{}")); });
  must(sync::report_kept_aside(tablet.disk, tablet.folder, deaf));
  CHECK(deaf.requests == 0);
  must(tablet.disk.make_folder(aside));
  must(replace_file(tablet.disk, aside + "/wardlight.db", as_bytes("damaged")));
  CHECK_FALSE(sync::report_kept_aside(tablet.disk, tablet.folder, deaf));
  std::vector<wire::KeptAside> told;
  StubHub hub([&](const transport::HttpRequest& request, const std::string& body) {
    CHECK(request.target == "/fhir/$quarantine");
    told.push_back(must(wire::read_kept_aside(body)));
    return std::pair(200, std::string("{}"));
  });
  must(sync::report_kept_aside(tablet.disk, tablet.folder, hub));
  must(sync::report_kept_aside(tablet.disk, tablet.folder, hub));
  REQUIRE(told.size() == 1);
  CHECK(told[0].name == "2025-06-10T12-00-00");
  REQUIRE(told[0].files.size() == 1);
  CHECK(told[0].files[0].name == "wardlight.db");
  CHECK(told[0].files[0].bytes == 7);
}

TEST_CASE("what a hub refuses as it tells that it was put back is offered once more") {
  SyncWard ward;
  ward.first.save_round();
  REQUIRE(ward.first.run_until_quiet());
  ward.hub.restore();
  const auto id = ward.first.save_round();
  ward.hub.poison.insert(id);
  REQUIRE(ward.first.client().step(0) == sync::Progress::More);
  CHECK(ward.first.client().status().rejected == 0);
  CHECK(ward.first.client().status().epoch == ward.hub.epoch());
  ward.hub.poison.clear();
  REQUIRE(ward.first.run_until_quiet());
  CHECK(ward.hub.ids() == ward.first.saved);
  CHECK(ward.first.client().status().rejected == 0);
}

TEST_CASE("a store with nothing to send is looked after once a day") {
  SyncWard ward;
  for (int i = 0; i < 20; ++i) ward.first.save_round();
  REQUIRE(ward.first.run_until_quiet());
  const auto wal = [&] { return ward.first.disk().contents(ward.first.tablet().path("store/wardlight.db-wal")).size(); };
  CHECK(wal() == 0);
  ward.first.save_round();
  REQUIRE(ward.first.run_until_quiet());
  CHECK(wal() > 0);
  ward.first.tablet().clock().advance(hours(21));
  REQUIRE(ward.first.run_until_quiet());
  CHECK(wal() == 0);
}
