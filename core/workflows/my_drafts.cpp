// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/my_drafts.h"

#include "core/forms/response.h"
#include "core/json/value.h"

namespace wardlight::workflows {
namespace {

bool is_of_version(const store::Draft& draft, const forms::Questionnaire& form) {
  const auto kept = json::parse(draft.bytes);
  return kept && (*kept)["form"].text_of("form") == forms::form_reference(form);
}

MyDraft describe(const Ward& ward, const store::Draft& draft) {
  MyDraft mine{draft.key.encounter, draft.key.questionnaire, {}, {draft.key.questionnaire, {}}, draft.changed_at, false};
  const ClinicalForm* known = ward.content.forms.find_url(draft.key.questionnaire);
  if (known == nullptr) return mine;
  mine.form = known->name;
  mine.title = known->form.title;
  mine.usable = is_of_version(draft, known->form);
  return mine;
}

}  // namespace

Expected<std::vector<MyDraft>> list_my_drafts(const Ward& ward) {
  WL_TRY(const auto drafts, ward.store.list_drafts(ward.session.person().practitioner));
  std::vector<MyDraft> mine;
  for (const store::Draft& draft : drafts) mine.push_back(describe(ward, draft));
  return mine;
}

Expected<void> discard_draft(const Ward& ward, const EncounterId& encounter, const std::string& questionnaire) {
  return ward.store.remove_draft({ward.session.person().practitioner, encounter, questionnaire});
}

}  // namespace wardlight::workflows
