// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "tests/core/forms/forms_testing.h"

using namespace wardlight;
using namespace wardlight::forms;
using namespace wardlight::forms::testing;

namespace {

std::string option(const std::string& code, const std::string& weight) {
  return R"({"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/ordinalValue","valueDecimal":)" + weight +
         R"(}],"valueCoding":{"system":"s","code":")" + code + R"(","display":")" + code + R"("}})";
}

std::string scored(const std::string& link_id, const std::string& options, const std::string& more = {}) {
  return R"({"linkId":")" + link_id + R"(","text":"T","type":"choice",)" + more + R"("answerOption":[)" + options + "]}";
}

std::string yes_no(const std::string& link_id, const std::string& weight) {
  return scored(link_id, option("N", "0") + "," + option("Y", weight));
}

// Six questions with the weights of a fall scale.
std::string fall_scale() {
  return yes_no("hist", "25") + "," + yes_no("dx2", "15") + "," +
         scored("aid", option("none", "0") + "," + option("cane", "15") + "," + option("furniture", "30")) + "," +
         yes_no("iv", "20") + "," +
         scored("gait", option("normal", "0") + "," + option("weak", "10") + "," + option("impaired", "20")) + "," +
         scored("mental", option("ok", "0") + "," + option("forgets", "15"));
}

std::string total_of(const FormSession& session) {
  const auto score = session.score();
  if (!score) return "no score";
  return score->total ? score->total->text() : "incomplete";
}

}  // namespace

TEST_CASE("A complete fall scale gives the published totals") {
  const Questionnaire form = form_of(fall_scale());
  const std::vector<std::pair<std::string, std::string>> vectors{
      {R"({"hist":"N","dx2":"N","aid":"none","iv":"N","gait":"normal","mental":"ok"})", "0"},
      {R"({"hist":"Y","dx2":"N","aid":"none","iv":"N","gait":"normal","mental":"ok"})", "25"},
      {R"({"hist":"N","dx2":"Y","aid":"cane","iv":"N","gait":"normal","mental":"ok"})", "30"},
      {R"({"hist":"N","dx2":"Y","aid":"none","iv":"Y","gait":"weak","mental":"ok"})", "45"},
      {R"({"hist":"N","dx2":"Y","aid":"cane","iv":"Y","gait":"normal","mental":"ok"})", "50"},
      {R"({"hist":"Y","dx2":"Y","aid":"furniture","iv":"Y","gait":"impaired","mental":"forgets"})", "125"}};
  for (const auto& [answers, total] : vectors) CHECK(total_of(answered(form, answers)) == total);
}

TEST_CASE("All 144 answer sets of the fall scale add up to 9000 and never reach 5 or 120") {
  const Questionnaire form = form_of(fall_scale());
  std::int64_t sum = 0;
  std::size_t sets = 0;
  const auto& items = form.items;
  std::vector<std::size_t> chosen(items.size(), 0);
  for (bool more = true; more; ++sets) {
    FormSession session(form);
    for (std::size_t i = 0; i < items.size(); ++i)
      REQUIRE(session.set({items[i].link_id, {}}, items[i].options[chosen[i]].value));
    const std::string total = total_of(session);
    CHECK(total != "5");
    CHECK(total != "120");
    sum += std::stoll(total);
    std::size_t digit = 0;
    while (digit < items.size() && ++chosen[digit] == items[digit].options.size()) chosen[digit++] = 0;
    more = digit < items.size();
  }
  CHECK(sets == 144);
  CHECK(sum == 9000);
}

TEST_CASE("An incomplete form never shows a number and says what is missing") {
  const Questionnaire form = form_of(fall_scale());
  FormSession session(form);
  for (const std::size_t at : form.scored) {
    const auto score = session.score();
    REQUIRE(score);
    CHECK_FALSE(score->total);
    CHECK(std::find(score->missing.begin(), score->missing.end(), form.items[at].link_id) != score->missing.end());
    REQUIRE(session.set({form.items[at].link_id, {}}, form.items[at].options.front().value));
  }
  CHECK(total_of(session) == "0");
  REQUIRE(session.clear({"aid", {}}));
  CHECK(session.score()->missing == std::vector<std::string>{"aid"});
}

TEST_CASE("Weights are added exactly") {
  const Questionnaire form =
      form_of(scored("a", option("x", "0.1")) + "," + scored("b", option("x", "0.20")) + "," + scored("c", option("x", "-1")));
  CHECK(total_of(answered(form, R"({"a":"x","b":"x","c":"x"})")) == "-0.70");
}

TEST_CASE("A question that is not asked is not missed, and its weight does not count") {
  const Questionnaire form =
      form_of(yes_no("a", "1") + "," +
              scored("b", option("x", "5"),
                     R"("enableWhen":[{"question":"a","operator":"=","answerCoding":{"system":"s","code":"Y"}}],)"));
  CHECK(total_of(answered(form, R"({"a":"N"})")) == "0");
  CHECK(total_of(answered(form, R"({"a":"Y"})")) == "incomplete");
  CHECK(total_of(answered(form, R"({"a":"N","b":"x"})")) == "0");
  CHECK(total_of(answered(form, R"({"a":"Y","b":"x"})")) == "6");
}

TEST_CASE("Not assessed is no zero: an option without weight leaves the score incomplete") {
  const Questionnaire form =
      form_of(yes_no("a", "1") + "," +
              scored("b", option("x", "5") + R"(,{"valueCoding":{"system":"s","code":"na","display":"Not assessed"}})"));
  const FormSession session = answered(form, R"({"a":"Y","b":"na"})");
  CHECK(total_of(session) == "incomplete");
  CHECK(session.score()->missing == std::vector<std::string>{"b"});
}

TEST_CASE("A form without weights has no score") {
  const Questionnaire form = form_of(R"({"linkId":"a","text":"A","type":"boolean"})");
  CHECK(total_of(answered(form, R"({"a":true})")) == "no score");
}

TEST_CASE("Nothing that counts in the score is answered beforehand") {
  const LoadResult loaded =
      load(form_text(R"({"linkId":"a","text":"A","type":"choice","answerOption":[{"initialSelected":true,"extension":[
      {"url":"http://hl7.org/fhir/StructureDefinition/ordinalValue","valueDecimal":0}],"valueCoding":{"code":"n","display":"no"}}]})"));
  REQUIRE(loaded.form);
  CHECK(loaded.problems.size() == 1);
  CHECK(total_of(FormSession(*loaded.form)) == "incomplete");
}

TEST_CASE("A total question is filled when everything is answered and empty before") {
  const std::string total = R"json(,{"linkId":"sum","text":"Total","type":"integer","readOnly":true,"required":true,"extension":[
    {"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression",
     "valueExpression":{"language":"text/fhirpath","expression":"%resource.item.where(linkId != 'other').answer.value.ordinal().sum()"}}]})json";
  const Questionnaire form = form_of(yes_no("a", "1") + "," + yes_no("b", "2") + "," + yes_no("other", "100") + total);
  FormSession session = answered(form, R"({"a":"Y"})");
  CHECK(session.answers({"sum", {}}).empty());
  CHECK_FALSE(session.complete());
  REQUIRE(session.set({"b", {}}, form.find("b")->options[1].value));
  REQUIRE(session.answers({"sum", {}}).size() == 1);
  CHECK(session.answers({"sum", {}})[0].text == "3");
  CHECK(total_of(session) == "3");  // "other" has weights, but the form's own total leaves it out
  CHECK(session.complete());
  CHECK_FALSE(session.set({"sum", {}}, Answer::of(ValueKind::Integer, "99")));
  REQUIRE(session.clear({"b", {}}));
  CHECK(session.answers({"sum", {}}).empty());
}

TEST_CASE("Formulas that are plain sums of weights are recognised however they are written") {
  const std::string ordinal =
      ".answer.valueCoding.extension.where(url='http://hl7.org/fhir/StructureDefinition/ordinalValue').valueDecimal";
  const std::vector<std::pair<std::string, std::size_t>> formulas{
      {"answers().sum(value.ordinal())", 3},
      {"%resource.item.answer.value.ordinal().sum()", 3},
      {"%resource.descendants().where(linkId.matches('^q[12]$')).answer.value.weight().sum()", 2},
      {"%resource.item.where(linkId.startsWith('q')).answer.value.ordinal().sum()", 3},
      {"%resource.item.where(linkId='q1' or linkId='q3').answer.value.ordinal().sum()", 2},
      {"%resource.item.descendants().where(linkId in ('q1'|'q2')).answer" + ordinal.substr(7) + ".sum()", 2},
      {"%resource.item.where(linkId='q1')" + ordinal + " + %resource.item.where(linkId='q2')" + ordinal, 2},
      {"iif(%resource.item.where(linkId='q1').answer.exists() and %resource.item.where(linkId='q2').answer.exists(), "
       "%resource.item.where(linkId='q1')" +
           ordinal + " + %resource.item.where(linkId='q2')" + ordinal + ", {})",
       2},
      {"%resource.repeat(item).answer.weight().aggregate($total + $this, 0)", 3}};
  for (const auto& [formula, count] : formulas) {
    INFO(formula);
    const Questionnaire form = form_of(
        yes_no("q1", "1") + "," + yes_no("q2", "2") + "," + yes_no("q3", "3") +
        R"(,{"linkId":"t","text":"T","type":"decimal","readOnly":true,"extension":[{"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression","valueExpression":{"expression":")" +
        formula + R"("}}]})");
    CHECK(form.find("t")->total_of.size() == count);
    CHECK(form.scored.size() == count);
  }
}

TEST_CASE("A score formula that is more than a plain sum is refused and named") {
  for (const char* formula :
       {"%resource.item.answer.value.ordinal().sum() * 2", "100 - %resource.item.answer.value.ordinal().sum()",
        "%resource.item.answer.value.ordinal().avg()", "%resource.item.where(answer.value.code='Y').answer.value.ordinal().sum()",
        "iif(%resource.item.where(linkId='sex').answer.value.code='f', %resource.item.answer.value.ordinal().sum(), 0)",
        "%resource.item.answer.value.ordinal().sum() + 1", "%resource.item.answer.value.ordinal().first()"}) {
    INFO(formula);
    const LoadResult loaded = load(form_text(
        yes_no("q1", "1") + "," + yes_no("q2", "2") +
        R"(,{"linkId":"t","text":"T","type":"decimal","readOnly":true,"extension":[{"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression","valueExpression":{"expression":")" +
        formula + R"("}}]})"));
    CHECK_FALSE(loaded.usable());
    REQUIRE(loaded.problems.size() == 1);
    CHECK(loaded.problems[0].link_id == "t");
    CHECK(loaded.problems[0].feature == "calculatedExpression");
  }
}

TEST_CASE("Two subscales without a grand total fill their own questions and give no score of the whole") {
  const auto subscale = [](const std::string& name, const std::string& parts) {
    return R"(,{"linkId":")" + name +
           R"(","text":"T","type":"integer","readOnly":true,"extension":[{"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression","valueExpression":{"expression":"%resource.item.where(linkId.startsWith(')" +
           parts + R"json(')).answer.value.ordinal().sum()"}}]})json";
  };
  const LoadResult loaded = load(
      form_text(yes_no("a1", "1") + "," + yes_no("a2", "2") + "," + yes_no("d1", "3") + subscale("A", "a") + subscale("D", "d")));
  REQUIRE(loaded.form);
  CHECK(loaded.problems.size() == 1);
  const FormSession session = answered(*loaded.form, R"({"a1":"Y","a2":"Y","d1":"Y"})");
  CHECK(total_of(session) == "no score");
  CHECK(session.answers({"A", {}})[0].text == "3");
  CHECK(session.answers({"D", {}})[0].text == "3");
}

TEST_CASE("Weights come from a contained value set, a code system, the coding or the option alike") {
  const std::string ordinal = R"("extension":[{"url":"http://hl7.org/fhir/StructureDefinition/itemWeight","valueDecimal":7}])";
  const std::vector<std::pair<std::string, std::string>> forms{
      {R"("contained":[{"resourceType":"ValueSet","id":"v","compose":{"include":[{"system":"s","concept":[{"code":"x","display":"X",)" +
           ordinal + R"(}]}]}}],)",
       R"("answerValueSet":"#v")"},
      {R"("contained":[{"resourceType":"ValueSet","id":"v","expansion":{"contains":[{"abstract":true,"display":"All","contains":[{"system":"s","code":"x","display":"X",)" +
           ordinal + R"(}]}]}}],)",
       R"("answerValueSet":"#v")"},
      {R"("contained":[{"resourceType":"CodeSystem","id":"c","url":"s","content":"complete","concept":[{"code":"x","display":"X","property":[{"code":"itemWeight","valueDecimal":7}]}]},
          {"resourceType":"ValueSet","id":"v","url":"urn:v","compose":{"include":[{"system":"s"}]}}],)",
       R"("answerValueSet":"urn:v|1")"},
      {"", R"("answerOption":[{)" + ordinal + R"(,"valueCoding":{"system":"s","code":"x","display":"X"}}])"},
      {"", R"("answerOption":[{"valueCoding":{)" + ordinal + R"(,"system":"s","code":"x","display":"X"}}])"}};
  for (const auto& [head, options] : forms) {
    INFO(head << options);
    const Questionnaire form = form_of(R"({"linkId":"a","text":"A","type":"choice",)" + options + "}", head);
    CHECK(total_of(answered(form, R"({"a":"x"})")) == "7");
  }
}
