// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>

#include "core/forms/judge.h"
#include "platforms/tool/command.h"
#include "platforms/tool/form_file.h"

namespace wardlight::tool {
namespace {

struct Words {
  std::string form;
  std::string response;
};

json::Value issue_json(forms::Severity severity, const std::string& link_id, const std::string& text) {
  json::Value out;
  out.set("severity", forms::to_code(severity));
  out.set("linkId", link_id.empty() ? json::Value() : json::Value(link_id));
  out.set("text", text);
  return out;
}

Answer verdict(bool valid, json::Value issues) {
  json::Value out;
  out.set("valid", valid);
  out.set("issues", std::move(issues));
  return {std::move(out), valid ? Exit::Done : Exit::No};
}

// Nothing can be valid against a form that cannot be used: its errors are the issues.
Answer blame_form(const std::vector<forms::Problem>& problems) {
  auto issues = json::Value::array();
  for (const forms::Problem& problem : problems)
    if (problem.severity == forms::Severity::Error)
      issues.push(issue_json(problem.severity, problem.link_id, "The form cannot be used: " + problem.text));
  return verdict(false, std::move(issues));
}

Expected<Answer> run(const Words& words) {
  WL_TRY(const std::string form_text, read_input(words.form));
  WL_TRY(const forms::LoadResult loaded, forms::parse_questionnaire(form_text));
  WL_TRY(const std::string response_text, read_input(words.response));
  WL_TRY(const json::Value response, json::parse(response_text));
  if (!loaded.form) return blame_form(loaded.problems);
  const auto found = forms::judge_response(*loaded.form, response);
  auto issues = json::Value::array();
  for (const forms::Issue& issue : found) issues.push(issue_json(issue.severity, issue.link_id, issue.text));
  return verdict(forms::is_valid(found), std::move(issues));
}

}  // namespace

void add_check(CLI::App& app, int& exit_code) {
  auto words = std::make_shared<Words>();
  auto* command = app.add_subcommand("check", "Is this QuestionnaireResponse valid against its form?");
  command->add_option("--form", words->form, "FHIR R4 Questionnaire (JSON)")->required();
  command->add_option("--response", words->response, "FHIR R4 QuestionnaireResponse (JSON), or - for standard input")->required();
  command->callback([words, &exit_code] { exit_code = finish(run(*words)); });
}

}  // namespace wardlight::tool
