// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/forms/questionnaire.h"

namespace wardlight::forms {

struct AnsweredItem;

struct GivenAnswer {
  Answer value;
  std::vector<AnsweredItem> items;  // what is asked below this answer
};

// One occurrence of an item in an answered form; only what was answered has one.
struct AnsweredItem {
  std::size_t item = 0;              // index into Questionnaire::items
  std::vector<GivenAnswer> answers;  // of a question
  std::vector<AnsweredItem> items;   // of a group
};

using AnswerTree = std::vector<AnsweredItem>;

// Where a walk through the answers stands: one frame for the form, then one for each answered item above,
// outermost first.
struct Frame {
  const std::vector<AnsweredItem>* list = nullptr;
  std::size_t owner = kNoItem;
  const GivenAnswer* answer = nullptr;  // when the owner is a question
};
using Place = std::vector<Frame>;

// Below a question with several answers, does a condition on that question look at the answer the item hangs
// under, or at any of them? R4 leaves it open.
enum class Nearness : std::uint8_t { OwnAnswer, AnyAnswer };

// Says which items are asked, by enableWhen (R4): an item is asked when its parent is and its conditions
// hold; the answers of an item that is not asked count as not given. A question that occurs more than once
// is looked for near the item first: the answer it hangs under, then each group around it.
// Looks at one tree that must not change meanwhile; not for use by several threads.
class Enablement {
 public:
  Enablement(const Questionnaire& form, const AnswerTree& tree, Nearness nearness = Nearness::OwnAnswer);

  Place root() const { return {Frame{&m_tree, kNoItem, nullptr}}; }
  // `place` is where the item stands or would stand: its innermost frame is the nearest answered ancestor.
  bool enabled(std::size_t item, const Place& place);

 private:
  bool decide(std::size_t item, const Place& place);
  bool holds(const Condition& condition, const Place& place);
  std::vector<const Answer*> find_answers(std::size_t question, const Place& place);
  void collect(std::size_t question, const Place& place, std::vector<const Answer*>& found);

  const Questionnaire& m_form;
  const AnswerTree& m_tree;
  Nearness m_nearness;
  std::map<std::pair<std::size_t, const void*>, bool> m_known;
};

Place below(const Place& place, const AnsweredItem& group);
Place below(const Place& place, const AnsweredItem& question, const GivenAnswer& answer);

// The sum of the weights of `parts`, over every place where they are asked.
struct Score {
  std::optional<Decimal> total;      // only when nothing is missing (clinical rule G-1)
  std::vector<std::string> missing;  // linkIds of scored questions that are asked and not answered with a weight
  bool asked = false;                // at least one of them is asked

  bool complete() const { return total.has_value(); }
};
Score add_weights(const Questionnaire& form, Enablement& enablement, const std::vector<std::size_t>& parts);

// The sum as an answer to a question that shows it; nothing while it is incomplete or cannot be written in the question's type.
std::optional<Answer> total_as_answer(const Item& item, const Score& sum);

// Answers as the "item" list of a QuestionnaireResponse and back.
enum class Keep : std::uint8_t { OnlyEnabled, Everything };
json::Value write_items(const Questionnaire& form, const AnswerTree& tree, Keep keep);

}  // namespace wardlight::forms
