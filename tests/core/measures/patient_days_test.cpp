// SPDX-License-Identifier: Apache-2.0
#include "core/measures/patient_days.h"

#include <catch2/catch_test_macros.hpp>

namespace wardlight::measures {
namespace {

const Zone kNewYork = Zone::find("America/New_York").value();

Instant at(const std::string& day_and_time) { return parse_time("2025-" + day_and_time + ":00-05:00")->instant; }
std::optional<Instant> maybe(const std::string& text) { return text.empty() ? std::nullopt : std::optional(at(text)); }
UnitStay stay(const std::string& patient, const std::string& from, const std::string& to, const std::string& unit = "5E") {
  return {"Encounter/" + patient, patient, unit, maybe(from), maybe(to)};
}
DeviceSpan device(const std::string& patient, DeviceKind kind, const std::string& from, const std::string& to) {
  return {"Encounter/" + patient, kind, at(from), maybe(to)};
}
CountPlan march(int minute_of_day) { return {kNewYork, minute_of_day, 2025, 3}; }

const std::vector<UnitStay> kStays{stay("P1", "03-01T07:00", "03-03T15:00"), stay("P2", "03-01T10:00", "03-02T20:00"),
                                   stay("P3", "02-27T12:00", "03-04T12:00"), stay("P4", "03-02T08:59", "03-03T09:00"),
                                   stay("P5", "03-01T00:00", "03-03T08:00")};
const std::vector<DeviceSpan> kDevices{device("P1", DeviceKind::Urinary, "03-01T08:00", "03-02T08:30"),
                                       device("P1", DeviceKind::CentralLine, "03-01T07:00", "03-03T15:00"),
                                       device("P1", DeviceKind::CentralLine, "03-01T07:00", "03-03T15:00"),
                                       device("P2", DeviceKind::Urinary, "03-01T11:00", "03-01T19:00"),
                                       device("P3", DeviceKind::Urinary, "02-27T13:00", "03-04T12:00"),
                                       device("P4", DeviceKind::Urinary, "03-02T07:30", "03-03T09:00"),
                                       device("P4", DeviceKind::CentralLine, "03-02T07:30", "03-03T09:00"),
                                       device("P5", DeviceKind::Urinary, "03-02T06:00", "03-03T08:00")};

TEST_CASE("DEN-O1: ten patient days, six catheter days and four line days at 09:00 on 1, 2 and 3 March") {
  const auto units = count_month(march(9 * 60), kStays, kDevices);
  REQUIRE(units.size() == 1);
  const auto& days = units[0].days;
  REQUIRE(days.size() >= 3);
  CHECK(days[0] == DayCount{{2025, 3, 1}, 3, 2, 1, 0});
  CHECK(days[1] == DayCount{{2025, 3, 2}, 5, 3, 2, 0});
  CHECK(days[2] == DayCount{{2025, 3, 3}, 2, 1, 1, 0});
  CHECK(units[0].issues.empty());
}

TEST_CASE("DEN-2: two central lines are one line day, and a catheter placed and removed between counts is none") {
  const auto units = count_month(march(9 * 60), kStays, kDevices);
  CHECK(units[0].days[0].central_line == 1);
  const auto only = count_month(march(9 * 60), std::vector{kStays[1]}, std::vector{kDevices[3]});
  CHECK(only[0].total.urinary == 0);
}

TEST_CASE("DEN-3: present means arrived at or before the count and not yet gone") {
  const std::vector stays{stay("P1", "03-01T09:00", "03-02T09:00")};
  const auto units = count_month(march(9 * 60), stays, {});
  REQUIRE(units[0].days.size() == 1);
  CHECK(units[0].days[0].date == Date{2025, 3, 1});
  CHECK(units[0].total.patients == 1);
}

TEST_CASE("DEN-4: a count at midnight carries the date of the day that ends, any other time the same day") {
  const std::vector stays{stay("P1", "03-01T10:00", "03-02T01:00"), stay("P2", "02-01T10:00", "")};
  const auto midnight = count_month(march(0), stays, {});
  CHECK(midnight[0].days[0].date == Date{2025, 3, 1});
  CHECK(midnight[0].days[0].patients == 2);
  CHECK(midnight[0].days[1].patients == 1);
  CHECK(count_time(march(0), {2025, 3, 1}) == at("03-02T00:00"));
  CHECK(count_time(march(9 * 60), {2025, 3, 1}) == at("03-01T09:00"));
}

TEST_CASE("DEN-5: days of which the records say nothing are missing, not days of nobody") {
  const auto units = count_month(march(9 * 60), kStays, kDevices);
  CHECK(units[0].days.size() == 4);
  REQUIRE(units[0].missing.size() == 27);
  CHECK(units[0].missing.front() == Date{2025, 3, 5});
  const std::vector two{stay("P1", "02-01T10:00", ""), stay("P2", "03-05T10:00", "03-06T10:00", "6W")};
  const auto open = count_month(march(9 * 60), two, {});
  CHECK(open[1].unit == "6W");
  CHECK(open[1].days.size() == 31);
  CHECK(open[1].total.patients == 1);
}

TEST_CASE("DEN-8: there are never more device days than patient days, however many devices there are") {
  const auto units = count_month(march(9 * 60), kStays, kDevices);
  for (const DayCount& day : units[0].days) {
    CHECK(day.urinary <= day.patients);
    CHECK(day.central_line <= day.patients);
  }
}

TEST_CASE("Overlapping stays of one patient are counted once and named") {
  std::vector stays{stay("P1", "03-01T07:00", "03-03T15:00"), stay("P1", "03-02T07:00", "03-04T15:00", "6W")};
  stays[1].encounter = "Encounter/P1-again";
  const auto units = count_month(march(9 * 60), stays, {});
  CHECK(units[0].total.patients + units[1].total.patients == 4);
  REQUIRE(units[0].issues.size() == 1);
  REQUIRE(units[1].issues.size() == 1);
  CHECK(units[1].issues[0].encounter == "Encounter/P1-again");
  CHECK(units[1].issues[0].text.find("overlap") != std::string::npos);
}

TEST_CASE("A patient with stays left open on two units counts once a day, where the last one began; both units are told") {
  std::vector stays{stay("P1", "02-20T07:00", ""), stay("P1", "03-03T07:00", "", "6W")};
  stays[1].encounter = "Encounter/P1-again";
  const auto units = count_month(march(9 * 60), stays, {});
  CHECK(units[0].total.patients == 2);
  CHECK(units[1].total.patients == 29);
  for (const UnitMonth& unit : units) {
    REQUIRE(unit.issues.size() == 1);
    CHECK(unit.issues[0].text.find("on two units") != std::string::npos);
  }
}

TEST_CASE("Of two stays that began together it makes no difference which comes first in the records") {
  std::vector stays{stay("P1", "03-01T07:00", ""), stay("P1", "03-01T07:00", "", "6W")};
  stays[1].encounter = "Encounter/P1-again";
  const auto one = count_month(march(9 * 60), stays, {});
  std::swap(stays[0], stays[1]);
  const auto other = count_month(march(9 * 60), stays, {});
  CHECK(one[1].total.patients == 31);
  CHECK(other[1].total.patients == one[1].total.patients);
}

TEST_CASE("Stays that name no patient are taken for as many patients") {
  std::vector stays{stay("P1", "03-01T07:00", ""), stay("P2", "03-01T08:00", "")};
  for (UnitStay& one : stays) one.patient.clear();
  const auto units = count_month(march(9 * 60), stays, {});
  CHECK(units[0].total.patients == 62);
  CHECK(units[0].issues.empty());
}

TEST_CASE("A discharge before the admission and a device removed before it was placed are named and kept out") {
  const std::vector stays{stay("P1", "03-03T07:00", "03-01T15:00"), stay("P2", "03-01T07:00", "03-03T15:00")};
  const std::vector devices{device("P2", DeviceKind::Urinary, "03-02T07:00", "03-01T07:00"),
                            device("P9", DeviceKind::Urinary, "03-01T07:00", "")};
  const auto units = count_month(march(9 * 60), stays, devices);
  REQUIRE(units.size() == 1);
  CHECK(units[0].total.patients == 3);
  CHECK(units[0].total.urinary == 0);
  REQUIRE(units[0].issues.size() == 3);
  CHECK(units[0].issues[0].text.find("ends before it begins") != std::string::npos);
  CHECK(units[0].issues[1].text.find("removed before it is placed") != std::string::npos);
  CHECK(units[0].issues[2].encounter == "Encounter/P9");
}

TEST_CASE("On the nights when the clocks change each day is still counted once") {
  const std::vector stays{stay("P1", "01-01T07:00", "")};
  const auto spring = count_month({kNewYork, 2 * 60 + 30, 2025, 3}, stays, {});
  CHECK(spring[0].total.patients == 31);
  const auto autumn = count_month({kNewYork, 60 + 30, 2025, 11}, stays, {});
  CHECK(autumn[0].total.patients == 30);
}

}  // namespace
}  // namespace wardlight::measures
