// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <iterator>
#include <map>

#include "core/time/time.h"
#include "tests/sync/census/collecting_sink.h"

using namespace wardlight;
using namespace wardlight::census;

namespace {

json::Value parsed(const std::string& text) {
  auto value = json::parse(text);
  REQUIRE(value);
  return *value;
}

Instant at(const char* text) {
  const auto time = parse_time(text);
  REQUIRE(time);
  return time->instant;
}

CollectingSink read_sample(const std::string& name) {
  std::ifstream file(std::string(WARDLIGHT_SOURCE) + "/tests/data/census/" + name, std::ios::binary);
  REQUIRE(file);
  return read_text(std::string(std::istreambuf_iterator<char>(file), {}), name);
}

}  // namespace

TEST_CASE("A real hospital's stays are read whole and every stay has a place and a time") {
  const auto encounters = read_sample("Encounter.ndjson");
  CHECK(encounters.refused.empty());
  CHECK(read_sample("Patient.ndjson").taken.size() == 6);
  REQUIRE(encounters.taken.size() > 6);
  for (const auto& resource : encounters.taken) {
    const auto encounter = read_encounter(parsed(resource.bytes));
    CHECK(encounter.patient.value.starts_with("p"));
    REQUIRE(encounter.from);
    CHECK_FALSE(encounter.stays.empty());
    for (const auto& stay : encounter.stays) CHECK(stay.location.starts_with("Location/"));
  }
}

TEST_CASE("The stay of a moment is the one begun last") {
  const auto encounter = read_encounter(parsed(
      R"({"resourceType":"Encounter","id":"e","status":"in-progress","subject":{"reference":"Patient/p"},"period":{"start":"2025-03-01T10:00:00-05:00"},
          "location":[{"location":{"reference":"Location/ed"},"period":{"start":"2025-03-01T09:00:00-05:00","end":"2025-03-01T12:00:00-05:00"}},
                      {"location":{"reference":"Location/5e","display":"5 East"},"period":{"start":"2025-03-01T11:30:00-05:00"}}]})"));
  CHECK(in_progress(encounter, at("2025-03-01T10:00:00-05:00")));
  CHECK_FALSE(in_progress(encounter, at("2025-03-01T09:30:00-05:00")));
  CHECK(stay_at(encounter, at("2025-03-01T11:00:00-05:00"))->location == "Location/ed");
  CHECK(stay_at(encounter, at("2025-03-01T11:45:00-05:00"))->location == "Location/5e");
  CHECK_FALSE(stay_at(encounter, at("2025-02-01T00:00:00Z")));
}

TEST_CASE("Identifiers match by value, and by system where both have one") {
  CHECK(same_identifier({"urn:a", "1"}, {"", "1"}));
  CHECK(same_identifier({"urn:a", "1"}, {"urn:a", "1"}));
  CHECK_FALSE(same_identifier({"urn:a", "1"}, {"urn:b", "1"}));
  CHECK_FALSE(same_identifier({"", "1"}, {"", "2"}));
}

TEST_CASE("A patient made on a tablet is known by its tag") {
  CHECK(read_patient(
            parsed(R"({"resourceType":"Patient","id":"t","meta":{"tag":[{"code":"temporary"}]},"identifier":[{"value":"123"}]})"))
            .temporary);
  CHECK_FALSE(read_patient(parsed(R"({"resourceType":"Patient","id":"t"})")).temporary);
}

TEST_CASE("Dates without a time count from their first day") {
  const auto encounter = read_encounter(parsed(R"({"resourceType":"Encounter","id":"e","period":{"start":"2025-03"}})"));
  CHECK(encounter.from == at("2025-03-01T00:00:00Z"));
}
