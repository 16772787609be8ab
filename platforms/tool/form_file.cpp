// SPDX-License-Identifier: Apache-2.0
#include "platforms/tool/form_file.h"

#include <iostream>

#include "platforms/tool/command.h"

namespace wardlight::tool {

json::Value problems_json(const std::vector<forms::Problem>& problems) {
  auto list = json::Value::array();
  for (const forms::Problem& problem : problems) {
    json::Value out;
    out.set("severity", forms::to_code(problem.severity));
    out.set("linkId", problem.link_id.empty() ? json::Value() : json::Value(problem.link_id));
    out.set("feature", problem.feature.empty() ? json::Value() : json::Value(problem.feature));
    out.set("text", problem.text);
    list.push(std::move(out));
  }
  return list;
}

void print_problems(const std::vector<forms::Problem>& problems) {
  for (const forms::Problem& problem : problems)
    std::cerr << forms::to_code(problem.severity) << ": " << (problem.link_id.empty() ? "" : problem.link_id + ": ")
              << problem.text << '\n';
}

Expected<forms::Questionnaire> read_form(const std::string& path) {
  WL_TRY(const std::string text, read_input(path));
  WL_TRY(forms::LoadResult loaded, forms::parse_questionnaire(text));
  if (loaded.form) return std::move(*loaded.form);
  print_problems(loaded.problems);
  return Error{ErrorCode::InvalidContent, "This form cannot be used; correct the errors named above.", path};
}

}  // namespace wardlight::tool
