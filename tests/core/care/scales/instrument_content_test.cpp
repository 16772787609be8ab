// SPDX-License-Identifier: Apache-2.0
#include "core/care/scales/prefill.h"
#include "tests/core/care/scales/scale_support.h"

namespace wardlight::care {
namespace {

std::string replace_all(std::string text, std::string_view from, std::string_view to) {
  std::size_t count = 0;
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
    ++count;
  }
  INFO(from);
  REQUIRE(count > 0);
  return text;
}

// The pack with one example in the place of its own, which its changed rules would break.
std::string with_example(const std::string& pack, std::string_view example) {
  json::Value value = json::parse(pack).value();
  value.set("examples", json::Value::array({json::parse(example).value()}));
  return json::write(value);
}

std::string morse_pack() { return clinical_file("morse.json"); }
Expected<Instrument> load_morse(const std::string& pack, const std::string& form = clinical_file("morse.questionnaire.json")) {
  return load_instrument(pack, form);
}

TEST_CASE("A Morse pack whose worked example does not come out is not loaded, and the sentence names it") {
  refuses(load_morse(changed_file("morse.json", "\"total\": 45", "\"total\": 46")), "MFS-V4");
  refuses(load_morse(changed_file("morse.json", "\"high\": 105", "\"high\": 104")), "MFS-R3-ahrq");
  refuses(load_morse(changed_file("morse.json", "\"refused\": \"MFS-R2\"", "\"refused\": \"MFS-R3\"")), "MFS-R2-five");
}

TEST_CASE("Changing a cut-off in the Morse pack changes the band without recompiling") {
  std::string pack = replace_all(morse_pack(), "\"from\": 0, \"to\": 24}", "\"from\": 0, \"to\": 25}");
  pack = replace_all(pack, "\"from\": 25,", "\"from\": 26,");
  refuses(load_morse(pack), "MFS-V2");
  const Instrument changed = must_load(load_morse(with_example(
      pack, R"({"id":"local","answers":{"total":25},"expect":{"total":25,"band":"low"}})")));
  CHECK(find_band(changed.schemes.front(), 25)->band == "low");
}

TEST_CASE("Changing a weight in the Morse form changes the total without recompiling") {
  const std::string form = changed_file("morse.questionnaire.json", "\"valueDecimal\": 25", "\"valueDecimal\": 30");
  const std::string pack = replace_all(morse_pack(), "\"to\": 125}", "\"to\": 130}");
  refuses(load_morse(pack, form), "MFS-V2");
  const Instrument changed = must_load(load_morse(
      with_example(pack, R"({"id":"local","answers":{"total":130},"expect":{"band":"high"}})"), form));
  const auto fell = json::parse(
      R"({"history":"yes","secondary":"no","aid":"none","iv":"no","gait":"normal","mental":"oriented"})").value();
  CHECK(must_load(score_plain(changed, changed.schemes.front(), fell)).total == 30);
}

TEST_CASE("A reachable total in no band, or in two, stops the load with a sentence") {
  refuses(load_morse(replace_all(morse_pack(), "\"from\": 25, \"to\": 45", "\"from\": 30, \"to\": 45")), "total of 25");
  refuses(load_morse(replace_all(morse_pack(), "\"to\": 24}", "\"to\": 25}")), "exactly one band");
}

TEST_CASE("An item, a choice or a weight that the form has not stops the load with its name") {
  refuses(load_morse(replace_all(morse_pack(), "\"linkId\": \"MFS-5\"", "\"linkId\": \"MFS-99\"")), "MFS-99");
  refuses(load_morse(replace_all(morse_pack(), "\"LA13034-6\"", "\"LA13034-7\"")), "no such choice");
  refuses(load_morse(morse_pack(), clinical_file("braden.questionnaire.json")), "questionnaire");
  refuses(load_morse(morse_pack(), replace_all(clinical_file("morse.questionnaire.json"), "ordinalValue", "points")),
      "no weight");
  refuses(load_morse(morse_pack(), "{}"), "Questionnaire");
  refuses(load_morse(replace_all(morse_pack(), "{\"answer\": \"weak\", \"code\": \"LA13034-6\"},", "")), "other choices");
}

TEST_CASE("G-2: gait and mental status are never filled from the record; a pack that would is refused") {
  const std::string pack = replace_all(morse_pack(), "{\"item\": \"iv\", \"answer\": \"yes\", \"rule\": \"MFS-R6\"",
                                       "{\"item\": \"gait\", \"answer\": \"weak\", \"rule\": \"MFS-R6\"");
  refuses(load_morse(pack), "G-2");
}

TEST_CASE("A scale without source, with an unknown key, or without examples is refused") {
  refuses(load_morse(replace_all(morse_pack(), "\"keys\": [\"ownLimits\"]", "\"keys\": [\"questionnaire\"]")), "source");
  refuses(load_morse(replace_all(morse_pack(), "\"totalRule\"", "\"sumRule\"")), "sumRule");
  json::Value bare = json::parse(morse_pack()).value();
  bare.set("examples", json::Value::array());
  refuses(load_morse(json::write(bare)), "no worked examples");
}

Fact fact(std::string kind, json::Value value, int hour, std::string source) {
  return {std::move(kind), std::move(value), Instant{} + hours(hour), std::move(source)};
}

std::string suggestion(const std::vector<SuggestedAnswer>& all, std::string_view key) {
  for (const SuggestedAnswer& one : all)
    if (one.item->key == key) return one.rule + " " + one.code + (one.fixed ? " fixed" : "");
  return "";
}

TEST_CASE("MFS-R5: a fall during the stay answers the history with yes, and it stays so") {
  const auto suggested =
      suggest_answers(instrument("morse"), {fact("fell-this-stay", true, 1, "QuestionnaireResponse/1")}, Instant{} + hours(400));
  CHECK(suggestion(suggested, "history") == "MFS-R5 LA33-6 fixed");
}

TEST_CASE("MFS-R6: a line or lock on record suggests yes, to be confirmed; none on record suggests nothing") {
  const Fact line = fact("device-iv", json::Value::object(), 1, "DeviceUseStatement/1");
  const auto with_line = suggest_answers(instrument("morse"), {line}, Instant{} + hours(2));
  CHECK(suggestion(with_line, "iv") == "MFS-R6 LA33-6");
  CHECK(with_line.front().basis.source == "DeviceUseStatement/1");
  CHECK(suggest_answers(instrument("morse"), {}, Instant{} + hours(2)).empty());
}

TEST_CASE("MFS-R7: two active problems suggest a secondary diagnosis, one does not; a recorded aid suggests the aid") {
  const std::vector<Fact> one{fact("problem", "copd", 1, "Condition/1")};
  const std::vector<Fact> two{one.front(), fact("problem", "diabetes", 2, "Condition/2")};
  CHECK(suggestion(suggest_answers(instrument("morse"), one, Instant{} + hours(3)), "secondary").empty());
  CHECK(suggestion(suggest_answers(instrument("morse"), two, Instant{} + hours(3)), "secondary") == "MFS-R7 LA33-6");
  CHECK(suggestion(suggest_answers(instrument("morse"), {fact("walking-aid", "walker", 1, "x")}, Instant{} + hours(3)), "aid") ==
        "MFS-R7 LA13031-2");
}

TEST_CASE("MFS-R8: a patient who says alone against an order for help forgets the limits") {
  const Instrument& morse = instrument("morse");
  CHECK(compare_own_limits(morse, "alone", "assist") == "LA13037-9");
  CHECK(compare_own_limits(morse, "help", "assist") == "LA13036-1");
  CHECK(compare_own_limits(morse, "alone", "independent") == "LA13036-1");
  CHECK_FALSE(compare_own_limits(morse, "no-answer", "assist"));
  CHECK_FALSE(compare_own_limits(morse, "alone", "not-ordered"));
}

}  // namespace
}  // namespace wardlight::care
