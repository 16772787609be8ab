// SPDX-License-Identifier: Apache-2.0
#include "tests/core/care/prompts/prompt_support.h"

namespace wardlight::care {
namespace {

void refuses_changed(const std::string& file, std::string_view from, std::string_view to, std::string_view names) {
  refuses(load_prompt_book(content({{file, changed_file(file, from, to)}})), names);
}

TEST_CASE("A prompt pack whose worked example does not come out is not loaded") {
  refuses_changed("prompts-rounding.json", "\"limit\": 4, \"within\": 15}", "\"limit\": 6, \"within\": 15}", "pain-five");
  refuses_changed("prompts-falls.json", "\"within\": 240", "\"within\": 300", "new-patient");
  refuses_changed("prompts-skin.json", "\"bed\": 120", "\"bed\": 60", "turn-not-due");
  refuses_changed("prompts-sepsis.json", "\"span\": 360", "\"span\": 361", "organ-6h01");
}

TEST_CASE("A number that another pack has is changed there") {
  std::string devices = changed_file("devices.json", "\"aboveC\": 38.0", "\"aboveC\": 37.9");
  refuses(load_prompt_book(content({{"devices.json", devices}})), "no-fever");
}

TEST_CASE("Unknown kinds, codes, operators, numbers and keys are refused by name") {
  refuses_changed("prompts-rounding.json", "\"pain-unable\"", "\"pain-unabel\"", "pain-unabel");
  refuses_changed("prompts-rounding.json", "\"is\": \"declined\"", "\"is\": \"refused\"", "refused");
  refuses_changed("prompts-rounding.json", "\"inARow\": \"toileting\"", "\"inSequence\": \"toileting\"", "operator");
  refuses_changed("prompts-rounding.json", "\"times\": \"$times\"", "\"times\": \"$often\"", "often");
  refuses_changed("prompts-rounding.json", "\"severity\": \"high\"", "\"severity\": \"loud\"", "codes known");
  refuses_changed("prompts-rounding.json", "\"spec\": \"RND-02\"", "\"spec\": \"RND-02\", \"colour\": 1", "colour");
}

TEST_CASE("A rule that may lack an input and says nothing about it is refused") {
  const json::Value pack = json::parse(clinical_file("prompts-sepsis.json")).value();
  json::Value rules = json::Value::array();
  for (json::Value rule : pack["rules"].items()) {
    rule.remove("ask");
    rules.push(rule);
  }
  json::Value silent = pack;
  silent.set("rules", rules);
  refuses(load_prompt_book(content({{"prompts-sepsis.json", json::write(silent)}})), "may be missing");
}

TEST_CASE("A prompt that no example raises, and one whose source is not listed, are refused") {
  refuses_changed("prompts-family.json", "\"raises\": [\"handoff-conflict\"]", "\"raises\": [\"handoff-conflict2\"]",
                  "handoff-conflict2");
  refuses_changed("prompts-family.json", "\"source\": \"upmc\"", "\"source\": \"hearsay\"", "source");
  refuses_changed("prompts-family.json", "{\"id\": \"upmc\"", "{\"id\": \"upmc2\"", "source");
}

TEST_CASE("What is a design default or from memory is carried as to be confirmed by the hospital") {
  const auto& packs = prompt_book().packs;
  const auto falls = std::ranges::find(packs, "prompts-falls", [](const PromptPack& pack) { return pack.head.id; });
  REQUIRE(falls != packs.end());
  CHECK(std::ranges::find(falls->head.to_confirm, "fall-risk-missing", &ToConfirm::key) != falls->head.to_confirm.end());
}

TEST_CASE("The shape of the command line: facts in, prompts out, bad input named") {
  const FactRules& rules = prompt_book().facts;
  const auto read = [&](const std::string& text) {
    return read_facts_json(rules, json::parse(text).value(), prompt_now(), prompt_zone());
  };
  const std::string at = R"("at":"2025-06-10T09:40:00-04:00","source":"Observation/1")";
  CHECK(read(R"({"encounter":"e1","facts":[{"kind":"pain-score","value":5,)" + at + "}]}").value().size() == 1);
  refuses(read(R"({"facts":[{"kind":"pain-scor","value":5,)" + at + "}]}"), "pain-score");
  refuses(read(R"({"facts":[{"kind":"pain-score","value":"5",)" + at + "}]}"), "number");
  refuses(read(R"({"facts":[{"kind":"toileting","value":"maybe",)" + at + "}]}"), "declined");
  refuses(read(R"({"facts":[{"kind":"pain-score","value":5,"at":"2025-06-10T10:00:01-04:00"}]})"), "G-3");
  refuses(read(R"({"facts":[{"kind":"pain-score","value":5,"at":"2025-06-10T09:00:00"}]})"), "offset");
  refuses(read(R"({"facts":[],"patient":"p"})"), "patient");
  refuses(read(R"({"encounter":{"id":"e1","born":"2026-01-01"},"facts":[]})"), "birth");
}

TEST_CASE("The encounter's own times and age become facts") {
  const json::Value input =
      json::parse(R"({"encounter":{"id":"e1","arrived":"2025-06-10T09:00:00-04:00","born":"1940-06-11"},"facts":[]})").value();
  const auto facts = must_load(read_facts_json(prompt_book().facts, input, prompt_now(), prompt_zone()));
  CHECK(latest_fact(facts, "arrived", prompt_now()).has_value());
  const auto age = latest_fact(with_derived(facts, prompt_now(), prompt_zone()), "age-years", prompt_now());
  REQUIRE(age.has_value());
  CHECK(age->value.text() == "84");
}

}  // namespace
}  // namespace wardlight::care
