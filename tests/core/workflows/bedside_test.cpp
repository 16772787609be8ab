// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/assign_patients.h"
#include "core/workflows/place_device.h"
#include "core/workflows/read_own_figures.h"
#include "core/workflows/read_unit_work.h"
#include "core/workflows/record_form.h"
#include "core/workflows/replay.h"
#include "core/workflows/review_incident.h"
#include "tests/core/workflows/test_ward.h"

namespace wardlight::workflows {
namespace {

struct Bedside : TestWard {
  BedsideView view() { return must(read_bedside(ward(), kSun)); }
  UnitWork work() { return must(read_unit_work(ward(), {"unit-1"})); }
  OpenForm form(std::string_view name, std::string_view answers) {
    OpenForm open = must(open_form(ward(), kSun, name));
    answer(open, answers);
    return open;
  }
};

constexpr std::string_view kMorse =
    R"({"MFS-1":"LA33-6","MFS-2":"LA32-8","MFS-3":"LA13030-4","MFS-4":"LA32-8","MFS-5":"LA13033-8","MFS-6":"LA13036-1"})";

TEST_CASE("Any form of the catalogue is opened, kept half-done, saved and read back with the pack that judges it") {
  Bedside ward;
  OpenForm open = ward.form("morse", R"({"MFS-1":"LA33-6"})");
  must(keep_draft(ward.ward(), open));
  open = must(open_form(ward.ward(), kSun, "morse"));
  CHECK(open.draft_changed_at.has_value());
  CHECK(objects(must(record_form(ward.ward(), open)), ObjectionKind::FormProblem));
  Bedside::answer(open, kMorse);
  const Saved saved = ward.saved(record_form(ward.ward(), open));
  CHECK(ward.saved(record_form(ward.ward(), open)).id == saved.id);
  const auto instruments = ward.view().instruments;
  REQUIRE(instruments.size() == 1);
  CHECK(instruments.front().form == "morse");
  CHECK(instruments.front().total == "25");
  CHECK(instruments.front().band == "moderate");
  CHECK(instruments.front().pack == test_content().forms.find("morse")->pack);
}

TEST_CASE("G-1: a partial form is saved without a total, and only a nurse finishes an assessment") {
  Bedside ward;
  OpenForm open = ward.form("morse", R"({"MFS-1":"LA33-6"})");
  ward.saved(record_form(ward.ward(), open, Finish::Partial));
  const auto instruments = ward.view().instruments;
  REQUIRE(instruments.size() == 1);
  CHECK(instruments.front().partial);
  CHECK_FALSE(instruments.front().total.has_value());
  CHECK(instruments.front().band.empty());
  ward.sign_in(kAide);
  CHECK(open_form(ward.ward(), kSun, "morse").error().code == ErrorCode::NotAllowed);
  CHECK(open_form(ward.ward(), kSun, "no-such-form").error().code == ErrorCode::NotFound);
}

TEST_CASE("A device is placed, counted by days of the calendar and taken out once (clinical.md 7.4)") {
  Bedside ward;
  const StatementId id = ward.id();
  ward.saved(place_device(ward.ward(), {id, kSun, "urinary", ward.at(8), false, "", "retention", ""}));
  CHECK(must(place_device(ward.ward(), {id, kSun, "urinary", ward.at(8), false, "", "", ""})).saved->id == id);
  CHECK(objects(must(place_device(ward.ward(), {ward.id(), kSun, "urinary", ward.at(20), false, "", "", ""})),
                ObjectionKind::InFuture));
  auto devices = ward.view().devices;
  REQUIRE(devices.size() == 1);
  CHECK(devices.front().day == 1);
  CHECK(devices.front().indication == "retention");
  ward.clock.advance(hours(48));
  CHECK(ward.view().devices.front().day == 3);
  const Instant out = ward.clock.now();
  const std::string device = devices.front().reference;
  CHECK(objects(must(remove_device(ward.ward(), {ward.id(), device, ward.at(7), "not-needed"})), ObjectionKind::TimesWrong));
  ward.saved(remove_device(ward.ward(), {ward.id(), device, out, "not-needed"}));
  CHECK(ward.view().devices.empty());
  CHECK(objects(must(remove_device(ward.ward(), {ward.id(), device, out, "again"})), ObjectionKind::AlreadyCorrected));
}

TEST_CASE("The hospital's own device is shown with the ward's, and can be taken out here") {
  Bedside ward;
  ward.put("DeviceUseStatement", "line-1",
           R"("status":"active","subject":{"reference":"Patient/pat-1"},"timingPeriod":{"start":"2025-06-09T10:00:00-04:00"},)"
           R"("device":{"identifier":{"value":"central-line"}})");
  auto devices = ward.view().devices;
  REQUIRE(devices.size() == 1);
  CHECK_FALSE(devices.front().ours);
  CHECK(devices.front().day == 1);  // in place when the patient came: counted from arrival
  ward.saved(remove_device(ward.ward(), {ward.id(), devices.front().reference, ward.at(14), "not-needed"}));
  CHECK(ward.view().devices.empty());
}

TEST_CASE("6.9: each step at once after a fall is a statement that the next nurse sees, and a step of no list is refused") {
  Bedside ward;
  ReportIncident fall;
  fall.id = ward.id(), fall.encounter = kSun, fall.kind = "fall", fall.occurred_at = ward.clock.now(), fall.notice = ward.id();
  ward.saved(report_incident(ward.ward(), fall));
  ward.saved(take_fall_step(ward.ward(), {ward.id(), kSun, "FAL-call"}));
  CHECK(objects(must(take_fall_step(ward.ward(), {ward.id(), kSun, "FAL-dance"})), ObjectionKind::RuleRefused));
  ward.sign_in(kOtherNurse);
  const auto steps = ward.view().fall_steps;
  REQUIRE(steps.size() == 1);
  CHECK(steps.front().step == "FAL-call");
  CHECK(steps.front().by_name == "Ana Ruiz");
}

TEST_CASE("A task goes from raised to verified step by step, and one nobody takes is the charge nurse's after a while") {
  Bedside ward;
  const StatementId id = ward.id();
  ward.saved(raise_task(ward.ward(), {id, kSun, "service", "Broken bed rail"}));
  CHECK(ward.view().tasks.front().state == "raised");
  CHECK(ward.work().escalated.empty());
  CHECK(ward.work().badges.front().open_tasks == 1);
  ward.clock.advance(test_content().tasks.ladder.front().unaccepted);
  CHECK(ward.work().escalated.size() == 1);
  CHECK(objects(must(move_task(ward.ward(), {ward.id(), id, TaskStep::Verify})), ObjectionKind::RuleRefused));
  CHECK(objects(must(move_task(ward.ward(), {ward.id(), id, TaskStep::Decline})), ObjectionKind::RuleRefused));
  ward.sign_in(kAide);
  ward.saved(move_task(ward.ward(), {ward.id(), id, TaskStep::Accept}));
  CHECK(ward.view().tasks.front().owner_name == "Dia Singh");
  ward.saved(move_task(ward.ward(), {ward.id(), id, TaskStep::Done, "new rail"}));
  CHECK(ward.view().tasks.front().state == "done");
  ward.saved(move_task(ward.ward(), {ward.id(), id, TaskStep::Reopen, "loose again"}));
  CHECK(ward.view().tasks.front().state == "reopened");
  ward.saved(move_task(ward.ward(), {ward.id(), id, TaskStep::Done}));
  ward.saved(move_task(ward.ward(), {ward.id(), id, TaskStep::Verify}));
  CHECK(ward.view().tasks.empty());
}

TEST_CASE("A problem in a round becomes somebody's task in the same save, once, and says what it came from") {
  Bedside ward;
  std::string answers(kFull);
  answers.replace(answers.find(R"("RND-12":"none")"), 15, R"("RND-12":"problem","RND-12-R":"Dressing is loose")");
  const OpenRound round = ward.answered(kSun, answers);
  const Saved saved = ward.save(round);
  REQUIRE(ward.view().tasks.size() == 1);
  const WorkTask task = ward.view().tasks.front();
  CHECK(task.kind == "line-problem");
  CHECK(task.due == saved.recorded_at + minutes(15));
  CHECK(task.undelivered());
  CHECK(must(record_round(ward.ward(), round)).saved->id == round.id);
  ward.clock.advance(hours(1));
  ward.save(ward.answered(kSun, answers));
  CHECK(ward.view().tasks.size() == 1);
}

TEST_CASE("What needs a person now and is not on the hub stays NOT DELIVERED until somebody confirms, on every tablet screen") {
  Bedside ward;
  const StatementId id = ward.id();
  RaiseTask task{id, kSun, "provider-call", "Call the provider", "provider"};
  task.needs_person_now = true;
  task.phone = "ext. 4711";
  ward.saved(raise_task(ward.ward(), task));
  ward.sign_in(kCharge);
  REQUIRE(ward.work().undelivered.size() == 1);
  CHECK(ward.work().undelivered.front().phone == "ext. 4711");
  CHECK(must(ward.store->list_unsent(10)).front().urgency == store::Urgency::Urgent);
  ward.saved(move_task(ward.ward(), {ward.id(), id, TaskStep::ToldByPhone}));
  CHECK(ward.work().undelivered.empty());
  CHECK(ward.work().tasks.size() == 1);
}

TEST_CASE("An aide sees the work of the own patients, and of all what could not be delivered or who called for help") {
  Bedside ward;
  const StatementId other = ward.id();
  RaiseTask urgent{ward.id(), {"enc-2"}, "breathing", "Look now", "nurse"};
  urgent.needs_person_now = true;
  ward.saved(raise_task(ward.ward(), {other, {"enc-2"}, "service", "A pillow for bed 2", "aide"}));
  ward.saved(raise_task(ward.ward(), {ward.id(), kSun, "service", "A pillow", "aide"}));
  ward.saved(raise_task(ward.ward(), {ward.id(), kSun, "service", "Water", "nurse"}));
  ward.saved(raise_task(ward.ward(), urgent));
  ward.saved(call_for_help(ward.ward(), {ward.id(), {"enc-2"}, "family", "not-heard"}));
  const UnitWork all = ward.work();
  ward.sign_in(kAide);
  const UnitWork nobody = ward.work();
  CHECK(nobody.badges.empty());
  CHECK(nobody.tasks.size() == 2);  // what waits for an aide, whoever's patient it is
  CHECK(nobody.undelivered.size() == 1);
  CHECK(nobody.help.size() == 1);
  must(take_over(ward.ward(), kSun));
  ward.clock.advance(seconds(1));
  const UnitWork own = ward.work();
  REQUIRE(own.badges.size() == 1);
  CHECK(own.badges.front().encounter == kSun);
  CHECK(own.badges.front().open_tasks == 2);
  CHECK(own.tasks.size() == 3);
  CHECK(all.tasks.size() == 4);
  CHECK(all.badges.size() > 1);
}

TEST_CASE("A hazard is the unit's and belongs to no patient") {
  Bedside ward;
  ward.saved(raise_task(ward.ward(), {ward.id(), {}, "hazard", "Lift battery is empty", "charge"}));
  CHECK(ward.view().tasks.empty());
  CHECK(ward.work().tasks.size() == 1);
}

TEST_CASE("A patient's question waits until it is answered, and is handed on meanwhile (7.2)") {
  Bedside ward;
  const StatementId id = ward.id();
  ward.saved(ask_question(ward.ward(), {id, kSun, "medicine", "What is the white pill for?", "nurse"}));
  REQUIRE(ward.view().questions.size() == 1);
  CHECK_FALSE(ward.view().questions.front().answered_at.has_value());
  ward.saved(answer_question(ward.ward(), {ward.id(), id, "Blood pressure"}));
  CHECK(ward.view().questions.front().answer == "Blood pressure");
}

TEST_CASE("A family call is sent before all else and shows as not delivered until somebody confirms (clinical.md 10)") {
  Bedside ward;
  const StatementId id = ward.id();
  ward.saved(call_for_help(ward.ward(), {id, kSun, "family", "not-heard"}));
  REQUIRE(ward.view().help.size() == 1);
  CHECK(ward.view().help.front().undelivered());
  CHECK(must(ward.store->list_unsent(10)).front().statement.id == id);
  ward.saved(move_help(ward.ward(), {ward.id(), id, HelpStep::Confirmed}));
  CHECK_FALSE(ward.view().help.front().undelivered());
  CHECK(objects(must(move_help(ward.ward(), {ward.id(), id, HelpStep::Closed})), ObjectionKind::NothingToDo));
  ward.saved(move_help(ward.ward(), {ward.id(), id, HelpStep::Arrived}));
  ward.saved(move_help(ward.ward(), {ward.id(), id, HelpStep::Closed, "care-changed"}));
  CHECK(ward.view().help.empty());
}

TEST_CASE("A fall is an incident apart from the chart: not in its timeline, facts, statements or feed, and only an id links") {
  Bedside ward;
  const Saved round = ward.do_round(kSun, 13, 5, kFull);
  ward.set_time(14, 20);
  ReportIncident fall;
  fall.id = ward.id();
  fall.encounter = kSun;
  fall.kind = "fall";
  fall.occurred_at = ward.at(14, 10);
  fall.level = "minor";
  fall.details = {{"witnessed", "no"}};
  fall.notice = ward.id();
  ward.saved(report_incident(ward.ward(), fall));
  CHECK_FALSE(must(ward.store->find_statement(fall.id)).has_value());
  CHECK(must(ward.store->find_incident(fall.id)).has_value());
  CHECK(must(ward.store->list_unsent(10)).size() == 3);
  for (const auto& row : must(ward.store->list_timeline(kSun, 50))) CHECK(row.id != fall.id);
  for (const auto& statement : must(ward.store->list_statements(0, 50)).statements) {
    CHECK(statement.type != "AdverseEvent");
    CHECK(statement.bytes.find("witnessed") == std::string::npos);
  }
  CHECK(must(report_incident(ward.ward(), fall)).saved->id == fall.id);
  CHECK(read_incidents(ward.ward(), "own").error().code == ErrorCode::NotAllowed);
  ward.sign_in(kCharge);
  CHECK(read_incidents(ward.ward(), "").error().code == ErrorCode::NotAllowed);
  const auto seen = must(read_incidents(ward.ward(), "morning review"));
  REQUIRE(seen.size() == 1);
  CHECK(seen.front().level == "minor");
  REQUIRE(seen.front().rounds.size() == 1);
  CHECK(seen.front().rounds.front().round == round.id);
  CHECK(seen.front().rounds.front().hash == crypto::to_hex(must(ward.store->find_statement(round.id))->envelope.hash));
  CHECK(ward.audit_log().back().act == audit::Act::IncidentsRead);
  CHECK(ward.audit_log().back().detail == "morning review");
}

TEST_CASE("A huddle's answers lie with the incident and not in the chart") {
  Bedside ward;
  ReportIncident fall;
  fall.id = ward.id();
  fall.encounter = kSun;
  fall.kind = "fall";
  fall.occurred_at = ward.at(14, 10);
  ward.saved(report_incident(ward.ward(), fall));
  OpenForm huddle = must(open_form(ward.ward(), kSun, "fall-huddle"));
  Bedside::answer(
      huddle,
      R"({"HUD-1":["nurse","patient"],"HUD-2":"Reached for the phone","HUD-3":"The phone","HUD-4":"Table in reach","HUD-5":"yes","HUD-6":"yes","HUD-7":"not-needed","HUD-8":"yes"})");
  huddle.about = "AdverseEvent/" + fall.id.value;
  const Saved saved = ward.saved(record_form(ward.ward(), huddle));
  CHECK_FALSE(must(ward.store->find_statement(saved.id)).has_value());
  ward.sign_in(kCharge);
  CHECK(must(read_incidents(ward.ward(), "review")).front().forms == std::vector<std::string>{"fall-huddle"});
}

TEST_CASE("Own figures are of who is signed in and nobody else; pooled flags name nobody and need a reason that is audited") {
  Bedside ward;
  ward.do_round(kSun, 13, 5, kFull);
  ward.sign_in(kOtherNurse);
  ward.do_round(kSoo, 13, 40, kFull);
  ward.do_round(kGrace, 14, 5, kFull);
  ward.saved(thank_colleague(ward.ward(), {ward.id(), kNurse.practitioner, "Thank you for the night"}));
  CHECK(must(read_own_figures(ward.ward(), ward.at(7), ward.at(19))).rounds == 2);
  CHECK(read_integrity_flags(ward.ward(), {"unit-1"}, ward.at(7), ward.at(19), "look").error().code == ErrorCode::NotAllowed);
  ward.sign_in(kNurse);
  const OwnFigures mine = must(read_own_figures(ward.ward(), ward.at(7), ward.at(19)));
  CHECK(mine.rounds == 1);
  CHECK(mine.hand_hygiene_asked == 1);
  CHECK(mine.hand_hygiene_yes == 1);
  CHECK(mine.thanks == std::vector<std::string>{"Thank you for the night"});
  ward.sign_in(kCharge);
  CHECK(read_integrity_flags(ward.ward(), {"unit-1"}, ward.at(7), ward.at(19), "").error().code == ErrorCode::NotAllowed);
  CHECK(must(read_integrity_flags(ward.ward(), {"unit-1"}, ward.at(7), ward.at(19), "monthly look")).rounds == 3);
  CHECK(ward.audit_log().back().act == audit::Act::FlagsOpened);
  ward.sign_in(kAdmin);
  CHECK(read_own_figures(ward.ward(), ward.at(7), ward.at(19)).error().code == ErrorCode::NotAllowed);
}

TEST_CASE("A task that a rule or a round asked for is told in both languages, one that a person wrote as it was written") {
  Bedside ward;
  const auto view = must(read_bedside(ward.ward(), kSun));
  const auto risk = std::ranges::find_if(view.prompts, [](const auto& one) { return one.prompt.id == "fall-risk-missing"; });
  REQUIRE(risk != view.prompts.end());
  ward.saved(make_task_of(ward.ward(), ward.id(), *risk));
  ward.saved(raise_task(ward.ward(), {ward.id(), kSun, "service", "Fresh water, please"}));
  const auto tasks = must(read_bedside(ward.ward(), kSun)).tasks;
  REQUIRE(tasks.size() == 2);
  for (const WorkTask& task : tasks) {
    if (task.kind == "service") {
      CHECK(task.text.in("es") == "Fresh water, please");
      continue;
    }
    CHECK(task.text.in("en") == risk->prompt.text.en);
    CHECK(task.text.in("es") == risk->prompt.text.es);
    CHECK(task.text.en.find("4 hours") != std::string::npos);
    CHECK(task.text.es.find("4 horas") != std::string::npos);
  }
}

TEST_CASE("MFS-R6: what the chart knows is offered with its source and age, and never filled in by itself") {
  Bedside ward;
  const StatementId iv = ward.id();
  ward.saved(place_device(ward.ward(), {iv, kSun, "iv", ward.at(9), false, "left arm", "", ""}));
  const OpenForm morse = must(open_form(ward.ward(), kSun, "morse"));
  REQUIRE(morse.offers.size() == 1);
  CHECK(morse.offers.front().link_id == "MFS-4");
  CHECK(morse.offers.front().answer.coding.code == "LA33-6");
  CHECK(morse.offers.front().at == ward.at(9));
  CHECK(morse.offers.front().source == "DeviceUseStatement/" + iv.value);
  CHECK(morse.form.answers({"MFS-4", {}}).empty());
}

TEST_CASE("ABCS: who would be harmed by a fall has a mark on the board, whatever the band (6.6)") {
  Bedside ward;
  ward.sign_in(kCharge);
  CHECK_FALSE(ward.work().badges.front().harm_risk);
  ward.put("Patient", "pat-1", R"("name":[{"family":"Kim","given":["Sun"]}],"birthDate":"1938-01-02")");
  CHECK(ward.work().badges.front().harm_risk);
}

TEST_CASE("No known allergy is shown as none, never as an allergy") {
  Bedside ward;
  CHECK_FALSE(ward.patient(kSun).allergies.has_value());
  ward.put("AllergyIntolerance", "none-1",
           R"("patient":{"reference":"Patient/pat-1"},"code":{"coding":[{"code":"716186003"}],"text":"No known allergies"})");
  CHECK(ward.patient(kSun).allergies == "");
  ward.put("AllergyIntolerance", "latex-1", R"("patient":{"reference":"Patient/pat-1"},"code":{"text":"Latex"})");
  CHECK(ward.patient(kSun).allergies == "Latex");
}

TEST_CASE("The prompts computed from exported resources alone are those of the tablet, to the byte") {
  Bedside ward;
  ward.put("MedicationAdministration", "med-1",
           R"("status":"completed","subject":{"reference":"Patient/pat-1"},"context":{"reference":"Encounter/enc-1"},)"
           R"("effectiveDateTime":"2025-06-10T12:00:00-04:00","medicationCodeableConcept":{"text":"oxycodone 5 mg"})");
  ward.put("Observation", "obs-1",
           R"("status":"final","subject":{"reference":"Patient/pat-1"},"effectiveDateTime":"2025-06-10T13:00:00-04:00",)"
           R"("code":{"coding":[{"system":"http://loinc.org","code":"8867-4"}]},"valueQuantity":{"value":96,"code":"/min"})");
  ward.do_round(kSun, 13, 5, kFull);
  ward.set_time(14, 20);
  ward.saved(place_device(ward.ward(), {ward.id(), kSun, "urinary", ward.at(8), false, "", "", ""}));
  ward.saved(ask_question(ward.ward(), {ward.id(), kSun, "plan", "When do I go home?", ""}));
  OpenForm morse = ward.form("morse", kMorse);
  ward.saved(record_form(ward.ward(), morse));
  std::string lines;
  for (const auto& type : {"Location", "Patient", "Encounter", "MedicationAdministration", "Observation"})
    for (const auto& item : must(ward.store->list_references(type))) lines += item.bytes + "\n";
  for (const auto& statement : must(ward.store->list_statements(0, 1000)).statements) lines += statement.bytes + "\n";
  const auto resources = must(read_export(lines));
  for (const Instant at : {ward.clock.now(), ward.clock.now() + hours(5), ward.clock.now() + hours(26)}) {
    ward.clock.set_wall(at);
    for (const EncounterId& encounter : {kSun, kSoo, kGrace}) {
      const auto facts = must(facts_of_export(test_content(), resources, at));
      const auto again = care::prompts_for(test_content().prompts, facts.at(encounter), at, ward.zone);
      const auto shown = must(read_prompts(ward.ward(), encounter));
      CHECK(prompts_text(shown, ward.zone) == prompts_text(again, ward.zone));
      CHECK_FALSE(shown.empty());
    }
  }
}

}  // namespace
}  // namespace wardlight::workflows
