// SPDX-License-Identifier: Apache-2.0
#include "core/care/rounding_figures.h"

#include "core/care/rounding_events.h"
#include "tests/core/care/rounding_support.h"

namespace wardlight::care {
namespace {

json::Value report(std::string_view events) {
  const auto slots = june_slots();
  const auto parsed = json::parse(events).value();
  const auto read = read_day_events(rounding_pack(), new_york(), slots, parsed);
  if (!read) FAIL(read.error().where << ": " << read.error().text);
  return report_day(rounding_pack(), new_york(), slots, *read);
}

std::string refusal(std::string_view events) {
  const auto slots = june_slots();
  const auto read = read_day_events(rounding_pack(), new_york(), slots, json::parse(events).value());
  REQUIRE_FALSE(read.has_value());
  return read.error().where + ": " + read.error().text;
}

TEST_CASE("RND-O1 gives the table of the specification exactly") {
  const auto told = report(R"({"off_unit":[{"from":"2025-06-10T09:50:00-04:00","to":"2025-06-10T12:20:00-04:00"}],
    "closed":[{"slot":"04:00","reason":"staff-emergency"}],"rounds":[
    {"at":"2025-06-10T00:10:00-04:00","kind":"asleep"},{"at":"2025-06-10T02:05:00-04:00","kind":"asleep"},
    {"at":"2025-06-10T06:02:00-04:00"},{"at":"2025-06-10T07:10:00-04:00"},{"at":"2025-06-10T08:05:00-04:00"},
    {"at":"2025-06-10T08:50:00-04:00"},{"at":"2025-06-10T12:40:00-04:00"},{"at":"2025-06-10T13:20:00-04:00","kind":"refused"},
    {"at":"2025-06-10T14:00:00-04:00"},{"at":"2025-06-10T16:10:00-04:00"},{"at":"2025-06-10T16:55:00-04:00"},
    {"at":"2025-06-10T18:03:00-04:00"},{"at":"2025-06-10T19:01:00-04:00"},{"at":"2025-06-10T20:30:00-04:00"},
    {"at":"2025-06-10T21:15:00-04:00"},{"at":"2025-06-10T22:05:00-04:00"}]})");
  CHECK(json::write(told["counts"]) ==
        R"({"scheduled":20,"excluded":2,"due":18,"done":15,"late":3,"refused":1,"missed_with_reason":1,"missed":1,"extra":0})");
  CHECK(told.text_of("compliance") == "83.33");
  CHECK(told.text_of("attempted") == "88.89");
  CHECK(told.text_of("on_time") == "66.67");
  CHECK(told.text_of("timeliness") == "80.00");
  CHECK(told.text_of("unexplained") == "5.56");
  CHECK(told["longest_gap_minutes"].text() == "237");
  CHECK(
      json::write(told["slots"][2]) ==
      R"({"start":"2025-06-10T04:00:00-04:00","label":"04:00","minutes":120,"state":"missed_with_reason","round":null,"reason":"staff-emergency"})");
  CHECK(told["slots"][14].text_of("state") == "late");
  CHECK(told["slots"][14].text_of("round") == "2025-06-10T18:03:00-04:00");
}

TEST_CASE("RND-O1 pooled with a second patient of 20 in 20 is 92.11, not the mean of percentages") {
  RoundCounts pool{20, 2, 18, 15, 3, 1, 1, 1, 0, 15};
  pool += RoundCounts{20, 0, 20, 20, 0, 0, 0, 0, 0, 20};
  CHECK(rates(pool).compliance == "92.11");
}

TEST_CASE("G-7 with nothing due the percentages are not calculable, and done is not nothing") {
  CHECK(rates({}).compliance == "not calculable");
  CHECK(rates({20, 0, 20, 0, 0, 0, 0, 20, 0, 0}).compliance == "0.00");
  CHECK(rates({20, 0, 20, 0, 0, 0, 0, 20, 0, 0}).timeliness == "not calculable");
}

TEST_CASE("The share of rounds with every required item is of the rounds done") {
  PatientDay day;
  day.rounds = {round_at(at(10, 5)), round_at(at(11, 5)), round_at(at(12, 5))};
  day.rounds[2].items = Completeness::Partial;
  CHECK(rates(count(credit_june(day), day.rounds)).all_items == "66.67");
}

TEST_CASE("Figures of a running day count only the slots whose late limit has passed") {
  PatientDay day;
  day.rounds = {round_at(at(9, 20)), round_at(at(10, 20))};
  const DayOutcome outcome = credit_june(day);
  CHECK(count_settled(rounding_pack(), outcome, day.rounds, at(10, 14)).due == 6);
  CHECK(count_settled(rounding_pack(), outcome, day.rounds, at(10, 15)).due == 7);
  CHECK(count_settled(rounding_pack(), outcome, day.rounds, at(10, 15)).done == 1);
}

TEST_CASE("A unit that is always on time can still have a gap of more than four hours") {
  const auto told = report(R"({"arrived":"2025-06-10T00:00:00-04:00","departed":"2025-06-10T04:10:00-04:00","rounds":[
    {"at":"2025-06-09T23:46:00-04:00"},{"at":"2025-06-10T03:59:00-04:00"}]})");
  CHECK(told.text_of("compliance") == "100.00");
  CHECK(told.text_of("on_time") == "100.00");
  CHECK(told["longest_gap_minutes"].text() == "239");
}

TEST_CASE("The longest gap counts from the edges of the day and the whole day without contact") {
  CHECK(report("{}")["longest_gap_minutes"].text() == "1440");
  CHECK(report(R"({"rounds":[{"at":"2025-06-10T10:00:00-04:00"}]})")["longest_gap_minutes"].text() == "840");
}

TEST_CASE("Time off the unit is taken out of the gap but does not end it") {
  CHECK(report(R"({"arrived":"2025-06-10T08:00:00-04:00","departed":"2025-06-10T14:00:00-04:00",
    "off_unit":[{"from":"2025-06-10T09:00:00-04:00","to":"2025-06-10T11:00:00-04:00"}],
    "rounds":[{"at":"2025-06-10T08:30:00-04:00"},{"at":"2025-06-10T12:10:00-04:00"}]})")["longest_gap_minutes"].text() == "110");
}

TEST_CASE("Events that cannot be right are refused by name") {
  CHECK(refusal(R"({"round":[]})").find("\"round\"") != std::string::npos);
  CHECK(refusal(R"({"rounds":[{"at":"2025-06-10T08:30:00-04:00","sort":"full"}]})").find("\"sort\"") != std::string::npos);
  CHECK(refusal(R"({"rounds":[{"at":"2025-06-31T08:30:00-04:00"}]})").find("rounds[0].at") != std::string::npos);
  CHECK(refusal(R"({"rounds":[{"at":"2025-06-10T08:30:00-04:00","kind":"quick"}]})").find("rounds[0].kind") != std::string::npos);
  CHECK(refusal(R"({"off_unit":[{"from":"2025-06-10T09:00:00Z","to":"2025-06-10T08:00:00Z"}]})").find("off_unit[0]") !=
        std::string::npos);
  CHECK(refusal(R"({"closed":[{"slot":"04:30","reason":"refused"}]})").find("closed[0].slot") != std::string::npos);
  CHECK(refusal(R"({"closed":[{"slot":"04:00","reason":"discharged"}]})").find("census") != std::string::npos);
  CHECK(refusal(R"({"closed":[{"slot":"04:00","reason":"asleep-observed"}]})").find("round") != std::string::npos);
  CHECK(refusal(R"({"closed":[{"slot":"04:00","reason":"tired"}]})").find("closed[0].reason") != std::string::npos);
  CHECK(refusal(R"({"closed":[{"slot":"04:00","reason":"refused"},{"slot":"04:00","reason":"refused"}]})").find("twice") !=
        std::string::npos);
}

}  // namespace
}  // namespace wardlight::care
