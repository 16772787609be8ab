// SPDX-License-Identifier: Apache-2.0
#include "sync/central/central_reports.h"

#include <catch2/catch_test_macros.hpp>
#include <stdexcept>

#include "core/measures/measure_row.h"
#include "platforms/linux/posix_disk.h"
#include "sync/central/central_content.h"
#include "sync/central/report_bundle.h"
#include "tests/support/fake_clock.h"
#include "tests/support/must.h"

// What central says of its figures, over a storage that gives them as a test wants them: no database is needed.
namespace wardlight::central {
namespace {

using json::Value;
using storage::MonthFigure;
using storage::UnitFigure;

class FiguresOnly final : public storage::CentralStorage {
 public:
  Expected<std::vector<MonthFigure>> list_months(const std::string&, std::string_view measure) override {
    std::vector<MonthFigure> found;
    for (const auto& month : months)
      if (measure.empty() || month.measure == measure) found.push_back(month);
    return found;
  }
  Expected<std::vector<UnitFigure>> list_versions(const std::string&, std::string_view measure, std::string_view unit) override {
    std::vector<UnitFigure> found;
    for (const auto& version : versions)
      if ((measure.empty() || version.figure.measure == measure) && (unit.empty() || version.unit == unit))
        found.push_back(version);
    return found;
  }
  Expected<std::vector<storage::CentralUnit>> list_units(const std::string&) override {
    return std::vector<storage::CentralUnit>{{"5e", "5 East"}};
  }
  Expected<std::vector<storage::PeerSum>> sum_peers(storage::Period, storage::Period) override {
    ++times_summed;
    return peers;
  }
  Expected<std::uint64_t> sums_tick() override { return tick; }
  Expected<int> number_of(const std::string&) override { return 1; }
  Expected<std::vector<storage::NotedIssue>> list_issues(const std::string&) override { return issues; }
  Expected<storage::Reported> count_reported(storage::Period, Instant) override { return storage::Reported{5, 3, 1}; }
  Expected<std::optional<Instant>> first_report(const std::string&, storage::Period) override { return first; }
  Expected<std::optional<Instant>> last_report(const std::string&) override { return last; }

  // Nothing of a report asks for these.
  storage::HubStorage& registry() override { throw std::logic_error("a report needs no registry"); }
  Expected<std::shared_ptr<storage::HubStorage>> open_hospital(const std::string&) override { return not_asked(); }
  Expected<std::vector<std::string>> list_hospitals() override { return not_asked(); }
  Expected<std::size_t> sum_up(std::size_t) override { return not_asked(); }
  Expected<void> let_bytes_go(storage::Period) override { return not_asked(); }
  Expected<std::vector<MonthFigure>> sum_network(std::string_view) override { return not_asked(); }

  std::vector<MonthFigure> months;
  std::vector<UnitFigure> versions;
  std::vector<storage::PeerSum> peers;
  std::vector<storage::NotedIssue> issues;
  std::uint64_t tick = 1;
  int times_summed = 0;
  std::optional<Instant> last;
  std::optional<Instant> first;

 private:
  static Error not_asked() { return {ErrorCode::Environment, "A report does not ask for this.", "test"}; }
};

MonthFigure figure(const char* period, std::int64_t n, std::int64_t d, std::uint64_t version = 1,
                   const char* received = "2025-04-05T08:00:00Z") {
  MonthFigure one;
  one.measure = "FALL-T", one.period = *to_period(period), one.n = n, one.d = d, one.x = 1000, one.version = version;
  one.status = static_cast<std::uint8_t>(measures::RowStatus::Complete);
  one.received_at = parse_time(received)->instant;
  return one;
}

struct Central {
  Central() { clock.set_wall(parse_time("2025-04-20T12:00:00Z")->instant); }

  platform::PosixDisk disk;
  CentralContent content = must(load_central_content(disk, std::string(WARDLIGHT_SOURCE) + "/assets"));
  support::FakeClock clock;
  FiguresOnly storage;
  CentralReports reports{
      {storage, content.registry, content.rules, content.run_rules, *Zone::find("America/New_York"), "The network", clock}};
};

TEST_CASE("The overview names units and months and only measures that have figures, and says what was not counted") {
  Central central;
  central.storage.months = {figure("2025-02", 2, 640), figure("2025-03", 7, 2210)};
  central.storage.issues = {
      {{*to_period("2025-03"), "5e", "FALL-T", "Half a month is no month."}, parse_time("2025-04-06T08:00:00Z")->instant}};
  const Value seen = must(central.reports.overview({"st-marys", {}, {}}));
  CHECK(seen.text_of("role") == "central");
  CHECK(seen.text_of("name") == "The network");
  CHECK(seen.text_of("as_of") == "2025-04-20T08:00:00-04:00");
  CHECK(seen["units"][0].text_of("name") == "Whole hospital");
  CHECK(seen["units"][1].text_of("name") == "5 East");
  CHECK(json::write(seen["periods"]) == R"(["2025-02","2025-03"])");
  REQUIRE(seen["measures"].items().size() == 1);
  CHECK(seen["measures"][0].text_of("id") == "FALL-T");
  CHECK(seen["measures"][0]["newest"].text_of("value") == "3.17");
  CHECK(seen["issues"][0].text_of("text") == "Half a month is no month.");
  CHECK(seen["issues"][0].text_of("at") == "2025-04-06T04:00:00-04:00");
}

TEST_CASE(
    "A series says what a later version changed, for the unit that was asked for, and as known on a day only what had come") {
  Central central;
  const UnitFigure first{"5e", figure("2025-03", 3, 900)}, later{"5e", figure("2025-03", 4, 900, 2, "2025-04-12T08:00:00Z")};
  central.storage.versions = {first, later, {"6w", figure("2025-03", 1, 700)}};
  const Value now = must(central.reports.series({"st-marys", "5e", {}}, "FALL-T"));
  REQUIRE(now["points"].items().size() == 1);
  CHECK(now["points"][0]["n"].text() == "4");
  CHECK(now["points"][0]["version"].text() == "2");
  REQUIRE(now["points"][0]["restated"].items().size() == 1);
  CHECK(json::write(now["points"][0]["restated"][0]["n"]) == "[3,4]");
  CHECK(now["points"][0]["restated"][0].text_of("unit") == "5e");
  const Value before = must(central.reports.series({"st-marys", {}, parse_time("2025-04-10T00:00:00Z")->instant}, "FALL-T"));
  CHECK(before["points"][0]["n"].text() == "4");  // 3 and 1 of the two units
  CHECK(before["points"][0]["d"].text() == "1600");
  CHECK(before["points"][0]["value"].text() == "2.50");
}

TEST_CASE("A measure that is not in the registry, a month that does not exist and events are not found, with what to do") {
  Central central;
  const reporting::ReportScope scope{"st-marys", {}, {}};
  CHECK(central.reports.series(scope, "LUCK").error().code == ErrorCode::NotFound);
  CHECK(central.reports.completeness(scope, "2025-13").error().code == ErrorCode::NotFound);
  for (const auto& answer : {central.reports.events(scope, "FALL-T", "2025-03"), central.reports.heat_map(scope, "2025-03-01")}) {
    REQUIRE_FALSE(answer);
    CHECK(answer.error().code == ErrorCode::NotFound);
    CHECK(answer.error().text.find("hospital's own hub") != std::string::npos);
  }
}

TEST_CASE("A month's first report is late when it came after the closing day, by the network's own days; on that day it is not") {
  Central central;
  central.storage.months = {figure("2025-03", 7, 2210)};
  const auto late = [&](const std::string& first) {
    central.storage.first = parse_time(first)->instant;
    return must(central.reports.completeness({"st-marys", {}, {}}, "2025-03"))["own"]["late"].boolean();
  };
  CHECK_FALSE(late("2025-04-10T23:59:59-04:00"));
  CHECK(late("2025-04-11T00:00:00-04:00"));
}

TEST_CASE("Of a hospital that has never reported nothing is made up") {
  Central central;
  const Value handed_back = must(central.reports.figures_of("new"));
  CHECK(handed_back["as_of"].is_null());
  CHECK(handed_back["measures"].items().empty());
  const Value complete = must(central.reports.completeness({"new", {}, {}}, "2025-03"));
  CHECK(complete["missing"].text() == "2");
  CHECK(complete["late"].text() == "1");
  CHECK((complete["own"]["first"].is_null() && !complete["own"]["late"].boolean()));
  CHECK_FALSE(complete["own"]["reported"].boolean());
  CHECK(complete["own"]["last"].is_null());
  CHECK(complete["own"]["lag_seconds"].is_null());
  const Value series = must(central.reports.series({"new", {}, {}}, "FALL-T"));
  CHECK(series["points"].items().empty());
  CHECK(series["baseline"].is_null());
}

TEST_CASE("What is handed back holds the hospital's own months, and of peers nothing while they are too few") {
  Central central;
  central.storage.months = {figure("2025-03", 7, 2210)};
  central.storage.peers = {{1, "FALL-T", 7, 2210}, {2, "FALL-T", 40, 2300}};
  const Value figures = must(central.reports.figures_of("st-marys"));
  CHECK(figures.text_of("as_of") == "2025-03");
  REQUIRE(figures["measures"].items().size() == 1);
  const Value& falls = figures["measures"][0];
  CHECK(falls.text_of("id") == "FALL-T");
  CHECK(falls["points"][0].text_of("value") == "3.17");
  CHECK(falls["peers"].is_null());
  CHECK(falls.text_of("peers_suppressed").find("Too few hospitals") != std::string::npos);
  CHECK(falls.text_of("network") == "10.42");  // Σ 47 of 4,510
}

TEST_CASE("What peers may know of each other is worked out once, and again when any sum has changed") {
  Central central;
  central.storage.months = {figure("2025-03", 7, 2210)};
  central.storage.peers = {{1, "FALL-T", 7, 2210}, {2, "FALL-T", 40, 2300}};
  must(central.reports.figures_of("st-marys"));
  must(central.reports.series({"st-marys", {}, {}}, "FALL-T"));
  CHECK(central.storage.times_summed == 1);
  central.storage.peers[1].n = 50;
  ++central.storage.tick;
  CHECK(must(central.reports.figures_of("st-marys"))["measures"][0].text_of("network") == "12.64");  // 57 of 4,510
  CHECK(central.storage.times_summed == 2);
}

}  // namespace
}  // namespace wardlight::central
