// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/forms/answers.h"
#include "core/forms/check_answer.h"

namespace wardlight::forms {
namespace {

class Adding {
 public:
  Adding(const Questionnaire& form, Enablement& enablement, const std::vector<std::size_t>& parts)
      : m_form(form), m_enablement(enablement), m_parts(parts) {}

  Score add(const Place& root) {
    walk(m_form.roots, root);
    if (m_score.asked && m_score.missing.empty()) m_score.total = m_total;
    return std::move(m_score);
  }

 private:
  bool leads_to_part(std::size_t item) const {
    return std::any_of(m_parts.begin(), m_parts.end(),
                       [&](std::size_t part) { return part == item || m_form.contains(item, part); });
  }

  void walk(const std::vector<std::size_t>& children, const Place& place) {
    for (const std::size_t item : children)
      if (leads_to_part(item) && m_enablement.enabled(item, place)) visit(item, place);
  }

  void visit(std::size_t at, const Place& place) {
    const Item& item = m_form.items[at];
    const bool part = std::find(m_parts.begin(), m_parts.end(), at) != m_parts.end();
    bool answered = false;
    for (const AnsweredItem& node : *place.back().list) {
      if (node.item != at) continue;
      if (item.type == ItemType::Group) walk(item.children, below(place, node));
      answered = answered || item.type == ItemType::Group || !node.answers.empty();
      for (const GivenAnswer& answer : node.answers) {
        if (part) add_weight(item, answer.value);
        walk(item.children, below(place, node, answer));
      }
    }
    if (part) m_score.asked = true;
    if (part && !answered) m_score.missing.push_back(item.link_id);
    // A group that was never begun holds unanswered questions all the same, unless it may occur not at all.
    if (item.type == ItemType::Group && !answered && (!item.repeats || item.required)) walk(item.children, place);
  }

  void add_weight(const Item& item, const Answer& answer) {
    const Option* option = find_option(item, answer);
    if (option != nullptr && option->weight) {
      m_total = m_total + *option->weight;
    } else if (m_score.missing.empty() || m_score.missing.back() != item.link_id) {
      m_score.missing.push_back(item.link_id);
    }
  }

  const Questionnaire& m_form;
  Enablement& m_enablement;
  const std::vector<std::size_t>& m_parts;
  Score m_score;
  Decimal m_total = Decimal::from_integer(0);
};

}  // namespace

Score add_weights(const Questionnaire& form, Enablement& enablement, const std::vector<std::size_t>& parts) {
  return Adding(form, enablement, parts).add(enablement.root());
}

std::optional<Answer> total_as_answer(const Item& item, const Score& sum) {
  if (!sum.total) return std::nullopt;
  const std::string digits = sum.total->text();
  switch (item.type) {
    case ItemType::Decimal: return Answer::of(ValueKind::Decimal, digits);
    case ItemType::Integer:
      if (!sum.total->is_integer()) return std::nullopt;
      return Answer::of(ValueKind::Integer, digits.substr(0, digits.find('.')));
    case ItemType::Quantity: {
      Quantity quantity{digits, {}, {}, {}, {}};
      if (!item.units.empty()) quantity = {digits, {}, item.units[0].display, item.units[0].system, item.units[0].code};
      return Answer::of(std::move(quantity));
    }
    default: return std::nullopt;
  }
}

}  // namespace wardlight::forms
