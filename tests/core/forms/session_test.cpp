// SPDX-License-Identifier: Apache-2.0
#include "tests/core/forms/forms_testing.h"

using namespace wardlight;
using namespace wardlight::forms;
using namespace wardlight::forms::testing;

namespace {

constexpr const char* kForm = R"({"linkId":"note","text":"Read this","type":"display"},
  {"linkId":"who","text":"Who","type":"string","required":true,"maxLength":5},
  {"linkId":"boxes","text":"Which","type":"choice","repeats":true,"answerOption":[{"valueCoding":{"code":"a"}},{"valueCoding":{"code":"b"}},
     {"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-optionExclusive","valueBoolean":true}],"valueCoding":{"code":"none"}}]},
  {"linkId":"drugs","text":"Drug","type":"group","repeats":true,"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-maxOccurs","valueInteger":3}],"item":[
     {"linkId":"name","text":"Name","type":"string","required":true},
     {"linkId":"dose","text":"Dose","type":"decimal","initial":[{"valueDecimal":1.50}]}]},
  {"linkId":"fixed","text":"Fixed","type":"string","readOnly":true,"initial":[{"valueString":"ward 5"}]},
  {"linkId":"secret","text":"Secret","type":"string","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-hidden","valueBoolean":true}]})";

std::vector<std::string> row_names(const FormSession& session) {
  std::vector<std::string> names;
  for (const Row& row : session.rows()) names.push_back(row.field.link_id);
  return names;
}

}  // namespace

TEST_CASE("The rows are what is asked, in order, without what is hidden") {
  const Questionnaire form = form_of(kForm);
  const FormSession session(form);
  CHECK(row_names(session) == std::vector<std::string>{"note", "who", "boxes", "drugs", "name", "dose", "fixed"});
  CHECK(session.rows()[1].missing);
  CHECK(session.rows()[4].depth == 1);
  CHECK(session.untouched());
}

TEST_CASE("A field takes only what fits it") {
  const Questionnaire form = form_of(kForm);
  FormSession session(form);
  CHECK_FALSE(session.set({"nobody", {}}, Answer::of(true)));
  CHECK_FALSE(session.set({"note", {}}, Answer::of(true)));
  CHECK_FALSE(session.set({"who", {}}, Answer::of(true)));
  CHECK_FALSE(session.set({"fixed", {}}, Answer::of(ValueKind::String, "x")));
  CHECK_FALSE(session.set_all({"who", {}}, {Answer::of(ValueKind::String, "x"), Answer::of(ValueKind::String, "y")}));
  CHECK(session.untouched());
  REQUIRE(session.set({"who", {}}, Answer::of(ValueKind::String, "far too long")));
  CHECK(session.rows()[1].faults.size() == 1);
  CHECK_FALSE(session.complete());
  REQUIRE(session.set({"who", {}}, Answer::of(ValueKind::String, "José5")));  // five characters, six bytes
  CHECK(session.complete());
  REQUIRE(session.prefill({"fixed", {}}, Answer::of(ValueKind::String, "ward 6")));
}

TEST_CASE("Ticking 'none' clears the other boxes, and the other way round") {
  const Questionnaire form = form_of(kForm);
  FormSession session(form);
  const auto box = [&](int n) { return form.find("boxes")->options[static_cast<std::size_t>(n)].value; };
  REQUIRE(session.toggle({"boxes", {}}, box(0)));
  REQUIRE(session.toggle({"boxes", {}}, box(1)));
  CHECK(session.answers({"boxes", {}}).size() == 2);
  REQUIRE(session.toggle({"boxes", {}}, box(2)));
  REQUIRE(session.answers({"boxes", {}}).size() == 1);
  CHECK(session.answers({"boxes", {}})[0].coding.code == "none");
  REQUIRE(session.toggle({"boxes", {}}, box(1)));
  CHECK(session.answers({"boxes", {}})[0].coding.code == "b");
  REQUIRE(session.toggle({"boxes", {}}, box(1)));
  CHECK(session.answers({"boxes", {}}).empty());
  REQUIRE(session.set_all({"boxes", {}}, {box(0), box(2)}));
  CHECK(session.faults().size() == 1);
}

TEST_CASE("A repeating group grows, shrinks and knows its greatest number") {
  const Questionnaire form = form_of(kForm);
  FormSession session(form);
  REQUIRE(session.set({"who", {}}, Answer::of(ValueKind::String, "me")));
  CHECK(session.complete());  // a group that was not begun need not be
  REQUIRE(session.set({"name", {0}}, Answer::of(ValueKind::String, "one")));
  CHECK(session.add_occurrence({"drugs", {}}).value() == 1);
  CHECK(session.answers({"dose", {1}})[0].text == "1.50");
  CHECK_FALSE(session.complete());
  REQUIRE(session.set({"name", {1}}, Answer::of(ValueKind::String, "two")));
  CHECK(session.complete());
  CHECK(session.add_occurrence({"drugs", {}}).value() == 2);
  CHECK_FALSE(session.add_occurrence({"drugs", {}}));
  REQUIRE(session.remove_occurrence({"drugs", {0}}));
  CHECK(session.answers({"name", {0}})[0].text == "two");
  CHECK_FALSE(session.set({"name", {7}}, Answer::of(ValueKind::String, "x")));
}

TEST_CASE("A draft brings back every answer, also of what is not asked now") {
  const Questionnaire form = form_of(kForm + std::string(R"(,{"linkId":"more","text":"More?","type":"boolean"},
      {"linkId":"what","text":"What","type":"text","enableWhen":[{"question":"more","operator":"=","answerBoolean":true}]})"));
  FormSession session = answered(
      form,
      R"({"who":"me","boxes":["a","b"],"drugs":[{"name":"one","dose":2.500},{"name":"two"}],"more":true,"what":"line 1\nline 2 \"é\""})");
  REQUIRE(session.set({"more", {}}, Answer::of(false)));
  auto back = FormSession::restore(form, json_of(json::write(session.draft())));
  REQUIRE(back);
  CHECK(json::write(back->draft()) == json::write(session.draft()));
  CHECK(json::write(back->build_response(completed())) == json::write(session.build_response(completed())));
  REQUIRE(back->set({"more", {}}, Answer::of(true)));
  CHECK(back->answers({"what", {}})[0].text == "line 1\nline 2 \"é\"");
}

TEST_CASE("A draft of another version of the form is not taken") {
  const Questionnaire form = form_of(kForm);
  json::Value draft = FormSession(form).draft();
  draft.set("form", "urn:test:form|2");
  const auto back = FormSession::restore(form, draft);
  REQUIRE_FALSE(back);
  CHECK(back.error().code == ErrorCode::Conflict);
  draft.set("form", "urn:test:form|1");
  draft.set("item", json_of(R"([{"linkId":"who","answer":[{"valueInteger":1}]}])"));
  CHECK(FormSession::restore(form, draft).error().code == ErrorCode::InvalidContent);
}

TEST_CASE("An answer that changes keeps what was answered below it until it is asked again") {
  const Questionnaire form = form_of(
      R"({"linkId":"bed","text":"Bed","type":"choice","answerOption":[{"valueCoding":{"code":"low"}},{"valueCoding":{"code":"high"}}],"item":[
      {"linkId":"why","text":"Why","type":"string","required":true,"enableWhen":[{"question":"bed","operator":"=","answerCoding":{"code":"high"}}]}]})");
  FormSession session = answered(form, R"({"bed":"high","why":"traction"})");
  REQUIRE(session.set({"bed", {}}, form.items[0].options[0].value));
  CHECK_FALSE(session.enabled({"why", {}}));
  CHECK(json::write(session.build_response(completed())).find("traction") == std::string::npos);
  REQUIRE(session.set({"bed", {}}, form.items[0].options[1].value));
  CHECK(session.answers({"why", {}})[0].text == "traction");
}

TEST_CASE("Below a question nothing is asked until it is answered") {
  const Questionnaire form =
      form_of(R"({"linkId":"a","text":"A","type":"boolean","item":[{"linkId":"b","text":"B","type":"string","required":true}]})");
  FormSession session(form);
  CHECK(session.complete());
  CHECK_FALSE(session.set({"b", {}}, Answer::of(ValueKind::String, "x")));
  REQUIRE(session.set({"a", {}}, Answer::of(false)));
  CHECK(session.missing().size() == 1);
}
