// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/content_file.h"

namespace wardlight::workflows {

Error in_content_file(const Error& error, const std::string& name) {
  return {error.code, error.text, error.where.empty() ? name : name + ": " + error.where};
}

Expected<std::string> read_content_text(Disk& disk, const std::string& folder, const std::string& name) {
  auto bytes = read_file(disk, folder + "/" + name);
  if (!bytes) return in_content_file(bytes.error(), name);
  return to_string(*bytes);
}

Expected<json::Value> read_content_json(Disk& disk, const std::string& folder, const std::string& name) {
  WL_TRY(const std::string text, read_content_text(disk, folder, name));
  auto value = json::parse(text);
  if (!value) return in_content_file(value.error(), name);
  return value;
}

Expected<forms::Questionnaire> read_content_form(Disk& disk, const std::string& folder, const std::string& name) {
  WL_TRY(const std::string text, read_content_text(disk, folder, name));
  auto loaded = forms::parse_questionnaire(text);
  if (!loaded) return in_content_file(loaded.error(), name);
  for (const forms::Problem& problem : loaded->problems)
    if (problem.severity == forms::Severity::Error)
      return Error{ErrorCode::InvalidContent, problem.text, name + ": " + problem.link_id};
  return *std::move(loaded->form);
}

}  // namespace wardlight::workflows
