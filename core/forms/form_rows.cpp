// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/forms/check_answer.h"
#include "core/forms/form_session.h"
#include "core/forms/review.h"

namespace wardlight::forms {
namespace {

std::vector<Answer> values_of(const AnsweredItem* node) {
  std::vector<Answer> values;
  if (node != nullptr)
    for (const GivenAnswer& given : node->answers) values.push_back(given.value);
  return values;
}

// Where a walk stands: an item that is asked, and what it was answered with.
struct Spot {
  std::size_t index;
  const Item& item;
  const std::vector<std::size_t>& at;
  int depth;
  const AnsweredItem* node;  // null: not answered
  std::size_t occurrences;
  bool shown;  // neither it nor anything above it is hidden
};

// Walks what is asked, in drawing order, hidden items too.
template <class Visit>
class AskedWalk {
 public:
  AskedWalk(const Questionnaire& form, Enablement& enablement, Visit visit)
      : m_form(form), m_enablement(enablement), m_visit(std::move(visit)) {}

  void walk() { walk_list(m_form.roots, m_enablement.root(), {}, 0, true); }

 private:
  using Occurrences = std::vector<std::size_t>;

  void walk_list(const std::vector<std::size_t>& children, const Place& place, const Occurrences& at, int depth, bool shown) {
    for (const std::size_t child : children) {
      const Item& item = m_form.items[child];
      if (item.type == ItemType::Unshown || !m_enablement.enabled(child, place)) continue;
      if (item.type == ItemType::Group) walk_group(child, item, place, at, depth, shown && !item.hidden);
      else walk_question(child, item, place, at, depth, shown && !item.hidden);
    }
  }

  void walk_group(std::size_t index, const Item& item, const Place& place, const Occurrences& at, int depth, bool shown) {
    std::vector<const AnsweredItem*> nodes;
    for (const AnsweredItem& node : *place.back().list)
      if (node.item == index) nodes.push_back(&node);
    const std::size_t count = std::max<std::size_t>(nodes.size(), 1);
    for (std::size_t n = 0; n < count; ++n) {
      const AnsweredItem* node = n < nodes.size() ? nodes[n] : nullptr;
      Occurrences inner = at;
      if (item.repeats) inner.push_back(n);
      m_visit(Spot{index, item, inner, depth, node, count, shown});
      walk_list(item.children, node != nullptr ? below(place, *node) : place, inner, depth + 1, shown);
    }
  }

  void walk_question(std::size_t index, const Item& item, const Place& place, const Occurrences& at, int depth, bool shown) {
    const auto& list = *place.back().list;
    const auto found = std::find_if(list.begin(), list.end(), [&](const AnsweredItem& node) { return node.item == index; });
    const AnsweredItem* node = found == list.end() ? nullptr : &*found;
    m_visit(Spot{index, item, at, depth, node, 1, shown});
    if (node == nullptr || item.children.empty()) return;
    for (std::size_t n = 0; n < node->answers.size(); ++n) {
      Occurrences inner = at;
      if (item.repeats) inner.push_back(n);
      walk_list(item.children, below(place, *node, node->answers[n]), inner, depth + 1, shown);
    }
  }

  const Questionnaire& m_form;
  Enablement& m_enablement;
  Visit m_visit;
};

template <class Visit>
void walk_asked(const Questionnaire& form, Enablement& enablement, Visit visit) {
  AskedWalk<Visit>(form, enablement, std::move(visit)).walk();
}

std::vector<std::string> faults_of(const Item& item, const AnsweredItem* node) {
  std::vector<std::string> faults;
  if (node == nullptr) return faults;
  for (const GivenAnswer& given : node->answers)
    for (std::string& fault : check_answer(item, given.value)) faults.push_back(std::move(fault));
  if (node->answers.size() < 2) return faults;
  if (std::string clash = exclusive_clash(item, values_of(node)); !clash.empty()) faults.push_back(std::move(clash));
  return faults;
}

// With every number that was left out written as 0.
Field written_out(const Questionnaire& form, const Field& field) {
  const auto found = form.index.find(field.link_id);
  if (found == form.index.end()) return field;
  const Item& item = form.items[found->second];
  std::size_t wanted = item.type == ItemType::Group && item.repeats ? 1 : 0;
  for (std::size_t above = item.parent; above != kNoItem; above = form.items[above].parent)
    wanted += form.items[above].repeats ? 1 : 0;
  Field whole = field;
  whole.occurrences.resize(wanted, 0);
  return whole;
}

}  // namespace

std::vector<Row> FormSession::rows() const {
  Enablement enablement(*m_form, m_tree);
  const std::vector<Finding> lacks = find_lacks(*m_form, enablement);
  std::vector<Row> rows;
  walk_asked(*m_form, enablement, [&](const Spot& spot) {
    if (!spot.shown) return;
    Row row{{spot.item.link_id, spot.at}, spot.index, spot.depth, spot.occurrences, values_of(spot.node), false,
            faults_of(spot.item, spot.node)};
    row.missing = std::any_of(lacks.begin(), lacks.end(), [&](const Finding& lack) {
      return lack.lack == Lack::Required && lack.field == row.field;
    });
    rows.push_back(std::move(row));
  });
  return rows;
}

std::vector<Finding> FormSession::missing() const {
  Enablement enablement(*m_form, m_tree);
  return find_lacks(*m_form, enablement);
}

std::vector<Finding> FormSession::faults() const { return review(*this).faults; }

Review review(const FormSession& session) {
  Enablement enablement(session.form(), session.tree());
  Review review;
  review.missing = find_lacks(session.form(), enablement);
  walk_asked(session.form(), enablement, [&](const Spot& spot) {
    for (std::string& fault : faults_of(spot.item, spot.node))
      review.faults.push_back({{spot.item.link_id, spot.at}, Lack::Required, std::move(fault)});
    if (spot.node == nullptr || !spot.shown) return;
    for (const GivenAnswer& given : spot.node->answers) review.answered.push_back({&spot.item, &given.value});
  });
  return review;
}

std::vector<Answer> FormSession::answers(const Field& field) const { return values_of(find_node(field)); }

bool FormSession::enabled(const Field& field) const {
  const Field wanted = written_out(*m_form, field);
  Enablement enablement(*m_form, m_tree);
  bool asked = false;
  walk_asked(*m_form, enablement, [&](const Spot& spot) {
    asked = asked || (spot.item.link_id == wanted.link_id && spot.at == wanted.occurrences);
  });
  return asked;
}

bool FormSession::untouched() const { return json::write(draft()) == json::write(FormSession(*m_form).draft()); }

std::optional<Score> FormSession::score() const {
  if (m_form->scored.empty()) return std::nullopt;
  Enablement enablement(*m_form, m_tree);
  Score score = add_weights(*m_form, enablement, m_form->scored);
  return score.asked ? std::optional(std::move(score)) : std::nullopt;
}

Expected<std::vector<Field>> FormSession::fill_all_seen(const Field& group) {
  const Item* head = m_form->find(group.link_id);
  if (head == nullptr || head->all_seen_label.empty() || !enabled(group))
    return Error{ErrorCode::InvalidContent, "This part of the form offers no single tap for all of it now.", group.link_id};
  std::vector<Field> filled;
  for (const Row& row : rows()) {
    const Item& item = m_form->items[row.item];
    if (!row.answers.empty() || !item.is_question() || item.read_only) continue;
    const auto marked =
        std::find_if(item.options.begin(), item.options.end(), [](const Option& option) { return option.all_seen; });
    if (marked != item.options.end()) {
      WL_CHECK(set(row.field, marked->value));
    } else if (item.type == ItemType::Boolean && item.all_seen) {
      WL_CHECK(set(row.field, Answer::of(true)));
    } else {
      continue;
    }
    filled.push_back(row.field);
  }
  return filled;
}

}  // namespace wardlight::forms
