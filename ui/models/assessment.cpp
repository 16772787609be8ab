// SPDX-License-Identifier: Apache-2.0
#include "ui/models/assessment.h"

#include <algorithm>
#include <utility>

#include "ui/models/sheet.h"

namespace wardlight::models {

RoundForm build_assessment(const AssessmentInput& input, const Moment& moment, const Texts& texts) {
  RoundForm model = build_round_form(input.form, moment, texts);
  if (!input.form.saving) model.save.label = texts("form.save_any");
  model.due = {"", model.title, "", Tone::Primary, false};  // in place of when a round is due
  for (const auto& offer : input.offers) {
    const auto row = std::ranges::find(model.rows, offer.field, &FormRow::field);
    if (row == model.rows.end() || row->answered) continue;
    row->offer = texts("form.offer", {{"what", offer.words}, {"age", age_text(moment, offer.at, texts)},
        {"source", offer.source}});
  }
  if (input.judged && model.score && !model.score->number.empty()) {
    model.score->number = input.judged->total;
    model.score->label = input.judged->band;
    model.score->note = input.judged->pack;
    model.score->tone = input.judged->tone;
  }
  return model;
}

}  // namespace wardlight::models
