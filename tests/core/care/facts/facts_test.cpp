// SPDX-License-Identifier: Apache-2.0
#include "tests/core/care/prompts/prompt_support.h"

namespace wardlight::care {
namespace {

const FactRules& rules() { return prompt_book().facts; }

std::vector<Fact> read(const std::string& resource, std::string_view role = {}) {
  return must_load(read_facts(rules(), json::parse(resource).value(), role));
}

bool has(const std::vector<Fact>& facts, std::string_view kind) {
  return std::ranges::find(facts, kind, &Fact::kind) != facts.end();
}

std::string observation(std::string_view more) {
  return R"({"resourceType":"Observation","id":"o1","code":{"coding":[{"system":"http://loinc.org","code":"8310-5"}]},)" +
         std::string(more) + "}";
}

TEST_CASE("A temperature keeps its digits, its time and its source") {
  const auto facts = read(observation(
      R"("status":"final","effectiveDateTime":"2025-06-10T09:00:00-04:00","valueQuantity":{"value":38.40,"code":"Cel"})"));
  REQUIRE(facts.size() == 1);
  CHECK(facts[0].value.text() == "38.40");
  CHECK(facts[0].source == "Observation/o1");
  CHECK(age_minutes(facts[0], prompt_now()) == 60);
}

TEST_CASE("A unit that is not listed, a comparator and a cancelled observation say nothing") {
  const std::string when = R"("effectiveDateTime":"2025-06-10T09:00:00-04:00",)";
  CHECK(read(observation(R"("status":"final",)" + when + R"("valueQuantity":{"value":311,"code":"K"})")).empty());
  CHECK(read(observation(R"("status":"final",)" + when +
                         R"("valueQuantity":{"value":38,"comparator":">","code":"Cel"})")).empty());
  CHECK(read(observation(R"("status":"cancelled",)" + when + R"("valueQuantity":{"value":38,"code":"Cel"})")).empty());
  CHECK(read(observation(R"("status":"final",)" + when + R"("valueQuantity":{"value":101.0,"code":"[degF]"})"))[0].value.text() ==
        "38.33");
}

TEST_CASE("No known allergy is no allergy, and no record is neither") {
  const auto none = read(R"({"resourceType":"AllergyIntolerance","id":"a","clinicalStatus":{"coding":[{"code":"active"}]},
    "code":{"coding":[{"system":"http://snomed.info/sct","code":"716186003"}],"text":"No known allergies"}})");
  CHECK(has(none, "no-known-allergy"));
  CHECK_FALSE(has(none, "allergy"));
  const auto refuted = read(R"({"resourceType":"AllergyIntolerance","id":"a","clinicalStatus":{"coding":[{"code":"active"}]},
    "verificationStatus":{"coding":[{"code":"refuted"}]},"code":{"text":"Latex"}})");
  CHECK(refuted.empty());
}

TEST_CASE("A word counts only when it stands by itself: tiotropium is no opium") {
  const auto medicine = [](const std::string& name) {
    return read(R"({"resourceType":"MedicationAdministration","id":"m","status":"completed",
      "effectiveDateTime":"2025-06-10T09:00:00-04:00","medicationCodeableConcept":{"text":")" + name + "\"}}");
  };
  CHECK(has(medicine("MORPHINE sulfate 2 mg"), "opioid-given"));
  CHECK_FALSE(has(medicine("Tiotropium"), "opioid-given"));
  CHECK(has(medicine("Tiotropium"), "medication-unclassified"));
  CHECK_FALSE(has(medicine("Apomorphine"), "opioid-given"));
}

TEST_CASE("What an aide charts about pain is told to the nurse, what a nurse charts is not") {
  const std::string round = R"({"resourceType":"QuestionnaireResponse","id":"r","status":"completed",
    "authored":"2025-06-10T09:00:00-04:00","questionnaire":"urn:wardlight:questionnaire:hourly-round|1.0.0",
    "item":[{"linkId":"RND-02","answer":[{"valueCoding":{"code":"2"}}]}]})";
  CHECK(has(read(round, "aide"), "pain-heard-by-aide"));
  CHECK_FALSE(has(read(round, "nurse"), "pain-heard-by-aide"));
  CHECK_FALSE(has(read(round), "pain-heard-by-aide"));
}

TEST_CASE("An instrument judged by another edition of its pack gives its total and no band") {
  const auto morse = [](const std::string& pack) {
    return read(R"({"resourceType":"QuestionnaireResponse","id":"s","status":"completed","authored":"2025-06-10T09:00:00-04:00",
      "extension":[{"url":"urn:wardlight:pack","valueString":")" + pack + R"("}],
      "questionnaire":"urn:wardlight:questionnaire:morse|1.0.0","item":[
      {"linkId":"MFS-1","answer":[{"valueCoding":{"code":"LA33-6"}}]},
      {"linkId":"MFS-2","answer":[{"valueCoding":{"code":"LA32-8"}}]},
      {"linkId":"MFS-3","answer":[{"valueCoding":{"code":"LA13030-4"}}]},
      {"linkId":"MFS-4","answer":[{"valueCoding":{"code":"LA32-8"}}]},
      {"linkId":"MFS-5","answer":[{"valueCoding":{"code":"LA13033-8"}}]},
      {"linkId":"MFS-6","answer":[{"valueCoding":{"code":"LA13036-1"}}]}]})");
  };
  CHECK(has(morse("fallrisk-morse@1.0.0"), "morse-band"));
  CHECK(has(morse("fallrisk-morse@0.9.0"), "morse-total"));
  CHECK_FALSE(has(morse("fallrisk-morse@0.9.0"), "morse-band"));
}

TEST_CASE("What is no FHIR resource is refused, an unknown type of resource says nothing") {
  CHECK_FALSE(read_facts(rules(), json::parse(R"({"id":"x"})").value()).has_value());
  CHECK(read(R"({"resourceType":"Patient","id":"p"})").empty());
}

TEST_CASE("The facts pack is refused when a reader names an unknown kind, a source is missing or an example differs") {
  const auto refuses_facts = [](std::string_view from, std::string_view to, std::string_view names) {
    refuses(load_fact_rules(content({{"facts.json", changed_file("facts.json", from, to)}})), names);
  };
  refuses_facts("\"temperature-c 38.28\"", "\"temperature-c 38.3\"", "fahrenheit");
  refuses_facts("\"linkId\": \"RND-03\"", "\"linkId\": \"RND-99\"", "example round");
  refuses_facts("\"kind\": \"toileting\", \"as\"", "\"kind\": \"toiletting\", \"as\"", "toiletting");
  refuses_facts("\"source\": \"clinical-2\"", "\"source\": \"nobody\"", "source");
  refuses_facts("\"type\": \"yes-no\"", "\"type\": \"perhaps\"", "codes known");
}

TEST_CASE("A kind that is spelled wrong is answered with its neighbours") {
  const auto checked = check_fact(rules(), fact("isolaton", "contact", 5));
  REQUIRE_FALSE(checked.has_value());
  CHECK(checked.error().text.find("isolation") != std::string::npos);
  CHECK(checked.error().text.find("contact") == std::string::npos);
}

}  // namespace
}  // namespace wardlight::care
