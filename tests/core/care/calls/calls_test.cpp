// SPDX-License-Identifier: Apache-2.0
#include "core/care/calls/discharge_call.h"
#include "core/care/calls/rapid_response.h"
#include "core/care/calls/teach_back.h"
#include "tests/core/care/care_files.h"

namespace wardlight::care {
namespace {

const RapidResponsePack& help() {
  static const RapidResponsePack pack = must_load(load_rapid_response_pack(clinical_file("rapid-response.json")));
  return pack;
}
const TeachBackPack& teaching() {
  static const TeachBackPack pack = must_load(load_teach_back_pack(clinical_file("teach-back.json")));
  return pack;
}
const DischargeCallPack& calls() {
  static const DischargeCallPack pack = must_load(load_discharge_call_pack(clinical_file("discharge-call.json")));
  return pack;
}

void asks(const std::string& form, const std::vector<std::string>& codes) {
  const std::string text = clinical_file(form);
  for (const std::string& code : codes) {
    INFO(form << " " << code);
    CHECK(text.find("\"code\": \"" + code + "\"") != std::string::npos);
  }
}
std::vector<std::string> codes_of(const std::vector<Choice>& choices) {
  std::vector<std::string> codes;
  for (const Choice& choice : choices) codes.push_back(choice.code);
  return codes;
}

// ---- 10, family-activated rapid response

TEST_CASE("RRT: the number is in the confirmation, on the screen and in what is said when the call could not be delivered") {
  for (const Words& words : {help().confirm, help().number, help().undelivered}) {
    CHECK(fill(words, {{"number", "5-5555"}}).en.find("5-5555") != std::string::npos);
    CHECK(fill(words, {{"number", "5-5555"}}).es.find("5-5555") != std::string::npos);
  }
  refuses(load_rapid_response_pack(changed_file("rapid-response.json", "NOT DELIVERED: dial {number} now.", "NOT DELIVERED.")),
      "only route");
}

TEST_CASE("RRT: calls per 1 000 patient days, median minutes to arrival, debriefed and taught") {
  const Instant press;
  const HelpCallRecord quick{press, press + minutes(3), true, true, "care-changed"};
  const HelpCallRecord slow{press, press + minutes(10), false, false, "no-change"};
  const HelpCallRecord alone{press, {}, false, false, ""};
  const std::vector<HelpCallRecord> three{quick, slow, alone};
  const HelpFigures figures = help_figures(three, 640);
  CHECK(figures.per_thousand_days == "4.69");
  CHECK(figures.median_minutes_to_arrival == "6.50");
  CHECK(figures.debriefed == "33.33");
  CHECK(figures.about_safety == "33.33");
  CHECK(help_figures({}, 640).per_thousand_days == "0.00");
  CHECK(help_figures(three, 0).per_thousand_days == "not calculable");
  CHECK(help_figures(std::span(&alone, 1), 640).median_minutes_to_arrival == "not calculable");
  CHECK(help_taught(37, 40) == "92.50");
  CHECK(help_taught(0, 0) == "not calculable");
}

TEST_CASE("RRT: the debrief asks the pack's callers, reasons and outcomes") {
  asks("family-call-debrief.questionnaire.json", codes_of(help().callers));
  asks("family-call-debrief.questionnaire.json", codes_of(help().reasons));
  asks("family-call-debrief.questionnaire.json", codes_of(help().outcomes));
}

// ---- 11, teach-back

TEST_CASE("Teach-back: three failed tries, or not able to, involve the family; right in the end does not") {
  CHECK_FALSE(needs_family(teaching(), {"medicine", "partial", 2}));
  CHECK(needs_family(teaching(), {"medicine", "partial", 3}));
  CHECK(needs_family(teaching(), {"medicine", "not-able", 0}));
  CHECK_FALSE(needs_family(teaching(), {"medicine", "correct-after-reteach", 4}));
  CHECK(needs_family(teaching(), {"medicine", "declined", 3}));
  const auto stricter = must_load(load_teach_back_pack(changed_rule("teach-back.json", "\"failedTries\": 3,",
      "\"failedTries\": 2,",
      R"({"id":"x","records":[{"topic":"wave","result":"deferred","failedTries":0}],"expect":{"offered":"0.00"}})")));
  CHECK(needs_family(stricter, {"medicine", "partial", 2}));
}

TEST_CASE("Teach-back: offered of all that were due, correct and right the first time of those tried") {
  const std::vector<TeachBackRecord> records{{"a", "correct-first", 0}, {"b", "correct-after-reteach", 1}, {"c", "partial", 1},
                                             {"d", "deferred", 0},      {"e", "declined", 0}};
  const TeachBackFigures figures = teach_back_figures(teaching(), records);
  CHECK(figures.offered == "80.00");
  CHECK(figures.correct == "66.67");
  CHECK(figures.first_try == "33.33");
  CHECK(teach_back_figures(teaching(), {}).correct == "not calculable");
}

TEST_CASE("Teach-back: the form asks the pack's results") {
  std::vector<std::string> codes;
  for (const TeachBackResult& result : teaching().results) codes.push_back(result.choice.code);
  asks("teach-back.questionnaire.json", codes);
}

// ---- 12, the call after discharge

Zone new_york() { return Zone::find("America/New_York").value(); }
Instant june(unsigned day, int hour, int minute = 0) { return new_york().to_instant({2025, 6, day}, hour * 60 + minute); }
DischargedPatient gone_home(Instant at = june(6, 15)) {
  DischargedPatient patient;
  patient.id = "p";
  patient.discharged_at = at;
  return patient;
}
CallState state_at(const DischargedPatient& patient, Instant now) { return call_line(calls(), patient, now).state; }

TEST_CASE("CALL-O1: discharged Friday 15:00, the call opens Sunday 15:00 and is due Monday 15:00") {
  const DischargedPatient patient = gone_home();
  const CallLine line = call_line(calls(), patient, june(7, 9));
  CHECK(new_york().format(line.opens_at) == "2025-06-08T15:00:00-04:00");
  CHECK(new_york().format(line.target_at) == "2025-06-09T15:00:00-04:00");
  CHECK(line.state == CallState::NotYet);
  CHECK(state_at(patient, june(8, 15)) == CallState::Open);
  CHECK(state_at(patient, june(9, 15)) == CallState::Open);
  CHECK(state_at(patient, june(9, 15, 1)) == CallState::Late);
  CHECK(state_at(patient, june(13, 15)) == CallState::Late);
  CHECK(state_at(patient, june(13, 15, 1)) == CallState::Closed);
}

TEST_CASE("CALL-O1: 17 of 22 eligible reached within 72 hours are 77.27 %") {
  std::vector<DischargedPatient> all;
  for (int n = 0; n < 25; ++n) {
    DischargedPatient patient = gone_home();
    if (n < 3) patient.exclusion = "readmitted";
    else if (n < 20) patient.attempts = {{june(9, 15), "reached", false, {}}};
    else if (n < 22) patient.attempts = {{june(9, 9), "machine", false, {}}, {june(10, 9), "reached", false, {}}};
    else if (n < 24) patient.attempts = {{june(9, 9), "no-answer", false, {}}};
    all.push_back(patient);
  }
  all[5].problem_found = true;
  all[5].actions = 3;
  all[5].actions_closed = 2;
  const CallFigures figures = call_figures(calls(), all);
  CHECK(figures.discharged == 25);
  CHECK(figures.eligible == 22);
  CHECK(figures.reached_in_time == 17);
  CHECK(figures.reached == 19);
  CHECK(figures.reached_in_time_percent == "77.27");
  CHECK(figures.attempted_percent == "95.45");
  CHECK(figures.problems_percent == "5.26");
  CHECK(figures.actions_closed_percent == "66.67");
  CHECK(call_figures(calls(), {}).reached_in_time_percent == "not calculable");
}

TEST_CASE("CALL: hours are elapsed time over a change of clocks") {
  const Zone zone = new_york();
  const DischargedPatient patient = gone_home(zone.to_instant({2025, 10, 31}, 15 * 60));
  CHECK(zone.label(call_line(calls(), patient, patient.discharged_at).target_at) == "14:00");
}

TEST_CASE("CALL: four attempts to the patient, then the other contacts, then nobody") {
  DischargedPatient patient = gone_home();
  patient.alternates = 1;
  for (int n = 0; n < 4; ++n) {
    const CallLine line = call_line(calls(), patient, june(9, 9 + n));
    CHECK(line.next == CallTo::Patient);
    CHECK(line.attempts_left == 4 - n);
    patient.attempts.push_back({june(9, 9 + n), "no-answer", false, {}});
  }
  CHECK(call_line(calls(), patient, june(9, 14)).next == CallTo::Alternate);
  patient.attempts.push_back({june(9, 14), "no-answer", true, {}});
  CHECK(call_line(calls(), patient, june(9, 15)).next == CallTo::Nobody);
  const auto fewer = must_load(load_discharge_call_pack(changed_rule("discharge-call.json", "\"attempts\": 4", "\"attempts\": 2",
      R"({"id":"x","groups":[{"count":1}],"expect":{"attempted":"0.00"}})")));
  CHECK(call_line(fewer, gone_home(), june(9, 9)).attempts_left == 2);
}

TEST_CASE("CALL: a call before 48 hours is allowed and marked early, and counts; at 0 hours it does not") {
  DischargedPatient patient = gone_home();
  patient.attempts = {{june(7, 15), "reached", false, {}}};
  CHECK(judge_call(calls(), patient, patient.attempts[0]) == CallTiming::Early);
  CHECK(state_at(patient, june(8, 15)) == CallState::Reached);
  CHECK(call_figures(calls(), std::span(&patient, 1)).reached_in_time == 1);
  patient.attempts[0].at = june(6, 15);
  CHECK(call_figures(calls(), std::span(&patient, 1)).reached_in_time == 0);
  patient.attempts[0].at = june(9, 15);
  CHECK(judge_call(calls(), patient, patient.attempts[0]) == CallTiming::InWindow);
  patient.attempts[0].at = june(9, 15, 1);
  CHECK(judge_call(calls(), patient, patient.attempts[0]) == CallTiming::Late);
}

TEST_CASE("CALL: excluded, reached and declined leave the list; the earliest target stands first") {
  std::vector<DischargedPatient> all{gone_home(june(7, 9)), gone_home(june(6, 9)), gone_home(), gone_home(), gone_home()};
  for (std::size_t n = 0; n < all.size(); ++n) all[n].id = std::string(1, static_cast<char>('a' + n));
  all[2].exclusion = "hospice";
  all[3].attempts = {{june(9, 9), "reached", false, {}}};
  all[4].attempts = {{june(9, 9), "declined", false, {}}};
  const auto list = call_list(calls(), all, june(9, 10));
  REQUIRE(list.size() == 2);
  CHECK(list[0].patient->id == "b");
  CHECK(list[0].state == CallState::Late);
  CHECK(list[1].patient->id == "a");
  all[0].attempts = {{june(9, 9), "rescheduled", false, june(9, 18)}};
  CHECK(call_list(calls(), all, june(9, 10))[1].not_before == june(9, 18));
}

TEST_CASE("CALL: the form asks the pack's results") {
  std::vector<std::string> codes;
  for (const CallResult& result : calls().results) codes.push_back(result.choice.code);
  asks("discharge-call.questionnaire.json", codes);
  const std::string form = clinical_file("discharge-call.questionnaire.json");
  for (const char* part : {"C1", "C2", "C3", "C4", "C5", "C6", "C7"})
    CHECK(form.find("\"linkId\": \"" + std::string(part) + "\"") != std::string::npos);
}

TEST_CASE("A pack of calls with a broken example, an unknown key or no source does not load") {
  refuses(load_rapid_response_pack(changed_file("rapid-response.json", "\"2.50\"", "\"2.51\"")), "RRT");
  refuses(load_rapid_response_pack(changed_file("rapid-response.json", "\"code\": \"pain\"", "\"code\": \"change\"")), "twice");
  refuses(load_teach_back_pack(changed_file("teach-back.json", "\"failedTries\": 3,", "\"failedTries\": 4,")), "TB three tries");
  refuses(load_teach_back_pack(changed_file("teach-back.json", "\"failedTries\": 3,", "\"failedTries\": 3, \"luck\": 1,")),
      "luck");
  refuses(load_discharge_call_pack(changed_file("discharge-call.json", "\"target\": 72", "\"target\": 96")), "CALL-O1");
  refuses(load_discharge_call_pack(changed_file("discharge-call.json", "\"target\": 72", "\"target\": 24")), "opens");
  refuses(load_discharge_call_pack(changed_file("discharge-call.json", "\"77.27\"", "\"76.00\"")), "77.27");
  refuses(load_discharge_call_pack(changed_file("discharge-call.json", "\"source\": \"red\"", "\"source\": \"hearsay\"")),
      "source");
}

}  // namespace
}  // namespace wardlight::care
