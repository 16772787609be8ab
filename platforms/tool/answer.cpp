// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>

#include "core/forms/plain_answers.h"
#include "platforms/tool/command.h"
#include "platforms/tool/form_file.h"

namespace wardlight::tool {
namespace {

struct Words {
  std::string form;
  std::string answers;
};

json::Value score_json(const std::optional<forms::Score>& score) {
  if (!score) return {};
  auto missing = json::Value::array();
  for (const std::string& link_id : score->missing) missing.push(link_id);
  json::Value out;
  out.set("total", score->total ? json::Value(score->total->text()) : json::Value());
  out.set("complete", score->complete());
  out.set("missing", std::move(missing));
  return out;
}

// What is given but not asked leaves no trace in the response, so it is said here.
void note_unasked(const forms::FormSession& session, const json::Value& answers, std::vector<forms::Problem>& problems) {
  const auto rows = session.rows();
  for (const json::Member& member : answers.members()) {
    const forms::Item* item = session.form().find(member.name);
    if (item == nullptr || !item->is_question() || item->hidden) continue;
    const bool asked =
        std::any_of(rows.begin(), rows.end(), [&](const forms::Row& row) { return row.field.link_id == member.name; });
    if (!asked)
      problems.push_back({forms::Severity::Warning, member.name, "enableWhen",
                          "This question is not asked with these answers, so its answer is left out."});
  }
}

bool any_error(const std::vector<forms::Problem>& problems) {
  return std::any_of(problems.begin(), problems.end(),
                     [](const forms::Problem& problem) { return problem.severity == forms::Severity::Error; });
}

Expected<Answer> run(const Words& words) {
  WL_TRY(const forms::Questionnaire form, read_form(words.form));
  WL_TRY(const std::string text, read_input(words.answers));
  WL_TRY(const json::Value answers, json::parse(text));
  forms::FormSession session(form);
  WL_TRY(std::vector<forms::Problem> problems, forms::give_plain_answers(session, answers));
  note_unasked(session, answers, problems);
  if (form.status == forms::FormStatus::Retired)
    problems.push_back({forms::Severity::Error, {}, "status", "The form is retired, so responses to it are no longer valid."});
  for (const forms::Finding& finding : session.missing())
    problems.push_back({forms::Severity::Warning, finding.field.link_id, "required", finding.text});
  // A score that is not whole keeps the response in progress, even where no question is required (clinical rule G-1).
  const auto score = session.score();
  const bool whole = session.complete() && !any_error(problems) && (!score || score->complete());
  forms::ResponseDetails details;
  details.status = whole ? forms::ResponseStatus::Completed : forms::ResponseStatus::InProgress;
  json::Value out;
  out.set("response", session.build_response(details));
  out.set("score", score_json(score));
  out.set("problems", problems_json(problems));
  return Answer{std::move(out), Exit::Done};
}

}  // namespace

void add_answer(CLI::App& app, int& exit_code) {
  auto words = std::make_shared<Words>();
  auto* command =
      app.add_subcommand("answer", "Build the QuestionnaireResponse of plain answers, with its score and what is missing");
  command->add_option("--form", words->form, "FHIR R4 Questionnaire (JSON)")->required();
  command->add_option("--answers", words->answers, "{\"linkId\": value, ...} (JSON), or - for standard input")->required();
  command->callback([words, &exit_code] { exit_code = finish(run(*words)); });
}

}  // namespace wardlight::tool
