// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/forms/answers.h"

namespace wardlight::forms {
namespace {

bool satisfies(Operator op, const Answer& given, const Answer& wanted) {
  const auto way = order(given, wanted);
  switch (op) {
    case Operator::Equal: return same(given, wanted);
    case Operator::Greater: return way && *way > 0;
    case Operator::Less: return way && *way < 0;
    case Operator::GreaterOrEqual: return way && *way >= 0;
    case Operator::LessOrEqual: return way && *way <= 0;
    default: return false;
  }
}

// R4: "=" and the orders ask whether at least one answer is so, "!=" whether none is equal.
bool satisfied(const Condition& condition, const std::vector<const Answer*>& given) {
  if (condition.op == Operator::Exists) return given.empty() != condition.answer.boolean;
  if (condition.op == Operator::NotEqual)
    return std::none_of(given.begin(), given.end(), [&](const Answer* answer) { return same(*answer, condition.answer); });
  return std::any_of(given.begin(), given.end(),
                     [&](const Answer* answer) { return satisfies(condition.op, *answer, condition.answer); });
}

}  // namespace

Place below(const Place& place, const AnsweredItem& group) {
  Place inner = place;
  inner.push_back({&group.items, group.item, nullptr});
  return inner;
}

Place below(const Place& place, const AnsweredItem& question, const GivenAnswer& answer) {
  Place inner = place;
  inner.push_back({&answer.items, question.item, &answer});
  return inner;
}

Enablement::Enablement(const Questionnaire& form, const AnswerTree& tree, Nearness nearness)
    : m_form(form), m_tree(tree), m_nearness(nearness) {}

bool Enablement::enabled(std::size_t item, const Place& place) {
  if (m_form.items[item].parent == kNoItem && m_form.items[item].conditions.empty()) return true;
  const auto key = std::pair(item, static_cast<const void*>(place.back().list));
  if (const auto known = m_known.find(key); known != m_known.end()) return known->second;
  return m_known[key] = decide(item, place);
}

bool Enablement::decide(std::size_t at, const Place& place) {
  const Item& item = m_form.items[at];
  if (item.parent != kNoItem) {
    const bool inside = place.back().owner == item.parent;
    if (!inside && m_form.items[item.parent].is_question()) return false;
    Place above = place;
    if (inside) above.pop_back();
    if (!enabled(item.parent, above)) return false;
  }
  const auto test = [&](const Condition& condition) { return holds(condition, place); };
  if (item.conditions.empty()) return true;
  return item.match == Match::All ? std::all_of(item.conditions.begin(), item.conditions.end(), test)
                                  : std::any_of(item.conditions.begin(), item.conditions.end(), test);
}

bool Enablement::holds(const Condition& condition, const Place& place) {
  return satisfied(condition, find_answers(condition.question, place));
}

std::vector<const Answer*> Enablement::find_answers(std::size_t question, const Place& place) {
  std::vector<const Answer*> found;
  for (std::size_t depth = place.size(); depth-- > 0;) {
    const Frame& frame = place[depth];
    if (frame.owner == question && m_nearness == Nearness::OwnAnswer) return {&frame.answer->value};
    if (frame.owner != kNoItem && !m_form.contains(frame.owner, question)) continue;
    const Place around(place.begin(), place.begin() + static_cast<std::ptrdiff_t>(depth) + 1);
    collect(question, around, found);
    return found;
  }
  return found;
}

void Enablement::collect(std::size_t question, const Place& place, std::vector<const Answer*>& found) {
  for (const AnsweredItem& node : *place.back().list) {
    if (node.item == question) {
      if (!enabled(question, place)) continue;
      for (const GivenAnswer& answer : node.answers) found.push_back(&answer.value);
    } else if (m_form.contains(node.item, question)) {
      if (m_form.items[node.item].type == ItemType::Group) collect(question, below(place, node), found);
      for (const GivenAnswer& answer : node.answers) collect(question, below(place, node, answer), found);
    }
  }
}

}  // namespace wardlight::forms
