// SPDX-License-Identifier: Apache-2.0
#include "core/time/time.h"

#include <catch2/catch_test_macros.hpp>

using namespace wardlight;

TEST_CASE("Times are read and written with their offset") {
  const auto time = parse_time("2025-06-10T14:00:00-04:00");
  REQUIRE(time);
  CHECK(format_time(time->instant, time->offset_minutes) == "2025-06-10T14:00:00-04:00");
  CHECK(format_time(time->instant, 0) == "2025-06-10T18:00:00Z");
  CHECK(format_time(parse_time("2025-01-01T00:00:00.125Z")->instant, 330) == "2025-01-01T05:30:00.125+05:30");
  CHECK(format_time(parse_time("1969-12-31T23:59:59.5Z")->instant, 0) == "1969-12-31T23:59:59.500Z");
}

TEST_CASE("Days and times that do not exist are refused") {
  for (const auto* text : {"2025-02-30T10:00:00Z", "2025-06-10T24:00:00Z", "2025-06-10T10:00Z", "2025-06-10T10:00:00",
                           "2025-06-10 10:00:00Z", "2025-06-10T10:61:00Z", "2025-06-10T10:00:00+25:00", "", "x"})
    CHECK_FALSE(parse_time(text));
  CHECK_FALSE(parse_date("2025-02-29"));
  CHECK(parse_date("2024-02-29"));
  CHECK(is_fhir_date("2024-02"));
  CHECK_FALSE(is_fhir_date("2024-13"));
  CHECK(is_fhir_time("14:00:00"));
  CHECK_FALSE(is_fhir_time("14:00"));
}

TEST_CASE("A skipped hour becomes the moment the clocks jump and a repeated one its first coming") {
  const auto zone = Zone::find("America/New_York");
  REQUIRE(zone);
  CHECK(zone->format(zone->to_instant({2025, 3, 9}, 150)) == "2025-03-09T03:00:00-04:00");
  CHECK(zone->format(zone->to_instant({2025, 11, 2}, 90)) == "2025-11-02T01:30:00-04:00");
  CHECK(zone->label(zone->to_instant({2025, 6, 10}, 845)) == "14:05");
  CHECK_FALSE(Zone::find("America/Nowhere"));
}
