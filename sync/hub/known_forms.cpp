// SPDX-License-Identifier: Apache-2.0
#include "sync/hub/known_forms.h"

#include <algorithm>

#include "core/forms/judge.h"

namespace wardlight::hub {

Expected<void> KnownForms::add(std::string_view questionnaire) {
  WL_TRY(auto loaded, forms::parse_questionnaire(questionnaire));
  if (!loaded.form) {
    const auto error = std::find_if(loaded.problems.begin(), loaded.problems.end(),
                                    [](const auto& problem) { return problem.severity == forms::Severity::Error; });
    return Error{ErrorCode::InvalidContent, error == loaded.problems.end() ? "This form cannot be used." : error->text,
                 error == loaded.problems.end() ? std::string() : error->link_id};
  }
  // A tablet may have been away when a form was retired: what it wrote with it is taken, if the form was in force when it
  // was written. Its effective period says so; a form without one is taken whenever it was written.
  const bool retired = loaded.form->status == forms::FormStatus::Retired;
  if (retired) loaded.form->status = forms::FormStatus::Active;
  const auto form = std::make_shared<const forms::Questionnaire>(*std::move(loaded.form));
  m_forms[form->canonical()] = form;
  auto& newest = m_forms[form->url];
  if (!retired || newest == nullptr) newest = form;  // without a version the one in use is meant
  return {};
}

const forms::Questionnaire* KnownForms::find(std::string_view canonical) const {
  const auto known = m_forms.find(canonical);
  return known == m_forms.end() ? nullptr : known->second.get();
}

std::optional<std::string> KnownForms::objection(const json::Value& response) const {
  const auto* form = find(response.text_of("questionnaire"));
  if (form == nullptr) return std::nullopt;
  for (const auto& issue : forms::judge_response(*form, response)) {
    if (issue.severity != forms::Severity::Error) continue;
    return issue.link_id.empty() ? issue.text : "Item " + issue.link_id + ": " + issue.text;
  }
  return std::nullopt;
}

}  // namespace wardlight::hub
