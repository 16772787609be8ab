// SPDX-License-Identifier: Apache-2.0
#include "core/workflows/form_checks.h"

#include <algorithm>
#include <map>

#include "core/workflows/draft_text.h"
#include "core/workflows/response.h"
#include "core/workflows/statement_parts.h"

namespace wardlight::workflows {
namespace {

class Filler {
 public:
  explicit Filler(forms::FormSession& form) : m_form(form) {}

  void fill(const json::Value& items, const std::vector<std::size_t>& above) {
    std::map<std::string, std::size_t> seen;
    for (const json::Value& item : items.items()) {
      const std::string link_id(item.text_of("linkId"));
      const forms::Item* known = m_form.form().find(link_id);
      if (known == nullptr) continue;
      if (known->type == forms::ItemType::Group) fill_group(*known, item, seen[link_id]++, above);
      else fill_question(*known, item, above);
    }
  }

 private:
  void fill_group(const forms::Item& known, const json::Value& item, std::size_t number, std::vector<std::size_t> place) {
    if (known.repeats) {
      if (number > 0) {
        const auto added = m_form.add_occurrence({known.link_id, place});
        if (!added) return;
        number = *added;
      }
      place.push_back(number);
    }
    fill(item["item"], place);
  }

  void fill_question(const forms::Item& known, const json::Value& item, const std::vector<std::size_t>& place) {
    std::vector<forms::Answer> answers;
    for (const json::Value& answer : item["answer"].items())
      for (const json::Member* member : forms::list_choices(answer, "value"))
        if (const auto kind = forms::kind_of_type(std::string_view(member->name).substr(5)))
          if (auto value = forms::read_answer(*kind, member->value)) answers.push_back(*std::move(value));
    if (!answers.empty()) put({known.link_id, place}, known.repeats, std::move(answers));
    for (const json::Value& answer : item["answer"].items()) fill(answer["item"], place);
  }

  void put(const forms::Field& field, bool repeats, std::vector<forms::Answer> answers) {
    const auto taken = repeats ? m_form.set_all(field, answers) : m_form.set(field, answers.front());
    if (!taken) static_cast<void>(m_form.prefill(field, answers.front()));
  }

  forms::FormSession& m_form;
};

bool is_after_stay(const Ward& ward, const forms::Questionnaire& form) {
  const ClinicalForm* known = ward.content.forms.find_url(form.url);
  return known != nullptr && known->after_stay;
}

}  // namespace

void fill_form(forms::FormSession& form, const json::Value& items) { Filler(form).fill(items, {}); }

Expected<void> fill_from_earlier(const Ward& ward, OpenForm& form) {
  WL_TRY(const auto earlier, ward.store.find_statement(*form.corrects));
  if (!earlier)
    return Error{ErrorCode::NotFound, "The record to correct is not on this tablet; open the timeline again.", "corrects"};
  WL_TRY(const json::Value resource, json::parse(earlier->bytes));
  fill_form(form.form, resource["item"]);
  if (const auto time = parse_time(resource.text_of("authored"))) form.occurred_at = time->instant;
  return {};
}

Expected<void> fill_from_draft(const Ward& ward, OpenForm& form) {
  WL_TRY(const auto draft, ward.store.find_draft(draft_key(ward, form.encounter, form.form.form())));
  if (draft && restore_draft(draft->bytes, form.form.form(), form)) form.draft_changed_at = draft->changed_at;
  return {};
}

OpenForm pin_form(const Ward& ward, const store::CensusEntry& stay, const forms::Questionnaire& form,
                  std::optional<StatementId> corrects) {
  return {new_statement_id(ward), stay.encounter,           stay.patient, stay.now.unit, stay.now.bed, ward.clock.now(),
          forms::FormSession(form), {},                     {},           std::move(corrects), {}};
}

Expected<void> check_stay(const Ward& ward, const OpenForm& form, std::vector<Objection>& found) {
  WL_TRY(const store::CensusEntry stay, get_stay(ward, form.encounter));
  WL_TRY(const PatientId pinned, ward.store.resolve(form.patient));
  if (stay.patient != pinned)
    found.push_back(
        {ObjectionKind::PatientChanged, "", "This stay belongs to another patient now; go back and open the form again."});
  else if (is_after_stay(ward, form.form.form())) {
    if (!has_left(stay, ward.clock.now()))
      found.push_back({ObjectionKind::RuleRefused, "", "This patient has not left yet; this form is for after the stay."});
  } else if (has_left(stay, ward.clock.now()))
    found.push_back({ObjectionKind::PatientGone, "", "The hospital says that this patient has left; go back to the list."});
  else if (stay.now.bed != form.bed || stay.now.unit != form.unit)
    found.push_back({ObjectionKind::PatientMoved, "",
                     "The patient has been moved since this form was opened; open it again to see where to."});
  return {};
}

void check_times(const Ward& ward, Instant occurred_at, Instant recorded_at, std::vector<Objection>& found) {
  switch (care::judge_charting_time(ward.content.rounding, occurred_at, recorded_at)) {
    case care::ChartingTime::Future:
      found.push_back({ObjectionKind::InFuture, "", "Nothing can be charted before it is done; correct the time.", "G-3"});
      break;
    case care::ChartingTime::TooOld:
      found.push_back({ObjectionKind::TooOld, "",
                       "This time is too long ago to be charted here; correct it or tell the charge nurse.", "G-3"});
      break;
    default: break;
  }
}

Expected<void> check_correction(const Ward& ward, const OpenForm& form, std::vector<Objection>& found) {
  if (!form.corrects) return {};
  if (form.correction_reason.empty())
    found.push_back({ObjectionKind::NothingToDo, "", "A correction needs a reason; say in a few words what was wrong."});
  return check_correctable(ward, *form.corrects, found);
}

void check_answers(const forms::Review& review, Missing missing, std::vector<Objection>& found) {
  const auto object = [&](const forms::Finding& one) {
    found.push_back({ObjectionKind::FormProblem, one.field.link_id, one.text});
  };
  if (missing == Missing::Counts) std::ranges::for_each(review.missing, object);
  std::ranges::for_each(review.faults, object);
}

}  // namespace wardlight::workflows
