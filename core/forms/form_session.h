// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/forms/completeness.h"
#include "core/forms/response.h"

namespace wardlight::forms {

// One line of the form as it stands now, in drawing order. Only what is asked and not hidden has a row.
struct Row {
  Field field;                  // for a repeating group the last number says which occurrence this is
  std::size_t item = 0;         // index into Questionnaire::items
  int depth = 0;                // 0 for the form's own items
  std::size_t occurrences = 1;  // of a repeating group
  std::vector<Answer> answers;
  bool missing = false;             // must still be answered before the form can be completed
  std::vector<std::string> faults;  // what is wrong with the answers given
};

// A form while it is being answered: takes answers, says what is asked, what is missing and what is wrong,
// adds up the score, and survives as a draft. What a disabled question was answered with is kept, in case it
// is asked again, but never counts and never leaves in a response. Starts with the form's initial values.
// The form must outlive it. Copy it freely; one thread at a time.
class FormSession {
 public:
  explicit FormSession(const Questionnaire& form);

  const Questionnaire& form() const { return *m_form; }

  // Each fails with InvalidContent, changing nothing, when there is no such question, the kind of answer
  // does not fit, or it is read-only. An answer out of range is taken and shows in rows() as a fault.
  Expected<void> set(const Field& field, Answer answer);                    // the one answer
  Expected<void> set_all(const Field& field, std::vector<Answer> answers);  // of a repeating question
  Expected<void> toggle(const Field& field, const Answer& answer);          // one box of a list; minds exclusive options
  Expected<void> prefill(const Field& field, Answer answer);                // from the record: read-only questions too
  Expected<void> clear(const Field& field);
  Expected<std::size_t> add_occurrence(const Field& group);  // which number it got
  Expected<void> remove_occurrence(const Field& group);      // the last number says which
  // Answers every unanswered question that is asked and marked urn:wardlight:all-seen, anywhere in the form,
  // when this group offers that tap and is asked. Gives the fields it answered.
  Expected<std::vector<Field>> fill_all_seen(const Field& group);

  std::vector<Answer> answers(const Field& field) const;
  bool enabled(const Field& field) const;
  std::vector<Row> rows() const;
  std::vector<Finding> missing() const;  // and too few, too many
  std::vector<Finding> faults() const;   // answers that are not allowed, of what is asked
  bool complete() const { return missing().empty() && faults().empty(); }
  bool untouched() const;              // nothing differs from the initial values
  std::optional<Score> score() const;  // nothing when the form has no score

  // The draft holds patient data: keep it only where it is encrypted.
  json::Value draft() const;
  // Fails with Conflict when the draft was begun with another form or version, InvalidContent when damaged.
  static Expected<FormSession> restore(const Questionnaire& form, const json::Value& draft);

  json::Value build_response(const ResponseDetails& details) const;
  const AnswerTree& tree() const { return m_tree; }

 private:
  // The list that the field stands in; groups above it that were not begun are begun.
  std::vector<AnsweredItem>* make_list(const Field& field, std::size_t item);
  const AnsweredItem* find_node(const Field& field) const;
  Expected<std::size_t> question_at(const Field& field) const;
  Expected<void> put(const Field& field, std::size_t item, std::vector<Answer> answers);
  void seed(const std::vector<std::size_t>& children, std::vector<AnsweredItem>& list);
  void settle_totals();

  const Questionnaire* m_form;
  AnswerTree m_tree;
};

}  // namespace wardlight::forms
