// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "tests/core/forms/forms_testing.h"

using namespace wardlight;
using namespace wardlight::forms;
using namespace wardlight::forms::testing;

TEST_CASE("A response is written in R4's order with the statement's own marks") {
  const Questionnaire form = form_of(R"({"linkId":"b","text":"B","type":"decimal"},{"linkId":"a","text":"A","type":"boolean"})");
  ResponseDetails details = completed();
  details.status = ResponseStatus::Amended;
  details.source = "Patient/p1";
  details.recorded = "2025-06-10T14:00:05-04:00";
  details.clock = "BOOT/123456/-35";
  details.supersedes = "QuestionnaireResponse/0192f000-0000-7000-8000-000000000000";
  details.pack = "rounding-4p@1.0.0";
  CHECK(
      json::write(answered(form, R"({"a":true,"b":36.50})").build_response(details)) ==
      R"({"resourceType":"QuestionnaireResponse","id":"0192f000-0000-7000-8000-000000000001","extension":[)"
      R"({"url":"urn:wardlight:recorded","valueDateTime":"2025-06-10T14:00:05-04:00"},{"url":"urn:wardlight:clock","valueString":"BOOT/123456/-35"},)"
      R"({"url":"urn:wardlight:supersedes","valueReference":{"reference":"QuestionnaireResponse/0192f000-0000-7000-8000-000000000000"}},)"
      R"({"url":"urn:wardlight:pack","valueString":"rounding-4p@1.0.0"}],"questionnaire":"urn:test:form|1","status":"amended",)"
      R"("subject":{"reference":"Patient/p1"},"encounter":{"reference":"Encounter/e1"},"authored":"2025-06-10T14:00:00-04:00",)"
      R"("author":{"reference":"Practitioner/n1"},"source":{"reference":"Patient/p1"},"item":[)"
      R"({"linkId":"b","text":"B","answer":[{"valueDecimal":36.50}]},{"linkId":"a","text":"A","answer":[{"valueBoolean":true}]}]})");
}

TEST_CASE("Nothing empty leaves: no groups without answers, no item list of an untouched form") {
  const Questionnaire form = form_of(
      R"({"linkId":"g","text":"G","type":"group","item":[{"linkId":"a","text":"A","type":"boolean"}]},{"linkId":"d","text":"D","type":"display"})");
  const json::Value response = FormSession(form).build_response(completed());
  CHECK(response.find("item") == nullptr);
  CHECK(is_valid(judge_response(form, response)));
}

TEST_CASE("Every type of answer goes out and comes back as it was given") {
  const Questionnaire form = form_of(
      R"({"linkId":"bo","text":"T","type":"boolean"},{"linkId":"de","text":"T","type":"decimal"},{"linkId":"in","text":"T","type":"integer"},
      {"linkId":"da","text":"T","type":"date"},{"linkId":"dt","text":"T","type":"dateTime"},{"linkId":"ti","text":"T","type":"time"},{"linkId":"st","text":"T","type":"string"},
      {"linkId":"te","text":"T","type":"text"},{"linkId":"ur","text":"T","type":"url"},
      {"linkId":"ch","text":"T","type":"choice","answerOption":[{"valueCoding":{"system":"s","code":"c","display":"C"}}]},
      {"linkId":"cs","text":"T","type":"choice","answerOption":[{"valueString":"one"},{"valueString":"two"}]},
      {"linkId":"ci","text":"T","type":"choice","answerOption":[{"valueInteger":1},{"valueInteger":2}]},
      {"linkId":"oc","text":"T","type":"open-choice","answerOption":[{"valueCoding":{"system":"s","code":"c","display":"C"}}]},
      {"linkId":"qu","text":"T","type":"quantity"},
      {"linkId":"rs","text":"T","type":"string","repeats":true})");
  const FormSession session = answered(
      form,
      R"({"bo":false,"de":1.2300e1,"in":-5,"da":"2024-02","dt":"2024-02-29T23:59:60Z","ti":"07:05:00","st":"a","te":"b\nc","ur":"https://x.example",
      "ch":{"code":"c","system":"s"},"cs":"two","ci":2,"oc":"free words","qu":{"value":"0.50","unit":"mg"},"rs":["x","y"]})");
  const json::Value response = session.build_response(completed());
  const std::string text = json::write(response);
  for (const char* part :
       {R"("valueDecimal":1.2300e1)", R"("valueInteger":-5)", R"("valueDate":"2024-02")", R"("valueUri":"https://x.example")",
        R"("valueString":"two")", R"("valueInteger":2)", R"("valueString":"free words")",
        R"("valueQuantity":{"value":0.50,"unit":"mg"})", R"([{"valueString":"x"},{"valueString":"y"}])",
        R"("valueCoding":{"system":"s","code":"c","display":"C"})"}) {
    INFO(part);
    CHECK(text.find(part) != std::string::npos);
  }
  const auto issues = judge_response(form, json_of(text));
  INFO(all_issues(issues));
  CHECK(issues.empty());
}

TEST_CASE("Plain answers that cannot be taken are named and left out") {
  const Questionnaire form = form_of(
      R"({"linkId":"c","text":"C","type":"choice","answerOption":[{"valueCoding":{"system":"s","code":"a","display":"A"}}]},
      {"linkId":"i","text":"I","type":"integer","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/maxValue","valueInteger":10}]},
      {"linkId":"d","text":"D","type":"date"},{"linkId":"t","text":"T","type":"display"})");
  FormSession session(form);
  const auto problems = give_plain_answers(session, json_of(R"({"c":"zz","i":11,"d":"2025-02-30","t":"x","nobody":1})"));
  REQUIRE(problems);
  std::vector<std::string> named;
  for (const Problem& problem : *problems) named.push_back(problem.link_id);
  std::sort(named.begin(), named.end());
  CHECK(named == std::vector<std::string>{"c", "d", "i", "nobody", "t"});
  CHECK(session.untouched());
  CHECK((*problems)[1].text.find("zz") != std::string::npos);
  CHECK_FALSE(give_plain_answers(session, json_of(R"({"c":{"code":"a","kode":"a"}})")));
  CHECK_FALSE(give_plain_answers(session, json_of("[]")));
}
