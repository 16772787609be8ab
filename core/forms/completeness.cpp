// SPDX-License-Identifier: Apache-2.0
#include "core/forms/completeness.h"

#include <algorithm>

namespace wardlight::forms {
namespace {

class Search {
 public:
  Search(const Questionnaire& form, Enablement& enablement) : m_form(form), m_enablement(enablement) {}

  std::vector<Finding> find() {
    walk(m_form.roots, m_enablement.root(), {});
    return std::move(m_found);
  }

 private:
  using Occurrences = std::vector<std::size_t>;

  void walk(const std::vector<std::size_t>& children, const Place& place, const Occurrences& at) {
    for (const std::size_t child : children)
      if (m_enablement.enabled(child, place)) visit(child, place, at);
  }

  void visit(std::size_t index, const Place& place, const Occurrences& at) {
    const Item& item = m_form.items[index];
    if (item.type == ItemType::Group) visit_group(index, item, place, at);
    if (item.is_question() && item.type != ItemType::Unshown) visit_question(index, item, place, at);
  }

  void visit_group(std::size_t index, const Item& item, const Place& place, const Occurrences& at) {
    std::size_t begun = 0;
    std::size_t answered = 0;
    const std::size_t found_before = m_found.size();
    for (const AnsweredItem& node : *place.back().list) {
      if (node.item != index) continue;
      const bool empty_repeat = item.repeats && !has_answers(node.items);
      if (has_answers(node.items)) ++answered;
      if (!empty_repeat) walk(item.children, below(place, node), inner(item, at, begun));
      ++begun;
    }
    if (answered == 0 && (item.required || !item.repeats) && begun == 0) walk(item.children, place, inner(item, at, 0));
    if (item.required && answered == 0 && m_found.size() == found_before && asks_anything(item))
      add(item, at, Lack::Required, "Something in this group must be answered.");
    check_count(item, at, answered);
  }

  void visit_question(std::size_t index, const Item& item, const Place& place, const Occurrences& at) {
    std::size_t count = 0;
    for (const AnsweredItem& node : *place.back().list) {
      if (node.item != index) continue;
      for (const GivenAnswer& answer : node.answers) {
        walk(item.children, below(place, node, answer), inner(item, at, count));
        ++count;
      }
    }
    if (item.required && count == 0)
      add(item, at, Lack::Required, item.is_computed() ? "The total is not complete yet." : "This question must be answered.");
    check_count(item, at, count);
  }

  bool asks_anything(const Item& group) const {
    const std::size_t from = m_form.index.find(group.link_id)->second + 1;
    return std::any_of(m_form.items.begin() + static_cast<std::ptrdiff_t>(from),
                       m_form.items.begin() + static_cast<std::ptrdiff_t>(group.end),
                       [](const Item& item) { return item.is_question(); });
  }

  void check_count(const Item& item, const Occurrences& at, std::size_t count) {
    const std::size_t most = item.repeats ? item.limits.max_occurs.value_or(count) : 1;
    if (count > most)
      add(item, at, Lack::TooMany,
          most == 1 ? "Only one answer is allowed." : "At most " + std::to_string(most) + " answers are allowed.");
    if (count > 0 && count < item.limits.min_occurs)
      add(item, at, Lack::TooFew, "At least " + std::to_string(item.limits.min_occurs) + " answers are needed.");
  }

  static Occurrences inner(const Item& item, const Occurrences& at, std::size_t occurrence) {
    Occurrences deeper = at;
    if (item.repeats) deeper.push_back(occurrence);
    return deeper;
  }

  void add(const Item& item, const Occurrences& at, Lack lack, std::string text) {
    m_found.push_back({{item.link_id, at}, lack, std::move(text)});
  }

  const Questionnaire& m_form;
  Enablement& m_enablement;
  std::vector<Finding> m_found;
};

}  // namespace

bool has_answers(const std::vector<AnsweredItem>& list) {
  return std::any_of(list.begin(), list.end(),
                     [](const AnsweredItem& node) { return !node.answers.empty() || has_answers(node.items); });
}

std::vector<Finding> find_lacks(const Questionnaire& form, Enablement& enablement) { return Search(form, enablement).find(); }

}  // namespace wardlight::forms
