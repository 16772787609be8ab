// SPDX-License-Identifier: Apache-2.0
#include "core/measures/measure_row.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/core/measures/content.h"

namespace wardlight::measures {
namespace {

const MeasureRegistry& registry() {
  static const MeasureRegistry loaded = load_measure_registry(clinical_file("measures.json")).value();
  return loaded;
}

MeasureRow falls() { return {"H1", "5 East", "FALL-T", "2025-02", 2, 7, 2210, 1000, RowStatus::Incomplete, {}}; }
ReportNotes notes() { return {"Willow General", "2025-03-10T05:00:00Z", {"1 day was not counted."}}; }

std::string refusal_of(const json::Value& report) {
  const auto row = read_measure_report(registry(), report);
  return row ? "accepted" : row.error().text;
}

}  // namespace

TEST_CASE("A row of figures travels as a MeasureReport and comes back the same, for units, hospitals and imported figures") {
  MeasureRow hospital = falls();
  hospital.unit.clear();
  hospital.status = RowStatus::Pending;
  MeasureRow imported{"H1", {}, "SIR", "2025-02", 1, 0, 0, 1, RowStatus::Complete, "0.84"};
  for (const MeasureRow& row : {falls(), hospital, imported}) {
    const auto report = json::parse(json::write(to_measure_report(registry(), row, notes())));
    REQUIRE(report);
    const auto back = read_measure_report(registry(), *report);
    REQUIRE(back);
    CHECK(*back == row);
  }
  const json::Value report = to_measure_report(registry(), falls(), notes());
  CHECK(report["period"].text_of("end") == "2025-02-28");
  CHECK(report["group"][std::size_t{0}]["measureScore"]["value"].text() == "3.17");
  CHECK(report_id(falls()) != report_id(hospital));
}

TEST_CASE("A restated figure keeps its id and counts its versions") {
  MeasureRow later = falls();
  later.version = 3;
  CHECK(report_id(later) == report_id(falls()));
  CHECK(to_measure_report(registry(), later, notes())["meta"].text_of("versionId") == "3");
}

TEST_CASE("A report that is of another definition, period or shape is refused with what is wrong") {
  json::Value report = to_measure_report(registry(), falls(), notes());
  report.set("measure", "urn:wardlight:measure:FALL-T|0.9.0");
  CHECK(refusal_of(report).find("another version") != std::string::npos);
  report.set("measure", "urn:wardlight:measure:SLIPS|" + registry().version);
  CHECK(refusal_of(report).find("not in the registry") != std::string::npos);
  report.set("measure", "FALL-T");
  CHECK(refusal_of(report).find("not in the registry") != std::string::npos);

  report = to_measure_report(registry(), falls(), notes());
  report.set("period", json::Value::object({{"start", json::Value("2025-02-01")}, {"end", json::Value("2025-02-27")}}));
  CHECK(refusal_of(report).find("calendar month") != std::string::npos);

  report = to_measure_report(registry(), falls(), notes());
  report.remove("reporter");
  CHECK(refusal_of(report).find("hospital") != std::string::npos);

  MeasureRow more{"H1", "5 East", "RND", "2025-02", 1, 40, 38, 100, RowStatus::Complete, {}};
  CHECK(refusal_of(to_measure_report(registry(), more, notes())).find("More were counted") != std::string::npos);
  MeasureRow negative = falls();
  negative.n = -1;
  CHECK(refusal_of(to_measure_report(registry(), negative, notes())).find("whole numbers") != std::string::npos);
}

TEST_CASE("DEN-9: a report says how its patient days were counted, and one of another method is refused") {
  const std::string text = json::write(to_measure_report(registry(), falls(), notes()));
  REQUIRE(text.find("daily-census") != std::string::npos);
  for (const char* method : {"actual-hours", ""}) {
    const auto other = json::parse(replaced(text, "daily-census", method));
    REQUIRE(other);
    CHECK(refusal_of(*other).find("another method") != std::string::npos);
  }
  const MeasureRow calls{"H1", "5 East", "CALL", "2025-02", 1, 30, 38, 100, RowStatus::Complete, {}};
  CHECK(json::write(to_measure_report(registry(), calls, notes())).find("denominator-method") == std::string::npos);
}

}  // namespace wardlight::measures
