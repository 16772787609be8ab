// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/close_shift.h"

#include <set>

#include "core/forms/judge.h"
#include "core/workflows/ask_question.h"
#include "core/workflows/assign_patients.h"
#include "core/workflows/assignment_board.h"
#include "core/workflows/close_slot.h"
#include "core/workflows/read_downtime.h"
#include "core/workflows/read_unit_figures.h"
#include "core/workflows/settle_open.h"
#include "core/workflows/tasks.h"
#include "tests/core/workflows/test_ward.h"

namespace wardlight::workflows {
namespace {

using care::OpenKind;

struct ShiftWard : TestWard {
  explicit ShiftWard(std::string device = "tablet-1") : TestWard(std::move(device)) { sign_in(kCharge); }
  const care::Shift shift = *care::find_shift(test_content().shift, zone, "2025-06-10/day");

  OtherTablets all_heard() { return std::vector<TabletNews>{{{"tablet-9"}, "Blue", clock.now(), {}, 0}}; }
  ShiftView view(const OtherTablets& others) { return must(read_shift(ward(), {"unit-1"}, shift, others)); }
  ShiftView view() { return view(all_heard()); }
  int open(OpenKind kind) {
    for (const care::OpenItem& item : view().picture.wrong)
      if (item.kind == kind) return item.count;
    return 0;
  }
  CloseShift closing(const ShiftView& shown) {
    CloseShift close{id(), {"unit-1"}, shift, shown.hash, {}};
    for (const care::OpenItem& item : shown.picture.wrong) close.why[item.kind] = "passed-on";
    return close;
  }
  Outcome sign(const CloseShift& close) { return must(close_shift(ward(), *pin_of(kCharge), close, all_heard())); }
  StatementId close_now() {
    const CloseShift close = closing(view());
    return accepted(sign(close)).id;
  }
  Saved round_at(const EncounterId& encounter, int hour, int minute, bool from_paper = false, std::string_view answers = kFull) {
    OpenRound round = answered(encounter, answers);
    round.occurred_at = at(hour, minute);
    round.from_paper = from_paper;
    return save(round);
  }
  // Late enough in the hour to count for no earlier slot (RND-S4).
  void all_rounds(const EncounterId& encounter, int from, int until) {
    for (int hour = from; hour < until; ++hour) do_round(encounter, hour, 20, kFull);
  }
};

TEST_CASE("A shift adds up slot by slot: D = C + R + Mr + Mu over its own slots, whatever the hour it is looked at") {
  ShiftWard ward;
  ward.all_rounds(kSun, 7, 12);
  ward.do_round(kSoo, 7, 25, kRefused);
  ward.set_time(19, 30);
  const ShiftView view = ward.view();
  CHECK(view.facts.patients.size() == 3);
  for (const care::ShiftPatient& patient : view.facts.patients) {
    CHECK(patient.rounds.size() == 12);
    CHECK(patient.counts.due ==
          patient.counts.done + patient.counts.refused + patient.counts.missed_with_reason + patient.counts.missed);
  }
  CHECK(view.picture.counts.due == 36);
  CHECK(view.picture.counts.done == 5);
  CHECK(view.picture.counts.refused == 1);
  CHECK(view.picture.counts.missed == 30);
  CHECK(view.picture.verdict == care::ShiftVerdict::Open);
  ward.set_time(8, 0);
  CHECK(ward.view().picture.counts.due == 0);  // nothing has settled yet: it is still the first hour's grace
}

TEST_CASE("A shift of last week is read from what is known of it, with the patients who were there then") {
  ShiftWard ward;
  ward.all_rounds(kSun, 7, 19);
  ward.set_time(19, 20);
  ward.put_patient("1", "Kim", "Sun", "bed-A", "finished");
  ward.put(
      "Encounter", "enc-1",
      R"("status":"finished","subject":{"reference":"Patient/pat-1"},"period":{"start":"2025-06-10T06:00:00-04:00","end":"2025-06-10T19:10:00-04:00"},
    "location":[{"location":{"reference":"Location/bed-A"},"status":"completed","period":{"start":"2025-06-10T06:00:00-04:00","end":"2025-06-10T19:10:00-04:00"}}])");
  ward.clock.advance(hours(7 * 24));
  const ShiftView view = ward.view();
  const auto sun = std::ranges::find(view.facts.patients, "enc-1", &care::ShiftPatient::stay);
  REQUIRE(sun != view.facts.patients.end());
  CHECK(sun->counts.done == 12);
  CHECK(sun->counts.missed == 0);
}

TEST_CASE("What stands open is told with its bed: handoff, task, question, reason and what nobody has looked at") {
  ShiftWard ward;
  ward.set_time(14, 0);
  const auto raised = must(raise_task(ward.ward(), {ward.id(), kGrace, "service", "Fresh water"}));
  must(ask_question(ward.ward(), {ward.id(), kSoo, "plan", "When can I go home?", "nurse"}));
  const ShiftView view = ward.view();
  CHECK(ward.open(OpenKind::Task) == 1);
  CHECK(ward.open(OpenKind::Concern) == 1);
  CHECK(ward.open(OpenKind::Reassessment) > 0);
  for (const care::OpenItem& item : view.picture.wrong) {
    if (item.kind == OpenKind::Task) CHECK(item.beds == std::vector<std::string>{"C"});
    if (item.kind == OpenKind::Concern) CHECK(item.beds == std::vector<std::string>{"B"});
  }
  ward.sign_in(kNurse);
  must(move_task(ward.ward(), {ward.id(), raised.saved->id, TaskStep::Accept}));
  must(move_task(ward.ward(), {ward.id(), raised.saved->id, TaskStep::Done}));
  ward.sign_in(kCharge);
  CHECK(ward.open(OpenKind::Task) == 0);
}

TEST_CASE("Every prompt that the shift pack counts is one that a prompt pack raises") {
  std::vector<std::string> known;
  for (const care::PromptPack& pack : test_content().prompts.packs)
    for (const auto& rule : pack.rules) known.push_back(rule.id);
  for (const auto* ids : {&test_content().shift.reassessment_prompts, &test_content().shift.device_review_prompts})
    for (const std::string& id : *ids) {
      INFO(id);
      CHECK(std::ranges::find(known, id) != known.end());
    }
}

TEST_CASE("Without word of the other tablets a shift is never complete, and one that is known to hold something keeps it open") {
  ShiftWard ward;
  for (const EncounterId& encounter : {kSun, kSoo, kGrace}) ward.all_rounds(encounter, 7, 19);
  ward.set_time(19, 20);
  const auto verdict = [&](const OtherTablets& others) {
    ShiftView view = ward.view(others);
    // What this test is not about.
    for (auto& patient : view.facts.patients) patient.open.clear();
    view.facts.tablets.front().unsent = 0;
    view.facts.tablets.front().oldest.reset();
    return care::judge_shift(test_content().shift, view.facts).verdict;
  };
  CHECK(verdict({}) == care::ShiftVerdict::NotKnown);
  CHECK(verdict(ward.all_heard()) == care::ShiftVerdict::Complete);
  CHECK(verdict(std::vector<TabletNews>{{{"tablet-9"}, "Blue", ward.clock.now() - hours(1), {}, {}}}) ==
        care::ShiftVerdict::NotKnown);
  CHECK(verdict(std::vector<TabletNews>{{{"tablet-9"}, "Blue", ward.clock.now(), ward.clock.now() - minutes(5), 2}}) ==
        care::ShiftVerdict::Open);
}

TEST_CASE("A closing is a statement about the unit: its form is valid, its figures and reasons read back, its hash is of what was shown") {
  ShiftWard ward;
  ward.all_rounds(kSun, 7, 19);
  ward.set_time(19, 20);
  const ShiftView shown = ward.view();
  const StatementId id = ward.close_now();
  const auto statement = must(ward.store->find_statement(id));
  CHECK(statement->envelope.signer == kCharge.practitioner);
  const json::Value resource = must(json::parse(statement->bytes));
  CHECK(resource["subject"].text_of("reference") == "Location/unit-1");
  CHECK(resource.find("encounter") == nullptr);
  for (const auto& finding : forms::judge_response(test_content().forms.find("shift-closing")->form, resource))
    FAIL_CHECK(finding.text);
  const ShiftView after = ward.view();
  REQUIRE(after.closings.size() == 1);
  CHECK(after.closings[0].state == "open");
  CHECK(after.closings[0].by_name == "Carla Nguyen");
  CHECK(after.closings[0].figures == care::figures_of(shown.picture));
  CHECK(after.closings[0].hash == shown.hash);
  REQUIRE(after.closings[0].open.size() == shown.picture.wrong.size());
  CHECK(after.closings[0].open[0].why == "passed-on");
  CHECK(after.closing == ClosingState::Closed);
  CHECK(after.changes.empty());
}

TEST_CASE("What is not complete is not closed without a word why, nor too early, nor over a page that is out of date") {
  ShiftWard ward;
  ward.set_time(19, 20);
  CloseShift close = ward.closing(ward.view());
  close.why.erase(OpenKind::Missed);
  const Outcome silent = ward.sign(close);
  REQUIRE(silent.objections.size() == 1);
  CHECK(silent.objections[0].link_id == "missed");
  ward.do_round(kSun, 19, 30, kFull);  // another shift's round, but a record that this tablet holds
  must(ask_question(ward.ward(), {ward.id(), kSoo, "plan", "When?", "nurse"}));
  CHECK(objects(ward.sign(ward.closing(must(read_shift(
                    ward.ward(), {"unit-1"}, *care::find_shift(test_content().shift, ward.zone, "2025-06-09/day"), {})))),
                ObjectionKind::RuleRefused));
  ward.set_time(15, 0);
  CHECK(objects(ward.sign(ward.closing(ward.view())), ObjectionKind::RuleRefused));
}

TEST_CASE("Only the charge nurse closes, with a PIN of that moment; a second tap saves once") {
  ShiftWard ward;
  ward.set_time(19, 20);
  const CloseShift close = ward.closing(ward.view());
  CHECK(objects(must(close_shift(ward.ward(), *ward.session, close, ward.all_heard())), ObjectionKind::SignerNotConfirmed));
  CHECK(close_shift(ward.ward(), *ward.pin_of(kNurse), close, ward.all_heard()).error().code == ErrorCode::NotAllowed);
  const auto pin = ward.pin_of(kCharge);
  CHECK(must(close_shift(ward.ward(), *pin, close, ward.all_heard())).saved);
  CHECK_FALSE(pin->is_open());
  CHECK(must(close_shift(ward.ward(), *pin, close, ward.all_heard())).saved);
  CHECK(ward.view().closings.size() == 1);
  CHECK(objects(ward.sign(ward.closing(ward.view())), ObjectionKind::NothingToDo));
}

TEST_CASE("What arrives late amends a closing visibly, and signing again says so in a statement of its own") {
  ShiftWard ward;
  ward.all_rounds(kSun, 7, 17);
  ward.set_time(19, 20);
  const StatementId first = ward.close_now();
  ward.set_time(19, 40);
  ward.round_at(kSun, 17, 20, true);
  ward.round_at(kSun, 18, 20);
  const ShiftView late = ward.view();
  CHECK(late.closing == ClosingState::ChangedSince);
  CHECK(late.changes == std::vector<care::FigureChange>{
                            {"done", 10, 12}, {"missed", 26, 24}, {"entered-later", 0, 1}, {"entered-from-paper", 0, 1}});
  CHECK(late.picture.live_share == "83.33");
  const StatementId second = ward.close_now();
  const ShiftView amended = ward.view();
  CHECK(amended.closing == ClosingState::Closed);
  REQUIRE(amended.closings.size() == 2);
  CHECK_FALSE(amended.closings[0].holds);
  CHECK(amended.newest()->id == second);
  const json::Value resource = must(json::parse(must(ward.store->find_statement(second))->bytes));
  CHECK(resource.text_of("status") == "amended");
  CHECK(id_in((*find_extension(resource, "supersedes"))["valueReference"]) == first.value);
  ward.reopen();
  must(ward.store->rebuild_projections());
  CHECK(ward.view().newest()->id == second);
  CHECK(ward.view().closings.size() == 2);
}

TEST_CASE("Two closings that were made apart are both shown until somebody signs over both") {
  ShiftWard here;
  ShiftWard there("tablet-2");
  for (ShiftWard* ward : {&here, &there}) ward->set_time(19, 20);
  const StatementId mine = here.close_now();
  const StatementId theirs = there.close_now();
  const auto statement = *must(there.store->find_statement(theirs));
  must(here.store->apply_page({"e", "c", {{statement.type, theirs.value, statement.bytes, statement.envelope, 1}}}));
  CHECK(here.view().closing == ClosingState::ClosedTwice);
  here.clock.advance(minutes(1));
  must(ask_question(here.ward(), {here.id(), kSoo, "plan", "When?", "nurse"}));
  here.close_now();
  const ShiftView settled = here.view();
  CHECK(settled.closing == ClosingState::Closed);
  for (const ShiftClosing& one : settled.closings) CHECK(one.holds == (one.id != mine && one.id != theirs));
}

TEST_CASE("Two patients in one bed are shown until it is handed to somebody who can put it right") {
  ShiftWard ward;
  ward.put_patient("4", "Diaz", "Luz", "bed-A");
  ShiftView view = ward.view();
  REQUIRE(view.bindings.size() == 1);
  CHECK(view.bindings[0].bed == "A");
  CHECK(ward.open(OpenKind::DoubleBinding) == 1);
  const DoubleBinding binding = view.bindings[0];
  ward.sign_in(kNurse);
  CHECK(settle_binding(ward.ward(), {ward.id(), binding.encounter, binding.other, "Diaz lies in D"}).error().code ==
        ErrorCode::NotAllowed);
  ward.sign_in(kCharge);
  must(settle_binding(ward.ward(), {ward.id(), binding.encounter, binding.other, "Diaz lies in D"}));
  view = ward.view();
  CHECK(view.bindings[0].task.has_value());
  CHECK(ward.open(OpenKind::DoubleBinding) == 0);
  CHECK(ward.open(OpenKind::Task) == 1);
}

TEST_CASE("One patient with two stays on the unit is shown once, with both beds, until it is handed on") {
  ShiftWard ward;
  ward.put(
      "Encounter", "enc-8",
      R"("status":"in-progress","subject":{"reference":"Patient/pat-1"},"period":{"start":"2025-06-10T06:00:00-04:00"},"location":[{"location":{"reference":"Location/bed-D"},"status":"active","period":{"start":"2025-06-10T06:00:00-04:00"}}])");
  const ShiftView view = ward.view();
  REQUIRE(view.bindings.size() == 1);
  const DoubleBinding binding = view.bindings[0];
  CHECK(std::set<std::string>{binding.bed, binding.other_bed} == std::set<std::string>{"A", "D"});
  CHECK(binding.name == binding.other_name);
  CHECK(ward.open(OpenKind::DoubleBinding) == 1);
  must(settle_binding(ward.ward(), {ward.id(), binding.encounter, binding.other, "She lies in A"}));
  CHECK(ward.open(OpenKind::DoubleBinding) == 0);
}

TEST_CASE("A record that the hub set aside stays in sight until somebody has it") {
  ShiftWard ward;
  const Saved saved = ward.do_round(kSun, 14, 10, kFull);
  const auto unsent = must(ward.store->list_unsent(10));
  const store::Rejection rejection{unsent.front().unit, "The form is not known here."};
  must(ward.store->mark_rejected({&rejection, 1}));
  ShiftView view = ward.view();
  REQUIRE(view.set_aside.size() == 1);
  CHECK(view.set_aside[0].statement == saved.id);
  CHECK(view.set_aside[0].bed == "A");
  CHECK(ward.open(OpenKind::Quarantine) == 1);
  must(settle_set_aside(ward.ward(), {ward.id(), saved.id, "Ask the hub's engineer"}));
  CHECK(ward.open(OpenKind::Quarantine) == 0);
  CHECK(ward.view().set_aside[0].task.has_value());
}

TEST_CASE("G-3: a round from paper keeps when it was done and when it was entered, and is marked so") {
  ShiftWard ward;
  ward.sign_in(kNurse);
  ward.set_time(14, 30);
  const auto before = must(read_back_entry(ward.ward(), {"unit-1"}));
  REQUIRE(before.size() == 3);
  const auto has = [&](const std::vector<PaperPatient>& patients, Instant start) {
    return std::ranges::find(patients[0].open, start, &PaperSlot::start) != patients[0].open.end();
  };
  CHECK(has(before, ward.at(10)));
  const Saved saved = ward.round_at(kSun, 10, 20, true);
  CHECK(saved.occurred_at == ward.at(10, 20));
  CHECK(saved.recorded_at == ward.at(14, 30));
  CHECK(saved.charting == care::ChartingTime::LateEntry);
  const json::Value resource = must(json::parse(must(ward.store->find_statement(saved.id))->bytes));
  CHECK(find_extension(resource, "entry")->text_of("valueCode") == "paper");
  const auto after = must(read_back_entry(ward.ward(), {"unit-1"}));
  CHECK_FALSE(has(after, ward.at(10)));
  CHECK(after[0].entered == 1);
  ward.clock.advance(hours(20));
  OpenRound old = ward.answered(kSun, kFull);
  old.occurred_at = ward.at(9, 0);
  old.from_paper = true;
  CHECK(objects(must(record_round(ward.ward(), old)), ObjectionKind::TooOld));
}

TEST_CASE("The list for paper has every patient with the rounds ahead and the open tasks; printing it is audited and not for everybody") {
  ShiftWard ward;
  ward.set_time(14, 20);
  must(raise_task(ward.ward(), {ward.id(), kGrace, "service", "Fresh water"}));
  const DowntimePacket packet = must(read_downtime(ward.ward(), {"unit-1"}));
  REQUIRE(packet.patients.size() == 3);
  CHECK(packet.unit_name == "5 East");
  REQUIRE(packet.patients[2].tasks.size() == 1);
  CHECK(packet.patients[2].tasks.front().in("es") == "Fresh water");
  CHECK(packet.patients[0].due.front() == ward.at(14));
  CHECK(packet.patients[0].due.back() < ward.at(14, 20) + test_content().shift.downtime);
  must(log_print(ward.ward(), {"unit-1"}, "downtime-list"));
  CHECK(ward.audit_log().back().detail == "downtime-list");
  ward.sign_in(kAide);
  CHECK(read_downtime(ward.ward(), {"unit-1"}).error().code == ErrorCode::NotAllowed);
}

TEST_CASE("Who has whom, whose break is covered by whom, and who signed each change") {
  ShiftWard ward;
  must(assign_patients(ward.ward(), {{kSun, kNurse.practitioner}, {kSoo, kNurse.practitioner}}));
  const StatementId cover = ward.id();
  CHECK(objects(
      must(cover_break(ward.ward(), {cover, {"unit-1"}, kNurse.practitioner, kNurse.practitioner, ward.at(15), ward.at(15, 30)})),
      ObjectionKind::NothingToDo));
  CHECK(objects(must(cover_break(ward.ward(),
                                 {cover, {"unit-1"}, kNurse.practitioner, kOtherNurse.practitioner, ward.at(15), ward.at(15)})),
                ObjectionKind::TimesWrong));
  must(
      cover_break(ward.ward(), {cover, {"unit-1"}, kNurse.practitioner, kOtherNurse.practitioner, ward.at(14), ward.at(14, 30)}));
  AssignmentBoard board = must(read_assignment_board(ward.ward(), {"unit-1"}));
  REQUIRE(board.nurses.size() == 1);
  CHECK(board.nurses[0].beds == std::vector<std::string>{"A", "B"});
  REQUIRE(board.nurses[0].on_break);
  CHECK(board.nurses[0].on_break->by_name == "Ben Okafor");
  CHECK(board.nurses[0].on_break->now);
  CHECK(board.unassigned == std::vector<std::string>{"C"});
  REQUIRE(board.changes.size() == 2);
  CHECK(board.changes[0].signed_by == "Carla Nguyen");
  CHECK(ward.view().facts.patients[0].nurse_name == "Ana Ruiz");
  CHECK(ward.open(OpenKind::Task) == 0);  // a break is no work for somebody
  must(end_cover(ward.ward(), ward.id(), cover));
  CHECK(must(read_assignment_board(ward.ward(), {"unit-1"})).breaks.empty());
}

TEST_CASE("How we are doing: signed figures of the last shifts, no name, and what was reported and put right") {
  ShiftWard ward;
  ward.all_rounds(kSun, 7, 19);
  ward.set_time(19, 20);
  ward.close_now();
  const auto hazard = must(raise_task(ward.ward(), {ward.id(), {}, "hazard", "Wet floor at 12"}));
  must(raise_task(ward.ward(), {ward.id(), {}, "hazard", "Broken rail"}));
  ward.sign_in(kNurse);
  must(move_task(ward.ward(), {ward.id(), hazard.saved->id, TaskStep::Accept}));
  must(move_task(ward.ward(), {ward.id(), hazard.saved->id, TaskStep::Done}));
  const UnitFigures figures = must(read_unit_figures(ward.ward(), {"unit-1"}));
  CHECK(figures.shifts.size() == 14);
  CHECK(figures.shifts.back().closing.has_value());
  CHECK_FALSE(figures.shifts.front().closing.has_value());
  CHECK(figures.reported == 2);
  REQUIRE(figures.put_right_words.size() == 1);
  CHECK(figures.put_right_words.front().en == "Wet floor at 12");
}

}  // namespace
}  // namespace wardlight::workflows
