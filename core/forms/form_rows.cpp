// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/forms/check_answer.h"
#include "core/forms/form_session.h"

namespace wardlight::forms {
namespace {

std::vector<Answer> values_of(const AnsweredItem* node) {
  std::vector<Answer> values;
  if (node != nullptr)
    for (const GivenAnswer& given : node->answers) values.push_back(given.value);
  return values;
}

// Walks what is asked, in drawing order.
class RowWriter {
 public:
  RowWriter(const FormSession& session, bool hidden_too)
      : m_form(session.form()), m_enablement(m_form, session.tree()), m_hidden_too(hidden_too) {
    for (Finding& lack : find_lacks(m_form, m_enablement)) m_lacks.push_back(std::move(lack));
  }

  std::vector<Row> write() {
    write_list(m_form.roots, m_enablement.root(), {}, 0);
    return std::move(m_rows);
  }

 private:
  using Occurrences = std::vector<std::size_t>;

  void write_list(const std::vector<std::size_t>& children, const Place& place, const Occurrences& at, int depth) {
    for (const std::size_t child : children) {
      const Item& item = m_form.items[child];
      const bool drawn = item.type != ItemType::Unshown && (m_hidden_too || !item.hidden);
      if (drawn && m_enablement.enabled(child, place)) write_item(child, item, place, at, depth);
    }
  }

  void write_item(std::size_t index, const Item& item, const Place& place, const Occurrences& at, int depth) {
    std::vector<const AnsweredItem*> nodes;
    for (const AnsweredItem& node : *place.back().list)
      if (node.item == index) nodes.push_back(&node);
    if (item.type != ItemType::Group) return write_question(index, item, nodes, place, at, depth);
    const std::size_t count = std::max<std::size_t>(nodes.size(), 1);
    for (std::size_t n = 0; n < count; ++n) {
      Occurrences inner = at;
      if (item.repeats) inner.push_back(n);
      add(index, item, inner, depth, n < nodes.size() ? nodes[n] : nullptr);
      m_rows.back().occurrences = count;
      write_list(item.children, n < nodes.size() ? below(place, *nodes[n]) : place, inner, depth + 1);
    }
  }

  void write_question(std::size_t index, const Item& item, const std::vector<const AnsweredItem*>& nodes, const Place& place,
                      const Occurrences& at, int depth) {
    const AnsweredItem* node = nodes.empty() ? nullptr : nodes.front();
    add(index, item, at, depth, node);
    if (node == nullptr) return;
    for (std::size_t n = 0; n < node->answers.size(); ++n) {
      Occurrences inner = at;
      if (item.repeats) inner.push_back(n);
      write_list(item.children, below(place, *node, node->answers[n]), inner, depth + 1);
    }
  }

  void add(std::size_t index, const Item& item, const Occurrences& at, int depth, const AnsweredItem* node) {
    Row row;
    row.field = {item.link_id, at};
    row.item = index;
    row.depth = depth;
    row.answers = values_of(node);
    for (const Answer& answer : row.answers)
      for (std::string& fault : check_answer(item, answer)) row.faults.push_back(std::move(fault));
    if (std::string clash = exclusive_clash(item, row.answers); !clash.empty()) row.faults.push_back(std::move(clash));
    row.missing = std::any_of(m_lacks.begin(), m_lacks.end(),
                              [&](const Finding& lack) { return lack.lack == Lack::Required && lack.field == row.field; });
    m_rows.push_back(std::move(row));
  }

  const Questionnaire& m_form;
  Enablement m_enablement;
  bool m_hidden_too;
  std::vector<Finding> m_lacks;
  std::vector<Row> m_rows;
};

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

std::vector<Row> FormSession::rows() const { return RowWriter(*this, false).write(); }

std::vector<Finding> FormSession::missing() const {
  Enablement enablement(*m_form, m_tree);
  return find_lacks(*m_form, enablement);
}

std::vector<Finding> FormSession::faults() const {
  std::vector<Finding> found;
  for (const Row& row : RowWriter(*this, true).write())
    for (const std::string& fault : row.faults) found.push_back({row.field, Lack::Required, fault});
  return found;
}

std::vector<Answer> FormSession::answers(const Field& field) const { return values_of(find_node(field)); }

bool FormSession::enabled(const Field& field) const {
  const auto rows = RowWriter(*this, true).write();
  const Field wanted = written_out(*m_form, field);
  return std::any_of(rows.begin(), rows.end(), [&](const Row& row) { return row.field == wanted; });
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
