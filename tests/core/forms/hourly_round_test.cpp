// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>

#include "tests/core/forms/forms_testing.h"

using namespace wardlight;
using namespace wardlight::forms;
using namespace wardlight::forms::testing;

namespace {

Questionnaire hourly_round() {
  const LoadResult loaded = load(read_file("assets/clinical/hourly-round.questionnaire.json"));
  INFO(all_problems(loaded));
  CHECK(loaded.problems.empty());
  REQUIRE(loaded.form);
  return *loaded.form;
}

std::vector<std::string> texts(const json::Value& list) {
  std::vector<std::string> out;
  for (const json::Value& item : list.items()) out.push_back(item.text());
  return out;
}

std::vector<std::string> questions_asked(const FormSession& session) {
  std::vector<std::string> asked;
  for (const Row& row : session.rows())
    if (session.form().items[row.item].is_question()) asked.push_back(row.field.link_id);
  std::sort(asked.begin(), asked.end());
  return asked;
}

}  // namespace

TEST_CASE("The worked examples of the hourly round come out as written") {
  const Questionnaire form = hourly_round();
  const json::Value file = json_of(read_file("assets/clinical/hourly-round.examples.json"));
  CHECK(file.text_of("form") == form.canonical());
  REQUIRE_FALSE(file["examples"].items().empty());
  for (const json::Value& example : file["examples"].items()) {
    INFO(example.text_of("id"));
    FormSession session = answered(form, json::write(example["answers"]));
    if (const json::Value* group = example.find("allSeen")) REQUIRE(session.fill_all_seen({group->text(), {}}));
    auto expected = texts(example["asked"]);
    std::sort(expected.begin(), expected.end());
    CHECK(questions_asked(session) == expected);
    std::vector<std::string> missing;
    for (const Finding& lack : session.missing()) missing.push_back(lack.field.link_id);
    CHECK(missing == texts(example["missing"]));
    if (!missing.empty()) continue;
    const auto issues = judge_response(form, json_of(json::write(session.build_response(completed()))));
    CHECK(all_issues(issues) == "");
  }
}

TEST_CASE("The hourly round asks what the ward agreed, in two languages, and answers nothing beforehand") {
  const Questionnaire form = hourly_round();
  for (int n = 1; n <= 15; ++n) CHECK(form.find((n < 10 ? "RND-0" : "RND-") + std::to_string(n)) != nullptr);
  CHECK(FormSession(form).answers({"RND-01", {}}).empty());
  CHECK(FormSession(form).untouched());
  for (const Item& item : form.items) {
    INFO(item.link_id);
    CHECK(item.initial.empty());
    CHECK(item.text.in("es") != item.text.text);
    for (const Option& option : item.options) CHECK_FALSE(option.display.translations.empty());
  }
}

TEST_CASE("One tap answers only what is asked and open, and only where it is offered") {
  const Questionnaire form = hourly_round();
  FormSession session(form);
  CHECK_FALSE(session.fill_all_seen({"RND-N", {}}));
  REQUIRE(session.set({"RND-01", {}}, form.find("RND-01")->options[1].value));
  REQUIRE(session.set({"RND-N4", {}}, form.find("RND-N4")->options[1].value));
  const auto filled = session.fill_all_seen({"RND-N", {}});
  REQUIRE(filled);
  CHECK(std::find(filled->begin(), filled->end(), Field{"RND-N4", {}}) == filled->end());
  CHECK(session.answers({"RND-N4", {}})[0].coding.code == "fixed-now");
  CHECK(session.complete());
  CHECK_FALSE(session.fill_all_seen({"RND-01", {}}));
}

TEST_CASE("Every checklist that is shipped loads without any problem") {
  for (const auto& entry : std::filesystem::directory_iterator(std::string(WARDLIGHT_SOURCE) + "/assets/clinical")) {
    const std::string name = entry.path().filename().string();
    if (!name.ends_with(".questionnaire.json")) continue;
    const LoadResult loaded = load(read_file("assets/clinical/" + name));
    INFO(name << "\n" << all_problems(loaded));
    CHECK(loaded.problems.empty());
  }
}
