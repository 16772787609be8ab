// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <iterator>
#include <string>

#include "core/forms/form_session.h"
#include "core/forms/judge.h"
#include "core/forms/plain_answers.h"

namespace wardlight::forms::testing {

inline json::Value json_of(const std::string& text) {
  auto value = json::parse(text);
  INFO(text);
  REQUIRE(value);
  return std::move(*value);
}

// A form around these items, written as they stand inside "item".
inline std::string form_text(const std::string& items, const std::string& head = {}) {
  return R"({"resourceType":"Questionnaire","url":"urn:test:form","version":"1","title":"Test","status":"active",)" + head +
         R"("item":[)" + items + "]}";
}

inline std::string all_problems(const LoadResult& loaded) {
  std::string text;
  for (const Problem& problem : loaded.problems)
    text += std::string(to_code(problem.severity)) + " " + problem.link_id + " [" + problem.feature + "] " + problem.text + "\n";
  return text;
}

inline LoadResult load(const std::string& text) {
  auto loaded = parse_questionnaire(text);
  REQUIRE(loaded);
  return std::move(*loaded);
}

inline Questionnaire form_of(const std::string& items, const std::string& head = {}) {
  LoadResult loaded = load(form_text(items, head));
  INFO(all_problems(loaded));
  REQUIRE(loaded.form);
  return std::move(*loaded.form);
}

inline std::string read_file(const std::string& path) {
  std::ifstream file(std::string(WARDLIGHT_SOURCE) + "/" + path, std::ios::binary);
  REQUIRE(file);
  return {std::istreambuf_iterator<char>(file), {}};
}

inline std::string all_issues(const std::vector<Issue>& issues) {
  std::string text;
  for (const Issue& issue : issues) text += std::string(to_code(issue.severity)) + " " + issue.link_id + ": " + issue.text + "\n";
  return text;
}

inline FormSession answered(const Questionnaire& form, const std::string& answers) {
  FormSession session(form);
  const auto problems = give_plain_answers(session, json_of(answers));
  REQUIRE(problems);
  for (const Problem& problem : *problems) FAIL_CHECK(problem.link_id + ": " + problem.text);
  return session;
}

inline ResponseDetails completed() {
  ResponseDetails details;
  details.id = "0192f000-0000-7000-8000-000000000001";
  details.subject = "Patient/p1";
  details.encounter = "Encounter/e1";
  details.authored = "2025-06-10T14:00:00-04:00";
  details.author = "Practitioner/n1";
  return details;
}

inline bool names(const std::vector<Issue>& issues, const std::string& link_id) {
  for (const Issue& issue : issues)
    if (issue.severity == Severity::Error && issue.link_id == link_id) return true;
  return false;
}

}  // namespace wardlight::forms::testing
