// SPDX-License-Identifier: Apache-2.0
#include "core/measures/readmissions.h"

#include <catch2/catch_test_macros.hpp>

#include "core/base/decimal.h"
#include "tests/core/measures/content.h"

namespace wardlight::measures {
namespace {

const Zone kNewYork = Zone::find("America/New_York").value();

InpatientStay stay(const std::string& id, const std::string& patient, const std::string& from, const std::string& to,
                   Discharge discharge = Discharge::Alive) {
  const auto at = [](const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(parse_time("2025-" + text + ":00-05:00")->instant);
  };
  return {"Encounter/" + id, patient, at(from), at(to), discharge};
}

TEST_CASE("READ-A: in a chain every stay is an index: two of three came back") {
  const std::vector stays{stay("A", "p", "01-01T08:00", "01-03T12:00"), stay("B", "p", "01-20T08:00", "01-25T12:00"),
                          stay("C", "p", "02-10T08:00", "02-12T12:00")};
  const auto found = find_readmissions(stays, kNewYork, 30);
  CHECK(found.index == 3);
  CHECK(found.readmitted == 2);
  CHECK(format_percent(found.readmitted, found.index) == "66.67");
  REQUIRE(found.pairs.size() == 2);
  CHECK(found.pairs[0].days == 17);
  CHECK(found.pairs[1].days == 16);
}

TEST_CASE("READ-A: day 30 counts, day 31 does not, the same day is 0, by local dates") {
  const auto days_until = [](const std::string& back) {
    const std::vector stays{stay("A", "p", "01-01T00:30", "01-01T23:30"), stay("B", "p", back, "")};
    return find_readmissions(stays, kNewYork, 30);
  };
  CHECK(days_until("01-31T00:10").pairs.at(0).days == 30);
  CHECK(days_until("02-01T00:10").pairs.empty());
  CHECK(days_until("01-01T23:50").pairs.at(0).days == 0);
}

TEST_CASE("READ-A: a planned return is not counted; its own discharge is an index, and what follows belongs to that") {
  std::vector stays{stay("A", "p", "01-01T08:00", "01-03T12:00"), stay("B", "p", "01-10T08:00", "01-12T12:00"),
                    stay("C", "p", "01-20T08:00", "01-22T12:00")};
  stays[1].planned = true;
  const auto found = find_readmissions(stays, kNewYork, 30);
  CHECK(found.index == 3);
  REQUIRE(found.pairs.size() == 1);
  CHECK(found.pairs[0].index == "Encounter/B");
  REQUIRE(found.planned.size() == 1);
  CHECK(found.planned[0].back == "Encounter/B");
  CHECK(found.planned[0].days == 7);
}

TEST_CASE("READ-A: which admissions were planned is content, by type or priority") {
  const auto words = load_discharge_words(clinical_file("readmissions.json")).value();
  const auto planned = [&](const char* encounter) {
    return is_planned(words, said_of_admission(json::parse(encounter).value()));
  };
  CHECK(planned(R"({"type":[{"text":"ELECTIVE"}]})"));
  CHECK(planned(R"({"type":[{"coding":[{"code":"8715000"}]}]})"));
  CHECK(planned(R"({"priority":{"coding":[{"code":"EL"}]},"type":[{"text":"URGENT"}]})"));
  CHECK_FALSE(planned(R"({"type":[{"text":"EL"}],"priority":{"text":"ELECTIVE"}})"));  // each word in its own place
  CHECK_FALSE(planned(R"({"type":[{"text":"EW EMER."}]})"));
  CHECK_FALSE(planned("{}"));
}

TEST_CASE("A death and a transfer to another acute hospital are no index, a stay that still goes on neither") {
  const std::vector stays{stay("A", "p", "01-01T08:00", "01-03T12:00", Discharge::ToAcuteHospital),
                          stay("B", "p", "01-05T08:00", "01-06T12:00", Discharge::Died), stay("C", "q", "01-05T08:00", "")};
  const auto found = find_readmissions(stays, kNewYork, 30);
  CHECK(found.index == 0);
  CHECK(format_percent(found.readmitted, found.index) == "not calculable");
}

TEST_CASE("Stays that overlap or run backwards are named and make no pair") {
  const std::vector stays{stay("A", "p", "01-01T08:00", "01-05T12:00"), stay("B", "p", "01-04T08:00", "01-06T12:00"),
                          stay("C", "q", "01-05T08:00", "01-01T08:00")};
  const auto found = find_readmissions(stays, kNewYork, 30);
  CHECK(found.pairs.empty());
  REQUIRE(found.issues.size() == 2);
  CHECK(found.issues[0].encounter == "Encounter/C");
  CHECK(found.issues[1].encounter == "Encounter/B");
}

TEST_CASE("The hospital's words for a discharge are content, with examples that stop a broken file") {
  const std::string text = clinical_file("readmissions.json");
  const auto words = load_discharge_words(text);
  REQUIRE(words);
  const std::vector<std::string> said{"ACUTE HOSPITAL"};
  CHECK(read_discharge(*words, said) == Discharge::ToAcuteHospital);
  const auto broken = load_discharge_words(replaced(text, "\"ACUTE HOSPITAL\"", "\"OTHER HOSPITAL\""));
  REQUIRE_FALSE(broken);
  CHECK(broken.error().where.find("acute") != std::string::npos);
}

}  // namespace
}  // namespace wardlight::measures
