// SPDX-License-Identifier: Apache-2.0
#include "core/care/scales/medication_score.h"

#include "tests/core/care/care_files.h"

namespace wardlight::care {
namespace {

const MedicationPack& medicines() {
  static const MedicationPack pack = must_load(load_medication_pack(clinical_file("medication-falls.json")));
  return pack;
}

MedicationResult score_of(std::vector<std::vector<std::string>> classes) {
  std::vector<MedicineClasses> all;
  for (auto& one : classes) all.emplace_back(std::move(one));
  return score_medicines(medicines(), medicines().schemes.front(), all);
}

MedicationResult plain(std::string_view set) {
  return must_load(score_medications_plain(medicines(), medicines().schemes.front(), json::parse(set).value()));
}

TEST_CASE("6.4: an opioid and a benzodiazepine are 6 and alert the pharmacist") {
  const auto result = score_of({{"opioid"}, {"benzodiazepine"}});
  CHECK(result.total == 6);
  CHECK(result.band == "alert");
  REQUIRE(result.prompts.size() == 1);
  CHECK(result.prompts.front()->words.en.find("pharmacist") != std::string::npos);
}

TEST_CASE("6.4: metoprolol, furosemide and sertraline are 5 and alert nobody") {
  const auto result = score_of({{"antihypertensive"}, {"diuretic"}, {"antidepressant"}});
  CHECK(result.total == 5);
  CHECK(result.band == "none");
  CHECK(result.prompts.empty());
}

TEST_CASE("6.4: two antihypertensives and one diuretic are 5: each drug counts") {
  CHECK(score_of({{"antihypertensive"}, {"antihypertensive"}, {"diuretic"}}).total == 5);
}

TEST_CASE("6.4: a drug in two classes counts once, at its higher level, in either order") {
  CHECK(score_of({{"antidepressant", "benzodiazepine"}}).total == 3);
  CHECK(score_of({{"benzodiazepine", "antidepressant"}}).total == 3);
  CHECK(score_of({{"diuretic", "antihypertensive"}}).total == 2);
}

TEST_CASE("6.4: the published levels, class by class") {
  for (const char* three : {"opioid", "antipsychotic", "anticonvulsant", "benzodiazepine"}) CHECK(score_of({{three}}).total == 3);
  for (const char* two : {"antihypertensive", "cardiac", "antiarrhythmic", "antidepressant"}) CHECK(score_of({{two}}).total == 2);
  CHECK(score_of({{"diuretic"}}).total == 1);
  CHECK(score_of({{"antibiotic"}}).total == 0);
}

TEST_CASE("G-1: medicines nobody asked about, or of unknown class, give no total; no medicines at all are 0") {
  CHECK_FALSE(plain("{}").total);
  CHECK(plain("{}").missing == std::vector<std::string>{"medications"});
  CHECK(plain(R"({"medications":[{"name":"x","classes":["opioid"]},{"name":"y"}]})").missing ==
        std::vector<std::string>{"medications[1].classes"});
  CHECK(plain(R"({"medications":[]})").total == 0);
  CHECK(plain(R"({"medications":[{"name":"water","classes":[]}]})").total == 0);
}

TEST_CASE("A class of medicine that nobody knows, or a wrong shape, is refused by its place") {
  const auto refuses_text = [](std::string_view set, std::string_view names) {
    refuses(score_medications_plain(medicines(), medicines().schemes.front(), json::parse(set).value()), names);
  };
  refuses_text(R"({"medications":[{"name":"x","classes":["opiod"]}]})", "medications[0].classes");
  refuses_text(R"({"medications":[{"name":"x","class":"opioid"}]})", "class");
  refuses_text(R"({"medications":{"name":"x"}})", "list");
  refuses_text(R"({"meds":[]})", "meds");
  refuses_text(R"([1])", "object");
  refuses_text(R"({"medications":[{"name":7,"classes":[]}]})", "text");
}

TEST_CASE("Changing a level or the alert in the medication pack changes the result; its own examples guard it") {
  refuses(load_medication_pack(changed_file("medication-falls.json", "\"alertAt\": 6", "\"alertAt\": 7")), "MED-V1");
  const std::string changed = changed_rule(
      "medication-falls.json", "\"alertAt\": 6", "\"alertAt\": 5",
      R"({"id":"local","answers":{"medications":[{"classes":["opioid"]},{"classes":["cardiac"]}]},"expect":{"band":"alert"}})");
  CHECK(must_load(load_medication_pack(changed)).schemes.front().alert_at == 5);
  refuses(load_medication_pack(changed_file("medication-falls.json", "\"antiepileptic\"", "\"opiate\"")), "twice");
}

}  // namespace
}  // namespace wardlight::care
