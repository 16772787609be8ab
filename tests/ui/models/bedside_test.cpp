// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <iterator>
#include <set>

#include "tests/ui/models/ward_fixture.h"
#include "ui/models/bedside_lines.h"
#include "ui/models/bedside_plan.h"
#include "ui/models/bedside_samples.h"
#include "ui/models/patient_card.h"
#include "ui/models/samples.h"
#include "ui/models/sign_off.h"
#include "ui/models/unit_board.h"

namespace wardlight::models {
namespace {

const WardInput& ward() {
  static const WardInput one = samples::ward(samples::Network::Fresh, Role::Charge);
  return one;
}
const PatientInput& patient() { return ward().patients[2]; }
const Texts& english() { return fixture::texts("en"); }

const forms::Questionnaire& form(const std::string& name) {
  static std::map<std::string, forms::Questionnaire> all;
  if (const auto found = all.find(name); found != all.end()) return found->second;
  std::ifstream in(std::string(WARDLIGHT_SOURCE) + "/assets/clinical/" + name + ".questionnaire.json", std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  auto loaded = forms::parse_questionnaire(text);
  REQUIRE(loaded);
  REQUIRE(loaded->form);
  return all.emplace(name, std::move(*loaded->form)).first->second;
}

HandoffInput handoff(HandoffState state, const forms::FormSession& session, bool stale) {
  HandoffInput input{patient()};
  input.state = state;
  input.rows = samples::handoff_rows(stale);
  input.given = &session;
  input.sbar = samples::sbar();
  input.private_group = "HP";
  input.may_give = true;
  return input;
}

std::set<std::string> keys_of(const Sheet& sheet) {
  std::set<std::string> keys;
  for (const auto& section : sheet.sections)
    for (const auto& line : section.lines) keys.insert(line.key);
  return keys;
}

const Tap* find_tap(const Sheet& sheet, const std::string& key) {
  for (const auto& tap : sheet.foot)
    if (tap.key == key) return &tap;
  for (const auto& section : sheet.sections)
    for (const auto& line : section.lines)
      for (const auto& tap : line.taps)
        if (tap.key == key) return &tap;
  return nullptr;
}

std::string all_words(const Sheet& sheet) {
  std::string words = sheet.title + sheet.foot_words;
  for (const auto& section : sheet.sections) {
    words += section.title + section.note + section.empty;
    for (const auto& line : section.lines) {
      words += line.title + line.detail + line.value + line.source;
      for (const auto& badge : line.badges) words += badge.text;
    }
  }
  return words;
}

TEST_CASE("5.3: a value older than its own cadence is amber and blocks confirm all, which names it") {
  const forms::FormSession session(form("handoff-given"));
  const auto fresh = build_handoff(handoff(HandoffState::Draft, session, false), {}, samples::moment(), english());
  REQUIRE(find_tap(fresh, "handoff.ready") != nullptr);
  CHECK(find_tap(fresh, "handoff.ready")->label == "Confirm all, ready");
  CHECK(find_tap(fresh, "handoff.ready")->enabled);
  const auto stale = build_handoff(handoff(HandoffState::Draft, session, true), {}, samples::moment(), english());
  CHECK_FALSE(find_tap(stale, "handoff.ready")->enabled);
  CHECK(stale.foot_words.find("Fall risk") != std::string::npos);
  const auto later = build_handoff(handoff(HandoffState::Ready, session, true), {}, samples::moment(), english());
  CHECK_FALSE(find_tap(later, "handoff.confirm_all")->enabled);
  auto looked = handoff(HandoffState::Draft, session, true);
  for (auto& row : looked.rows) row.confirmed = row.confirmed || row.value.stale;
  CHECK(find_tap(build_handoff(looked, {}, samples::moment(), english()), "handoff.ready")->enabled);
}

TEST_CASE("what was given is read as words by the nurse who takes over, and nothing private is among them") {
  forms::FormSession session(form("handoff-given"));
  REQUIRE(answer_choice(session, {"H2-1", {}}, 1));
  REQUIRE(answer_choice(session, {"HP-1", {}}, 1));
  REQUIRE(answer_text(session, {"HP-2", {}}, "Asked not to tell the family"));
  auto input = handoff(HandoffState::Given, session, false);
  input.may_give = false;
  const auto sheet = build_handoff(input, {}, samples::moment(), english());
  CHECK(all_words(sheet).find("Watcher: could get worse") != std::string::npos);
  CHECK(all_words(sheet).find("Asked not to tell the family") == std::string::npos);
  for (const auto& section : sheet.sections)
    for (const auto& line : section.lines) CHECK((!line.row || !line.row->enabled));
}

TEST_CASE("5.2: SBAR shows the same lines as I-PASS, each once") {
  const forms::FormSession session(form("handoff-given"));
  auto input = handoff(HandoffState::AtBedside, session, false);
  input.sbar = {{"S", {"H2", "H3"}}, {"A", {"H4", "H5"}}, {"R", {"H6", "H7"}}};
  const auto ipass = build_handoff(input, {}, samples::moment(), english());
  const auto sbar = build_handoff(input, {{"view", "sbar"}}, samples::moment(), english());
  CHECK(keys_of(ipass) == keys_of(sbar));
  std::size_t one = 0, other = 0;
  for (const auto& section : ipass.sections) one += section.lines.size();
  for (const auto& section : sbar.sections) other += section.lines.size();
  CHECK(one == other);
}

TEST_CASE("sensitive topics are closed until somebody opens them, and cannot be opened at the bedside") {
  const forms::FormSession session(form("handoff-given"));
  const auto bedside = build_handoff(handoff(HandoffState::AtBedside, session, false), {{"private", "yes"}}, samples::moment(),
      english());
  CHECK(all_words(bedside).find("Told to the social worker") == std::string::npos);
  CHECK(keys_of(bedside).contains("form.HP-1"));
  CHECK_FALSE(keys_of(bedside).contains("form.HP-2"));
  CHECK_FALSE(find_tap(bedside, "handoff.open_private")->enabled);
  const auto draft = build_handoff(handoff(HandoffState::Draft, session, false), {{"private", "yes"}}, samples::moment(),
      english());
  CHECK(all_words(draft).find("Told to the social worker") != std::string::npos);
}

TEST_CASE("HND-3: nothing is signed while the form or a row is open") {
  const forms::FormSession session(form("handoff-given"));
  auto input = handoff(HandoffState::AtBedside, session, false);
  for (auto& row : input.rows) row.confirmed = true;
  const auto sheet = build_handoff(input, {}, samples::moment(), english());
  CHECK_FALSE(find_tap(sheet, "handoff.give")->enabled);
  CHECK_FALSE(sheet.foot_words.empty());
}

TEST_CASE("HND-6: only the charge nurse is offered the choice between two contents") {
  const forms::FormSession session(form("handoff-given"));
  auto input = handoff(HandoffState::Conflict, session, false);
  input.versions = {{"a", "one"}, {"b", "other"}};
  CHECK(find_tap(build_handoff(input, {}, samples::moment(), english()), "version.keep.a") == nullptr);
  input.charge = true;
  CHECK(find_tap(build_handoff(input, {}, samples::moment(), english()), "version.keep.a") != nullptr);
}

TEST_CASE("prompts stand in one order, whatever order they came in, and what was put off stands last") {
  auto prompts = samples::prompts();
  const auto once = in_order(prompts);
  std::ranges::reverse(prompts);
  const auto again = in_order(prompts);
  REQUIRE(once.size() == again.size());
  for (std::size_t i = 0; i < once.size(); ++i) CHECK(once[i].id == again[i].id);
  CHECK(once.front().id == "pain-now");
  CHECK(once.back().snoozed_until);
}

TEST_CASE("a prompt shows its inputs with their age, its rule, pack and source") {
  const auto line = prompt_line(samples::prompts().front(), patient().encounter, {}, samples::moment(), english());
  CHECK(line.detail.find("Lorazepam given (1 h 25 min ago, medication record)") != std::string::npos);
  CHECK(line.source.find("fall-reassess") != std::string::npos);
  CHECK(line.source.find("bedside-prompts@1.0.0") != std::string::npos);
}

TEST_CASE("a prompt is put off only with a reason") {
  auto prompt = samples::prompts().front();
  prompt.can_snooze = true;
  const std::string asked = "snooze." + prompt.id;
  const auto bare = prompt_line(prompt, {"e"}, {{asked, ""}}, samples::moment(), english());
  const auto told = prompt_line(prompt, {"e"}, {{asked, "asleep"}}, samples::moment(), english());
  CHECK_FALSE(bare.taps.back().enabled);
  CHECK(told.taps.back().enabled);
  CHECK(told.taps.back().deed.kind == DeedKind::Snooze);
}

TEST_CASE("SEP-R1: a screen that lacks inputs says that it cannot exclude, and which are missing or too old") {
  const auto sheet = build_sepsis(samples::sepsis(patient(), ScreenResult::CannotExclude), {}, samples::moment(), english());
  const std::string words = all_words(sheet);
  CHECK(words.find("CANNOT EXCLUDE") != std::string::npos);
  CHECK(words.find("Negative") == std::string::npos);
  CHECK(words.find("White blood cellsNot recorded") != std::string::npos);
  CHECK(words.find("too old") != std::string::npos);
  CHECK_FALSE(sheet.foot.front().enabled);
}

TEST_CASE("a bedside of which nothing is known says so in every part, and claims nothing") {
  const PlanInput nothing{patient(), {}, {}, {}, false, {}, {}, {}, {}, {}};
  const std::string words = all_words(build_bedside_plan(nothing, {}, samples::moment(), english()));
  for (const char* key : {"fall.not_assessed", "fall.harm_unknown", "device.not_known",
      "moving.not_recorded"}) CHECK(words.find(english()(key)) != std::string::npos);
  CHECK(words.find(english()("device.none")) == std::string::npos);
}

TEST_CASE("the unit's open work names nobody, and one's own figures say who sees them") {
  const auto open = build_work(samples::work(WorkView::Open), {}, samples::moment(), english());
  for (const auto& nurse : ward().nurses) CHECK(all_words(open).find(nurse.name) == std::string::npos);
  CHECK(build_work(samples::work(WorkView::Mine), {}, samples::moment(), english()).foot_words == english()("work.only_you"));
}

TEST_CASE("While the unit's work is still being read no page says that nothing is open, and an older picture tells its time") {
  for (const WorkView view : {WorkView::Tasks, WorkView::Calls, WorkView::Open}) {
    WorkInput input;
    input.view = view;
    input.known.reading = true;
    const auto reading = build_work(input, {}, samples::moment(), english());
    CHECK(reading.sections.empty());
    CHECK(reading.notice.busy);
    input.known.failure = "The store could not be read.";
    CHECK(build_work(input, {}, samples::moment(), english()).notice.text == input.known.failure);
    WorkInput older = samples::work(view);
    older.known.as_of = samples::moment().now - minutes(9);
    const auto banners = build_work(older, {}, samples::moment(), english()).banners;
    CHECK(std::ranges::any_of(banners, [](const SheetBanner& one) { return one.text.find("14:03") != std::string::npos; }));
  }
  const auto list = build_handoff_list({}, {}, samples::moment(), english(), {true, {}, {}});
  CHECK(std::ranges::find(list.banners, english()("work.reading_banner"), &SheetBanner::text) != list.banners.end());
  const auto board = build_unit_board({ward(), 8, {true, {}, {}}}, samples::moment(), english());
  CHECK(board.banner.find(english()("work.reading_banner")) != std::string::npos);
}

TEST_CASE("a task is declined or opened again only with a reason") {
  const TaskInput task = samples::work(WorkView::Tasks).tasks.front();
  const auto asked = task_line(task, {{"why.decline." + task.id, ""}}, samples::moment(), english());
  REQUIRE(asked.field);
  const auto decline = std::ranges::find(asked.taps, "task.decline." + task.id, &Tap::key);
  REQUIRE(decline != asked.taps.end());
  CHECK_FALSE(decline->enabled);
}

TEST_CASE("CALL-O1: a call shows its window: not before it opens, late after its target") {
  const auto sheet = build_work(samples::work(WorkView::Calls), {}, samples::moment(), english());
  const auto line = [&](const std::string& key) -> const SheetLine& {
    for (const auto& section : sheet.sections)
      for (const auto& one : section.lines)
        if (one.key == key) return one;
    FAIL("no line is called " << key);
    return sheet.sections.front().lines.front();
  };
  CHECK(line("call.c2").tone == Tone::Bad);
  CHECK(line("call.c1").tone == Tone::Primary);
  CHECK(line("call.c3").tone == Tone::Neutral);
}

TEST_CASE("after a fall what to do at once stands first, and only the next step asks loudly") {
  const auto sheet = build_falls(samples::fall(patient(), true), samples::moment(), english());
  CHECK(sheet.sections.front().key == "steps");
  CHECK(std::ranges::count_if(sheet.sections.front().lines, &SheetLine::filled) == 1);
  REQUIRE_FALSE(sheet.banners.empty());
  CHECK(sheet.banners.front().title == english()("fall_event.do_not_move"));
}

TEST_CASE("what was not delivered names the number to call, the oldest first") {
  const auto model = build_undelivered(samples::undelivered(), samples::moment(), english());
  REQUIRE(model);
  CHECK(model->title == "NOT DELIVERED: call ext. 5555");
  CHECK(model->more == "and 1 more");
  CHECK_FALSE(build_undelivered({}, samples::moment(), english()));
}

TEST_CASE("the card of a patient in isolation has all that the tablet's side has, and what to wear") {
  PatientViewInput input{patient()};
  input.help_number = "5555";
  input.fall_plan = {"Bed low"};
  const auto card =
      build_patient_card(input, IsolationInput{"Contact", {"Gown", "Gloves"}, true, true}, samples::moment(), english());
  CHECK(card.help.find("5555") != std::string::npos);
  CHECK(card.wear.size() == 2);
  CHECK(card.wear.front().find("Gown, Gloves") != std::string::npos);
  CHECK(card.wear.back().find("soap") != std::string::npos);
  REQUIRE_FALSE(card.parts.empty());
  CHECK(card.parts.front().lines == std::vector<std::string>{"Bed low"});
  const Sheet page = build_card_page(patient(), card, std::nullopt, samples::moment(), english());
  REQUIRE(page.foot.size() == 1);
  CHECK(page.foot.front().deed.kind == DeedKind::PrintCard);
}

TEST_CASE("what was put off stays on the page, last, with why and what ends it") {
  PlanInput input{patient()};
  PromptInput put_off{"sepsis"};
  put_off.text = "Sepsis?";
  put_off.can_snooze = true;
  put_off.snoozed_until = samples::moment().now + hours(2);
  put_off.snoozed_why = "viral fever";
  PromptInput open{"turn"};
  open.text = "Turn the patient";
  input.prompts = {put_off, open};
  const auto section = prompt_section(input, {}, samples::moment(), english());
  REQUIRE(section.lines.size() == 2);
  CHECK(section.lines.back().key == "prompt.sepsis");
  CHECK(section.lines.back().detail.find("viral fever") != std::string::npos);
  CHECK(section.lines.back().taps.empty());
  CHECK(section.note == english().count("plan.prompt_count", 1));
}

TEST_CASE("in contact isolation the patient's side shows the printed card's message and nothing else") {
  PatientViewInput input{patient()};
  input.contact_isolation = true;
  const auto view = build_patient_view(input, samples::moment(), english());
  CHECK_FALSE(view.not_offered.empty());
  CHECK(view.cards.empty());
}

TEST_CASE("the patient's side calls for help in two steps and shows the number in both") {
  PatientViewInput input{patient()};
  input.help_number = "5555";
  auto view = build_patient_view(input, samples::moment(), english());
  CHECK(view.help.deed.kind == DeedKind::Choose);
  CHECK(view.help_words.find("5555") != std::string::npos);
  input.help_asked = true;
  view = build_patient_view(input, samples::moment(), english());
  CHECK(view.help.deed.kind == DeedKind::CallForHelp);
  input.help_pressed_at = samples::moment().now;
  view = build_patient_view(input, samples::moment(), english());
  CHECK(view.alarm);
  CHECK(view.alarm_title.find("5555") != std::string::npos);
}

TEST_CASE("a signature asks who signs, unless one person alone may") {
  SignOffInput input{SignFor::Accept, &patient(), ward().nurses, {}, {}};
  CHECK_FALSE(build_sign_off(input, samples::moment(), english()).pad);
  input.chosen = ward().nurses[1].practitioner;
  REQUIRE(build_sign_off(input, samples::moment(), english()).pad);
  CHECK(build_sign_off(input, samples::moment(), english()).signer == ward().nurses[1].practitioner);
  input.signers = {ward().nurses.front()};
  input.chosen.reset();
  CHECK(build_sign_off(input, samples::moment(), english()).pad);
}

}  // namespace
}  // namespace wardlight::models
