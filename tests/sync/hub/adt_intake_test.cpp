// SPDX-License-Identifier: Apache-2.0
#include "sync/hub/adt_intake.h"

#include <algorithm>
#include <map>
#include <random>

#include "core/time/time.h"
#include "sync/census/hl7/census_fold.h"
#include "tests/sync/census/hl7/adt_messages.h"
#include "tests/sync/hub/hub_world.h"

using namespace wardlight;
using namespace wardlight::hub;
using census::AdtText;

namespace {

constexpr const char* kSystem = "urn:hl7v2:GHH";

struct Ward {
  HubWorld world;
  AdtIntake intake{world.storage(), *Zone::find("America/New_York"), world.clock};

  std::string send(const AdtText& text) { return send(text.text()); }
  std::string send(const std::string& text) {
    const auto answer = intake.take(text);
    REQUIRE(answer);
    const auto at = answer->find("\rMSA|") + 5;
    return answer->substr(at, 2);
  }
  json::Value find(const std::string& type, const std::string& id) {
    const auto row = must(world.storage().find_resource(type, id));
    REQUIRE(row);
    return must(json::parse(as_text(row->bytes)));
  }
  json::Value encounter(const std::string& visit) { return find("Encounter", census::hl7::encounter_id({kSystem, visit})); }
  json::Value patient(const std::string& number) { return find("Patient", census::hl7::patient_id({kSystem, number})); }
  // "display status start end" of each stay.
  std::vector<std::string> stays(const std::string& visit) {
    std::vector<std::string> list;
    const auto whole = encounter(visit);
    for (const auto& stay : whole["location"].items())
      list.push_back(std::string(stay["location"].text_of("display")) + " " + std::string(stay.text_of("status")) + " " +
                     std::string(stay["period"].text_of("start").substr(11, 5)) + " " +
                     std::string(stay["period"].text_of("end").empty() ? "" : stay["period"].text_of("end").substr(11, 5)));
    return list;
  }
  // Everything the hospital owns here, as it is now.
  std::map<std::string, std::string> census() {
    std::map<std::string, std::string> all;
    for (const auto* type : {"Patient", "Encounter", "Location"})
      for (const auto& row : must(world.storage().list_references(type))) all[row.type + "/" + row.id] = to_string(row.bytes);
    return all;
  }
};

using Texts = std::vector<std::string>;

// One patient's stay, an event each half hour or so, with the mistakes that real ones have.
void add_stay(int number, Texts& day) {
  const std::string patient = std::to_string(100 + number);
  int minute = 6 * 60 + number;
  int message = 0;
  const std::string home = "5E^" + std::to_string(500 + number) + "^A";
  const std::string other = "4W^" + std::to_string(400 + number) + "^B";
  const auto add = [&](const std::string& trigger, const std::string& bed) {
    AdtText text;
    text.trigger = trigger;
    text.control_id = patient + "-" + std::to_string(++message);
    const std::string clock = format_minute_of_day(minute);
    text.recorded = "20250610" + clock.substr(0, 2) + clock.substr(3) + "00";
    text.patient = patient;
    text.visit = "V" + patient;
    text.bed = bed;
    text.name = trigger == "A08" ? "Ward^Anna" : "Ward^Ana";
    day.push_back(text.text());
    minute += 25;
  };
  if (number % 3 == 0) add("A04", "ED^1^");
  add(number % 3 == 0 ? "A06" : "A01", home);
  add("A08", home);
  add("A09", home);
  add("A10", home);
  add("A02", other);
  if (number % 4 == 1) add("A12", home);
  add("A21", number % 4 == 1 ? home : other);
  add("A22", number % 4 == 1 ? home : other);
  if (number % 5 == 2) add("A11", home);
  add("A03", other);
  if (number % 5 == 4) add("A13", other);
  if (number % 7 == 6) add("A07", other);
}

Texts real_day() {
  Texts day;
  for (int i = 0; i < 28; ++i) add_stay(i, day);
  AdtText swap;
  swap.trigger = "A17";
  swap.control_id = "swap";
  swap.recorded = "20250610070000";
  swap.patient = "101";
  swap.visit = "V101";
  swap.bed = "5E^502^A";
  AdtText partner = swap;
  partner.patient = "102";
  partner.visit = "V102";
  partner.bed = "5E^501^A";
  swap.more_segments = partner.pid() + partner.pv1();
  day.push_back(swap.text());
  for (const auto* trigger : {"A34", "A40"}) {
    AdtText merge;
    merge.trigger = trigger;
    merge.control_id = std::string("merge-") + trigger;
    merge.recorded = trigger == std::string("A34") ? "20250610120000" : "20250610130000";
    merge.patient = "103";
    merge.visit = "";
    merge.more_segments = std::string("MRG|") + (trigger == std::string("A34") ? "104" : "105") + "^^^GHH^MR\r";
    day.push_back(merge.text());
  }
  return day;
}

}  // namespace

TEST_CASE("A day of ADT messages in any order and with repeats gives the census of the day in order") {
  const Texts day = real_day();
  Ward in_order;
  Texts sorted = day;
  std::sort(sorted.begin(), sorted.end(), [](const std::string& a, const std::string& b) {
    return a.substr(a.find("EVN|") + 8, 14) < b.substr(b.find("EVN|") + 8, 14);
  });
  for (const auto& message : sorted) CHECK(in_order.send(message) == "AA");
  const auto expected = in_order.census();
  CHECK(expected.size() > 100);
  for (unsigned seed : {1U, 2U}) {
    Ward shuffled;
    Texts messages = day;
    std::mt19937 random(seed);
    for (std::size_t i = 0; i < day.size() / 3; ++i) messages.push_back(day[random() % day.size()]);
    std::shuffle(messages.begin(), messages.end(), random);
    for (const auto& message : messages) shuffled.send(message);
    CHECK(shuffled.census() == expected);
  }
}

TEST_CASE("Admit, transfer, discharge and what takes them back become one Encounter with its stays") {
  Ward ward;
  AdtText text;
  ward.send(text);
  CHECK(ward.stays("V100") == Texts{"501-A active 08:00 "});
  CHECK(ward.encounter("V100").text_of("status") == "in-progress");
  text.control_id = "2", text.trigger = "A02", text.recorded = "20250610090000", text.bed = "4W^401^B";
  ward.send(text);
  CHECK(ward.stays("V100") == Texts{"501-A completed 08:00 09:00", "401-B active 09:00 "});
  text.control_id = "3", text.trigger = "A12", text.recorded = "20250610091000", text.bed = "5E^501^A";
  ward.send(text);
  CHECK(ward.stays("V100") == Texts{"501-A active 08:00 "});
  text.control_id = "4", text.trigger = "A03", text.recorded = "20250610150000";
  ward.send(text);
  CHECK(ward.encounter("V100").text_of("status") == "finished");
  CHECK(ward.stays("V100") == Texts{"501-A completed 08:00 15:00"});
  text.control_id = "5", text.trigger = "A13", text.recorded = "20250610151000";
  ward.send(text);
  CHECK(ward.encounter("V100").text_of("status") == "in-progress");
  CHECK(ward.stays("V100") == Texts{"501-A active 08:00 "});
  text.control_id = "6", text.trigger = "A11", text.recorded = "20250610152000";
  ward.send(text);
  CHECK(ward.encounter("V100").text_of("status") == "cancelled");
}

TEST_CASE("Leaving the unit and coming back keep the bed: those times are stays with status reserved") {
  Ward ward;
  AdtText text;
  ward.send(text);
  text.control_id = "2", text.trigger = "A09", text.recorded = "20250610090000";
  ward.send(text);
  CHECK(ward.stays("V100") == Texts{"501-A active 08:00 ", "501-A reserved 09:00 "});
  text.control_id = "3", text.trigger = "A10", text.recorded = "20250610094500";
  ward.send(text);
  CHECK(ward.stays("V100")[1] == "501-A reserved 09:00 09:45");
  text.control_id = "4", text.trigger = "A21", text.recorded = "20250610120000";
  ward.send(text);
  text.control_id = "5", text.trigger = "A22", text.recorded = "20250610180000";
  ward.send(text);
  CHECK(ward.stays("V100")[2] == "501-A reserved 12:00 18:00");
}

TEST_CASE("Two patients change beds in one message") {
  Ward ward;
  AdtText one;
  AdtText other;
  other.control_id = "2", other.patient = "200", other.visit = "V200", other.bed = "5E^502^A";
  ward.send(one);
  ward.send(other);
  AdtText swap = one;
  swap.control_id = "3", swap.trigger = "A17", swap.recorded = "20250610100000", swap.bed = other.bed;
  AdtText partner = other;
  partner.bed = one.bed;
  swap.more_segments = partner.pid() + partner.pv1();
  ward.send(swap);
  CHECK(ward.stays("V100").back() == "502-A active 10:00 ");
  CHECK(ward.stays("V200").back() == "501-A active 10:00 ");
}

TEST_CASE("A merged patient points to the one who stays, and the stay itself is not rewritten") {
  Ward ward;
  AdtText text;
  ward.send(text);
  AdtText merge = text;
  merge.control_id = "2", merge.trigger = "A40", merge.recorded = "20250610100000", merge.patient = "900", merge.visit = "";
  merge.more_segments = "MRG|100^^^GHH^MR\r";
  CHECK(ward.send(merge) == "AA");
  const auto patient = ward.patient("100");
  CHECK_FALSE(patient["active"].boolean());
  const std::string survivor = "Patient/" + census::hl7::patient_id({kSystem, "900"});
  CHECK(patient["link"][0]["other"].text_of("reference") == survivor);
  CHECK(ward.encounter("V100")["subject"].text_of("reference") == "Patient/" + census::hl7::patient_id({kSystem, "100"}));
}

TEST_CASE("AA for what is taken or known, AE for what lacks something, AR for what is not for this hub") {
  Ward ward;
  AdtText text;
  CHECK(ward.send(text) == "AA");
  CHECK(ward.send(text) == "AA");
  AdtText reused = text;
  reused.trigger = "A03";
  CHECK(ward.send(reused) == "AE");
  AdtText no_visit = text;
  no_visit.control_id = "9", no_visit.visit = "";
  CHECK(ward.send(no_visit) == "AE");
  CHECK(ward.send("hello") == "AR");
  CHECK(ward.send("MSH|^~\\&|A|B|C|D|20250610||ORU^R01|1|P|2.5\r") == "AR");
  AdtText other_event = text;
  other_event.control_id = "10", other_event.trigger = "A60";
  CHECK(ward.send(other_event) == "AR");
  std::string training = text.text();
  training.replace(training.find("|P|2.5"), 6, "|T|2.5");
  CHECK(ward.send(training) == "AR");
  const auto answer = *ward.intake.take(text.text());
  CHECK(answer.starts_with("MSH|^~\\&|WARDLIGHT|HUB|ADT1|GHH|"));
  CHECK(answer.find("|ACK^A01|1|P|2.5\rMSA|AA|1\r") != std::string::npos);
}
