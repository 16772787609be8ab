// SPDX-License-Identifier: Apache-2.0
#include "sync/pages/page_service.h"

#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "platforms/linux/paths.h"
#include "platforms/linux/posix_disk.h"
#include "sync/storage/sqlite/sqlite_storage.h"
#include "sync/wire/gzip.h"
#include "tests/support/fake_clock.h"
#include "tests/support/must.h"
#include "tests/support/seeded_random.h"

using namespace wardlight;
using namespace wardlight::pages;

namespace {

std::string asset(const std::string& name) {
  std::ifstream file(std::string(WARDLIGHT_SOURCE) + "/assets/" + name);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

// Two months of one measure, one of them restated, of a hospital whose name holds a comma.
class TwoMonths final : public reporting::ReportSource {
 public:
  Expected<json::Value> overview(const reporting::ReportScope& scope) override {
    asked = scope;
    return json::parse(R"({"role":"hospital","name":"St. Anne, North","as_of":"2025-05-02T08:00:00-04:00"})");
  }
  Expected<json::Value> series(const reporting::ReportScope& scope, std::string_view measure) override {
    asked = scope;
    if (measure != "FALL-T") return Error{ErrorCode::NotFound, "There is no such measure.", "reports"};
    return json::parse(R"({"measure":{"id":"FALL-T"},"unit":"5 East","points":[
      {"period":"2025-03","n":7,"d":2210,"x":1000,"value":"3.17","lower":"0.00","upper":"11.26","status":"complete","version":2},
      {"period":"2025-04","n":0,"d":0,"x":1000,"value":"not calculable","lower":null,"upper":null,"status":"open","version":1}]})");
  }
  Expected<json::Value> events(const reporting::ReportScope&, std::string_view, std::string_view) override {
    return json::parse(R"({"numerator":[]})");
  }
  Expected<json::Value> heat_map(const reporting::ReportScope&, std::string_view) override {
    return json::parse(R"({"beds":[]})");
  }
  Expected<json::Value> completeness(const reporting::ReportScope&, std::string_view) override {
    return Error{ErrorCode::Environment, "The figures cannot be read just now.", "reports"};
  }
  reporting::ReportScope asked;
};

// Takes what infection prevention says, and remembers who said it.
class OneDesk final : public reporting::ReportDesk {
 public:
  bool may_speak(std::string_view role) const override { return role == "infection-prevention"; }
  Expected<json::Value> take(const reporting::DeskSpeaker& who, const json::Value& entry) override {
    if (entry.text_of("kind") != "decision") return Error{ErrorCode::InvalidContent, "A decision is expected here.", "kind"};
    speakers.push_back(who.name + ", " + who.role);
    return json::parse(R"({"id":"entry-1"})");
  }
  Expected<json::Value> waiting(std::string_view role, const std::string& period) override {
    if (!may_speak(role)) return Error{ErrorCode::NotAllowed, "Your role confirms nothing here.", "desk"};
    return json::Value::object().set("period", period);
  }
  std::vector<std::string> speakers;
};

class Elsewhere final : public transport::HttpHandler {
 public:
  void handle(transport::IncomingRequest, transport::Respond respond) override { respond({418, {}, "the hub"}); }
};

struct Person {
  std::string name, role, pin;
};

// The service over a real hub store, with a nurse, a charge nurse and an aide on its staff list.
class PageWorld {
 public:
  PageWorld() : m_folder(must(platform::make_temporary_folder("pages"))) {
    auto key = crypto::Secret::random(48, random);
    m_storage = must(storage::open_sqlite_storage({m_folder + "/hub.db", m_folder + "/epoch", store::OpenAs::CreateIfMissing},
                                                  key, disk, random));
    for (const Person& person : {Person{"Ana Ruiz", "nurse", "483926"}, Person{"Carla Nguyen", "charge", "572804"},
                                 Person{"Al Ray", "aide", "905718"}, Person{"Iris Poe", "infection-prevention", "318264"}})
      add(person);
    std::ofstream(m_folder + "/index.html") << "<!doctype html>" << std::string(2000, ' ');
    std::ofstream(m_folder + "/secret.txt") << "not a page";
    m_registry = must(measures::load_measure_registry(asset("clinical/measures.json")));
    m_door =
        must(PageDoor::open({*m_storage, disk, clock, random, must(access::Permissions::parse(asset("access/permissions.json"))),
                             must(access::parse_policy(asset("access/page-policy.json"))), m_folder + "/attempts", key.clone()}));
    m_service = std::make_unique<PageService>(
        PageService::Parts{reports, *m_door, m_registry, must(PageFiles::load(disk, m_folder)),
                           [](const Reader&) { return Expected<std::string>(std::string()); }, m_next, &desk});
  }
  ~PageWorld() { std::filesystem::remove_all(m_folder); }

  transport::HttpResponse ask(const std::string& method, const std::string& target, const std::string& body = {},
                              wire::HeaderList headers = {{"Content-Type", "application/json"}}) {
    if (!cookie.empty()) headers.emplace_back("Cookie", "other=1; " + cookie);
    transport::HttpResponse answer;
    m_service->handle({{method, target, std::move(headers), body}, {}, {}},
                      [&](transport::HttpResponse given) { answer = std::move(given); });
    return answer;
  }
  int sign_in(const std::string& name, const std::string& pin) {
    const auto answer = ask("POST", "/reports/session", R"({"name":")" + name + R"(","pin":")" + pin + R"("})");
    const auto given = wire::find_header(answer.headers, "Set-Cookie");
    if (!given.empty()) cookie = given.substr(0, given.find(';'));
    return answer.status;
  }

  support::FakeClock clock;
  support::SeededRandom random{5};
  platform::PosixDisk disk;
  TwoMonths reports;
  OneDesk desk;
  std::string cookie;

 private:
  void add(const Person& person) {
    storage::StaffRow row;
    row.practitioner.value = person.name;
    row.name = person.name;
    row.role = person.role;
    random.fill(row.salt);
    row.stretched = must(crypto::stretch(crypto::Secret(as_bytes(person.pin)), row.salt, {}));
    REQUIRE(m_storage->put_staff(row));
  }

  std::string m_folder;
  std::unique_ptr<storage::HubStorage> m_storage;
  measures::MeasureRegistry m_registry;
  std::unique_ptr<PageDoor> m_door;
  Elsewhere m_next;
  std::unique_ptr<PageService> m_service;
};

}  // namespace

TEST_CASE("What is not below /reports goes to the hub") {
  PageWorld world;
  CHECK(world.ask("GET", "/fhir/metadata").status == 418);
  CHECK(world.ask("GET", "/reports").status == 308);
  CHECK(world.ask("GET", "/reportsx").status == 404);
}

TEST_CASE("Pages are given to anybody, with a policy that lets nothing come from elsewhere") {
  PageWorld world;
  const auto page = world.ask("GET", "/reports/", {}, {{"Accept-Encoding", "gzip"}});
  CHECK(page.status == 200);
  CHECK(wire::find_header(page.headers, "Content-Security-Policy").starts_with("default-src 'self'"));
  CHECK(must(wire::gunzip(page.body)).starts_with("<!doctype html>"));
  const std::string etag(wire::find_header(page.headers, "ETag"));
  CHECK(world.ask("GET", "/reports/index.html", {}, {{"If-None-Match", etag}}).status == 304);
  for (const std::string path : {"/reports/secret.txt", "/reports/../hub.db", "/reports/hub.db", "/reports/attempts"})
    CHECK(world.ask("GET", path).status == 404);
}

TEST_CASE("Figures are for staff who signed in, and only as long as the page is used") {
  PageWorld world;
  CHECK(world.ask("GET", "/reports/api/overview").status == 401);
  CHECK(world.sign_in("Carla Nguyen", "572805") == 401);
  CHECK(world.sign_in("Nobody", "572804") == 401);
  CHECK(world.sign_in("Carla Nguyen", "572804") == 200);
  CHECK(world.ask("GET", "/reports/api/overview?unit=5%20East").status == 200);
  CHECK(world.reports.asked.unit == "5 East");
  world.clock.advance(minutes(14));
  CHECK(world.ask("GET", "/reports/session").status == 200);
  world.clock.advance(minutes(15));
  CHECK(world.ask("GET", "/reports/api/overview").status == 401);
}

TEST_CASE("Who signs out is out, though the cookie is kept") {
  PageWorld world;
  REQUIRE(world.sign_in("Carla Nguyen", "572804") == 200);
  CHECK(world.ask("DELETE", "/reports/session").status == 200);
  CHECK(world.ask("GET", "/reports/api/overview").status == 401);
}

TEST_CASE("An aide sees no report pages; a nurse sees figures and not the events behind them; a charge nurse opens them") {
  PageWorld world;
  CHECK(world.sign_in("Al Ray", "905718") == 401);
  REQUIRE(world.sign_in("Ana Ruiz", "483926") == 200);
  CHECK(world.ask("GET", "/reports/api/series?measure=FALL-T").status == 200);
  CHECK(world.ask("GET", "/reports/api/events?measure=FALL-T&period=2025-03").status == 403);
  REQUIRE(world.sign_in("Carla Nguyen", "572804") == 200);
  CHECK(world.ask("GET", "/reports/api/events?measure=FALL-T&period=2025-03").status == 200);
}

TEST_CASE("Wrong PINs bring a wait, whoever's page they were typed on") {
  PageWorld world;
  for (int i = 0; i < 5; ++i) CHECK(world.sign_in("Ana Ruiz", "000000") == 401);
  CHECK(world.sign_in("Ana Ruiz", "483926") == 401);
  world.clock.advance(seconds(31));
  CHECK(world.sign_in("Ana Ruiz", "483926") == 200);
}

TEST_CASE("Nothing can be written through the pages, and no other site's form signs in") {
  PageWorld world;
  REQUIRE(world.sign_in("Carla Nguyen", "572804") == 200);
  CHECK(world.ask("POST", "/reports/api/overview", "{}").status == 405);
  CHECK(world.ask("POST", "/reports/session", "name=a&pin=b", {{"Content-Type", "application/x-www-form-urlencoded"}}).status ==
        405);
}

TEST_CASE("A wrong measure is 404, a wrong moment 400, a store that fails 503, each with a sentence") {
  PageWorld world;
  REQUIRE(world.sign_in("Carla Nguyen", "572804") == 200);
  const std::pair<std::string, int> cases[] = {{"series?measure=NONE", 404}, {"overview?as-known-on=yesterday", 400},
      {"completeness?period=2025-03", 503}, {"nothing", 404}};
  for (const auto& [question, status] : cases) {
    const auto answer = world.ask("GET", "/reports/api/" + question);
    CHECK(answer.status == status);
    CHECK(must(json::parse(answer.body)).text_of("error").ends_with('.'));
  }
}

TEST_CASE("A measure is taken away as CSV and as FHIR MeasureReports with the same figures") {
  PageWorld world;
  REQUIRE(world.sign_in("Ana Ruiz", "483926") == 200);
  const auto csv = world.ask("GET", "/reports/download/series.csv?measure=FALL-T");
  CHECK(csv.body == "measure,unit,period,n,d,x,value,lower,upper,status,version\r\n"
                    "FALL-T,5 East,2025-03,7,2210,1000,3.17,0.00,11.26,complete,2\r\n"
                    "FALL-T,5 East,2025-04,0,0,1000,not calculable,,,open,1\r\n");
  CHECK(wire::find_header(csv.headers, "Content-Disposition") == "attachment; filename=\"FALL-T.csv\"");
  const auto bundle = must(json::parse(world.ask("GET", "/reports/download/reports.json?measure=FALL-T").body));
  REQUIRE(bundle["entry"].items().size() == 2);
  CHECK(bundle["entry"][0]["resource"].text_of("resourceType") == "MeasureReport");
  CHECK(world.ask("GET", "/reports/download/hub.db?measure=FALL-T").status == 404);
}

namespace {

constexpr const char* kDecision =
    R"({"pin":"318264","entry":{"kind":"decision","about":"i1","text":"Culture fits","body":{"confirmed":true}}})";

}  // namespace

TEST_CASE("Infection prevention says on the page what it says by command, each time with its own PIN") {
  PageWorld world;
  REQUIRE(world.sign_in("Iris Poe", "318264") == 200);
  CHECK(must(json::parse(world.ask("GET", "/reports/session").body))["desk"].boolean());
  CHECK(must(json::parse(world.ask("GET", "/reports/api/desk?period=2025-03").body)).text_of("period") == "2025-03");
  CHECK(world.ask("POST", "/reports/api/desk", R"({"pin":"000000","entry":{"kind":"decision"}})").status == 403);
  CHECK(world.ask("POST", "/reports/api/desk", R"({"pin":"572804","entry":{"kind":"decision"}})").status ==
        403);  // a colleague's
  CHECK(world.desk.speakers.empty());
  CHECK(world.ask("POST", "/reports/api/desk", kDecision).status == 200);
  CHECK(world.desk.speakers == std::vector<std::string>{"Iris Poe, infection-prevention"});
  CHECK(world.ask("POST", "/reports/api/desk", R"({"pin":"318264","entry":{"kind":"fall"}})").status == 400);
  CHECK(world.ask("POST", "/reports/api/desk", "nothing").status == 400);
}

TEST_CASE("Whoever confirms nothing sees no desk and saves nothing, with the right PIN too") {
  PageWorld world;
  CHECK(world.ask("POST", "/reports/api/desk", kDecision).status == 401);
  for (const auto& [name, pin] : {std::pair<std::string, std::string>{"Carla Nguyen", "572804"}, {"Ana Ruiz", "483926"}}) {
    REQUIRE(world.sign_in(name, pin) == 200);
    CHECK_FALSE(must(json::parse(world.ask("GET", "/reports/session").body))["desk"].boolean());
    CHECK(world.ask("GET", "/reports/api/desk").status == 403);
    CHECK(world.ask("POST", "/reports/api/desk", R"({"pin":")" + pin + R"(","entry":{"kind":"decision"}})").status == 403);
  }
  CHECK(world.desk.speakers.empty());
}

TEST_CASE("No other site saves anything: neither a form, nor a script of theirs with the reader's cookie") {
  PageWorld world;
  REQUIRE(world.sign_in("Iris Poe", "318264") == 200);
  const auto from = [&](wire::HeaderList headers) {
    headers.emplace_back("Host", "hub.test:8443");
    return world.ask("POST", "/reports/api/desk", kDecision, std::move(headers)).status;
  };
  CHECK(from({{"Content-Type", "text/plain"}}) == 403);
  CHECK(from({{"Content-Type", "application/json"}, {"Sec-Fetch-Site", "cross-site"}}) == 403);
  CHECK(from({{"Content-Type", "application/json"}, {"Origin", "https://elsewhere.test"}}) == 403);
  CHECK(world.desk.speakers.empty());
  CHECK(from({{"Content-Type", "application/json"}, {"Sec-Fetch-Site", "same-origin"}, {"Origin", "https://hub.test:8443"}}) ==
        200);
}

TEST_CASE("Wrong PINs at signing count like wrong PINs at the door") {
  PageWorld world;
  REQUIRE(world.sign_in("Iris Poe", "318264") == 200);
  for (int i = 0; i < 5; ++i)
    CHECK(world.ask("POST", "/reports/api/desk", R"({"pin":"000000","entry":{"kind":"decision"}})").status == 403);
  CHECK(world.ask("POST", "/reports/api/desk", kDecision).status == 403);
  CHECK(world.desk.speakers.empty());
}
