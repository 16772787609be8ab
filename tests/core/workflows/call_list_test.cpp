// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/care_figures.h"
#include "core/workflows/read_call_list.h"
#include "core/workflows/read_contacts.h"
#include "core/workflows/read_own_figures.h"
#include "core/workflows/read_unit_work.h"
#include "core/workflows/record_form.h"
#include "tests/core/workflows/test_ward.h"

namespace wardlight::workflows {
namespace {

// Beside the ward's three patients some who left: each with a telephone, and a daughter with another.
struct Discharges : TestWard {
  void put_left(const std::string& id, Instant left, const std::string& members = "", const std::string& disposition = "home") {
    put("Patient", "pat-" + id,
        R"("name":[{"family":"Brown","given":["Den"]}],"birthDate":"1950-01-02","telecom":[{"system":"phone","value":"555 0134"}],)"
        R"("contact":[{"relationship":[{"text":"daughter"}],"name":{"text":"Mia Brown"},"telecom":[{"system":"phone","value":"555 0135"}]}])" +
            members);
    put("Encounter", "enc-" + id,
        R"("status":"finished","subject":{"reference":"Patient/pat-)" + id +
            R"("},"period":{"start":"2025-05-30T06:00:00-04:00","end":")" + zone.format(left) +
            R"("},"hospitalization":{"dischargeDisposition":{"coding":[{"code":")" + disposition +
            R"("}]}},)"
            R"("location":[{"location":{"reference":"Location/bed-D"},"status":"completed","period":{"start":"2025-05-30T06:00:00-04:00","end":")" +
            zone.format(left) + R"("}}])");
  }
  CallList list() { return must(read_call_list(ward(), {"unit-1"})); }
  Outcome call(const std::string& encounter, std::string_view answers) {
    OpenForm form = must(open_form(ward(), {encounter}, "discharge-call"));
    answer(form, answers);
    return must(record_form(ward(), form));
  }
};

constexpr std::string_view kNoAnswer = R"({"CAL-1":"no-answer","CAL-2":"patient"})";

TEST_CASE("CALL-O1: who left is on the list with the window of the pack, a telephone and the attempts that were recorded") {
  Discharges ward;
  ward.put_left("9", ward.at(14) - hours(60));
  ward.put_left("8", ward.at(14) - hours(80));
  ward.put_left("7", ward.at(14) - hours(20));
  ward.put_left("6", ward.at(14) - hours(24 * 9));  // too long ago
  auto rows = ward.list().rows;
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].encounter == EncounterId{"enc-8"});
  CHECK(rows[0].state == care::CallState::Late);
  CHECK(rows[1].state == care::CallState::Open);
  CHECK(rows[2].state == care::CallState::NotYet);
  CHECK(rows[1].phones.front().number == "555 0134");
  CHECK(rows[1].alternates.front().who == "Mia Brown (daughter)");
  for (int i = 0; i < 4; ++i) {
    REQUIRE(ward.call("enc-9", kNoAnswer).saved);
    ward.clock.advance(minutes(5));
  }
  rows = ward.list().rows;
  CHECK(rows[1].attempts == 4);
  CHECK(rows[1].next == care::CallTo::Alternate);
  CHECK(rows[1].last_result == "no-answer");
  REQUIRE(ward.call("enc-8", R"({"CAL-1":"declined","CAL-2":"patient"})").saved);
  CHECK(ward.list().rows.back().state == care::CallState::Ended);
  CHECK(ward.list().figures.eligible == 3);
  CHECK(ward.list().figures.attempted_percent == "66.67");
}

TEST_CASE("CALL: nobody calls who died, went to a facility, came back or wants no call; they are counted apart") {
  Discharges ward;
  const Instant left = ward.at(14) - hours(60);
  ward.put_left("9", left, R"(,"deceasedBoolean":true)");
  ward.put_left("8", left, "", "snf");
  ward.put_left("7", left);
  ward.put("Encounter", "enc-77",
           R"("status":"in-progress","subject":{"reference":"Patient/pat-7"},"period":{"start":"2025-06-10T08:00:00-04:00"},)"
           R"("location":[{"location":{"reference":"Location/bed-D"},"status":"active"}])");
  CHECK(ward.list().rows.empty());
  CHECK(ward.list().figures.discharged == 3);
  CHECK(ward.list().figures.eligible == 0);
}

TEST_CASE("The form of the call is for after the stay, every other form is not, and an aide has neither list nor call") {
  Discharges ward;
  ward.put_left("9", ward.at(14) - hours(60));
  CHECK(objects(ward.call("enc-1", kNoAnswer), ObjectionKind::RuleRefused));
  OpenForm morse = must(open_form(ward.ward(), {"enc-9"}, "morse"));
  CHECK(objects(must(record_form(ward.ward(), morse, Finish::Partial)), ObjectionKind::PatientGone));
  ward.sign_in(kAide);
  CHECK(read_call_list(ward.ward(), {"unit-1"}).error().code == ErrorCode::NotAllowed);
}

TEST_CASE("What was promised on the telephone is one task of the call, and closing it closes the action in the figures") {
  Discharges ward;
  ward.put_left("9", ward.at(14) - hours(60));
  OpenForm form = must(open_form(ward.ward(), {"enc-9"}, "discharge-call"));
  Discharges::answer(form, R"({"CAL-1":"reached","CAL-2":"patient","CAL-3":"en","CAL-5":"yes"})");
  REQUIRE(must(record_form(ward.ward(), form, Finish::Partial)).saved);  // a partial record makes no task
  CHECK(ward.list().tasks.empty());
  const StatementId id = ward.id();
  REQUIRE(must(raise_task(ward.ward(), {id, {"enc-9"}, "call-action", "Send the medicine list"})).saved);
  CHECK(ward.list().tasks.size() == 1);
}

TEST_CASE("The number to call comes with the hospital's own locations: the unit's before the hospital's, and help before the desk") {
  TestWard ward;
  CHECK(must(read_contacts(*ward.store, {"unit-1"})).help.empty());
  ward.put(
      "Location", "site",
      R"("name":"House","telecom":[{"system":"phone","value":"1000","extension":[{"url":"urn:wardlight:contact","valueCode":"help"}]}])");
  ward.put("Location", "unit-1",
           R"("name":"5 East","physicalType":{"coding":[{"code":"wa"}]},"partOf":{"reference":"Location/site"},)"
           R"("telecom":[{"system":"fax","value":"1"},{"system":"phone","value":"5512"}])");
  UnitContacts contacts = must(read_contacts(*ward.store, {"unit-1"}));
  CHECK(contacts.help == "1000");
  CHECK(contacts.desk == "5512");
  CHECK(must(read_contacts(*ward.store, {})).desk == "5512");
  ward.put("Location", "unit-2",
           R"("name":"5 West","physicalType":{"coding":[{"code":"wa"}]},"partOf":{"reference":"Location/site"})");
  CHECK(must(read_contacts(*ward.store, {})).help == "1000");
  CHECK(must(read_contacts(*ward.store, {})).desk.empty());  // the units do not agree
}

TEST_CASE("A task of a round that needs somebody now and was not delivered says which number to call") {
  TestWard ward;
  ward.put("Location", "unit-1",
           R"("name":"5 East","physicalType":{"coding":[{"code":"wa"}]},"telecom":[{"system":"phone","value":"5512"}])");
  std::string answers(kFull);
  answers.replace(answers.find(R"("RND-12":"none")"), 15, R"("RND-12":"problem","RND-12-R":"Dressing is loose")");
  ward.do_round(kSun, 14, 30, answers);
  const UnitWork work = must(read_unit_work(ward.ward(), {"unit-1"}));
  REQUIRE(work.undelivered.size() == 1);
  CHECK(work.undelivered.front().phone == "5512");
}

TEST_CASE("Figures of the bedside: one's own and the unit's pooled, which only who may see the board reads (BSR, HH, TB)") {
  TestWard ward;
  const auto record = [&](std::string_view name, std::string_view answers) {
    OpenForm form = must(open_form(ward.ward(), kSun, name));
    TestWard::answer(form, answers);
    accepted(record_form(ward.ward(), form));
    ward.clock.advance(minutes(1));
  };
  const std::string teach = R"({"TBK-1":"call-light","TBK-2":"patient","TBK-3":"en","TBK-4":"say","TBK-8":"none","TBK-5":")";
  record("teach-back", teach + R"(correct-first"})");
  record("device-urinary-maintenance",
         R"({"DUM-1":"yes","DUM-2":"yes","DUM-3":"yes","DUM-4":"yes","DUM-5":"yes","DUM-6":"yes"})");
  const Instant now = ward.clock.now();
  const OwnFigures own = must(read_own_figures(ward.ward(), now - hours(24), now));
  CHECK(own.care.teach_back.first_try == "100.00");
  REQUIRE(own.care.devices.size() == 1);
  CHECK(own.care.devices.front().maintenance.compliance == "100.00");
  ward.sign_in(kOtherNurse);
  CHECK(must(read_own_figures(ward.ward(), now - hours(24), now)).care.teach_back.due == 0);
  const CareOfUnit unit = must(read_care_of_unit(ward.ward(), {"unit-1"}, now - hours(24), now));
  CHECK(unit.care.teach_back.due == 1);
  CHECK(unit.care.devices.size() == 1);
  ward.sign_in(kAide);
  CHECK(read_care_of_unit(ward.ward(), {"unit-1"}, now - hours(24), now).error().code == ErrorCode::NotAllowed);
}

}  // namespace
}  // namespace wardlight::workflows
