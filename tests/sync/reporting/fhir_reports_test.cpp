// SPDX-License-Identifier: Apache-2.0
#include "sync/reporting/exchange.h"
#include "sync/reporting/fhir_reports.h"
#include "tests/sync/reporting/record_world.h"

namespace wardlight::reporting {
namespace {

// March on 5 East: two patients, a catheter, a fall; closed.
struct ClosedMarch : RecordWorld {
  ClosedMarch() {
    go_to("2025-03-01T07:00:00-05:00");
    stay("e1", "p1", "bed1", "2025-03-01T07:00:00-05:00");
    stay("e2", "p2", "bed2", "2025-03-01T10:00:00-05:00", "2025-03-03T20:00:00-05:00");
    say("DeviceUseStatement", "d1",
        R"("status":"active","extension":[{"url":"urn:wardlight:encounter","valueReference":{"reference":"Encounter/e1"}}],"timingPeriod":{"start":"2025-03-01T08:00:00-05:00","end":"2025-03-11T08:00:00-04:00"},"device":{"identifier":{"value":"urinary"}})");
    report(
        "AdverseEvent", "f1",
        R"("actuality":"actual","event":{"coding":[{"code":"fall"}]},"encounter":{"reference":"Encounter/e2"},"date":"2025-03-02T03:10:00-05:00","severity":{"coding":[{"code":"minor"}]})");
    round("r1", "e1", "2025-03-01T10:05:00-05:00");
    go_to("2025-04-10T03:00:00-04:00");
    must(reports->bring_up_to_date());
  }
  json::Value get(const std::string& path, const std::string& query = {}) { return must(fhir.get(path, query)); }
  ErrorCode refusal(const std::string& path, const std::string& query = {}) {
    const auto got = fhir.get(path, query);
    return got ? ErrorCode::Locked : got.error().code;
  }
  FhirReports fhir{*reports, "https://hub.test/fhir"};
};

std::string lines_with(const std::string& sheet, const std::string& what) {
  std::istringstream all(sheet);
  std::string found;
  for (std::string line; std::getline(all, line);)
    if (line.find(what) != std::string::npos) found += line.substr(0, line.find('\r')) + "\n";
  return found;
}

}  // namespace

TEST_CASE("Every measure of the registry is a Measure, with its populations unless it is imported") {
  ClosedMarch world;
  const auto all = world.get("Measure");
  CHECK(all["entry"].items().size() == world.reports->content().measures.registry.measures.size());
  const auto falls = world.get("Measure/FALL-T");
  CHECK(falls.text_of("url") == "urn:wardlight:measure:FALL-T");
  CHECK(falls["group"][std::size_t{0}]["population"].items().size() == 2);
  CHECK(world.get("Measure/SIR").find("group") == nullptr);
  CHECK(world.refusal("Measure/SLIPS") == ErrorCode::NotFound);
}

TEST_CASE("Closed figures are MeasureReports: found by measure, unit and month, page by page, and read by id") {
  ClosedMarch world;
  const auto found = world.get("MeasureReport", "measure=FALL-T&subject=5e&period=2025-03");
  REQUIRE(found["entry"].items().size() == 1);
  const auto& report = found["entry"][std::size_t{0}]["resource"];
  const auto row = must(measures::read_measure_report(world.reports->content().measures.registry, report));
  CHECK(row.n == 1);
  CHECK(row.d == 33);
  CHECK(report["subject"].text_of("display") == "5 East");
  CHECK(world.get("MeasureReport/" + std::string(report.text_of("id"))) == report);
  std::size_t seen = 0;
  std::string query = "_count=10";
  while (true) {
    const auto page = world.get("MeasureReport", query);
    seen += page["entry"].items().size();
    const auto& next = page["link"][std::size_t{1}];
    if (next.is_null()) break;
    const std::string_view url = next.text_of("url");
    query = url.substr(url.find('?') + 1);
  }
  CHECK(std::to_string(seen) == world.get("MeasureReport")["total"].text());
  CHECK(world.refusal("MeasureReport/none") == ErrorCode::NotFound);
}

TEST_CASE("$evaluate-measure gives the month's summary, and of one patient the report that counts only what is said of them") {
  ClosedMarch world;
  const std::string month = "periodStart=2025-03-01&periodEnd=2025-03-31";
  const auto summary = world.get("Measure/FALL-T/$evaluate-measure", month + "&subject=Location/5e");
  CHECK(summary.text_of("type") == "summary");
  CHECK(summary["group"][std::size_t{0}]["population"][std::size_t{1}]["count"].text() == "33");
  const auto one = world.get("Measure/$evaluate-measure", "measure=FALL-T&reportType=subject&subject=Patient/p2&" + month);
  CHECK(one.text_of("type") == "individual");
  CHECK(one["group"][std::size_t{0}]["population"][std::size_t{0}]["count"].text() == "1");
  CHECK(one["group"][std::size_t{0}]["population"][std::size_t{1}]["count"].text() == "2");
  CHECK(one["evaluatedResource"][std::size_t{0}].text_of("reference") == "AdverseEvent/f1");
  CHECK(world.refusal("Measure/FALL-T/$evaluate-measure", "periodStart=2025-03-01&periodEnd=2025-04-30") ==
        ErrorCode::InvalidContent);
}

TEST_CASE("$collect-data hands out what was counted, and names incidents without handing them out") {
  ClosedMarch world;
  const auto rounds = world.get("Measure/RND/$collect-data", "periodStart=2025-03-01&periodEnd=2025-03-31&subject=5e");
  CHECK(rounds.text_of("resourceType") == "Parameters");
  REQUIRE(rounds["parameter"].items().size() == 2);
  CHECK(rounds["parameter"][std::size_t{0}]["resource"].text_of("type") == "data-collection");
  CHECK(rounds["parameter"][std::size_t{1}]["resource"].text_of("id") == "r1");
  const auto falls = world.get("Measure/FALL-T/$collect-data", "periodStart=2025-03-01&periodEnd=2025-03-31");
  CHECK(falls["parameter"].items().size() == 1);
  CHECK(falls["parameter"][std::size_t{0}]["resource"]["evaluatedResource"][std::size_t{0}].text_of("reference") ==
        "AdverseEvent/f1");
}

TEST_CASE("The denominator sheet has a line a day with patients and those with devices, and a total") {
  ClosedMarch world;
  const std::string sheet = must(write_denominator_sheet(*world.reports, "5e", "2025-03"));
  CHECK(lines_with(sheet, "2025-03-01") == "5 East,2025-03-01,2,0,1,0\n");
  CHECK(lines_with(sheet, "2025-03-11") == "5 East,2025-03-11,1,0,0,0\n");
  CHECK(lines_with(sheet, "total") == "5 East,total,33,0,10,0\n");
  CHECK_FALSE(write_denominator_sheet(*world.reports, "9x", "2025-03"));
}

TEST_CASE("A programme's sheet has what it asks for and nothing else, and no text turns into a formula") {
  ClosedMarch world;
  const std::string mbqip = must(write_programme_sheet(*world.reports, "MBQIP", "2025-03"));
  CHECK(lines_with(mbqip, "FALL-T")
            .starts_with("Willow General,Whole hospital,2025-03,FALL-T,Patient "
                         "falls,1,33,1000,30.30,complete,1,computed,HEN/HIIN; MBQIP\n"));
  CHECK(lines_with(mbqip, "CAUTI").empty());
  world.own("Location", "5e", R"("name":"=5, \"East\"","physicalType":{"coding":[{"code":"wa"}]})");
  CHECK(lines_with(must(write_programme_sheet(*world.reports, "", "2025-03")), "FALL-T").find(R"("'=5, ""East""",)") !=
        std::string::npos);
}

TEST_CASE("The overview names units, measures and their newest figure; the heat map a bed's hours") {
  ClosedMarch world;
  const auto overview = must(world.source->overview({{}, "5e", {}}));
  CHECK(overview.text_of("role") == "hospital");
  bool seen = false;
  for (const json::Value& measure : overview["measures"].items()) {
    if (measure.text_of("id") != "DUR-U") continue;
    seen = true;
    CHECK(measure["newest"].text_of("period") == "2025-04");
  }
  CHECK(seen);
  const auto map = must(world.source->heat_map({{}, "5e", {}}, "2025-03-01"));
  REQUIRE(map["beds"].items().size() == 2);
  CHECK(map["beds"][std::size_t{0}].text_of("bed") == "501");
  std::size_t done = 0;
  for (const json::Value& cell : map["beds"][std::size_t{0}]["cells"].items())
    done += cell.text() == "late" ? 1 : 0;  // of the slot before, which nobody had taken
  CHECK(done == 1);
  CHECK(map["done"].text() == "1");
}

}  // namespace wardlight::reporting
