// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/record_round.h"

#include "core/forms/judge.h"
#include "core/workflows/amend_round.h"
#include "core/workflows/close_slot.h"
#include "core/workflows/open_chart.h"
#include "tests/core/workflows/test_ward.h"

namespace wardlight::workflows {
namespace {

json::Value stored(TestWard& ward, const StatementId& id) {
  const auto statement = must(ward.store->find_statement(id));
  REQUIRE(statement.has_value());
  return must(json::parse(statement->bytes));
}

std::string extension_of(const json::Value& resource, std::string_view name) {
  for (const json::Value& one : resource["extension"].items())
    if (one.text_of("url") == "urn:wardlight:" + std::string(name))
      for (const json::Member& member : one.members())
        if (member.name.starts_with("value"))
          return member.value.is_string() ? member.value.text() : std::string(member.value.text_of("reference"));
  return {};
}

TEST_CASE("A full round is saved as one signed QuestionnaireResponse that says when, by whom and under which pack") {
  TestWard ward;
  const Saved saved = ward.save(ward.answered(kSun, kFull));
  CHECK(saved.second_copy == store::SecondCopy::Written);
  CHECK(saved.charting == care::ChartingTime::Prompt);
  const json::Value round = stored(ward, saved.id);
  CHECK(round.text_of("resourceType") == "QuestionnaireResponse");
  CHECK(round.text_of("status") == "completed");
  CHECK(round.text_of("authored") == "2025-06-10T14:20:00-04:00");
  CHECK(round["subject"].text_of("reference") == "Patient/pat-1");
  CHECK(round["encounter"].text_of("reference") == "Encounter/enc-1");
  CHECK(round["author"].text_of("reference") == "Practitioner/ana");
  CHECK(extension_of(round, "recorded") == "2025-06-10T14:20:00-04:00");
  CHECK(extension_of(round, "clock") == "boot-1/0");
  CHECK(extension_of(round, "pack") == "rounding-4p@1.0.0");
  CHECK(round.text_of("questionnaire") == test_content().round_form.canonical());
  const auto statement = must(ward.store->find_statement(saved.id));
  CHECK(crypto::verify(ward.session->sign_key(), store::chain_value(statement->envelope), statement->envelope.signature));
}

TEST_CASE("A saved round is what the hub accepts") {
  TestWard ward;
  for (const auto answers : {kFull, kAsleep, kRefused, kInRoom}) {
    const Saved saved = ward.save(ward.answered(kSun, answers));
    ward.clock.advance(hours(1));
    for (const auto& issue : forms::judge_response(test_content().round_form, stored(ward, saved.id)))
      FAIL_CHECK(issue.link_id << " " << issue.text);
  }
}

TEST_CASE("Corrections, records taken back, reasons and times off the unit are what the hub accepts too") {
  TestWard ward;
  const auto accepted = [&](const forms::Questionnaire& form, const StatementId& id) {
    for (const auto& issue : forms::judge_response(form, stored(ward, id)))
      FAIL_CHECK(form.url << ": " << issue.link_id << " " << issue.text);
  };
  const Saved first = ward.save(ward.answered(kSun, kFull));
  OpenRound correction = must(open_round(ward.ward(), kSun, first.id));
  correction.correction_reason = "typing";
  const Saved corrected = ward.save(correction);
  accepted(test_content().round_form, corrected.id);
  const Outcome back = must(take_back(ward.ward(), {ward.id(), corrected.id, "wrong patient"}));
  accepted(test_content().round_form, back.saved->id);
  const Outcome closed = must(
      close_slot(ward.ward(), {ward.id(), kSun, ward.at(12), "excluded-by-order", "ORD-7", "as agreed"}));
  accepted(test_content().slot_reason_form, closed.saved->id);
  const Outcome away =
      must(record_off_unit(ward.ward(), {ward.id(), kSun, "test", ward.at(12), ward.at(13), {}}));
  accepted(test_content().off_unit_form, away.saved->id);
}

TEST_CASE("A second tap on Save saves once") {
  TestWard ward;
  const OpenRound round = ward.answered(kSun, kFull);
  const Saved first = ward.save(round);
  ward.clock.advance(seconds(1));
  const Saved second = ward.save(round);
  CHECK(first.id == second.id);
  CHECK(first.recorded_at == second.recorded_at);
  CHECK(must(ward.store->count_statements()) == 1);
}

TEST_CASE("An unfinished round is not saved, and each open question is named") {
  TestWard ward;
  const Outcome outcome = must(record_round(ward.ward(), ward.answered(kSun, R"({"RND-01":"yes","RND-02":"2"})")));
  CHECK(objects(outcome, ObjectionKind::FormProblem));
  CHECK(std::ranges::any_of(outcome.objections, [](const Objection& one) { return one.link_id == "RND-06"; }));
  CHECK(must(ward.store->count_statements()) == 0);
}

TEST_CASE("G-3 the future is refused and an old round is a late entry") {
  TestWard ward;
  OpenRound round = ward.answered(kSun, kFull);
  round.occurred_at = ward.at(14, 23);
  CHECK(objects(must(record_round(ward.ward(), round)), ObjectionKind::InFuture));
  round.occurred_at = ward.at(13, 40);
  CHECK(ward.save(round).charting == care::ChartingTime::LateEntry);
  OpenRound old = ward.answered(kSoo, kFull);
  old.occurred_at = ward.at(14) - hours(24);
  CHECK(objects(must(record_round(ward.ward(), old)), ObjectionKind::TooOld));
}

TEST_CASE("A patient who was moved, discharged or changed while the form was open is not charted on") {
  TestWard ward;
  const OpenRound round = ward.answered(kSun, kFull);
  ward.put_patient("1", "Kim", "Sun", "bed-D");
  CHECK(objects(must(record_round(ward.ward(), round)), ObjectionKind::PatientMoved));
  ward.put_patient("1", "Kim", "Sun", "bed-A", "finished");
  CHECK(objects(must(record_round(ward.ward(), round)), ObjectionKind::PatientGone));
  ward.put(
      "Encounter", "enc-1",
      R"("status":"in-progress","subject":{"reference":"Patient/pat-2"},"location":[{"location":{"reference":"Location/bed-A"}}])");
  CHECK(objects(must(record_round(ward.ward(), round)), ObjectionKind::PatientChanged));
  CHECK(must(ward.store->count_statements()) == 0);
}

TEST_CASE("An aide cannot chart asleep twice running by day, a nurse can") {
  TestWard ward;
  ward.sign_in(kAide);
  ward.do_round(kSun, 13, 20, kAsleep);
  ward.set_time(14, 20);
  CHECK(objects(must(record_round(ward.ward(), ward.answered(kSun, kAsleep))), ObjectionKind::AsleepNotAllowed));
  ward.sign_in(kNurse);
  ward.save(ward.answered(kSun, kAsleep));
  CHECK(must(ward.store->count_statements()) == 2);
}

TEST_CASE("Who may not chart is told so, and the refusal is in the audit log") {
  TestWard ward;
  ward.sign_in(kAdmin);
  const auto opened = open_round(ward.ward(), kSun);
  REQUIRE_FALSE(opened.has_value());
  CHECK(opened.error().code == ErrorCode::NotAllowed);
  CHECK(ward.audit_log().back().act == audit::Act::Refused);
}

TEST_CASE("A locked session saves nothing") {
  TestWard ward;
  const OpenRound round = ward.answered(kSun, kFull);
  ward.session->lock();
  const auto outcome = record_round(ward.ward(), round);
  REQUIRE_FALSE(outcome.has_value());
  CHECK(outcome.error().code == ErrorCode::Locked);
  CHECK(must(ward.store->count_statements()) == 0);
}

TEST_CASE("G-4: a correction is a new statement, opened over the old answers, and needs a reason") {
  TestWard ward;
  const Saved wrong = ward.save(ward.answered(kSun, kFull));
  ward.clock.advance(minutes(10));
  OpenRound correction = must(open_round(ward.ward(), kSun, wrong.id));
  CHECK(correction.occurred_at == wrong.occurred_at);
  CHECK(correction.form.complete());
  TestWard::answer(correction, R"({"RND-02":"6"})");
  CHECK_FALSE(must(record_round(ward.ward(), correction)).saved);
  correction.correction_reason = "wrong pain score";
  const Saved right = ward.save(correction);
  const json::Value resource = stored(ward, right.id);
  CHECK(resource.text_of("status") == "amended");
  CHECK(extension_of(resource, "supersedes") == "QuestionnaireResponse/" + wrong.id.value);
  CHECK(extension_of(resource, "reason") == "wrong pain score");
  const ChartView chart = must(open_chart(ward.ward(), kSun));
  REQUIRE(chart.rows.size() == 2);
  CHECK(chart.rows[0].correction);
  CHECK(chart.rows[1].standing == ActStanding::Corrected);
  CHECK(ward.patient(kSun).last_round->occurred_at == wrong.occurred_at);
  OpenRound again = must(open_round(ward.ward(), kSun, wrong.id));
  again.correction_reason = "again";
  CHECK(objects(must(record_round(ward.ward(), again)), ObjectionKind::AlreadyCorrected));
}

TEST_CASE("Somebody else's round is corrected by nobody but the charge nurse") {
  TestWard ward;
  const Saved round = ward.save(ward.answered(kSun, kFull));
  ward.sign_in(kOtherNurse);
  const TakeBack back{ward.id(), round.id, "wrong patient"};
  CHECK(objects(must(take_back(ward.ward(), back)), ObjectionKind::NotTheAuthor));
  ward.sign_in(kCharge);
  CHECK(must(take_back(ward.ward(), back)).saved.has_value());
}

TEST_CASE("A round entered in error leaves every count and stays on the timeline") {
  TestWard ward;
  const Saved round = ward.do_round(kSun, 14, 20, kFull);
  CHECK(ward.patient(kSun).state == care::LiveState::Done);
  const Outcome outcome = must(take_back(ward.ward(), {ward.id(), round.id, "wrong patient"}));
  REQUIRE(outcome.saved.has_value());
  CHECK(stored(ward, outcome.saved->id).text_of("status") == "entered-in-error");
  CHECK(ward.patient(kSun).state == care::LiveState::Due);
  CHECK_FALSE(ward.patient(kSun).last_round.has_value());
  const ChartView chart = must(open_chart(ward.ward(), kSun));
  REQUIRE(chart.rows.size() == 2);
  for (const TimelineRow& row : chart.rows) CHECK(row.standing == ActStanding::EnteredInError);
}

TEST_CASE("Saving and opening are in the audit log with who did it") {
  TestWard ward;
  const Saved saved = ward.save(ward.answered(kSun, kFull));
  must(open_chart(ward.ward(), kSun));
  const auto log = ward.audit_log();
  REQUIRE(log.size() == 3);
  CHECK(log[0].act == audit::Act::FormOpened);
  CHECK(log[1].act == audit::Act::StatementSaved);
  CHECK(log[1].subject == "QuestionnaireResponse/" + saved.id.value);
  CHECK(log[2].act == audit::Act::ChartOpened);
  CHECK(log[2].subject == "Encounter/enc-1");
  CHECK(log[2].who == kNurse.practitioner);
}

TEST_CASE("What a round shows raises its prompts, and a second refusal in a row asks for a talk") {
  TestWard ward;
  const Saved pain = ward.do_round(kSun, 14, 20, kFull);
  CHECK(pain.prompts.empty());
  ward.sign_in(kAide);
  const Saved aide = ward.do_round(kSoo, 14, 20, kFull);
  REQUIRE(aide.prompts.size() == 1);
  CHECK(aide.prompts.front().id == "RND-02-told-by-aide");
  CHECK(ward.do_round(kGrace, 13, 20, kRefused).prompts.empty());
  const Saved twice = ward.do_round(kGrace, 14, 20, kRefused);
  REQUIRE(twice.prompts.size() == 1);
  CHECK(twice.prompts.front().id == "RND-refused-twice");
}

TEST_CASE("A form pinned to a temporary patient goes on when the hospital sends the real one") {
  TestWard ward;
  ward.put("Patient", "pat-t", R"("meta":{"tag":[{"code":"temporary"}]},"name":[{"family":"New"}])");
  ward.put(
      "Encounter", "enc-t",
      R"("meta":{"tag":[{"code":"temporary"}]},"status":"in-progress","subject":{"reference":"Patient/pat-t"},"location":[{"location":{"reference":"Location/bed-D"}}])");
  const OpenRound round = ward.answered({"enc-t"}, kFull);
  ward.put("Patient", "pat-t",
           R"("link":[{"type":"replaced-by","other":{"reference":"Patient/pat-9"}}],"name":[{"family":"New"}])");
  ward.put_patient("9", "New", "Nora", "bed-D");
  ward.put(
      "Encounter", "enc-t",
      R"("extension":[{"url":"urn:wardlight:replaced-by","valueReference":{"reference":"Encounter/enc-9"}}],"status":"in-progress","subject":{"reference":"Patient/pat-t"},"location":[{"location":{"reference":"Location/bed-D"}}])");
  ward.save(round);
  CHECK(ward.patient({"enc-9"}).last_round.has_value());
}

}  // namespace
}  // namespace wardlight::workflows
