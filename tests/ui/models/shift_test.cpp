// SPDX-License-Identifier: Apache-2.0
#include "ui/models/shift.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "tests/ui/models/ward_fixture.h"
#include "ui/models/samples.h"
#include "ui/models/shift_samples.h"

namespace wardlight::models {
namespace {

using samples::ShiftState;

const Texts& english() { return fixture::texts("en"); }
const care::ShiftPack& pack() {
  static const care::ShiftPack loaded =
      care::load_shift_pack(fixture::read_file(std::filesystem::path(WARDLIGHT_SOURCE) / "assets/clinical/shift.json")).value();
  return loaded;
}
ShiftInput shift(ShiftState state) { return samples::shift(pack(), state, english()); }

Sheet page(const ShiftInput& input, ShiftPart part, const SheetAnswers& answers = {}) {
  return build_shift(input, part, answers, samples::moment(), english());
}
Sheet closing_page(const ShiftInput& input, const SheetAnswers& answers = {}) {
  return build_close_shift(input, answers, std::nullopt, samples::moment(), english());
}

const SheetSection& section(const Sheet& sheet, const std::string& key) {
  const auto found = std::ranges::find(sheet.sections, key, &SheetSection::key);
  REQUIRE(found != sheet.sections.end());
  return *found;
}
const SheetLine& line(const SheetSection& section, const std::string& key) {
  const auto found = std::ranges::find(section.lines, key, &SheetLine::key);
  INFO(key);
  REQUIRE(found != section.lines.end());
  return *found;
}
const Tap& last_tap(const Sheet& sheet) { return sheet.foot.back(); }

std::vector<std::string> keys_of(const SheetSection& section) {
  std::vector<std::string> keys;
  for (const auto& one : section.lines) keys.push_back(one.key);
  return keys;
}

TEST_CASE(
    "The shift's page says what is wrong in the pack's order, then what is only told, and folds what is fine into one line") {
  const ShiftInput input = shift(ShiftState::Wrong);
  std::vector<std::string> expected;
  for (const auto* items : {&input.picture.wrong, &input.picture.told})
    for (const auto& item : *items) expected.push_back("open." + std::string(care::to_code(item.kind)));
  expected.emplace_back("fine");
  CHECK(keys_of(section(page(input, ShiftPart::Open), "wrong")) == expected);
  const Sheet unfolded = page(input, ShiftPart::Open, {{"fine", "yes"}});
  CHECK(section(unfolded, "wrong").lines.size() == expected.size() + input.picture.fine.size());
  CHECK(line(section(unfolded, "wrong"), "fine").opens->value.empty());  // tapped again it closes
}

TEST_CASE("What is not known has a question mark for its number and is never called complete") {
  ShiftInput input = shift(ShiftState::Complete);
  CHECK(page(input, ShiftPart::Open).banners.front().tone == Tone::Ok);
  input.facts.others_known = false;
  input.picture = care::judge_shift(pack(), input.facts);
  const Sheet sheet = page(input, ShiftPart::Open);
  CHECK(sheet.banners.front().tone == Tone::Warn);
  CHECK(sheet.banners.front().title == english()("shift.unknown_verdict"));
  const auto unknown = std::ranges::find(input.picture.wrong, 0, &care::OpenItem::count);
  REQUIRE(unknown != input.picture.wrong.end());
  const SheetLine& shown = line(section(sheet, "wrong"), "open." + std::string(care::to_code(unknown->kind)));
  CHECK(shown.value == "?");
  CHECK(shown.detail == english()("shift.not_heard_of"));
  CHECK(section(page(input, ShiftPart::Closings), "tablets").note == english()("shift.not_heard_of"));
}

TEST_CASE("Only the charge nurse hands a double bed on, with words, and what was handed on is not asked again") {
  ShiftInput input = shift(ShiftState::Wrong);
  const std::string asked = "binding.stay-4";
  const auto binding = [&](const SheetAnswers& answers) {
    return line(section(page(input, ShiftPart::Open, answers), "settle"), asked + ".line");
  };
  REQUIRE(binding({}).taps.size() == 1);
  CHECK(binding({}).taps.front().deed.kind == DeedKind::Choose);
  CHECK_FALSE(binding({}).field);
  CHECK(binding({{asked, ""}}).field);
  CHECK_FALSE(binding({{asked, ""}}).taps.front().enabled);
  const Tap settle = binding({{asked, "Diaz lies in 3B"}}).taps.front();
  CHECK(settle.enabled);
  CHECK(settle.deed.kind == DeedKind::SettleBinding);
  CHECK(settle.deed.encounter.value == "stay-4");
  CHECK(settle.deed.id == "stay-6");
  const SheetLine done = line(section(page(input, ShiftPart::Open), "settle"), "aside.aside-2.line");
  CHECK(done.taps.empty());
  CHECK(done.badges.front().text == english()("shift.handed_on"));
  input.charge = false;
  CHECK(binding({{asked, "x"}}).taps.empty());
  CHECK_FALSE(binding({{asked, "x"}}).field);
}

TEST_CASE("The bed with most missed rounds stands first; nurses stand by name and are not ranked") {
  const ShiftInput input = shift(ShiftState::Wrong);
  const Sheet beds = page(input, ShiftPart::Beds);
  std::vector<int> missed;
  for (const auto& key : keys_of(section(beds, "beds"))) {
    const auto patient = std::ranges::find(input.facts.patients, key.substr(4), &care::ShiftPatient::stay);
    REQUIRE(patient != input.facts.patients.end());
    missed.push_back(static_cast<int>(patient->counts.missed));
  }
  CHECK(missed.size() == input.facts.patients.size());
  CHECK(std::ranges::is_sorted(missed, std::greater{}));
  CHECK(missed.front() > missed.back());
  CHECK(section(beds, "beds").lines.front().cells.size() == 12);
  std::vector<std::string> nurses;
  for (const auto& nurse : input.picture.nurses) nurses.push_back("nurse." + nurse.nurse);
  CHECK(keys_of(section(page(input, ShiftPart::Nurses), "nurses")) == nurses);
}

TEST_CASE("A shift is signed with a reason for each open thing; one's own words stand before a chosen reason") {
  const ShiftInput input = shift(ShiftState::Wrong);
  CHECK_FALSE(last_tap(closing_page(input)).enabled);
  CHECK(closing_page(input).foot_words == english().count("shift.reasons_missing", static_cast<int>(input.picture.wrong.size())));
  SheetAnswers answers;
  for (const auto& item : input.picture.wrong) {
    CHECK_FALSE(last_tap(closing_page(input, answers)).enabled);
    answers["why." + std::string(care::to_code(item.kind))] = "passed-on";
  }
  const Sheet whole = closing_page(input, answers);
  CHECK(last_tap(whole).enabled);
  CHECK(last_tap(whole).deed.kind == DeedKind::SignShift);
  CHECK(whole.foot_words == english()("shift.sign_means"));
  const auto kind = input.picture.wrong.front().kind;
  answers["words." + std::string(care::to_code(kind))] = "Waits for the lift";
  const auto given = reasons_given(input, answers);
  CHECK(given.size() == input.picture.wrong.size());
  CHECK(given.at(kind) == "Waits for the lift");
  const Sheet refused = build_close_shift(input, answers, "Wrong PIN", samples::moment(), english());
  CHECK(refused.banners.front().text == "Wrong PIN");
}

TEST_CASE("Closings stand newest first, with what came in after them; only a charge nurse at the end of an open shift signs") {
  ShiftInput input = shift(ShiftState::Amended);
  const Sheet sheet = page(input, ShiftPart::Closings);
  CHECK(keys_of(section(sheet, "closings")) == std::vector<std::string>{"closing.1", "closing.0"});
  CHECK(line(section(sheet, "closings"), "closing.0").badges.back().text == english()("shift.replaced"));
  CHECK(line(section(sheet, "changes"), "change.done").value == "291 → 300");
  CHECK(sheet.banners.front().text == english()("shift.changed_since"));
  CHECK(last_tap(sheet).label == english()("shift.sign_again"));
  CHECK(last_tap(sheet).enabled);
  input.charge = false;
  CHECK_FALSE(last_tap(page(input, ShiftPart::Open)).enabled);
  CHECK_FALSE(last_tap(page(shift(ShiftState::Running), ShiftPart::Open)).enabled);
  const Sheet closed = page(shift(ShiftState::Closed), ShiftPart::Open);
  CHECK_FALSE(last_tap(closed).enabled);
  CHECK(closed.banners.front().text.find("Carla Nguyen") != std::string::npos);
}

TEST_CASE("Every kind of open thing and every figure of a closing has words") {
  const ShiftInput input = shift(ShiftState::Wrong);
  for (const auto& rule : pack().kinds) CHECK(open_words(input, rule.kind, english()) == rule.label.en);
  for (const auto& [figure, value] : care::figures_of(input.picture)) {
    INFO(figure);
    CHECK(figure_words(figure, english()) != figure);
    CHECK(figure_words(figure, fixture::texts("es")) != figure_words(figure, english()));
  }
}

}  // namespace
}  // namespace wardlight::models
