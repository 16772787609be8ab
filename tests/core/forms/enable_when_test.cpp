// SPDX-License-Identifier: Apache-2.0
#include "tests/core/forms/forms_testing.h"

using namespace wardlight;
using namespace wardlight::forms;
using namespace wardlight::forms::testing;

namespace {

constexpr const char* kChoice =
    R"("type":"choice","answerOption":[{"valueCoding":{"system":"s","code":"a"}},{"valueCoding":{"system":"s","code":"b"}}])";
constexpr const char* kBoxes =
    R"("type":"choice","repeats":true,"answerOption":[{"valueCoding":{"system":"s","code":"a"}},{"valueCoding":{"system":"s","code":"b"}},{"valueCoding":{"system":"s","code":"c"}}])";
constexpr const char* kMilligrams =
    R"("type":"quantity","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-unit","valueCoding":{"system":"http://unitsofmeasure.org","code":"mg","display":"mg"}}])";
constexpr const char* kTwoMilligrams =
    R"("answerQuantity":{"value":2.0,"unit":"mg","system":"http://unitsofmeasure.org","code":"mg"})";

std::string with(const char* op, const char* answer) { return std::string(R"("operator":")") + op + "\"," + answer; }

bool is_asked(const std::string& question, const std::string& condition, const std::string& answer) {
  const Questionnaire form =
      form_of(R"({"linkId":"q","text":"Q",)" + question +
              R"(},{"linkId":"x","text":"X","type":"string","enableWhen":[{"question":"q",)" + condition + "}]}");
  return answered(form, R"({"q":)" + answer + "}").enabled({"x", {}});
}

}  // namespace

TEST_CASE("A question is asked exactly when its condition says so, for every operator and type") {
  const std::string two_mg = kTwoMilligrams;
  const std::vector<std::tuple<std::string, std::string, std::string, bool>> table{
      {"\"type\":\"boolean\"", with("exists", "\"answerBoolean\":true"), "true", true},
      {"\"type\":\"boolean\"", with("exists", "\"answerBoolean\":true"), "false", true},
      {"\"type\":\"boolean\"", with("exists", "\"answerBoolean\":true"), "null", false},
      {"\"type\":\"boolean\"", with("exists", "\"answerBoolean\":false"), "null", true},
      {"\"type\":\"boolean\"", with("exists", "\"answerBoolean\":false"), "true", false},
      {"\"type\":\"boolean\"", with("=", "\"answerBoolean\":true"), "true", true},
      {"\"type\":\"boolean\"", with("=", "\"answerBoolean\":true"), "false", false},
      {"\"type\":\"boolean\"", with("=", "\"answerBoolean\":false"), "null", false},
      {"\"type\":\"boolean\"", with("!=", "\"answerBoolean\":true"), "false", true},
      {"\"type\":\"boolean\"", with("!=", "\"answerBoolean\":true"), "true", false},
      {"\"type\":\"boolean\"", with("!=", "\"answerBoolean\":true"), "null", true},
      {"\"type\":\"integer\"", with("=", "\"answerInteger\":5"), "5", true},
      {"\"type\":\"integer\"", with(">", "\"answerInteger\":5"), "5", false},
      {"\"type\":\"integer\"", with(">", "\"answerInteger\":5"), "6", true},
      {"\"type\":\"integer\"", with(">=", "\"answerInteger\":5"), "5", true},
      {"\"type\":\"integer\"", with(">=", "\"answerInteger\":5"), "4", false},
      {"\"type\":\"integer\"", with("<", "\"answerInteger\":5"), "-7", true},
      {"\"type\":\"integer\"", with("<", "\"answerInteger\":5"), "5", false},
      {"\"type\":\"integer\"", with("<=", "\"answerInteger\":5"), "5", true},
      {"\"type\":\"integer\"", with("<=", "\"answerInteger\":5"), "10", false},
      {"\"type\":\"integer\"", with(">", "\"answerInteger\":5"), "null", false},
      {"\"type\":\"decimal\"", with("=", "\"answerDecimal\":36.5"), "36.50", true},
      {"\"type\":\"decimal\"", with("!=", "\"answerDecimal\":36.5"), "36.50", false},
      {"\"type\":\"decimal\"", with(">", "\"answerDecimal\":38.3"), "38.31", true},
      {"\"type\":\"decimal\"", with(">", "\"answerDecimal\":38.3"), "38.3", false},
      {"\"type\":\"decimal\"", with("<", "\"answerDecimal\":36"), "35.999", true},
      {"\"type\":\"date\"", with("=", "\"answerDate\":\"2025-03-09\""), "\"2025-03-09\"", true},
      {"\"type\":\"date\"", with(">", "\"answerDate\":\"2025-03-09\""), "\"2025-03-10\"", true},
      {"\"type\":\"date\"", with("<=", "\"answerDate\":\"2025-03-09\""), "\"2025-03-10\"", false},
      {"\"type\":\"date\"", with("<", "\"answerDate\":\"2025-03\""), "\"2025-02-28\"", true},
      {"\"type\":\"date\"", with("<", "\"answerDate\":\"2025-03\""), "\"2025-03-01\"", false},
      {"\"type\":\"dateTime\"", with("=", "\"answerDateTime\":\"2025-03-09T12:00:00Z\""), "\"2025-03-09T08:00:00-04:00\"", true},
      {"\"type\":\"dateTime\"", with(">", "\"answerDateTime\":\"2025-03-09T12:00:00Z\""), "\"2025-03-09T08:00:01-04:00\"", true},
      {"\"type\":\"dateTime\"", with("<", "\"answerDateTime\":\"2025-03-09T12:00:00Z\""), "\"2025-03-09T13:00:00+02:00\"", true},
      {"\"type\":\"time\"", with("=", "\"answerTime\":\"08:30:00\""), "\"08:30:00.000\"", true},
      {"\"type\":\"time\"", with(">=", "\"answerTime\":\"08:30:00\""), "\"08:29:59\"", false},
      {"\"type\":\"time\"", with(">", "\"answerTime\":\"08:30:00\""), "\"22:00:00\"", true},
      {"\"type\":\"string\"", with("=", "\"answerString\":\"yes\""), "\"yes\"", true},
      {"\"type\":\"string\"", with("!=", "\"answerString\":\"yes\""), "\"no\"", true},
      {"\"type\":\"text\"", with("=", "\"answerString\":\"yes\""), "\"Yes\"", false},
      {"\"type\":\"url\"", with("=", "\"answerString\":\"https://a.example\""), "\"https://a.example\"", true},
      {kChoice, with("=", "\"answerCoding\":{\"system\":\"s\",\"code\":\"a\"}"), "\"a\"", true},
      {kChoice, with("=", "\"answerCoding\":{\"system\":\"s\",\"code\":\"a\"}"), "\"b\"", false},
      {kChoice, with("=", "\"answerCoding\":{\"code\":\"a\"}"), "\"a\"", true},
      {kChoice, with("!=", "\"answerCoding\":{\"system\":\"s\",\"code\":\"a\"}"), "\"b\"", true},
      {kChoice, with("!=", "\"answerCoding\":{\"system\":\"s\",\"code\":\"a\"}"), "null", true},
      {kBoxes, with("=", "\"answerCoding\":{\"system\":\"s\",\"code\":\"b\"}"), "[\"a\",\"b\"]", true},
      {kBoxes, with("!=", "\"answerCoding\":{\"system\":\"s\",\"code\":\"b\"}"), "[\"a\",\"b\"]", false},
      {kBoxes, with("!=", "\"answerCoding\":{\"system\":\"s\",\"code\":\"b\"}"), "[\"a\",\"c\"]", true},
      {kMilligrams, with("=", kTwoMilligrams), R"({"value":"2","unit":"mg"})", true},
      {kMilligrams, with(">", kTwoMilligrams), R"({"value":"2.01","unit":"mg"})", true},
      {kMilligrams, with("<=", kTwoMilligrams), R"({"value":"2.01","unit":"mg"})", false},
      {kMilligrams, with("exists", "\"answerBoolean\":true"), "3", true},
  };
  for (const auto& [question, condition, answer, asked] : table) {
    INFO(question << " | " << condition << " | " << answer);
    CHECK(is_asked(question, condition, answer) == asked);
  }
}

TEST_CASE("All conditions must hold with all, one is enough with any") {
  const std::string two =
      R"("enableWhen":[{"question":"a","operator":"=","answerBoolean":true},{"question":"b","operator":"=","answerBoolean":true}])";
  const std::string questions = R"({"linkId":"a","text":"A","type":"boolean"},{"linkId":"b","text":"B","type":"boolean"},)";
  for (const bool any : {false, true}) {
    const Questionnaire form = form_of(questions + R"({"linkId":"x","text":"X","type":"string",)" + two +
                                       R"(,"enableBehavior":")" + (any ? "any" : "all") + "\"}");
    CHECK(answered(form, R"({"a":true,"b":true})").enabled({"x", {}}));
    CHECK(answered(form, R"({"a":true,"b":false})").enabled({"x", {}}) == any);
    CHECK_FALSE(answered(form, R"({"a":false})").enabled({"x", {}}));
  }
}

TEST_CASE("The answer of a question that is no longer asked does not count") {
  const Questionnaire form = form_of(
      R"({"linkId":"a","text":"A","type":"boolean"},
         {"linkId":"b","text":"B","type":"boolean","enableWhen":[{"question":"a","operator":"=","answerBoolean":true}]},
         {"linkId":"c","text":"C","type":"string","enableWhen":[{"question":"b","operator":"=","answerBoolean":true}]},
         {"linkId":"d","text":"D","type":"string","enableWhen":[{"question":"b","operator":"exists","answerBoolean":false}]})");
  FormSession session = answered(form, R"({"a":true,"b":true})");
  CHECK(session.enabled({"c", {}}));
  REQUIRE(session.set({"a", {}}, Answer::of(false)));
  CHECK_FALSE(session.enabled({"b", {}}));
  CHECK_FALSE(session.enabled({"c", {}}));
  CHECK(session.enabled({"d", {}}));
  REQUIRE(session.set({"a", {}}, Answer::of(true)));
  CHECK(session.enabled({"c", {}}));  // the answer was kept
}

TEST_CASE("What stands in a group that is not asked is not asked either") {
  const Questionnaire form = form_of(
      R"({"linkId":"a","text":"A","type":"boolean"},
         {"linkId":"g","text":"G","type":"group","enableWhen":[{"question":"a","operator":"=","answerBoolean":true}],"item":[
            {"linkId":"b","text":"B","type":"boolean"}]},
         {"linkId":"c","text":"C","type":"string","enableWhen":[{"question":"b","operator":"exists","answerBoolean":true}]})");
  FormSession session(form);
  REQUIRE(session.set({"b", {}}, Answer::of(true)));
  CHECK_FALSE(session.enabled({"b", {}}));
  CHECK_FALSE(session.enabled({"c", {}}));
  REQUIRE(session.set({"a", {}}, Answer::of(true)));
  CHECK(session.enabled({"b", {}}));
  CHECK(session.enabled({"c", {}}));
}

TEST_CASE("In a repeating group a condition looks at its own occurrence") {
  const Questionnaire form = form_of(
      R"({"linkId":"g","text":"Drug","type":"group","repeats":true,"item":[
            {"linkId":"given","text":"Given","type":"boolean"},
            {"linkId":"why","text":"Why not","type":"string","required":true,"enableWhen":[{"question":"given","operator":"=","answerBoolean":false}]}]})");
  FormSession session = answered(form, R"({"g":[{"given":true},{"given":false}]})");
  CHECK_FALSE(session.enabled({"why", {0}}));
  CHECK(session.enabled({"why", {1}}));
  REQUIRE(session.missing().size() == 1);
  CHECK(session.missing()[0].field == Field{"why", {1}});
}

TEST_CASE("What is asked below one answer of several looks at that answer") {
  const Questionnaire form = form_of(
      R"({"linkId":"q","text":"Devices","type":"choice","repeats":true,"answerOption":[{"valueCoding":{"code":"line"}},{"valueCoding":{"code":"other"}}],"item":[
            {"linkId":"which","text":"Which","type":"string","required":true,"enableWhen":[{"question":"q","operator":"=","answerCoding":{"code":"other"}}]}]})");
  const FormSession session = answered(form, R"({"q":["line","other"]})");
  CHECK_FALSE(session.enabled({"which", {0}}));
  CHECK(session.enabled({"which", {1}}));
}
