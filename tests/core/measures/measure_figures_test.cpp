// SPDX-License-Identifier: Apache-2.0
#include "core/measures/measure_figures.h"

#include <catch2/catch_test_macros.hpp>

#include "core/base/decimal.h"
#include "tests/core/measures/content.h"

namespace wardlight::measures {
namespace {

const MeasureRegistry& registry() {
  static const MeasureRegistry loaded = load_measure_registry(clinical_file("measures.json")).value();
  return loaded;
}

std::vector<Figure> figures_of(const std::string& input) {
  return compute_figures(registry(), read_period_facts(registry(), json::parse(input).value()).value());
}
std::string value_of(const std::vector<Figure>& figures, const std::string& id) {
  for (const Figure& figure : figures)
    if (figure.id == id) return figure.value;
  return "none";
}
std::string refusal_of(const std::string& input) {
  const auto facts = read_period_facts(registry(), json::parse(input).value());
  return facts ? std::string() : facts.error().text + " | " + facts.error().where;
}

TEST_CASE("Rate oracles of clinical.md 13.4 come out exactly, half-up") {
  struct Row {
    std::int64_t n, d, x;
    int places;
    const char* shown;
  };
  const std::vector<Row> rows{{3, 879, 1000, 1, "3.4"},
                              {4, 900, 1000, 2, "4.44"},
                              {7, 2210, 1000, 2, "3.17"},
                              {5, 2210, 1000, 2, "2.26"},
                              {2, 2210, 1000, 2, "0.90"},
                              {1, 2210, 1000, 2, "0.45"},
                              {2, 7, 100, 2, "28.57"},
                              {2, 640, 1000, 2, "3.13"},
                              {1, 412, 1000, 2, "2.43"},
                              {640, 2210, 1, 2, "0.29"},
                              {412, 2210, 1, 2, "0.19"},
                              {3, 9875, 10000, 2, "3.04"},
                              {4, 112, 100, 2, "3.57"},
                              {2, 1840, 1000, 2, "1.09"},
                              {3, 118, 100, 2, "2.54"},
                              {47, 389, 100, 2, "12.08"},
                              {29, 41, 100, 2, "70.73"},
                              {6, 41, 100, 2, "14.63"},
                              {82332, 88710000, 1000, 2, "0.93"},
                              {20, 7500, 1000, 2, "2.67"},
                              {15, 3000, 1000, 2, "5.00"},
                              {0, 10, 1000, 2, "0.00"},
                              {5, 0, 1000, 2, "not calculable"}};
  for (const Row& row : rows) CHECK(format_rate(row.n, row.d, row.x, row.places) == row.shown);
}

TEST_CASE("Nine fall reports on 5E: the visitor and the near miss stay out, seven falls are counted") {
  const auto figures = figures_of(R"({"denominators":{"patient_days":2210},"events":[
    {"kind":"fall","subject":"visitor"},{"kind":"fall","near_miss":true},
    {"kind":"fall","assisted":true,"injury":"none"},{"kind":"fall","assisted":true,"injury":"none"},
    {"kind":"fall","assisted":false,"injury":"none"},{"kind":"fall","assisted":false,"injury":"none"},
    {"kind":"fall","assisted":false,"injury":"none"},{"kind":"fall","assisted":false,"injury":"minor"},
    {"kind":"fall","assisted":false,"injury":"major"}]})");
  CHECK(value_of(figures, "FALL-T") == "3.17");
  CHECK(value_of(figures, "FALL-U") == "2.26");
  CHECK(value_of(figures, "FALL-I") == "0.90");
  CHECK(value_of(figures, "FALL-R") == "28.57");
  CHECK(value_of(figures, "CAUTI") == "none");  // no catheter days were reported: no figure, not a figure of 0
}

TEST_CASE("G-8: units are pooled by their sums, never by the mean of their rates") {
  const Figure pooled = pool({{"FALL-T", 3, 900, 1000, 2, "3.33"}, {"FALL-T", 1, 100, 1000, 2, "10.00"}});
  CHECK(pooled.n == 4);
  CHECK(pooled.d == 1000);
  CHECK(pooled.value == "4.00");
}

TEST_CASE("What cannot be counted is refused by name: unknown kinds, members, values, counts, and more device days than patient days") {
  CHECK(refusal_of(R"({"events":[{"kind":"fall"},{"kind":"slip"}]})").find("event 2") != std::string::npos);
  CHECK(refusal_of(R"({"events":[{"kind":"fall","asisted":true}]})").find("asisted") != std::string::npos);
  CHECK(refusal_of(R"({"events":[{"kind":"fall","injury":"bad"}]})").find("injury") != std::string::npos);
  CHECK(refusal_of(R"({"events":[{"kind":"pressure_injury","stage":"2"}]})").find("acquired") != std::string::npos);
  CHECK(refusal_of(R"({"denominators":{"patientdays":3}})").find("patientdays") != std::string::npos);
  CHECK(refusal_of(R"({"denominators":{"patient_days":-3}})").find("patient_days") != std::string::npos);
  CHECK(refusal_of(R"({"denominators":{"patient_days":3,"urinary_days":4}})").find("DEN-8") != std::string::npos);
  CHECK(refusal_of(R"({"figures":{}})").find("figures") != std::string::npos);
}

TEST_CASE("Two definitions under one id, an unknown count and a broken example stop the registry with a sentence") {
  const std::string text = clinical_file("measures.json");
  const auto twins = load_measure_registry(replaced(text, R"("id": "FALL-I")", R"("id": "FALL-T")"));
  REQUIRE_FALSE(twins);
  CHECK(twins.error().text.find("FALL-T") != std::string::npos);
  const auto unknown = load_measure_registry(replaced(text, R"("count": "urinary_days")", R"("count": "catheter_days")"));
  REQUIRE_FALSE(unknown);
  CHECK(unknown.error().text.find("count") != std::string::npos);
  const auto broken = load_measure_registry(replaced(text, R"("value": "3.17")", R"("value": "3.16")"));
  REQUIRE_FALSE(broken);
  CHECK(broken.error().text.find("worked example") != std::string::npos);
}

TEST_CASE("Changing a multiplier in the registry changes the figure without recompiling") {
  const std::string text = clinical_file("measures.json");
  const auto first = text.find(R"("id": "RRT")");
  auto changed = text;
  const auto per = changed.find(R"("per": 1000)", first);
  changed.replace(per, 11, R"("per": 10000)");
  const auto other = load_measure_registry(changed);
  REQUIRE(other);
  const auto facts = read_period_facts(
      *other, json::parse(R"({"denominators":{"patient_days":100},"events":[{"kind":"family_call"}]})").value());
  CHECK(value_of(compute_figures(*other, *facts), "RRT") == "100.00");
}

TEST_CASE("Figures become summary MeasureReports with counts, score and direction, and without a score when not calculable") {
  const auto figures = figures_of(R"({"denominators":{"patient_days":0,"rounds_due":38,"rounds_done":35},"events":[]})");
  const json::Value bundle = to_measure_reports(registry(), figures, {"5 East", "2025-03", "2025-04-10T00:00:00Z"});
  REQUIRE(bundle["entry"].items().size() == figures.size());
  for (std::size_t i = 0; i < figures.size(); ++i) {
    const json::Value& report = bundle["entry"][i]["resource"];
    const json::Value& group = report["group"][std::size_t{0}];
    CHECK(report.text_of("type") == "summary");
    CHECK(report["period"].text_of("end") == "2025-03-31");
    CHECK(group["measureScore"].is_null() == (figures[i].d == 0));
    if (figures[i].id == "RND") CHECK(group["measureScore"]["value"].text() == "92.11");
  }
}

}  // namespace
}  // namespace wardlight::measures
