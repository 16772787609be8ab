// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/forms/review.h"
#include "core/workflows/open_form.h"

// What every form has in common between opening and saving.
namespace wardlight::workflows {

// Puts the answers of a QuestionnaireResponse into the form, repeating groups too; what the form of today does not take any
// more is left out and asked again.
void fill_form(forms::FormSession& form, const json::Value& items);

// The record that is corrected, or else my draft of this form.
Expected<void> fill_from_earlier(const Ward& ward, OpenForm& form);
Expected<void> fill_from_draft(const Ward& ward, OpenForm& form);

// Where the form is pinned to.
OpenForm pin_form(const Ward& ward, const store::CensusEntry& stay, const forms::Questionnaire& form,
                  std::optional<StatementId> corrects);

// What stands against saving: the census has moved on, a time is wrong, a correction lacks its reason or its right.
Expected<void> check_stay(const Ward& ward, const OpenForm& form, std::vector<Objection>& found);
void check_times(const Ward& ward, Instant occurred_at, Instant recorded_at, std::vector<Objection>& found);
Expected<void> check_correction(const Ward& ward, const OpenForm& form, std::vector<Objection>& found);
// Every answer that is missing or wrong; of a partial record only what is wrong.
enum class Missing { Counts, MayBe };
void check_answers(const forms::Review& review, Missing missing, std::vector<Objection>& found);
inline void check_answers(const forms::FormSession& form, Missing missing, std::vector<Objection>& found) {
  check_answers(forms::review(form), missing, found);
}

}  // namespace wardlight::workflows
