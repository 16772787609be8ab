// SPDX-License-Identifier: Apache-2.0
#include "core/forms/form_session.h"

#include <algorithm>

#include "core/forms/check_answer.h"
#include "core/forms/read_items.h"

namespace wardlight::forms {
namespace {

Error refused(std::string text, const std::string& link_id) { return {ErrorCode::InvalidContent, std::move(text), link_id}; }

std::vector<std::size_t> ancestors_of(const Questionnaire& form, std::size_t item) {
  std::vector<std::size_t> chain;
  for (std::size_t above = form.items[item].parent; above != kNoItem; above = form.items[above].parent) chain.push_back(above);
  std::reverse(chain.begin(), chain.end());
  return chain;
}

// The n-th node of that item; nodes of one list stay in the form's order.
template <class List>
auto find_nth(List& list, std::size_t item, std::size_t n) -> decltype(list.data()) {
  for (auto& node : list)
    if (node.item == item && n-- == 0) return &node;
  return nullptr;
}

std::size_t count_nodes(const std::vector<AnsweredItem>& list, std::size_t item) {
  return static_cast<std::size_t>(
      std::count_if(list.begin(), list.end(), [&](const AnsweredItem& node) { return node.item == item; }));
}

AnsweredItem& add_node(std::vector<AnsweredItem>& list, std::size_t item) {
  const auto after = std::find_if(list.begin(), list.end(), [&](const AnsweredItem& node) { return node.item > item; });
  return *list.insert(after, AnsweredItem{item, {}, {}});
}

std::size_t take(const std::vector<std::size_t>& occurrences, std::size_t& used, bool repeats) {
  if (!repeats || used >= occurrences.size()) return 0;
  return occurrences[used++];
}

// The list below the n-th occurrence of an item, or below the n-th answer to it.
template <class List>
List* step_into(List& list, const Item& item, std::size_t at, std::size_t n) {
  auto* node = find_nth(list, at, item.is_question() ? 0 : n);
  if (node == nullptr) return nullptr;
  if (!item.is_question()) return &node->items;
  return n < node->answers.size() ? &node->answers[n].items : nullptr;
}

// The list that the field stands in, or nullptr when something above it is not there.
template <class List>
List* find_list(const Questionnaire& form, List& tree, const Field& field, std::size_t at) {
  List* list = &tree;
  std::size_t used = 0;
  for (const std::size_t above : ancestors_of(form, at)) {
    const Item& item = form.items[above];
    list = step_into(*list, item, above, take(field.occurrences, used, item.repeats));
    if (list == nullptr) return nullptr;
  }
  return list;
}

}  // namespace

FormSession::FormSession(const Questionnaire& form) : m_form(&form) {
  seed(form.roots, m_tree);
  settle_totals();
}

// Initial values of what is there as soon as the list is: not of groups that may occur not at all.
void FormSession::seed(const std::vector<std::size_t>& children, std::vector<AnsweredItem>& list) {
  for (const std::size_t child : children) {
    const Item& item = m_form->items[child];
    if (count_nodes(list, child) > 0) continue;
    if (item.type == ItemType::Group && (!item.repeats || item.required)) {
      AnsweredItem group{child, {}, {}};
      seed(item.children, group.items);
      if (!group.items.empty()) add_node(list, child) = std::move(group);
    } else if (!item.initial.empty()) {
      AnsweredItem& node = add_node(list, child);
      for (const Answer& answer : item.initial) {
        node.answers.push_back({answer, {}});
        seed(item.children, node.answers.back().items);
      }
    }
  }
}

std::vector<AnsweredItem>* FormSession::make_list(const Field& field, std::size_t at) {
  std::vector<AnsweredItem>* list = &m_tree;
  std::size_t used = 0;
  for (const std::size_t above : ancestors_of(*m_form, at)) {
    const Item& item = m_form->items[above];
    const std::size_t n = take(field.occurrences, used, item.repeats);
    if (!item.is_question() && n == count_nodes(*list, above)) add_node(*list, above);
    list = step_into(*list, item, above, n);
    if (list == nullptr) return nullptr;
  }
  return list;
}

const AnsweredItem* FormSession::find_node(const Field& field) const {
  const auto found = m_form->index.find(field.link_id);
  if (found == m_form->index.end()) return nullptr;
  const auto* list = find_list(*m_form, m_tree, field, found->second);
  return list == nullptr ? nullptr : find_nth(*list, found->second, 0);
}

Expected<std::size_t> FormSession::question_at(const Field& field) const {
  const auto found = m_form->index.find(field.link_id);
  if (found == m_form->index.end()) return refused("There is no item with this linkId in the form.", field.link_id);
  const Item& item = m_form->items[found->second];
  if (!item.is_question()) return refused("This item is no question, so it takes no answer.", field.link_id);
  if (item.type == ItemType::Unshown) return refused("This question cannot be answered here.", field.link_id);
  return found->second;
}

Expected<void> FormSession::put(const Field& field, std::size_t at, std::vector<Answer> answers) {
  const Item& item = m_form->items[at];
  for (const Answer& answer : answers)
    if (!accepts(item, answer.kind))
      return refused("This question does not take " + std::string(article_and_word(answer.kind)) + " as its answer.",
                     field.link_id);
  if (answers.size() > 1 && !item.repeats) return refused("This question takes one answer only.", field.link_id);
  auto* list = answers.empty() ? find_list(*m_form, m_tree, field, at) : make_list(field, at);
  if (list == nullptr && answers.empty()) return {};
  if (list == nullptr) return refused("The question above this one has no such answer yet; answer it first.", field.link_id);
  AnsweredItem* node = find_nth(*list, at, 0);
  if (answers.empty()) {
    std::erase_if(*list, [&](const AnsweredItem& other) { return other.item == at; });
    settle_totals();
    return {};
  }
  if (node == nullptr) node = &add_node(*list, at);
  std::vector<GivenAnswer> given;
  for (Answer& answer : answers) {
    // What was answered below stays below: of the same answer, or of the one answer there was.
    GivenAnswer next{std::move(answer), {}};
    for (GivenAnswer& before : node->answers)
      if (!item.repeats || same(before.value, next.value)) next.items = std::move(before.items);
    seed(item.children, next.items);
    given.push_back(std::move(next));
  }
  node->answers = std::move(given);
  settle_totals();
  return {};
}

Expected<void> FormSession::set(const Field& field, Answer answer) { return set_all(field, {std::move(answer)}); }

Expected<void> FormSession::set_all(const Field& field, std::vector<Answer> answers) {
  WL_TRY(const std::size_t at, question_at(field));
  const Item& item = m_form->items[at];
  if (item.read_only || item.is_computed()) return refused("This question is read-only.", field.link_id);
  return put(field, at, std::move(answers));
}

Expected<void> FormSession::prefill(const Field& field, Answer answer) {
  WL_TRY(const std::size_t at, question_at(field));
  if (m_form->items[at].is_computed()) return refused("This total is added up from the answers.", field.link_id);
  return put(field, at, {std::move(answer)});
}

Expected<void> FormSession::clear(const Field& field) { return set_all(field, {}); }

Expected<void> FormSession::toggle(const Field& field, const Answer& answer) {
  WL_TRY(const std::size_t at, question_at(field));
  const Item& item = m_form->items[at];
  std::vector<Answer> now = answers(field);
  const auto before = now.size();
  std::erase_if(now, [&](const Answer& other) { return same(other, answer); });
  if (now.size() != before) return set_all(field, std::move(now));
  const Option* chosen = find_option(item, answer);
  const bool alone = !item.repeats || (chosen != nullptr && chosen->exclusive);
  std::erase_if(now, [&](const Answer& other) {
    const Option* option = find_option(item, other);
    return alone || (option != nullptr && option->exclusive);
  });
  now.push_back(answer);
  return set_all(field, std::move(now));
}

Expected<std::size_t> FormSession::add_occurrence(const Field& group) {
  const auto found = m_form->index.find(group.link_id);
  if (found == m_form->index.end() || m_form->items[found->second].type != ItemType::Group ||
      !m_form->items[found->second].repeats)
    return refused("Only a group that repeats can be added once more.", group.link_id);
  const Item& item = m_form->items[found->second];
  auto* list = make_list(group, found->second);
  if (list == nullptr) return refused("There is no such place in the form.", group.link_id);
  // The first occurrence is drawn without being there; adding one means a second.
  const std::size_t wanted = std::max<std::size_t>(count_nodes(*list, found->second) + 1, 2);
  if (item.limits.max_occurs && wanted > *item.limits.max_occurs)
    return refused("This group may occur at most " + std::to_string(*item.limits.max_occurs) + " times.", group.link_id);
  while (count_nodes(*list, found->second) < wanted) seed(item.children, add_node(*list, found->second).items);
  settle_totals();
  return wanted - 1;
}

Expected<void> FormSession::remove_occurrence(const Field& group) {
  const auto found = m_form->index.find(group.link_id);
  auto* list = found == m_form->index.end() ? nullptr : find_list(*m_form, m_tree, group, found->second);
  const std::size_t n = group.occurrences.empty() ? 0 : group.occurrences.back();
  AnsweredItem* node = list == nullptr ? nullptr : find_nth(*list, found->second, n);
  if (node == nullptr || m_form->items[found->second].type != ItemType::Group)
    return refused("There is no such group to remove.", group.link_id);
  list->erase(list->begin() + (node - list->data()));
  settle_totals();
  return {};
}

void FormSession::settle_totals() {
  for (std::size_t at = 0; at < m_form->items.size(); ++at) {
    const Item& item = m_form->items[at];
    if (!item.is_computed()) continue;
    Enablement enablement(*m_form, m_tree);
    const Score sum = add_weights(*m_form, enablement, item.total_of);
    const Field field{item.link_id, {}};
    auto* list = sum.complete() ? make_list(field, at) : find_list(*m_form, m_tree, field, at);
    if (list == nullptr) continue;
    std::erase_if(*list, [&](const AnsweredItem& node) { return node.item == at; });
    if (const auto value = total_as_answer(item, sum)) add_node(*list, at).answers.push_back({*value, {}});
  }
}

json::Value FormSession::draft() const {
  json::Value out;
  out.set("form", form_reference(*m_form));
  out.set("item", write_items(*m_form, m_tree, Keep::Everything));
  return out;
}

Expected<FormSession> FormSession::restore(const Questionnaire& form, const json::Value& draft) {
  if (draft.text_of("form") != form_reference(form))
    return Error{ErrorCode::Conflict, "This draft was begun with another version of the form; start the form again.", {}};
  ReadItems read = read_items(form, draft["item"]);
  for (const Issue& issue : read.issues)
    if (issue.severity == Severity::Error && !issue.only_in_responses)
      return Error{ErrorCode::InvalidContent, "This draft is damaged; start the form again.", issue.link_id};
  FormSession session(form);
  session.m_tree = std::move(read.tree);
  session.settle_totals();
  return session;
}

json::Value FormSession::build_response(const ResponseDetails& details) const {
  return forms::build_response(*m_form, m_tree, details);
}

}  // namespace wardlight::forms
