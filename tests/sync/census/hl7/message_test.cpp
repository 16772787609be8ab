// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include "sync/census/hl7/adt.h"
#include "tests/sync/census/hl7/adt_messages.h"

using namespace wardlight;
using namespace wardlight::census;
using namespace wardlight::census::hl7;

namespace {

Message parsed(const std::string& text) {
  auto message = Message::parse(text);
  REQUIRE(message);
  return *std::move(message);
}
Zone zone() { return *Zone::find("America/New_York"); }
Instant at(const char* text) { return parse_time(text)->instant; }

}  // namespace

TEST_CASE("Fields, repetitions, components and subcomponents are counted from 1, and MSH-1 is the separator itself") {
  const auto message = parsed("MSH|^~\\&|APP|FAC\rPID|1||a^b&c&d~e^f\r\nPV1||I\n");
  CHECK(message.header().text(1) == "|");
  CHECK(message.header().text(3) == "APP");
  const auto* pid = message.find("PID");
  REQUIRE(pid);
  CHECK(pid->repetitions(3) == 2);
  CHECK(pid->text(3, 2) == "b");
  CHECK(pid->subcomponent(3, 2, 3) == "d");
  CHECK(pid->text(3, 2, 2) == "f");
  CHECK(pid->text(3, 9).empty());
  CHECK(pid->text(99).empty());
  CHECK(message.find("PV1")->text(2) == "I");
}

TEST_CASE("Escapes are resolved, two quotes are nothing, and Latin-1 becomes UTF-8") {
  const auto message = parsed(
      "MSH|^~\\&|a\\T\\b\\S\\c\\F\\d\\E\\e\\R\\f\r"
      "PID|\\X41C3A9\\|\"\"|M\xfcller|\\H\\x\\N\\|\\broken\r");
  CHECK(message.header().text(3) == "a&b^c|d\\e~f");
  CHECK(message.find("PID")->text(1) == "A\xc3\xa9");
  CHECK(message.find("PID")->text(2).empty());
  CHECK(message.find("PID")->text(3) == "M\xc3\xbcller");
  CHECK(message.find("PID")->text(4) == "x");
  CHECK(message.find("PID")->text(5) == "\\broken");
}

TEST_CASE("What is no HL7 message is refused") {
  for (const auto* text :
       {"", "MSH", "PID|1\r", "MSH|||||\r", "MSHa^~\\&|x\r", "MSH|^~\\&|x\rpid|1\r", "MSH|^~\\&|x\rPI|1\r", "{}"})
    CHECK_FALSE(Message::parse(text));
  CHECK_FALSE(Message::parse("MSH|^~\\&|" + std::string(2 << 20, 'x')));
}

TEST_CASE("Times are the hospital's own unless they carry an offset, also on the day the clocks change") {
  CHECK(read_hl7_time("20250610083015", zone()) == at("2025-06-10T08:30:15-04:00"));
  CHECK(read_hl7_time("202506100830", zone()) == at("2025-06-10T08:30:00-04:00"));
  CHECK(read_hl7_time("20250610", zone()) == at("2025-06-10T00:00:00-04:00"));
  CHECK(read_hl7_time("20250610083015.1234+0200", zone()) == at("2025-06-10T08:30:15+02:00"));
  CHECK(read_hl7_time("20251102013000", zone()) == at("2025-11-02T01:30:00-04:00"));
  CHECK(read_hl7_time("20251102013000-0500", zone()) == at("2025-11-02T01:30:00-05:00"));
  for (const auto* text : {"", "2025", "20250230", "202506102500", "20250610083061", "2025061008301", "20250610+99", "x0250610"})
    CHECK_FALSE(read_hl7_time(text, zone()));
}

TEST_CASE("An event is ordered by EVN-2, then MSH-7, then its number, and happened at EVN-6") {
  AdtText text;
  auto early = *read_adt(parsed(text.text()), zone());
  text.control_id = "2";
  auto late = *read_adt(parsed(text.text()), zone());
  CHECK(comes_before(early, late));
  CHECK_FALSE(comes_before(late, early));
  late.sent.milliseconds -= 1;
  CHECK(comes_before(late, early));
  early.recorded.milliseconds -= 1;
  CHECK(comes_before(early, late));
  const auto with_time =
      parsed("MSH|^~\\&|||||20250610||ADT^A02|1|P\rEVN||20250610090000||||20250610085500\rPID|||1\rPV1|||||||||||||||||||V\r");
  CHECK(read_adt(with_time, zone())->occurred == at("2025-06-10T08:55:00-04:00"));
}

TEST_CASE("The record number comes first of the patient's numbers") {
  const auto message = parsed("MSH|^~\\&|||||20250610||ADT^A01|1|P\rPID|||77^^^USA^SS~100^^^GHH^MR\rPV1|||||||||||||||||||V\r");
  const auto event = read_adt(message, zone());
  REQUIRE(event);
  CHECK(event->subjects[0].person.identifiers[0].value == "100");
  CHECK(event->subjects[0].person.identifiers[0].system == "urn:hl7v2:GHH");
}

TEST_CASE("A message that lacks what the census needs says what, without naming anybody") {
  AdtText text;
  text.patient = "";
  CHECK(read_adt(parsed("MSH|^~\\&|||||20250610||ADT^A01|1|P\rPID|1\rPV1|1\r"), zone()).error().text.find("PID-3") !=
        std::string::npos);
  CHECK_FALSE(read_adt(parsed("MSH|^~\\&|||||20250610||ADT^A01|1|P\r"), zone()));
  CHECK_FALSE(read_adt(parsed("MSH|^~\\&|||||||ADT^A01|1|P\rPID|||1\r"), zone()));
  CHECK_FALSE(read_adt(parsed("MSH|^~\\&|||||20250610||ADT^A40|1|P\rPID|||1\r"), zone()));
  CHECK_FALSE(read_adt(parsed("MSH|^~\\&|||||20250610||ADT^A17|1|P\rPID|||1\rPV1|||||||||||||||||||V\r"), zone()));
  const std::string one = "PID|||1\rPV1|||||||||||||||||||V\r";
  CHECK_FALSE(read_adt(parsed("MSH|^~\\&|||||20250610||ADT^A17|1|P\r" + one + one), zone()));
}
