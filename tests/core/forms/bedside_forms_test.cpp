// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "tests/core/forms/forms_testing.h"

using namespace wardlight;
using namespace wardlight::forms;
using namespace wardlight::forms::testing;

namespace {

Questionnaire bedside_form(const std::string& name) {
  const LoadResult loaded = load(read_file("assets/clinical/" + name + ".questionnaire.json"));
  INFO(name << "\n" << all_problems(loaded));
  REQUIRE(loaded.form);
  return *loaded.form;
}

json::Value examples() { return json_of(read_file("assets/clinical/bedside-forms.examples.json"))["examples"]; }

}  // namespace

TEST_CASE("The worked examples of handoff, devices, WAVE, teach-back and calls come out as written") {
  const json::Value all = examples();
  REQUIRE_FALSE(all.items().empty());
  for (const json::Value& example : all.items()) {
    INFO(example.text_of("form") << ": " << example.text_of("id"));
    const Questionnaire form = bedside_form(std::string(example.text_of("form")));
    const FormSession session = answered(form, json::write(example["answers"]));
    CHECK(session.faults().empty());
    std::string missing, expected;
    for (const Finding& lack : session.missing()) missing += lack.field.link_id + " ";
    for (const json::Value& link : example["missing"].items()) expected += link.text() + " ";
    CHECK(missing == expected);
    if (!missing.empty()) continue;
    ResponseDetails details = completed();
    if (!form.subject_types.empty()) details.subject = form.subject_types.front() + "/1";
    CHECK(all_issues(judge_response(form, json_of(json::write(session.build_response(details))))) == "");
  }
}

TEST_CASE("The forms of the bedside speak two languages and answer nothing beforehand") {
  std::set<std::string> names;
  const json::Value all = examples();
  for (const json::Value& example : all.items()) names.emplace(example.text_of("form"));
  CHECK(names.size() == 19);
  for (const std::string& name : names) {
    const Questionnaire form = bedside_form(name);
    for (const Item& item : form.items) {
      INFO(name << " " << item.link_id);
      CHECK(item.initial.empty());
      CHECK_FALSE(item.text.translations.empty());
      for (const Option& option : item.options) CHECK_FALSE(option.display.translations.empty());
    }
  }
}

TEST_CASE("A handoff with nothing changed takes no typed character") {
  const Questionnaire form = bedside_form("handoff-given");
  const json::Value all = examples();
  const json::Value& quiet = all[std::size_t{0}];
  for (const json::Member& answer : quiet["answers"].members()) {
    const Item* item = form.find(answer.name);
    REQUIRE(item != nullptr);
    const bool typed = item->type == ItemType::String || item->type == ItemType::Text;
    CHECK_FALSE(typed);
  }
}
