// SPDX-License-Identifier: Apache-2.0
#include "tests/core/forms/forms_testing.h"

using namespace wardlight;
using namespace wardlight::forms;
using namespace wardlight::forms::testing;

namespace {

constexpr const char* kYes = R"("answerOption":[{"valueCoding":{"system":"s","code":"y","display":"yes"}}])";

std::string extension(const std::string& name, const std::string& value) {
  const bool whole = name.starts_with("http") || name.starts_with("urn");
  return R"("extension":[{"url":")" + (whole ? name : "http://hl7.org/fhir/StructureDefinition/" + name) + "\"," + value + "}]";
}

bool blames(const LoadResult& loaded, Severity severity, const std::string& link_id, const std::string& feature) {
  for (const Problem& problem : loaded.problems)
    if (problem.severity == severity && problem.link_id == link_id && problem.feature.find(feature) != std::string::npos)
      return true;
  return false;
}

std::vector<Problem> list_errors(const LoadResult& loaded) {
  std::vector<Problem> errors;
  for (const Problem& problem : loaded.problems)
    if (problem.severity == Severity::Error) errors.push_back(problem);
  return errors;
}

}  // namespace

TEST_CASE("A form that cannot be shown or scored is refused with its linkId and feature") {
  const std::string q = R"({"linkId":"q","text":"Q",)";
  const std::string boolean = R"({"linkId":"b","text":"B","type":"boolean"},)";
  struct Case {
    std::string items;
    std::string link_id;
    std::string feature;
  };
  const std::vector<Case> cases{
      {R"({"text":"Q","type":"string"})", "", "linkId"},
      {R"({"linkId":"","text":"Q","type":"string"})", "", "linkId"},
      {R"({"linkId":"a","text":"A","type":"string"},{"linkId":"a","text":"B","type":"string"})", "a", "linkId"},
      {R"({"linkId":"g","text":"G","type":"group","item":[{"linkId":"g","text":"B","type":"string"}]})", "g", "linkId"},
      {q + R"("type":"attachment"})", "q", "attachment"},
      {q + R"("type":"reference"})", "q", "reference"},
      {q + R"("type":"coding"})", "q", "type"},
      {q + R"("type":"question"})", "q", "type"},
      {R"({"linkId":"q","text":"Q"})", "q", "type"},
      {q + R"("type":"choice"})", "q", "answerOption"},
      {q + R"("type":"choice","answerOption":[]})", "q", "answerOption"},
      {q + R"("type":"choice","answerValueSet":"http://example.org/vs"})", "q", "answerValueSet"},
      {q + R"("type":"choice","answerValueSet":"#none"})", "q", "answerValueSet"},
      {q + R"("type":"choice","answerValueSet":"#v",)" + kYes + "}", "q", "answerValueSet"},
      {q + R"("type":"boolean",)" + kYes + "}", "q", "answerOption"},
      {q + R"("type":"integer","answerOption":[{"valueString":"1"}]})", "q", "answerOption"},
      {q + R"("type":"choice","answerOption":[{"valueReference":{"reference":"Patient/1"}}]})", "q", "answerOption"},
      {q + R"("type":"choice","answerOption":[{"valueCoding":{"code":"a"},"valueString":"b"}]})", "q", "answerOption"},
      {q + R"("type":"choice","answerOption":[{"valueCoding":{"code":"a","display":"One"}},{"valueCoding":{"code":"a","display":"Two"}}]})",
       "q", "answerOption"},
      {q + R"("type":"choice","option":[{"valueCoding":{"code":"a"}}]})", "q", "option"},
      {q + R"("type":"string","enablewhen":[]})", "q", "enablewhen"},
      {q + R"("type":"string","required":"true"})", "q", "required"},
      {q + R"("type":"string","maxLength":"10"})", "q", "maxLength"},
      {q + R"("type":"string","maxLength":-1})", "q", "maxLength"},
      {q + R"("type":"string","maxLength":null})", "q", "null"},
      {R"({"linkId":"d","text":"D","type":"display","item":[{"linkId":"x","text":"X","type":"string"}]})", "d", "item"},
      {q + R"("type":"string","enableWhen":[{"question":"nobody","operator":"exists","answerBoolean":true}]})", "q",
       "enableWhen"},
      {q + R"("type":"string","enableWhen":[{"operator":"exists","answerBoolean":true}]})", "q", "enableWhen"},
      {boolean + q + R"("type":"string","enableWhen":[{"question":"b","operator":"exists","answerString":"true"}]})", "q",
       "enableWhen"},
      {boolean + q + R"("type":"string","enableWhen":[{"question":"b","operator":"==","answerBoolean":true}]})", "q",
       "enableWhen"},
      {boolean + q + R"("type":"string","enableWhen":[{"question":"b","operator":">","answerBoolean":true}]})", "q",
       "enableWhen"},
      {boolean + q + R"("type":"string","enableWhen":[{"question":"b","operator":"=","answerString":"true"}]})", "q",
       "enableWhen"},
      {boolean + q + R"("type":"string","enableWhen":[{"question":"b","operator":"=","answerBoolean":"true"}]})", "q",
       "enableWhen"},
      {boolean + q + R"("type":"string","enableWhen":[{"question":"b","operator":"=","answerBoolean":true,"answerString":"x"}]})",
       "q", "enableWhen"},
      {boolean + q + R"("type":"string","enableWhen":[{"question":"b","operator":"="}]})", "q", "enableWhen"},
      {boolean + q +
           R"("type":"string","enableWhen":[{"question":"b","operator":"=","answerBoolean":true},{"question":"b","operator":"exists","answerBoolean":true}]})",
       "q", "enableBehavior"},
      {boolean + q +
           R"("type":"string","enableBehavior":"some","enableWhen":[{"question":"b","operator":"=","answerBoolean":true}]})",
       "q", "enableBehavior"},
      {R"({"linkId":"g","text":"G","type":"group","item":[{"linkId":"x","text":"X","type":"string"}]},)" + q +
           R"("type":"string","enableWhen":[{"question":"g","operator":"exists","answerBoolean":true}]})",
       "q", "enableWhen"},
      {R"({"linkId":"d","text":"D","type":"date"},)" + q +
           R"("type":"string","enableWhen":[{"question":"d","operator":"=","answerDate":"2025-02-30"}]})",
       "q", "enableWhen"},
      {q + R"("type":"string","initial":[{"valueInteger":1}]})", "q", "initial"},
      {q + R"("type":"date","initial":[{"valueDate":"2023-02-29"}]})", "q", "initial"},
      {q + R"("type":"string","initial":[{"valueString":"a"},{"valueString":"b"}]})", "q", "initial"},
      {q + R"("type":"choice",)" + kYes + R"(,"initial":[{"valueCoding":{"system":"s","code":"n"}}]})", "q", "initial"},
      {R"({"linkId":"g","text":"G","type":"group","initial":[{"valueString":"a"}],"item":[{"linkId":"x","text":"X","type":"string"}]})",
       "g", "initial"},
      {q + R"("type":"string","required":true,"readOnly":true})", "q", "readOnly"},
      {q + R"("type":"string","required":true,)" + extension("questionnaire-hidden", "\"valueBoolean\":true") + "}", "q",
       "hidden"},
      {q + R"("type":"integer",)" + extension("minValue", "\"valueDate\":\"2025-01-01\"") + "}", "q", "minValue"},
      {q + R"("type":"decimal",)" + extension("minValue", "\"valueDecimal\":\"1\"") + "}", "q", "minValue"},
      {q + R"("type":"decimal",)" + extension("minValue", "\"valueDecimal\":1234567890123456789012") + "}", "q", "minValue"},
      {q + R"("type":"string",)" + extension("regex", "\"valueString\":\"[a\"") + "}", "q", "regex"},
      {q + R"("type":"choice","answerOption":[{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/ordinalValue","valueDecimal":"3"}],"valueCoding":{"code":"a"}}]})",
       "q", "ordinalValue"},
      {q + R"("type":"string",)" +
           extension("http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression",
                     R"("valueExpression":{"expression":"true"})") +
           "}",
       "q", "enableWhenExpression"},
      {q + R"("type":"choice",)" + kYes + "," +
           extension("http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-answerExpression",
                     R"("valueExpression":{"expression":"true"})") +
           "}",
       "q", "answerExpression"},
      {q + R"("type":"integer","readOnly":true,"required":true,)" +
           extension("http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression",
                     R"("valueExpression":{"expression":"1+1"})") +
           "}",
       "q", "calculatedExpression"},
      {q + R"("type":"string","modifierExtension":[{"url":"urn:x","valueBoolean":true}]})", "q", "modifierExtension"},
  };
  for (const Case& c : cases) {
    const LoadResult loaded = load(form_text(c.items));
    INFO(c.items << "\n" << all_problems(loaded));
    CHECK_FALSE(loaded.usable());
    CHECK(blames(loaded, Severity::Error, c.link_id, c.feature));
  }
}

TEST_CASE("A circle of conditions is refused, through parents and totals too") {
  const auto when = [](const std::string& question) {
    return R"("enableWhen":[{"question":")" + question + R"(","operator":"exists","answerBoolean":true}])";
  };
  const std::vector<std::string> circles{
      R"({"linkId":"a","text":"A","type":"boolean",)" + when("a") + "}",
      R"({"linkId":"a","text":"A","type":"boolean",)" + when("b") + R"(},{"linkId":"b","text":"B","type":"boolean",)" +
          when("a") + "}",
      R"({"linkId":"a","text":"A","type":"boolean",)" + when("b") + R"(},{"linkId":"b","text":"B","type":"boolean",)" +
          when("c") + R"(},{"linkId":"c","text":"C","type":"boolean",)" + when("a") + "}",
      R"({"linkId":"g","text":"G","type":"group",)" + when("a") + R"(,"item":[{"linkId":"a","text":"A","type":"boolean"}]})",
      R"({"linkId":"a","text":"A","type":"choice",)" + when("t") +
          R"json(,"answerOption":[{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/ordinalValue","valueDecimal":1}],"valueCoding":{"code":"x"}}]},
         {"linkId":"t","text":"T","type":"integer","readOnly":true,"extension":[{"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression","valueExpression":{"expression":"%resource.item.answer.value.ordinal().sum()"}}]})json"};
  for (const std::string& items : circles) {
    const LoadResult loaded = load(form_text(items));
    INFO(items << "\n" << all_problems(loaded));
    CHECK_FALSE(loaded.usable());
    REQUIRE(list_errors(loaded).size() == 1);
    CHECK(list_errors(loaded)[0].feature == "enableWhen");
  }
}

TEST_CASE("What is no Questionnaire is refused in one sentence") {
  CHECK_FALSE(parse_questionnaire("{"));
  CHECK_FALSE(parse_questionnaire(""));
  for (
      const char* text :
      {R"({"resourceType":"Patient"})", "{}", "[]", R"({"resourceType":"Questionnaire","status":"active"})",
       R"({"resourceType":"Questionnaire","status":"active","item":{}})",
       R"({"resourceType":"Questionnaire","status":"active","item":[1]})",
       R"({"resourceType":"Questionnaire","status":"on","item":[{"linkId":"a","text":"A","type":"string"}]})",
       R"({"resourceType":"Questionnaire","status":"active","effectivePeriod":{"end":"2025-02-30"},"item":[{"linkId":"a","text":"A","type":"string"}]})",
       R"({"resourceType":"Questionnaire","status":"active","implicitRules":"urn:x","item":[{"linkId":"a","text":"A","type":"string"}]})"}) {
    const LoadResult loaded = load(text);
    INFO(text << "\n" << all_problems(loaded));
    CHECK_FALSE(loaded.usable());
    CHECK(list_errors(loaded).size() == 1);
  }
}

TEST_CASE("What can be shown and scored all the same loads, with a warning that names it") {
  const std::string q = R"({"linkId":"q","text":"Q",)";
  const std::vector<std::pair<std::string, std::string>> cases{
      {q + R"("type":"string",)" + extension("urn:other:thing", "\"valueString\":\"x\"") + "}", "urn:other:thing"},
      {q + R"("type":"string",)" + extension("questionnaire-constraint", R"("extension":[{"url":"key","valueId":"k"}])") + "}",
       "constraint"},
      {q + R"("type":"string",)" +
           extension("http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-initialExpression",
                     R"("valueExpression":{"expression":"%patient.name"})") +
           "}",
       "initialExpression"},
      {q + R"("type":"integer","readOnly":true,)" +
           extension("http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression",
                     R"("valueExpression":{"expression":"1+1"})") +
           "}",
       "calculatedExpression"},
      {q + R"("type":"date",)" +
           R"json("extension":[{"url":"http://hl7.org/fhir/StructureDefinition/maxValue","_valueDate":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/cqf-expression","valueExpression":{"expression":"today()"}}]}}]})json",
       "maxValue"},
      {q + R"("type":"string",)" + extension("regex", R"("valueString":"(?<=a)\\p{L}")") + "}", "regex"},
      {q + R"("type":"string",)" + extension("minValue", "\"valueInteger\":1") + "}", "minValue"},
      {R"({"linkId":"q","type":"string"})", "text"},
      {R"({"linkId":"q","text":"G","type":"group"})", "item"},
      {R"({"linkId":"q","text":"Q","type":"reference",)" + extension("questionnaire-hidden", "\"valueBoolean\":true") +
           R"(},{"linkId":"x","text":"X","type":"string"})",
       "reference"},
      {q + R"("type":"open-choice"})", "answerOption"},
      {q + R"("type":"choice","answerOption":[{"valueCoding":{"code":"a"}}]})", "answerOption"}};
  for (const auto& [items, feature] : cases) {
    const LoadResult loaded = load(form_text(items));
    INFO(items << "\n" << all_problems(loaded));
    CHECK(loaded.usable());
    CHECK(loaded.problems.size() == 1);
    CHECK(blames(loaded, Severity::Warning, "q", feature));
  }
}

TEST_CASE("Metadata that changes nothing is passed over in silence") {
  for (const char* url :
       {"http://hl7.org/fhir/StructureDefinition/designNote", "http://hl7.org/fhir/StructureDefinition/rendering-xhtml",
        "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-observationExtract",
        "http://hl7.org/fhir/StructureDefinition/questionnaire-choiceOrientation",
        "http://hl7.org/fhir/StructureDefinition/questionnaire-supportLink",
        "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-launchContext",
        "http://hl7.org/fhir/StructureDefinition/questionnaire-displayCategory"}) {
    const LoadResult loaded =
        load(form_text(R"({"linkId":"q","text":"Q","type":"string",)" + extension(url, "\"valueCode\":\"x\"") + "}"));
    INFO(url);
    CHECK(loaded.problems.empty());
  }
}

TEST_CASE("Words come in the reader's language, down to the region") {
  const std::string translation =
      R"({"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/translation","extension":[{"url":"lang","valueCode":"es"},{"url":"content","valueString":"Dolor"}]}]})";
  const Questionnaire form =
      form_of(R"({"linkId":"q","text":"Pain","_text":)" + translation +
              R"(,"type":"choice","answerOption":[{"valueCoding":{"code":"a","display":"Pain","_display":)" + translation +
              R"(}},{"valueString":"Pain","_valueString":)" + translation + "}]}");
  const Item& item = form.items[0];
  for (const LocalText* words : {&item.text, &item.options[0].display, &item.options[1].display}) {
    CHECK(words->in("es") == "Dolor");
    CHECK(words->in("es-MX") == "Dolor");
    CHECK(words->in("en") == "Pain");
    CHECK(words->in("") == "Pain");
  }
}

TEST_CASE("Hints for drawing and entering are read") {
  const Questionnaire form = form_of(R"({"linkId":"q","text":"Q","prefix":"1.","type":"quantity","extension":[
      {"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl","valueCodeableConcept":{"coding":[{"system":"http://hl7.org/fhir/questionnaire-item-control","code":"slider"}]}},
      {"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-sliderStepValue","valueInteger":5},
      {"url":"http://hl7.org/fhir/StructureDefinition/entryFormat","valueString":"in steps"},
      {"url":"http://hl7.org/fhir/StructureDefinition/minValue","valueDecimal":0.5},
      {"url":"http://hl7.org/fhir/StructureDefinition/maxDecimalPlaces","valueInteger":1},
      {"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-unitOption","valueCoding":{"system":"http://unitsofmeasure.org","code":"mg"}},
      {"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-unitOption","valueCoding":{"system":"http://unitsofmeasure.org","code":"g","display":"gram"}},
      {"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-unit","valueCoding":{"system":"http://unitsofmeasure.org","code":"g","display":"gram"}}]})");
  const Item& item = form.items[0];
  CHECK(item.control == Control::Slider);
  CHECK(item.slider_step->text() == "5");
  CHECK(item.entry_format.text == "in steps");
  CHECK(item.limits.least->text == "0.5");
  CHECK(item.limits.decimals == 1);
  CHECK(item.units.size() == 2);
}

TEST_CASE("A contained value set gives the options its parts describe") {
  const auto codes_of = [](const std::string& sets) {
    const LoadResult loaded =
        load(form_text(R"({"linkId":"q","text":"Q","type":"choice","answerValueSet":"#v"})", "\"contained\":[" + sets + "],"));
    std::string codes;
    if (loaded.form)
      for (const Option& option : loaded.form->items[0].options)
        codes += option.value.coding.code + (option.weight ? "=" + option.weight->text() : "") + " ";
    for (const Problem& problem : loaded.problems) codes += std::string(to_code(problem.severity)) + " ";
    return codes;
  };
  const auto set = [](const std::string& id, const std::string& body) {
    return R"({"resourceType":"ValueSet","id":")" + id + R"(","url":"urn:)" + id + "\"," + body + "}";
  };
  const auto concepts = [](const std::string& list) {
    std::string out;
    for (const char code : list) out += std::string(out.empty() ? "" : ",") + R"({"code":")" + code + R"(","display":"D"})";
    return R"({"system":"s","concept":[)" + out + "]}";
  };
  CHECK(codes_of(set("v", R"("compose":{"include":[)" + concepts("abc") + "," + concepts("cd") + R"(],"exclude":[)" +
                              concepts("b") + "]}")) == "a c d ");
  CHECK(codes_of(set("v", R"("compose":{"include":[{"valueSet":["urn:w"]}]})") + "," +
                 set("w", R"("compose":{"include":[)" + concepts("xy") + "]}")) == "x y ");
  CHECK(codes_of(set("v", R"("compose":{"include":[{"valueSet":["urn:v"]}]})")) == "error ");
  CHECK(codes_of(set("v", R"("compose":{"include":[{"system":"s"}]})")) == "error ");
  CHECK(
      codes_of(set("v", R"("compose":{"include":[{"system":"s","filter":[{"property":"concept","op":"is-a","value":"a"}]}]})")) ==
      "error ");
  CHECK(
      codes_of(set(
          "v",
          R"("compose":{"include":[{"system":"s","concept":[{"code":"a","display":"A","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/ordinalValue","valueDecimal":4}]}]}]},
      "expansion":{"total":9,"contains":[{"system":"s","code":"a","display":"A"}]})")) == "a=4 warning ");
}

TEST_CASE("A form of an editor that marks its files as UTF-8 loads") {
  const auto loaded = parse_questionnaire("\xEF\xBB\xBF" + form_text(R"({"linkId":"q","text":"Q","type":"string"})"));
  REQUIRE(loaded);
  CHECK(loaded->usable());
}

TEST_CASE("A needed question in a hidden group is refused: nobody could answer it") {
  const LoadResult loaded =
      load(form_text(R"({"linkId":"g","text":"G","type":"group",)" + extension("questionnaire-hidden", "\"valueBoolean\":true") +
                     R"(,"item":[{"linkId":"q","text":"Q","type":"string","required":true}]})"));
  CHECK(blames(loaded, Severity::Error, "q", "hidden"));
}

TEST_CASE("Every problem is one sentence without line breaks") {
  const LoadResult loaded =
      load(form_text(R"({"linkId":"q","text":"Q","type":"attachment"},{"linkId":"r","type":"choice"},{"type":"x"})"));
  CHECK(loaded.problems.size() >= 4);
  for (const Problem& problem : loaded.problems) {
    CHECK(problem.text.ends_with('.'));
    CHECK(problem.text.find('\n') == std::string::npos);
  }
}
