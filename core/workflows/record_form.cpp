// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/record_form.h"

#include "core/workflows/draft_text.h"
#include "core/workflows/form_checks.h"
#include "core/workflows/response.h"
#include "core/workflows/round_tasks.h"
#include "core/workflows/statement_parts.h"

namespace wardlight::workflows {

Expected<Outcome> record_form(const Ward& ward, const OpenForm& form, Finish finish) {
  const ClinicalForm* known = ward.content.forms.find_url(form.form.form().url);
  if (known == nullptr)
    return Error{ErrorCode::NotFound, "This tablet has no such form; update its content.", form.form.form().url};
  WL_CHECK(require(ward, known->needs));
  WL_TRY(auto earlier, find_saved(ward, form.id));
  if (earlier) return Outcome{std::move(earlier), {}};
  const bool partial = finish == Finish::Partial;
  const Instant recorded_at = ward.clock.now();
  const Instant occurred_at = form.occurred_at.value_or(recorded_at);
  forms::FormSession answers = form.form;
  if (!known->about_link_id.empty() && !form.about.empty())
    WL_CHECK(answers.prefill({known->about_link_id, {}}, forms::Answer::of(forms::ValueKind::String, form.about)));
  const forms::Review review = forms::review(answers);
  Outcome outcome;
  WL_CHECK(check_stay(ward, form, outcome.objections));
  check_answers(review, partial ? Missing::MayBe : Missing::Counts, outcome.objections);
  if (partial && form.form.untouched())
    outcome.objections.push_back({ObjectionKind::NothingToDo, "", "Nothing has been answered yet."});
  check_times(ward, occurred_at, recorded_at, outcome.objections);
  WL_CHECK(check_correction(ward, form, outcome.objections));
  if (!outcome.objections.empty()) return outcome;
  ResponseHead head{form.id, form.patient, form.encounter, occurred_at, recorded_at, form.corrects, form.correction_reason};
  head.pack = known->pack;
  head.partial = partial;
  head.about = form.about;
  head.incident = known->part == FormPart::Incident;
  std::vector<NamedResource> tasks;
  if (!partial && !form.corrects && !head.incident) {
    WL_TRY(tasks, tasks_of_answers(ward, form.encounter, review, form.id));
  }
  return save_response(ward, answers, head, draft_key(ward, form.encounter, form.form.form()), std::move(tasks));
}

}  // namespace wardlight::workflows
