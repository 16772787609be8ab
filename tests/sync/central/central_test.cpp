// SPDX-License-Identifier: Apache-2.0
#include "sync/central/central.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <filesystem>

#include "platforms/linux/paths.h"
#include "platforms/linux/posix_disk.h"
#include "platforms/network/network.h"
#include "sync/central/report_bundle.h"
#include "tests/support/fake_clock.h"
#include "tests/support/must.h"
#include "tests/support/postgres_server.h"
#include "tests/support/seeded_random.h"

namespace wardlight::central {
namespace {

using json::Value;

support::PostgresServer& server() {
  static support::PostgresServer one;
  return one;
}

// A network on a database of its own, in the middle of April 2025.
class TestNetwork {
 public:
  TestNetwork() {
    if (!support::PostgresServer::is_installed()) SKIP("PostgreSQL 15 is not installed; platforms/linux/setup installs it.");
    static int count = 0;
    m_database = "central" + std::to_string(++count);
    server().sql("postgres", "CREATE DATABASE " + m_database);
    folder = must(platform::make_temporary_folder("central"));
    go_to("2025-04-20T12:00:00Z");
    network = must(network::Network::make(
        {disk, clock, random, std::string(WARDLIGHT_SOURCE) + "/assets", server().uri(m_database), folder + "/network"}));
  }
  ~TestNetwork() {
    network.reset();
    std::filesystem::remove_all(folder);
  }

  void go_to(const std::string& time) { clock.set_wall(parse_time(time)->instant); }
  void report(const std::string& hospital, const std::vector<measures::MeasureRow>& rows) {
    must(network->report(hospital, rows, "2025-04-05T08:00:00Z"));
    must(network->deliver(hospital));
    must(network->central().settle());
  }
  std::vector<storage::MonthFigure> months(const std::string& hospital, const std::string& measure = "FALL-T") {
    return must(network->storage().list_months(hospital, measure));
  }
  std::vector<std::string> issues(const std::string& hospital) {
    std::vector<std::string> list;
    for (const auto& noted : must(network->storage().list_issues(hospital))) list.push_back(noted.issue.text);
    return list;
  }
  Value series(const std::string& hospital, const std::string& measure = "FALL-T") {
    return must(network->reports().series({hospital, {}, {}}, measure));
  }
  std::string sql(const std::string& text) { return server().sql(m_database, text); }

  support::FakeClock clock;
  support::SeededRandom random{5};
  platform::PosixDisk disk;
  std::string folder;
  std::unique_ptr<network::Network> network;

 private:
  std::string m_database;
};

measures::MeasureRow row(const std::string& hospital, const std::string& unit, const std::string& period, std::int64_t n,
                         std::int64_t d, std::uint64_t version = 1, const std::string& measure = "FALL-T") {
  return {hospital, unit, measure, period, version, n, d, measure == "READ-A" ? 100 : 1000, measures::RowStatus::Complete, {}};
}

TEST_CASE("A hospital's reports reach central by the tablets' protocol, and units are pooled as sums, not as rates (G-8)") {
  TestNetwork world;
  must(world.network->add_hospital("st-marys"));
  world.report("st-marys", {row("st-marys", "5 East", "2025-03", 3, 900)});
  world.report("st-marys", {row("st-marys", "ICU", "2025-03", 1, 100)});
  const auto months = world.months("st-marys");
  REQUIRE(months.size() == 1);
  CHECK(months[0].n == 4);
  CHECK(months[0].d == 1000);
  CHECK(months[0].units == 2);
  CHECK(world.network->outbox("st-marys").counts()->accepted == 2);
  CHECK(world.series("st-marys")["points"][0].text_of("value") == "4.00");
  CHECK(world.issues("st-marys").empty());
}

TEST_CASE("Where a hospital speaks for itself as a whole, its units are not added to that") {
  TestNetwork world;
  must(world.network->add_hospital("st-marys"));
  world.report("st-marys", {row("st-marys", "", "2025-03", 5, 1200), row("st-marys", "5 East", "2025-03", 3, 900)});
  CHECK(world.months("st-marys")[0].n == 5);
}

TEST_CASE("The same report twice counts once: as the same statement it is known, as another one it is named") {
  TestNetwork world;
  must(world.network->add_hospital("st-marys"));
  world.report("st-marys", {row("st-marys", "5 East", "2025-03", 3, 900)});
  world.report("st-marys", {row("st-marys", "5 East", "2025-03", 3, 900)});
  CHECK(world.network->outbox("st-marys").counts()->accepted == 1);
  world.report("st-marys", {row("st-marys", "5 East", "2025-03", 3, 900), row("st-marys", "ICU", "2025-03", 1, 100)});
  CHECK(world.months("st-marys")[0].n == 4);
  REQUIRE(world.issues("st-marys").size() == 1);
  CHECK(world.issues("st-marys")[0].find("with the same figures") != std::string::npos);
}

TEST_CASE("Other figures under the same version are named and not counted; the next version counts and says what changed") {
  TestNetwork world;
  must(world.network->add_hospital("st-marys"));
  world.report("st-marys", {row("st-marys", "5 East", "2025-03", 3, 900)});
  world.report("st-marys", {row("st-marys", "5 East", "2025-03", 6, 900)});
  CHECK(world.months("st-marys")[0].n == 3);
  REQUIRE(world.issues("st-marys").size() == 1);
  CHECK(world.issues("st-marys")[0].find("first 3 of 900, then 6 of 900") != std::string::npos);
  world.report("st-marys", {row("st-marys", "5 East", "2025-03", 6, 900, 2)});
  CHECK(world.months("st-marys")[0].n == 6);
  const Value point = world.series("st-marys")["points"][0];
  CHECK(point["version"].text() == "2");
  REQUIRE(point["restated"].items().size() == 1);
  CHECK(point["restated"][0]["n"][0].text() == "3");
  CHECK(point["restated"][0]["n"][1].text() == "6");
}

TEST_CASE("Figures are as they were known on a day: a restatement changes nothing before it came") {
  TestNetwork world;
  must(world.network->add_hospital("st-marys"));
  world.report("st-marys", {row("st-marys", "5 East", "2025-03", 3, 900)});
  const Instant then = world.clock.now();
  world.go_to("2025-06-20T12:00:00Z");
  world.report("st-marys", {row("st-marys", "5 East", "2025-03", 6, 900, 2)});
  const auto known = must(world.network->reports().series({"st-marys", {}, then}, "FALL-T"));
  CHECK(known["points"][0]["n"].text() == "3");
  CHECK(world.series("st-marys")["points"][0]["n"].text() == "6");
}

TEST_CASE("Two definitions under one id: a report by another version of the definitions is named and not counted") {
  TestNetwork world;
  must(world.network->add_hospital("st-marys"));
  auto report = measures::to_measure_report(world.network->content().registry, row("st-marys", "5 East", "2025-03", 3, 900),
                                            {"St Mary's", "2025-04-05T08:00:00Z", {}});
  report.set("measure", "urn:wardlight:measure:FALL-T|0.9.0");
  const std::string bundle = write_report_bundle(std::span(&report, 1));
  must(world.network->outbox("st-marys").offer(bundle_id(bundle), bundle));
  must(world.network->deliver("st-marys"));
  must(world.network->central().settle());
  CHECK(world.months("st-marys").empty());
  REQUIRE(world.issues("st-marys").size() == 1);
  CHECK(world.issues("st-marys")[0].find("another version of the definitions") != std::string::npos);
}

TEST_CASE("A unit renamed mid-month stays one unit, and both names are said; half a month is no month") {
  TestNetwork world;
  must(world.network->add_hospital("st-marys"));
  const auto offer = [&](const std::string& name, std::uint64_t version, const std::string& end) {
    auto report =
        measures::to_measure_report(world.network->content().registry, row("st-marys", "unit-5e", "2025-03", 3, 900, version),
                                    {"St Mary's", "2025-04-05T08:00:00Z", {}});
    Value subject = report["subject"];
    subject.set("display", name);
    report.set("subject", subject);
    report.set("period", Value::object({{"start", Value("2025-03-01")}, {"end", Value(end)}}));
    const std::string bundle = write_report_bundle(std::span(&report, 1));
    must(world.network->outbox("st-marys").offer(bundle_id(bundle), bundle));
    must(world.network->deliver("st-marys"));
    must(world.network->central().settle());
  };
  offer("5 East", 1, "2025-03-31");
  offer("Oncology", 2, "2025-03-31");
  CHECK(world.months("st-marys")[0].units == 1);
  REQUIRE(world.issues("st-marys").size() == 1);
  CHECK(world.issues("st-marys")[0].find("was called 5 East and is now called Oncology") != std::string::npos);
  offer("Oncology", 3, "2025-03-15");
  REQUIRE(world.issues("st-marys").size() == 2);
  CHECK(world.issues("st-marys")[1].find("one calendar month") != std::string::npos);
}

TEST_CASE("What is no collection of MeasureReports is refused and kept aside, and its hospital is told") {
  TestNetwork world;
  must(world.network->add_hospital("st-marys"));
  const std::string id = "11111111-1111-4111-8111-111111111111";
  const std::string bundle = R"({"resourceType":"Bundle","id":")" + id +
                             R"(","type":"collection","entry":[{"resource":{"resourceType":"Patient","id":"p1"}}]})";
  must(world.network->outbox("st-marys").offer(id, bundle));
  must(world.network->deliver("st-marys"));
  REQUIRE(world.network->outbox("st-marys").rejected()->size() == 1);
  CHECK(world.network->outbox("st-marys").rejected()->front().problem.find("MeasureReports") != std::string::npos);
}

TEST_CASE("No hospital hears of another: its feed holds its own reports and what the network says to it") {
  TestNetwork world;
  for (const std::string name : {"a", "b"}) {
    must(world.network->add_hospital(name));
    world.report(name, {row(name, "5 East", "2025-03", name == "a" ? 3 : 40, 900)});
  }
  must(world.network->central().hand_back());
  must(world.network->deliver("a"));
  const auto figures = must(world.network->outbox("a").find_reference(kFiguresType, kFiguresId));
  REQUIRE(figures);
  const Value read = must(read_figures(*figures));
  CHECK(read["measures"][0]["points"][0]["n"].text() == "3");
  CHECK(figures->find("40") == std::string::npos);
  CHECK(must(must(world.network->outbox("a").connect())->count_statements()) == 1);
}

TEST_CASE("§13.5: quartiles of peers need enough of them, of like size, and more than a few events") {
  TestNetwork world;
  // Five hospitals of about 30 patients a day, and a large one that is not like them.
  for (int i = 1; i <= 5; ++i) {
    const std::string name = "h" + std::to_string(i);
    must(world.network->add_hospital(name));
    for (const std::string month : {"2025-01", "2025-02", "2025-03"})
      world.report(name, {row(name, "", month, i, 900), row(name, "", month, 10 * i, 300, 1, "READ-A"),
                          row(name, "", month, 0, 900, 1, "FALL-I")});
    if (i == 4) {
      CHECK(world.series("h1")["peers"].is_null());
      CHECK(world.series("h1").text_of("peers_suppressed").find("Too few hospitals") != std::string::npos);
    }
  }
  must(world.network->add_hospital("large"));
  world.report("large", {row("large", "", "2025-03", 90, 9000)});
  const Value falls = world.series("h1");
  CHECK(falls["peers"]["hospitals"].text() == "5");
  CHECK(falls["peers"].text_of("median") == "3.33");
  CHECK(falls["peers"].text_of("q1") == "2.22");
  CHECK(falls.text_of("network") == "6.00");  // Σ 135 of 22,500
  CHECK(world.series("h1", "READ-A")["peers"].text_of("q3") == "13.33");
  CHECK(world.series("large")["peers"].is_null());
  CHECK(world.series("h1", "FALL-I")["peers"].text_of("median") == "0.00");
}

TEST_CASE("§13.1: a year of months is the baseline; goal, target and what has been reached follow from it") {
  TestNetwork world;
  must(world.network->add_hospital("st-marys"));
  for (int month = 1; month <= 12; ++month)
    world.report("st-marys", {row("st-marys", "", month_of(*to_period("2023-12") + static_cast<storage::Period>(month)), 120,
                                  1000, 1, "HARM")});
  CHECK(world.series("st-marys", "HARM")["baseline"].text_of("value") == "120.00");
  for (const std::string month : {"2025-01", "2025-02", "2025-03"})
    world.report("st-marys", {row("st-marys", "", month, 72, 1000, 1, "HARM")});
  const Value series = world.series("st-marys", "HARM");
  CHECK(series["baseline"].text_of("to") == "2024-12");
  CHECK(series["target"].text_of("value") == "72.00");
  CHECK(series["target"].text_of("percent") == "40.00");
  CHECK(series["target"].text_of("reduction") == "40.00");
  CHECK(series["target"]["met"].boolean());
  CHECK(series["chart"].text_of("centre") == "120.00");
  const auto& signals = series["chart"]["signals"].items();
  CHECK(std::ranges::any_of(signals, [](const Value& signal) { return signal.text_of("signal") == "below-limit"; }));
}

TEST_CASE("When a month closes the bytes of its reports go; figures, idempotence and the hospital's feed stay whole") {
  TestNetwork world;
  world.go_to("2025-05-05T12:00:00Z");
  must(world.network->add_hospital("st-marys"));
  world.report("st-marys", {row("st-marys", "5 East", "2025-04", 3, 900)});
  CHECK(world.sql("SELECT count(*) FROM wardlight.feed WHERE hospital = 'st-marys' AND bytes <> ''") == "1");
  world.go_to("2025-05-11T12:00:00Z");
  must(world.network->central().settle());
  CHECK(world.sql("SELECT count(*) FROM wardlight.feed WHERE hospital = 'st-marys' AND bytes <> ''") == "0");
  CHECK(world.sql("SELECT count(*) FROM wardlight.central_fact") == "1");
  CHECK(world.series("st-marys")["points"][0]["n"].text() == "3");
  world.report("st-marys", {row("st-marys", "5 East", "2025-04", 3, 900)});
  world.report("st-marys", {row("st-marys", "5 East", "2025-04", 4, 900, 2)});
  CHECK(world.months("st-marys")[0].n == 4);
}

TEST_CASE("Completeness says who is missing as a number, and of oneself when central last heard") {
  TestNetwork world;
  for (const std::string name : {"a", "b", "c"}) must(world.network->add_hospital(name));
  for (const std::string name : {"a", "b", "c"}) world.report(name, {row(name, "", "2025-02", 3, 900)});
  world.report("a", {row("a", "", "2025-03", 3, 900)});
  world.clock.advance(minutes(10));
  const Value seen = must(world.network->reports().completeness({"b", {}, {}}, "2025-03"));
  CHECK(seen["hospitals"].text() == "3");
  CHECK(seen["reported"].text() == "1");
  CHECK(seen["missing"].text() == "2");
  CHECK_FALSE(seen["own"]["reported"].boolean());
  CHECK(seen["own"]["lag_seconds"].text() == "600");
  CHECK(seen.text_of("closes_on") == "2025-04-10");
}

TEST_CASE("The sums' tick goes up when a report changed a sum, and stays where there was nothing to sum") {
  TestNetwork world;
  must(world.network->add_hospital("a"));
  const auto tick = [&] { return must(world.network->storage().sums_tick()); };
  const auto before = tick();
  world.report("a", {row("a", "", "2025-02", 3, 900)});
  const auto after = tick();
  CHECK(after > before);
  must(world.network->central().settle());
  CHECK(tick() == after);
}

TEST_CASE("Sums are made so many months at a time, however many wait") {
  TestNetwork world;
  must(world.network->add_hospital("a"));
  world.sql("INSERT INTO wardlight.central_dirty VALUES (1, 264); DELETE FROM wardlight.central_dirty");
  world.sql("ANALYZE wardlight.central_dirty");  // from now on the server takes the table for an empty one
  world.sql("INSERT INTO wardlight.central_dirty SELECT h, p FROM generate_series(1, 400) h, generate_series(264, 299) p "
            "ON CONFLICT DO NOTHING");
  constexpr std::size_t kAtOnce = 500;
  std::size_t left = 400 * 36;
  for (; left > kAtOnce; left -= kAtOnce) REQUIRE(must(world.network->storage().sum_up(kAtOnce)) == kAtOnce);
  CHECK(must(world.network->storage().sum_up(kAtOnce)) == left);
  CHECK(must(world.network->storage().sum_up(kAtOnce)) == 0);
}

TEST_CASE("A first report of a month that had closed is late; a restatement of one that came in time is not") {
  TestNetwork world;
  for (const std::string name : {"a", "b", "c"}) must(world.network->add_hospital(name));
  world.go_to("2025-04-08T12:00:00Z");
  world.report("a", {row("a", "", "2025-03", 3, 900)});
  world.go_to("2025-04-20T12:00:00Z");
  world.report("a", {row("a", "", "2025-03", 4, 900, 2)});
  world.report("b", {row("b", "", "2025-03", 3, 900)});
  const auto of = [&](const char* name) { return must(world.network->reports().completeness({name, {}, {}}, "2025-03")); };
  CHECK((of("a")["reported"].text() == "2" && of("a")["late"].text() == "1" && of("a")["missing"].text() == "1"));
  CHECK_FALSE(of("a")["own"]["late"].boolean());
  CHECK(of("b")["own"]["late"].boolean());
  CHECK(of("b")["own"].text_of("first").starts_with("2025-04-20"));
  CHECK((!of("c")["own"]["late"].boolean() && of("c")["own"]["first"].is_null()));
}

TEST_CASE("A device that central does not know, and one that shows nothing, are refused") {
  TestNetwork world;
  const auto stranger = world.network->wires().connect(transport::CertificateIdentity{{"nobody"}, 1, "1", {}, {}, {}});
  CHECK(must(stranger->send({"GET", "/fhir/_history", {}, {}}, seconds(1))).status == 403);
  const auto nameless = world.network->wires().connect(std::nullopt);
  CHECK(must(nameless->send({"GET", "/fhir/_history", {}, {}}, seconds(1))).status == 401);
}

}  // namespace
}  // namespace wardlight::central
