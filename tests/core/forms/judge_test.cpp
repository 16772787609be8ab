// SPDX-License-Identifier: Apache-2.0
#include "tests/core/forms/forms_testing.h"

using namespace wardlight;
using namespace wardlight::forms;
using namespace wardlight::forms::testing;

namespace {

constexpr const char* kItems = R"({"linkId":"note","text":"Read","type":"display"},
 {"linkId":"bool","text":"T","type":"boolean","required":true},
 {"linkId":"dec","text":"T","type":"decimal","maxLength":6,"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/minValue","valueDecimal":0.5},
    {"url":"http://hl7.org/fhir/StructureDefinition/maxValue","valueDecimal":99},{"url":"http://hl7.org/fhir/StructureDefinition/maxDecimalPlaces","valueInteger":2}]},
 {"linkId":"int","text":"T","type":"integer"},
 {"linkId":"date","text":"T","type":"date","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/maxValue","valueDate":"2025-12-31"}]},
 {"linkId":"when","text":"T","type":"dateTime"},
 {"linkId":"time","text":"T","type":"time"},
 {"linkId":"str","text":"T","type":"string","maxLength":4,"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/minLength","valueInteger":2}]},
 {"linkId":"code","text":"T","type":"string","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/regex","valueString":"[A-Z]{2}\\d+"}]},
 {"linkId":"pick","text":"T","type":"choice","answerOption":[{"valueCoding":{"system":"s","code":"a","display":"A"}},{"valueCoding":{"system":"s","code":"b","display":"B"}}]},
 {"linkId":"open","text":"T","type":"open-choice","answerOption":[{"valueCoding":{"system":"s","code":"a","display":"A"}}]},
 {"linkId":"many","text":"T","type":"choice","repeats":true,"answerOption":[{"valueCoding":{"system":"s","code":"a","display":"A"}},{"valueCoding":{"system":"s","code":"b","display":"B"}},
    {"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-optionExclusive","valueBoolean":true}],"valueCoding":{"system":"s","code":"none","display":"None"}}],
    "extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-maxOccurs","valueInteger":2}]},
 {"linkId":"dose","text":"T","type":"quantity","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-unit","valueCoding":{"system":"http://unitsofmeasure.org","code":"mg","display":"mg"}},
    {"url":"http://hl7.org/fhir/StructureDefinition/maxValue","valueDecimal":500}]},
 {"linkId":"cond","text":"T","type":"string","required":true,"enableWhen":[{"question":"bool","operator":"=","answerBoolean":true}]},
 {"linkId":"grp","text":"T","type":"group","item":[{"linkId":"inner","text":"T","type":"string"}]},
 {"linkId":"rep","text":"T","type":"group","repeats":true,"item":[{"linkId":"each","text":"T","type":"string","required":true}]},
 {"linkId":"par","text":"T","type":"boolean","item":[{"linkId":"child","text":"T","type":"string"}]},
 {"linkId":"ro","text":"T","type":"string","readOnly":true})";

std::string response_text(const std::string& items, const std::string& head = R"("status":"completed",)") {
  return R"({"resourceType":"QuestionnaireResponse","questionnaire":"urn:test:form|1",)" + head + R"("item":[)" + items + "]}";
}

const std::string kNo = R"({"linkId":"bool","answer":[{"valueBoolean":false}]})";

std::string item(const std::string& link_id, const std::string& answer) {
  return R"({"linkId":")" + link_id + R"(","answer":[)" + answer + "]}";
}

std::vector<Issue> judged(const std::string& items, const std::string& head = R"("status":"completed",)") {
  static const Questionnaire form = form_of(kItems);
  return judge_response(form, json_of(response_text(items, head)));
}

}  // namespace

TEST_CASE("A right response has no issues") {
  const auto issues = judged(
      kNo +
          R"(,{"linkId":"dec","text":"other words","answer":[{"valueDecimal":36.50}]},{"linkId":"int","answer":[{"valueInteger":-3}]},{"linkId":"date","answer":[{"valueDate":"2025-02"}]},
      {"linkId":"when","answer":[{"valueDateTime":"2025-02-28T10:00:00+01:00"}]},{"linkId":"time","answer":[{"valueTime":"10:00:00"}]},{"linkId":"str","answer":[{"valueString":"żółw"}]},
      {"linkId":"code","answer":[{"valueString":"AB12"}]},{"linkId":"pick","answer":[{"valueCoding":{"system":"s","code":"b","display":"B"}}]},{"linkId":"open","answer":[{"valueString":"own"}]},
      {"linkId":"many","answer":[{"valueCoding":{"system":"s","code":"a"}},{"valueCoding":{"system":"s","code":"b"}}]},
      {"linkId":"dose","answer":[{"valueQuantity":{"value":500.0,"unit":"mg","system":"http://unitsofmeasure.org","code":"mg"}}]},
      {"linkId":"grp","item":[{"linkId":"inner","answer":[{"valueString":"x"}]}]},{"linkId":"rep","item":[{"linkId":"each","answer":[{"valueString":"x"}]}]},
      {"linkId":"rep","item":[{"linkId":"each","answer":[{"valueString":"y"}]}]},{"linkId":"par","answer":[{"valueBoolean":true,"item":[{"linkId":"child","answer":[{"valueString":"x"}]}]}]},
      {"linkId":"ro","answer":[{"valueString":"given by the record"}]})",
      R"("id":"r1","meta":{"versionId":"1"},"extension":[{"url":"urn:wardlight:pack","valueString":"p@1"}],"status":"completed","subject":{"reference":"Patient/1"},"authored":"2025-06-10T14:00:00-04:00",)");
  CHECK(all_issues(issues) == "");
}

TEST_CASE("Each planted fault is found at its linkId") {
  const std::vector<std::pair<std::string, std::string>> faults{
      {item("nobody", R"({"valueString":"x"})"), "nobody"},
      {item("dec", R"({"valueDecimal":"36.5"})"), "dec"},
      {item("dec", R"({"valueDecimal":0.49})"), "dec"},
      {item("dec", R"({"valueDecimal":99.01})"), "dec"},
      {item("dec", R"({"valueDecimal":1.234})"), "dec"},
      {item("dec", R"({"valueInteger":5})"), "dec"},
      {item("dec", R"({"valueDecimal":1.00000})"), "dec"},
      {item("int", R"({"valueInteger":5.0})"), "int"},
      {item("int", R"({"valueInteger":2147483648})"), "int"},
      {item("int", R"({"valueInteger":"5"})"), "int"},
      {item("int", R"({"valueDecimal":5})"), "int"},
      {item("int", R"({"valueInteger":5},{"valueInteger":6})"), "int"},
      {item("int", R"({"valueInteger":5,"valueString":"five"})"), "int"},
      {item("int", R"({"valueInteger":5,"note":"x"})"), "int"},
      {item("date", R"({"valueDate":"2025-02-30"})"), "date"},
      {item("date", R"({"valueDate":"2026-01-01"})"), "date"},
      {item("date", R"({"valueDate":"30/01/2025"})"), "date"},
      {item("date", R"({"valueDateTime":"2025-01-01"})"), "date"},
      {item("when", R"({"valueDateTime":"2025-01-01T10:00:00"})"), "when"},
      {item("when", R"({"valueDateTime":"2025-01-01T24:00:00Z"})"), "when"},
      {item("time", R"({"valueTime":"10:00"})"), "time"},
      {item("time", R"({"valueTime":"25:00:00"})"), "time"},
      {item("str", R"({"valueString":"five5"})"), "str"},
      {item("str", R"({"valueString":"x"})"), "str"},
      {item("str", R"({"valueString":""})"), "str"},
      {item("str", R"({"valueString":"   "})"), "str"},
      {item("str", R"({"valueString":5})"), "str"},
      {item("str", R"({"valueBoolean":true})"), "str"},
      {item("code", R"({"valueString":"xAB12"})"), "code"},
      {item("pick", R"({"valueCoding":{"system":"s","code":"z"}})"), "pick"},
      {item("pick", R"({"valueCoding":{"system":"other","code":"a"}})"), "pick"},
      {item("pick", R"({"valueCoding":{"code":"a"}})"), "pick"},
      {item("pick", R"({"valueString":"A"})"), "pick"},
      {item("pick", R"({"valueCoding":"a"})"), "pick"},
      {item("pick", R"({"valueCoding":{"system":"s","code":"a"}},{"valueCoding":{"system":"s","code":"b"}})"), "pick"},
      {item("open", R"({"valueCoding":{"system":"s","code":"z"}})"), "open"},
      {item("many", R"({"valueCoding":{"system":"s","code":"a"}},{"valueCoding":{"system":"s","code":"a"}})"), "many"},
      {item("many", R"({"valueCoding":{"system":"s","code":"a"}},{"valueCoding":{"system":"s","code":"none"}})"), "many"},
      {item(
           "many",
           R"({"valueCoding":{"system":"s","code":"a"}},{"valueCoding":{"system":"s","code":"b"}},{"valueCoding":{"system":"s","code":"none"}})"),
       "many"},
      {item("dose", R"({"valueQuantity":{"value":1,"unit":"g","system":"http://unitsofmeasure.org","code":"g"}})"), "dose"},
      {item("dose", R"({"valueQuantity":{"value":1}})"), "dose"},
      {item("dose", R"({"valueQuantity":{"unit":"mg"}})"), "dose"},
      {item("dose", R"({"valueQuantity":{"value":"1","unit":"mg"}})"), "dose"},
      {item("dose", R"({"valueQuantity":{"value":500.1,"unit":"mg"}})"), "dose"},
      {item("dose", R"({"valueQuantity":{"value":5,"comparator":"~","unit":"mg"}})"), "dose"},
      {item("dose", R"({"valueDecimal":5})"), "dose"},
      {item("cond", R"({"valueString":"x"})"), "cond"},
      {item("note", R"({"valueString":"x"})"), "note"},
      {item("grp", R"({"valueString":"x"})"), "grp"},
      {item("inner", R"({"valueString":"x"})"), "inner"},
      {R"({"linkId":"grp","item":[)" + item("str", R"({"valueString":"ab"})") + "]}", "str"},
      {R"({"linkId":"grp","item":[)" + item("inner", R"({"valueString":"x"})") + R"(]},{"linkId":"grp","item":[)" +
           item("inner", R"({"valueString":"x"})") + "]}",
       "grp"},
      {R"({"linkId":"rep","item":[{"linkId":"each"}]})", ""},
      {R"({"linkId":"par","answer":[{"valueBoolean":true}],"item":[)" + item("child", R"({"valueString":"x"})") + "]}", "par"},
      {item("child", R"({"valueString":"x"})"), "child"},
      {item("ro", R"({"valueString":"x"})") + "," + item("par", R"({"valueBoolean":true})"), "par"},
      {item("int", R"({"valueInteger":1})") + "," + item("int", R"({"valueInteger":2})"), "int"},
      {R"({"linkId":"int","answer":[]})", "int"},
      {R"({"linkId":"int","answer":{"valueInteger":1}})", "int"},
      {R"({"linkId":"int","answer":[{}]})", "int"},
      {R"({"linkId":"int","answer":[{"valueInteger":null}]})", "int"},
      {R"({"linkId":"int","value":1})", "int"},
      {R"({"text":"no linkId","answer":[{"valueInteger":1}]})", ""},
      {item("int", R"({"valueAttachment":{"title":"x"}})"), "int"},
      {R"({"linkId":"int","modifierExtension":[{"url":"urn:x","valueBoolean":true}],"answer":[{"valueInteger":1}]})", "int"},
  };
  for (const auto& [fault, link_id] : faults) {
    const auto issues = judged(kNo + "," + fault);
    INFO(fault << "\n" << all_issues(issues));
    if (link_id.empty() && fault.find("each") != std::string::npos) {
      CHECK(is_valid(issues));  // a repeating group that holds nothing counts as not there
    } else {
      CHECK(names(issues, link_id));
    }
  }
}

TEST_CASE("What must be answered must be answered once a response is completed, not before") {
  const std::string yes = R"({"linkId":"bool","answer":[{"valueBoolean":true}]})";
  for (const char* status : {"completed", "amended"}) {
    const std::string head = R"("status":")" + std::string(status) + "\",";
    CHECK(names(judged(item("int", R"({"valueInteger":1})"), head), "bool"));
    CHECK(names(judged(yes, head), "cond"));
    CHECK(is_valid(judged(yes + "," + item("cond", R"({"valueString":"x"})"), head)));
    CHECK(names(
        judged(kNo + R"(,{"linkId":"rep","item":[{"linkId":"each","answer":[{"valueString":"x"}]}]},{"linkId":"rep","item":[]})",
               head),
        "rep"));
  }
  for (const char* status : {"in-progress", "stopped", "entered-in-error"}) {
    const std::string head = R"("status":")" + std::string(status) + "\",";
    CHECK(is_valid(judged(item("int", R"({"valueInteger":1})"), head)));
    CHECK_FALSE(is_valid(judged(item("int", R"({"valueInteger":"1"})"), head)));
  }
}

TEST_CASE("The head of a response is judged too") {
  const Questionnaire form = form_of(kItems, R"("effectivePeriod":{"start":"2025-01-01","end":"2025-06-30"},)");
  const auto verdict = [&](const std::string& head) {
    return judge_response(form, json_of(R"({"resourceType":"QuestionnaireResponse",)" + head + R"(,"item":[)" + kNo + "]}"));
  };
  const std::string good = R"("status":"completed","questionnaire":"urn:test:form|1")";
  CHECK(is_valid(verdict(good + R"(,"authored":"2025-01-01T00:00:00-05:00")")));
  CHECK(is_valid(verdict(good + R"(,"authored":"2025-06-30T23:59:59-05:00")")));
  CHECK_FALSE(is_valid(verdict(good + R"(,"authored":"2025-07-01T00:00:00-05:00")")));
  CHECK_FALSE(is_valid(verdict(good + R"(,"authored":"2024-12-31T23:59:59-05:00")")));
  CHECK_FALSE(is_valid(verdict(good + R"(,"authored":"2025-02-30T10:00:00Z")")));
  CHECK_FALSE(is_valid(verdict(good + R"(,"authored":"2025-02-10T10:00:00")")));
  CHECK(is_valid(verdict(good)));
  CHECK(verdict(good).size() == 1);
  CHECK(is_valid(verdict(R"("status":"completed","questionnaire":"urn:test:form")")));
  CHECK_FALSE(is_valid(verdict(R"("status":"completed","questionnaire":"urn:test:form|2")")));
  CHECK_FALSE(is_valid(verdict(R"("status":"completed","questionnaire":"urn:other:form|1")")));
  CHECK(is_valid(verdict(R"("status":"completed")")));
  CHECK_FALSE(is_valid(verdict(R"("status":"done","questionnaire":"urn:test:form|1")")));
  CHECK_FALSE(is_valid(verdict(R"("questionnaire":"urn:test:form|1")")));
  CHECK_FALSE(is_valid(verdict(good + R"(,"id":"not ok")")));
  CHECK_FALSE(is_valid(verdict(good + R"(,"subject":"Patient/1")")));
  CHECK_FALSE(is_valid(verdict(good + R"(,"answers":[])")));
  CHECK_FALSE(is_valid(verdict(good + R"(,"implicitRules":"urn:x")")));
  CHECK_FALSE(is_valid(verdict(good + R"(,"modifierExtension":[{"url":"urn:x"}])")));
  CHECK_FALSE(is_valid(verdict(good + R"(,"author":{})")));
  CHECK_FALSE(is_valid(judge_response(form, json_of(R"({"resourceType":"Observation"})"))));
  CHECK_FALSE(is_valid(judge_response(form, json_of("[]"))));
}

TEST_CASE("A response about something the form is not made for is remarked on") {
  const Questionnaire form = form_of(R"({"linkId":"bool","text":"B","type":"boolean"})", R"("subjectType":["Patient"],)");
  const auto remarks = [&](const std::string& subject) {
    return judge_response(form, json_of(response_text(kNo, R"("status":"completed","subject":{)" + subject + "},"))).size();
  };
  CHECK(remarks(R"("reference":"Patient/1")") == 0);
  CHECK(remarks(R"("reference":"https://x.example/fhir/Patient/1")") == 0);
  CHECK(remarks(R"("reference":"urn:uuid:0192f000-0000-7000-8000-000000000001")") == 0);
  CHECK(remarks(R"("display":"somebody")") == 0);
  CHECK(remarks(R"("reference":"Location/1")") == 1);
  CHECK(remarks(R"("type":"Device","display":"pump")") == 1);
}

TEST_CASE("A retired form makes every response invalid, a draft form only warns") {
  const auto verdict = [](const std::string& status) {
    const LoadResult loaded = load(R"({"resourceType":"Questionnaire","url":"urn:test:form","version":"1","status":")" + status +
                                   R"(","item":[{"linkId":"bool","text":"B","type":"boolean"}]})");
    REQUIRE(loaded.form);
    return judge_response(*loaded.form, json_of(response_text(kNo)));
  };
  CHECK(verdict("active").empty());
  CHECK_FALSE(is_valid(verdict("retired")));
  CHECK(is_valid(verdict("draft")));
  CHECK(verdict("draft").size() == 1);
}

TEST_CASE("A wrong total is found") {
  const std::string weight = R"("extension":[{"url":"http://hl7.org/fhir/StructureDefinition/ordinalValue","valueDecimal":2}])";
  const Questionnaire form = form_of(
      R"({"linkId":"a","text":"A","type":"choice","answerOption":[{)" + weight +
      R"(,"valueCoding":{"code":"x","display":"X"}}]},{"linkId":"t","text":"T","type":"decimal","readOnly":true,)" +
      std::string(
          R"json("extension":[{"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression","valueExpression":{"expression":"answers().sum(value.ordinal())"}}]})json"));
  const auto verdict = [&](const std::string& items) { return judge_response(form, json_of(response_text(items))); };
  const std::string a = R"({"linkId":"a","answer":[{"valueCoding":{"code":"x"}}]})";
  CHECK(is_valid(verdict(a + R"(,{"linkId":"t","answer":[{"valueDecimal":2.0}]})")));
  CHECK(is_valid(verdict(a)));
  CHECK(names(verdict(a + R"(,{"linkId":"t","answer":[{"valueDecimal":3}]})"), "t"));
  // Other programs add up what is there so far: no fault, but no score either.
  CHECK(is_valid(verdict(R"({"linkId":"t","answer":[{"valueDecimal":2}]})")));
  CHECK(verdict(R"({"linkId":"t","answer":[{"valueDecimal":2}]})").size() == 1);
}

TEST_CASE("What is asked below one of several ticks may hang under any of them in another program's response") {
  const Questionnaire form = form_of(
      R"({"linkId":"q","text":"Q","type":"choice","repeats":true,"answerOption":[{"valueCoding":{"code":"line","display":"Line"}},{"valueCoding":{"code":"other","display":"Other"}}],"item":[
         {"linkId":"which","text":"W","type":"string","enableWhen":[{"question":"q","operator":"=","answerCoding":{"code":"other"}}]}]})");
  const auto verdict = [&](const std::string& answers) {
    return is_valid(judge_response(form, json_of(response_text(R"({"linkId":"q","answer":[)" + answers + "]}"))));
  };
  const std::string which = R"("item":[{"linkId":"which","answer":[{"valueString":"x"}]}])";
  CHECK(verdict(R"({"valueCoding":{"code":"line"}},{"valueCoding":{"code":"other"},)" + which + "}"));
  CHECK(verdict(R"({"valueCoding":{"code":"line"},)" + which + R"(},{"valueCoding":{"code":"other"}})"));
  CHECK_FALSE(verdict(R"({"valueCoding":{"code":"line"},)" + which + "}"));
}

TEST_CASE("No sentence of the judge repeats an answer") {
  const auto issues = judged(
      R"({"linkId":"bool","answer":[{"valueString":"MARKER"}]},{"linkId":"str","answer":[{"valueString":"MARKER-LONG"}]},{"linkId":"pick","answer":[{"valueCoding":{"system":"s","code":"MARKER","display":"MARKER"}}]},
     {"linkId":"dose","answer":[{"valueQuantity":{"value":1,"unit":"MARKER"}}]})");
  CHECK(issues.size() >= 4);
  CHECK(all_issues(issues).find("MARKER") == std::string::npos);
}
