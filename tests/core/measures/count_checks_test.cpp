// SPDX-License-Identifier: Apache-2.0
#include "core/measures/count_checks.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/core/measures/content.h"

namespace wardlight::measures {
namespace {

const ReportRules& rules() {
  static const ReportRules loaded = load_report_rules(clinical_file("reporting.json")).value();
  return loaded;
}

ComparedMonth month(const std::string& period, std::int64_t manual, std::int64_t electronic) {
  return {"5E", "urinary_days", period, manual, electronic};
}
bool accepted(std::vector<ComparedMonth> months) { return compare_counts(rules(), std::move(months)).value().front().accepted; }

// 118 patient days and 37 catheter days on the five Tuesdays of April 2025.
WeeklySample tuesdays() {
  return {930,
          290,
          "ward",
          {{{2025, 4, 1}, 24, 8}, {{2025, 4, 8}, 23, 7}, {{2025, 4, 15}, 24, 7}, {{2025, 4, 22}, 23, 8}, {{2025, 4, 29}, 24, 7}}};
}

}  // namespace

TEST_CASE("DEN-6: a machine's counts are allowed once three months running lie within 5 % of the counts by hand") {
  CHECK(accepted({month("2025-01", 640, 672), month("2025-02", 600, 570), month("2025-03", 620, 620)}));
  CHECK_FALSE(accepted({month("2025-01", 640, 673), month("2025-02", 600, 570), month("2025-03", 620, 620)}));  // 5.16 %
  CHECK_FALSE(accepted({month("2025-02", 600, 600), month("2025-03", 620, 620)}));
  CHECK_FALSE(
      accepted({month("2025-01", 600, 600), month("2025-02", 600, 600), month("2025-04", 620, 620)}));  // March is missing
  CHECK(accepted({month("2024-12", 600, 600), month("2025-01", 600, 600), month("2025-02", 620, 620)}));
  CHECK_FALSE(accepted({month("2025-01", 0, 1), month("2025-02", 0, 0), month("2025-03", 0, 0)}));
}

TEST_CASE("DEN-6: each unit and count is judged alone, and a month that comes twice is refused") {
  std::vector<ComparedMonth> months{month("2025-01", 100, 100), month("2025-02", 100, 100), month("2025-03", 100, 100)};
  for (std::size_t i = 0; i < 3; ++i) months.push_back({"5E", "line_days", months[i].period, 100, 90});
  const auto verdicts = compare_counts(rules(), months).value();
  REQUIRE(verdicts.size() == 2);
  CHECK((verdicts[0].count == "line_days" && !verdicts[0].accepted && verdicts[0].outside.size() == 3));
  CHECK((verdicts[1].count == "urinary_days" && verdicts[1].accepted));
  months.push_back(months.front());
  CHECK_FALSE(compare_counts(rules(), months));
}

TEST_CASE("DEN-7: 930 patient days with 37 devices among 118 patients sampled are 292 device days") {
  const auto estimate = estimate_device_days(rules(), tuesdays());
  CHECK(estimate.objections.empty());
  CHECK(estimate.device_days == 292);
}

TEST_CASE("DEN-7: few device days, a weekend, two weekdays, another kind of unit or more devices than patients allow no sampling") {
  const auto objections = [](WeeklySample sample) { return estimate_device_days(rules(), sample).objections; };
  WeeklySample few = tuesdays(), weekend = tuesdays(), mixed = tuesdays(), special = tuesdays(), impossible = tuesdays();
  few.usual_device_days = 74;
  for (SampledDay& day : weekend.days) day.date = add_days(day.date, 4);
  mixed.days.back().date = {2025, 4, 30};
  special.unit_kind = "nicu";
  impossible.days.front().devices = 25;
  for (const WeeklySample& one : {few, weekend, mixed, special, impossible}) CHECK(objections(one).size() == 1);
  few.usual_device_days = 75;
  CHECK(objections(few).empty());
}

TEST_CASE("DEN-7: what cannot be estimated is no figure") {
  CHECK_FALSE(estimate_device_days(rules(), {930, 290, "ward", {}}).objections.empty());
  const auto said =
      check_counts(rules(),
                   json::parse(R"({"sample":{"unit_kind":"ward","patient_days":930,"usual_device_days":20,"days":[]}})").value())
          .value();
  CHECK(said["sample"]["device_days"].is_null());
  CHECK_FALSE(check_counts(rules(), json::parse(R"({"sampled":{}})").value()));
}

}  // namespace wardlight::measures
