// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/keep_draft.h"

#include "core/workflows/draft_text.h"
#include "core/workflows/statement_parts.h"

namespace wardlight::workflows {

std::string write_draft(const Ward& ward, const OpenRound& round) {
  json::Value draft;
  if (round.occurred_at) draft.set("occurredAt", ward.zone.format(*round.occurred_at));
  if (round.from_paper) draft.set("entry", kFromPaper);
  draft.set("form", round.form.draft());
  return json::write(draft);
}

bool restore_draft(const std::string& bytes, const forms::Questionnaire& form, OpenRound& round) {
  const auto draft = json::parse(bytes);
  if (!draft) return false;
  auto restored = forms::FormSession::restore(form, (*draft)["form"]);
  if (!restored) return false;
  round.form = *std::move(restored);
  round.from_paper = draft->text_of("entry") == kFromPaper;
  if (const auto time = parse_time(draft->text_of("occurredAt"))) round.occurred_at = time->instant;
  return true;
}

store::DraftKey draft_key(const Ward& ward, const EncounterId& encounter, const forms::Questionnaire& form) {
  return {ward.session.person().practitioner, encounter, form.url};
}

Expected<void> keep_draft(const Ward& ward, const OpenRound& round) {
  WL_CHECK(require(ward, access::Action::RecordRound));
  if (round.corrects) return {};
  if (round.form.untouched()) return ward.store.remove_draft(draft_key(ward, round.encounter, round.form.form()));
  return ward.store.put_draft({draft_key(ward, round.encounter, round.form.form()), ward.clock.now(), write_draft(ward, round)});
}

}  // namespace wardlight::workflows
