// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include "tests/ui/shell/fake_ward.h"

namespace wardlight::shell::test {
namespace {

std::string all_labels(Desk& desk) {
  std::string words;
  for (const ui::Entry& entry : desk.app.kit().registry().entries()) words += entry.label + "\n";
  return words;
}

// How often an act of a kind was done.
template <class Act>
std::size_t count(const Desk& desk) {
  return static_cast<std::size_t>(std::ranges::count_if(desk.ward.acts_done,
      [](const auto& act) { return std::holds_alternative<Act>(act); }));
}

std::string key_that_says(Desk& desk, std::string_view words) {
  for (const ui::Entry& entry : desk.app.kit().registry().entries())
    if (entry.role != ui::Role::Text && entry.label.find(words) != std::string::npos) return entry.key;
  return "nothing says " + std::string(words);
}

void turn_round(Desk& desk) {
  desk.ward.offered.help_number = "5555";
  desk.sign_in();
  REQUIRE(desk.tap("patient.e1"));
  REQUIRE(desk.tap("tile.patient"));
}

TEST_CASE("nothing of another patient is reachable on the patient's side") {
  Desk desk;
  turn_round(desk);
  const std::string words = all_labels(desk);
  CHECK(words.find("Okafor") == std::string::npos);
  CHECK(words.find("Ana Ruiz") == std::string::npos);
  for (const char* key : {"nav.mine", "nav.board", "search", "back", "tile.plan"}) CHECK(desk.find(key) == nullptr);
  for (const char letter : std::string("400022")) desk.app.type_text(std::string(1, letter));
  desk.app.press_key(ui::Key::Enter);
  desk.settle();
  CHECK(all_labels(desk).find("Okafor") == std::string::npos);
}

TEST_CASE("leaving the patient's side takes the nurse's PIN; a wrong one stays") {
  Desk desk;
  turn_round(desk);
  REQUIRE(desk.tap("view.leave"));
  for (const char digit : std::string("111111")) desk.tap(std::string("pin.") + digit);
  CHECK(desk.find("tile.plan") == nullptr);
  CHECK(desk.find("sign.cancel") != nullptr);
  for (const char digit : std::string("483926")) desk.tap(std::string("pin.") + digit);
  CHECK(desk.find("tile.plan") != nullptr);
  CHECK(desk.find("view.leave") == nullptr);
}

TEST_CASE("the patient's side speaks the other language, and the nurse's language is back after it") {
  Desk desk;
  turn_round(desk);
  REQUIRE(desk.tap("view-language"));
  CHECK(desk.shows("Necesito ayuda ahora"));
  desk.tap("view.leave");
  for (const char digit : std::string("483926")) desk.tap(std::string("pin.") + digit);
  CHECK(desk.shows("Bedside plan") == false);
  REQUIRE(desk.find("tile.plan") != nullptr);
  CHECK(desk.find("tile.plan")->label == "Plan");
  CHECK(desk.find("tile.handoff")->label == "Handoff");
}

TEST_CASE("one tap on the patient's side calls nobody; two call, and show the number") {
  Desk desk;
  turn_round(desk);
  REQUIRE(desk.tap("view.help"));
  CHECK(count<workflows::CallForHelp>(desk) == 0);
  REQUIRE(desk.tap("view.help_cancel"));
  CHECK(desk.find("view.help_now") == nullptr);
  desk.tap("view.help");
  REQUIRE(desk.tap("view.help_now"));
  CHECK(count<workflows::CallForHelp>(desk) == 1);
  CHECK(all_labels(desk).find("5555") != std::string::npos);
}

TEST_CASE("the number is shown even when the call cannot be saved") {
  Desk desk;
  turn_round(desk);
  desk.ward.bedside_refusal = Error{ErrorCode::DiskFull, "The disk is full; free some space.", {}};
  desk.tap("view.help");
  REQUIRE(desk.tap("view.help_now"));
  CHECK(desk.shows("Help by telephone: 5555"));
}

TEST_CASE("what was not delivered stands over every page until somebody confirms") {
  Desk desk;
  desk.ward.unit.undelivered = {{"task-1", "Pain 9, bed 12A", "5512", desk.clock.now()}};
  desk.sign_in();
  for (const char* key : {"nav.board", "nav.work", "nav.sync", "nav.mine"}) {
    REQUIRE(desk.tap(key));
    CHECK(desk.shows("NOT DELIVERED: call ext. 5512"));
  }
  REQUIRE(desk.tap("undelivered.confirm"));
  REQUIRE(count<workflows::TaskMove>(desk) == 1);
  CHECK(std::get<workflows::TaskMove>(desk.ward.acts_done.back()).step == workflows::TaskStep::ToldByPhone);
  desk.ward.unit.undelivered.clear();
  ++desk.ward.tick;
  desk.settle();
  CHECK(desk.find("undelivered.confirm") == nullptr);
}

TEST_CASE("what one silent source leaves open is one line of the plan that opens to its list, each prompt with its own tap") {
  Desk desk;
  models::PromptInput group, inner;
  inner.id = inner.prompt = "wipe-tablet", inner.text = "Wipe the tablet";
  inner.act =
      models::Tap{"prompt.act.wipe-tablet", "Done", {models::DeedKind::AnswerPrompt, {"e1"}, "wipe-tablet", "bedside-note"}};
  inner.answer_link_id = "BNO-1", inner.answer_code = "tablet-wiped";
  group.id = group.prompt = "origin.medicines", group.text = "Medicines not recorded: 6 rules cannot judge";
  group.inside = {inner};
  desk.ward.data.prompts = {group};
  desk.sign_in();
  desk.tap("patient.e1");
  REQUIRE(desk.tap("tile.plan"));
  CHECK(desk.find("prompt.open.origin.medicines") != nullptr);
  CHECK_FALSE(desk.shows("Wipe the tablet"));
  REQUIRE(desk.tap("prompt.open.origin.medicines"));
  CHECK(desk.shows("Wipe the tablet"));
  // The form opens with the answer that the prompt asks for.
  REQUIRE(desk.tap("prompt.act.wipe-tablet"));
  REQUIRE(desk.app.navigator().form_on_screen() != nullptr);
  const auto answers = desk.app.navigator().form_on_screen()->round().form.answers({"BNO-1", {}});
  REQUIRE(answers.size() == 1);
  CHECK(answers.front().coding.code == "tablet-wiped");
}

TEST_CASE("a tablet is not turned to a patient in contact isolation: the card is shown and printed instead") {
  Desk desk;
  desk.ward.data.contact_isolation = true;
  desk.ward.data.isolation = models::IsolationInput{"Contact", {"Gown", "Gloves"}, true, true};
  desk.ward.data.fall_plan = {"Bed low"};
  desk.sign_in();
  desk.tap("patient.e1");
  REQUIRE(desk.tap("tile.patient"));
  CHECK(desk.find("view.leave") == nullptr);
  CHECK(desk.shows("Bed low"));
  REQUIRE(desk.tap("card-print"));
  CHECK(desk.ward.card_for == EncounterId{"e1"});
  CHECK(desk.ward.card_printed.parts.front().lines == std::vector<std::string>{"Bed low"});
  CHECK(desk.shows("Printed"));
}

TEST_CASE("the round's form shows what plan and devices add, and says when it is from paper") {
  Desk desk;
  desk.ward.data.round_extras = {{"RND-07", "Walking aid in reach"}};
  desk.sign_in();
  REQUIRE(desk.tap("round.e1"));
  REQUIRE(desk.tap("form." + content().rounding.checklist.kind_link_id + ".0"));
  CHECK(desk.shows("Walking aid in reach"));
}

TEST_CASE("a step at once after a fall is saved, not only remembered") {
  Desk desk;
  desk.ward.data.fell_at = desk.clock.now() - minutes(5);
  desk.ward.data.fall_steps = {{"FAL-call", "Call for help.", {}, ""}};
  desk.sign_in();
  desk.tap("patient.e1");
  REQUIRE(desk.tap("tile.fall"));
  REQUIRE(desk.tap("fall_step.done.FAL-call"));
  CHECK(count<workflows::FallStepTaken>(desk) == 1);
}

TEST_CASE("who left the unit is called from the work page: the form is about that stay, and a result chosen there is in it") {
  Desk desk;
  const Instant now = desk.clock.now();
  desk.ward.offered.call_result_link_id = "CAL-1";
  desk.ward.offered.call_results = {{"no-answer", "No answer"}};
  desk.ward.unit.calls = {
      {{"left-1", "Brown, Denise", "555 0134", "English", now - hours(60), now - hours(12), now + hours(12), 1}}};
  models::PatientInput left;
  left.encounter = {"left-1"}, left.family = "Brown", left.given = "Denise";
  desk.ward.unit.discharged = {left};
  desk.sign_in();
  REQUIRE(desk.tap("nav.work"));
  desk.tap(key_that_says(desk, "Calls"));
  REQUIRE(desk.shows("Brown, Denise"));
  REQUIRE(desk.tap("call.not_reached.left-1"));
  REQUIRE(desk.tap(key_that_says(desk, "No answer")));
  REQUIRE(desk.app.navigator().form_on_screen() != nullptr);
  CHECK(desk.app.navigator().form_on_screen()->encounter() == EncounterId{"left-1"});
  CHECK(desk.app.navigator().form_on_screen()->round().form.answers({"CAL-1", {}}).front().coding.code == "no-answer");
}

TEST_CASE("the unit's pooled figures stand below its open work, and nobody's name is in them") {
  Desk desk;
  desk.sign_in();
  REQUIRE(desk.tap("nav.work"));
  desk.tap(key_that_says(desk, "Unit"));
  CHECK(desk.shows("Handoffs at the bedside"));
}

TEST_CASE("a colleague is thanked with one tap on the name") {
  Desk desk;
  desk.sign_in();
  desk.tap("patient.e1");
  REQUIRE(desk.tap("tile.report"));
  REQUIRE(desk.tap("thank.ben"));
  REQUIRE(count<workflows::ThankColleague>(desk) == 1);
  CHECK(std::get<workflows::ThankColleague>(desk.ward.acts_done.back()).colleague == PractitionerId{"ben"});
}

TEST_CASE("a fall is noted with one tap, and what to do at once stands there") {
  Desk desk;
  desk.ward.data.fall_steps = {{"still", "Do not move the patient", {}, ""}};
  desk.sign_in();
  desk.tap("patient.e1");
  REQUIRE(desk.tap("tile.fall"));
  REQUIRE(desk.tap("fall-start"));
  CHECK(count<workflows::ReportIncident>(desk) == 1);
  CHECK(desk.find("fall_step.done.still") != nullptr);
}

TEST_CASE("a refused step of a handoff says why on the page, and nothing moves") {
  Desk desk;
  desk.ward.data.handoff.may_give = true;
  desk.sign_in();
  desk.tap("patient.e1");
  REQUIRE(desk.tap("tile.handoff"));
  desk.ward.bedside_refusal = Error{ErrorCode::NotAllowed, "HND-2: the same person cannot sign twice.", {}};
  REQUIRE(desk.tap("handoff.ready"));
  CHECK(desk.shows("HND-2: the same person cannot sign twice."));
  CHECK(desk.find("handoff.give") == nullptr);
}

TEST_CASE("the bedside is read once, and again only when something changed or a minute passed") {
  Desk desk;
  desk.sign_in();
  desk.tap("patient.e1");
  desk.tap("tile.plan");
  const int read = desk.ward.bedside_reads;
  for (int i = 0; i < 3; ++i) {
    desk.app.pointer_down(5, 300);
    desk.app.pointer_up(5, 300);
    desk.settle();
  }
  CHECK(desk.ward.bedside_reads == read);
  ++desk.ward.tick;
  desk.settle();
  CHECK(desk.ward.bedside_reads == read + 1);
}

}  // namespace
}  // namespace wardlight::shell::test
