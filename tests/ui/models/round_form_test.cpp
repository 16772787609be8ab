// SPDX-License-Identifier: Apache-2.0
#include "ui/models/round_form.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "tests/ui/models/ward_fixture.h"

using namespace wardlight;
using namespace wardlight::models;

namespace {

const care::RoundingPack& pack() {
  static const auto loaded =
      care::load_rounding_pack(fixture::read_file(std::filesystem::path(WARDLIGHT_SOURCE) / "assets/clinical/rounding.json"));
  return *loaded;
}

const forms::Questionnaire& form() {
  static const auto loaded = forms::parse_questionnaire(
      fixture::read_file(std::filesystem::path(WARDLIGHT_SOURCE) / "assets/clinical/hourly-round.questionnaire.json"));
  return *loaded->form;
}

FormField field(const std::string& link_id) { return {link_id, {}}; }

// Taps the option of a question that stands for a kind of round.
void tap_kind(forms::FormSession& session, care::RoundKind kind) {
  const auto& checklist = pack().checklist;
  const forms::Item* item = form().find(checklist.kind_link_id);
  for (std::size_t i = 0; i < item->options.size(); ++i) {
    const auto found =
        std::ranges::find(checklist.kinds, item->options[i].value.coding.code, &care::ChecklistMeaning::KindCode::code);
    if (found != checklist.kinds.end() && found->kind == kind) REQUIRE(answer_choice(session, field(checklist.kind_link_id), i));
  }
}

struct Desk {
  WardInput ward = fixture::ward();
  forms::FormSession session{form()};
  std::optional<Instant> done_at;
  RoundForm build(const char* language = "en") const {
    return build_round_form({ward, ward.patients.front(), session, pack(), done_at, false, {}, {}, false}, fixture::moment(),
                            fixture::texts(language));
  }
  void answer_all() {
    while (!session.missing().empty()) REQUIRE(answer_choice(session, session.missing().front().field, 0));
  }
};

}  // namespace

TEST_CASE("A new form has nothing answered and cannot be saved") {
  const auto model = Desk{}.build();
  REQUIRE(model.kind);
  CHECK_FALSE(model.kind->answered);
  for (const auto& row : model.rows) {
    CHECK_FALSE(row.answered);
    for (const auto& option : row.options) CHECK_FALSE(option.selected);
  }
  CHECK_FALSE(model.save.enabled);
  CHECK_FALSE(model.all_seen);
}

TEST_CASE("A sleeper's round takes two taps: asleep, then all seen and save") {
  Desk desk;
  tap_kind(desk.session, care::RoundKind::Asleep);
  const auto model = desk.build();
  REQUIRE(model.all_seen);
  CHECK(model.all_seen->save.enabled);
  REQUIRE(desk.session.fill_all_seen(model.all_seen->group));
  CHECK(desk.session.complete());
}

TEST_CASE("One tap for all is not offered for a patient who is awake") {
  Desk desk;
  tap_kind(desk.session, care::RoundKind::Full);
  CHECK_FALSE(desk.build().all_seen);
}

TEST_CASE("What is missing is named and counted until the last answer is given") {
  Desk desk;
  tap_kind(desk.session, care::RoundKind::Full);
  CHECK(desk.build().missing == "Still to answer: Pain now and 12 more");
  CHECK(desk.build().save.reason == desk.build().missing);
  desk.answer_all();
  CHECK(desk.build().missing.empty());
  CHECK(desk.build().save.enabled);
}

TEST_CASE("A second tap takes an answer back") {
  Desk desk;
  tap_kind(desk.session, care::RoundKind::Full);
  const auto row = desk.build().rows.front();
  REQUIRE(answer_choice(desk.session, row.field, 1));
  CHECK(desk.build().rows.front().options[1].selected);
  REQUIRE(answer_choice(desk.session, row.field, 1));
  CHECK_FALSE(desk.build().rows.front().answered);
  CHECK_FALSE(answer_choice(desk.session, row.field, 99));
  CHECK_FALSE(answer_choice(desk.session, field("no-such"), 0));
}

TEST_CASE("Words that are no number are no answer and stay with the finger") {
  Desk desk;
  tap_kind(desk.session, care::RoundKind::Full);
  const auto pain = desk.build().rows.front();
  const auto by_behaviour = std::ranges::find(pain.options, "By behaviour", &FormOption::label);
  REQUIRE(by_behaviour != pain.options.end());
  REQUIRE(answer_choice(desk.session, pain.field, static_cast<std::size_t>(by_behaviour - pain.options.begin())));
  const auto scale = desk.build().rows[1];
  REQUIRE(scale.kind == RowKind::Number);
  CHECK(*answer_text(desk.session, scale.field, "4"));
  CHECK(desk.build().rows[1].value == "4");
  CHECK_FALSE(*answer_text(desk.session, scale.field, "4."));
  CHECK_FALSE(desk.build().rows[1].answered);
}

TEST_CASE("A round of an hour ago is a late entry, one of tomorrow or of last week cannot be saved") {
  Desk desk;
  tap_kind(desk.session, care::RoundKind::Full);
  desk.answer_all();
  CHECK(desk.build().done.badge.text.empty());
  desk.done_at = fixture::moment().now - minutes(52);
  CHECK(desk.build().done.label == "Done 13:20");
  CHECK(desk.build().done.badge.text == "Late entry");
  CHECK(desk.build().save.enabled);
  desk.done_at = fixture::moment().now + minutes(30);
  CHECK(desk.build().save.reason == "This time has not come yet");
  desk.done_at = fixture::moment().now - hours(24 * 7);
  CHECK_FALSE(desk.build().save.enabled);
}

TEST_CASE("The time dialog never steps into the future") {
  const auto dialog = Desk{}.build().done_dialog;
  for (const auto& step : dialog.later) CHECK_FALSE(step.enabled);
  for (const auto& step : dialog.earlier) CHECK(step.enabled);
}

TEST_CASE("A patient who was moved, a save in progress and a correction without reason cannot be saved") {
  Desk desk;
  tap_kind(desk.session, care::RoundKind::Full);
  desk.answer_all();
  RoundFormInput input{desk.ward, desk.ward.patients.front(), desk.session, pack(), {}, false, {}, {}, true};
  CHECK_FALSE(build_round_form(input, fixture::moment(), fixture::texts("en")).save.enabled);
  input.moved = false, input.saving = true;
  CHECK_FALSE(build_round_form(input, fixture::moment(), fixture::texts("en")).save.enabled);
  input.saving = false, input.correcting = "";
  CHECK(build_round_form(input, fixture::moment(), fixture::texts("en")).save.reason == "Say why it is corrected");
  input.correcting = "wrong pain score";
  CHECK(build_round_form(input, fixture::moment(), fixture::texts("en")).save.enabled);
}

TEST_CASE("FTI-3: what the plan and the devices add stands at the item where it is seen to") {
  Desk desk;
  tap_kind(desk.session, care::RoundKind::Full);
  RoundFormInput input{desk.ward, desk.ward.patients.front(), desk.session, pack(), {}, false, {}, {}, false};
  input.extras = {{"RND-07", "Walking aid in reach"}, {"RND-07", "Glasses on"}, {"RND-N2", "Nobody asks this of who is awake"}};
  const auto model = build_round_form(input, fixture::moment(), fixture::texts("en"));
  int shown = 0;
  for (const auto& row : model.rows) {
    if (row.field.link_id == "RND-07") CHECK(row.extras == std::vector<std::string>{"Walking aid in reach", "Glasses on"});
    shown += static_cast<int>(row.extras.size());
  }
  CHECK(shown == 2);
}

TEST_CASE("A round from paper says so, with the time that stood on the paper") {
  Desk desk;
  RoundFormInput input{desk.ward, desk.ward.patients.front(), desk.session, pack(), fixture::moment().now - minutes(50), false,
                       {}, {}, false};
  CHECK(build_round_form(input, fixture::moment(), fixture::texts("en")).paper.empty());
  input.from_paper = true;
  const auto model = build_round_form(input, fixture::moment(), fixture::texts("en"));
  CHECK(model.paper.title == "From paper");
  CHECK(model.done.label == "On paper " + model.done.time);
}

TEST_CASE("What is missing in a group of several is named with its group") {
  const auto loaded = forms::parse_questionnaire(
      fixture::read_file(std::filesystem::path(WARDLIGHT_SOURCE) / "assets/clinical/handoff-given.questionnaire.json"));
  forms::FormSession session(*loaded->form);
  REQUIRE(answer_choice(session, field("H6-0"), 0));
  const auto missing = list_missing(session, fixture::texts("en"));
  CHECK(std::ranges::find(missing, "Action: What") != missing.end());
  CHECK(std::ranges::find(missing, "Action: Due") != missing.end());
}

TEST_CASE("The form speaks the language of the screen") {
  Desk desk;
  tap_kind(desk.session, care::RoundKind::Full);
  CHECK(desk.build("es").rows.front().label == "Dolor ahora");
  CHECK(desk.build("es").missing == "Por contestar: Dolor ahora y 12 más");
}

TEST_CASE("A score is a number only when every part of it is answered") {
  const auto scored = forms::parse_questionnaire(R"({"resourceType":"Questionnaire","url":"urn:x","status":"active","item":[
    {"linkId":"a","text":"First","type":"choice","required":true,"answerOption":[
      {"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/ordinalValue","valueDecimal":2}],"valueCoding":{"system":"s","code":"2","display":"Two"}},
      {"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/ordinalValue","valueDecimal":0}],"valueCoding":{"system":"s","code":"0","display":"None"}}]},
    {"linkId":"b","text":"Second","type":"choice","required":true,"answerOption":[
      {"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/ordinalValue","valueDecimal":3}],"valueCoding":{"system":"s","code":"3","display":"Three"}}]}]})");
  REQUIRE(scored);
  REQUIRE(scored->form);
  forms::FormSession session(*scored->form);
  REQUIRE(answer_choice(session, field("a"), 0));
  const auto part = build_score(session, fixture::texts("en"));
  REQUIRE(part);
  CHECK(part->number.empty());
  CHECK(part->note == "1 answer missing: no score yet");
  REQUIRE(answer_choice(session, field("b"), 0));
  CHECK(build_score(session, fixture::texts("en"))->number == "5");
}
