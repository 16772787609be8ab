// SPDX-License-Identifier: Apache-2.0
#include "core/forms/plain_answers.h"

#include <algorithm>

#include "core/forms/check_answer.h"

namespace wardlight::forms {
namespace {

Error refused(std::string text) { return {ErrorCode::InvalidContent, std::move(text), {}}; }

bool is_choice(ItemType type) { return type == ItemType::Choice || type == ItemType::OpenChoice; }

std::string shown(const json::Value& value) {
  return value.is_string() || value.is_number() ? "\"" + value.text() + "\"" : "this";
}

bool stands_for(const Option& option, const json::Value& value) {
  switch (option.value.kind) {
    case ValueKind::Coding: {
      const bool whole = value.is_object();
      if (option.value.coding.code.empty())
        return (whole ? value.text_of("display") : value.text()) == option.value.coding.display;
      const std::string_view code = whole ? value.text_of("code") : std::string_view(value.text());
      const bool same_system = !whole || value.find("system") == nullptr || value.text_of("system") == option.value.coding.system;
      return (whole || value.is_string() || value.is_number()) && !code.empty() && code == option.value.coding.code &&
             same_system;
    }
    case ValueKind::Integer: return (value.is_number() || value.is_string()) && value.text() == option.value.text;
    default: return value.is_string() && value.text() == option.value.text;
  }
}

Expected<Answer> read_choice(const Item& item, const json::Value& value) {
  const Option* meant = nullptr;
  for (const Option& option : item.options) {
    if (!stands_for(option, value)) continue;
    if (meant != nullptr) return refused("More than one option has the code " + shown(value) + "; give its system too.");
    meant = &option;
  }
  if (meant != nullptr) return meant->value;
  if (item.type == ItemType::OpenChoice && value.is_string()) return read_answer(ValueKind::String, value);
  return refused(shown(value.is_object() ? value["code"] : value) + " is not the code of an option of this question.");
}

Expected<Answer> read_amount(const Item& item, const json::Value& value) {
  Quantity quantity;
  const json::Value& number = value.is_object() ? value["value"] : value;
  if ((!number.is_number() && !number.is_string()) || !Decimal::parse(number.text()))
    return refused("An amount needs a number as its value, such as {\"value\":\"1.5\",\"unit\":\"mg\"}.");
  quantity.value = number.text();
  if (value.is_object()) {
    quantity.comparator = value.text_of("comparator");
    quantity.unit = value.text_of("unit");
    quantity.system = value.text_of("system");
    quantity.code = value.text_of("code");
  }
  const bool bare = quantity.unit.empty() && quantity.code.empty();
  const UnitChoice* unit = bare && !item.units.empty() ? &item.units.front() : find_unit(item, quantity);
  if (unit != nullptr) quantity = {quantity.value, quantity.comparator, unit->display, unit->system, unit->code};
  return Answer::of(std::move(quantity));
}

ValueKind kind_for(const Item& item) {
  for (int kind = 0; kind <= static_cast<int>(ValueKind::Quantity); ++kind)
    if (accepts(item, static_cast<ValueKind>(kind))) return static_cast<ValueKind>(kind);
  return ValueKind::String;
}

class Giver {
 public:
  explicit Giver(FormSession& session) : m_session(session), m_form(session.form()) {}

  Expected<std::vector<Problem>> give(const json::Value& answers) {
    if (!answers.is_object()) return refused("The answers must be an object of linkIds and their values.");
    WL_CHECK(give_all(answers, {}));
    for (const Finding& fault : m_session.faults()) {
      problem(Severity::Error, fault.field.link_id, fault.text + " It is left out.");
      (void)m_session.clear(fault.field);
    }
    return std::move(m_problems);
  }

 private:
  using Occurrences = std::vector<std::size_t>;

  void problem(Severity severity, const std::string& link_id, std::string text) {
    m_problems.push_back({severity, link_id, "answer", std::move(text)});
  }

  // In the form's order, so that a question is answered before what stands below it.
  Expected<void> give_all(const json::Value& answers, const Occurrences& at) {
    std::vector<std::pair<std::size_t, const json::Value*>> known;
    for (const json::Member& member : answers.members()) {
      const auto found = m_form.index.find(member.name);
      if (found == m_form.index.end()) {
        problem(Severity::Error, member.name, "The form has no item with this linkId, so this answer is left out.");
      } else {
        known.emplace_back(found->second, &member.value);
      }
    }
    std::sort(known.begin(), known.end());
    for (const auto& [item, value] : known) WL_CHECK(give_item(item, *value, at));
    return {};
  }

  Expected<void> give_item(std::size_t index, const json::Value& value, const Occurrences& at) {
    const Item& item = m_form.items[index];
    if (value.is_null()) return {};
    if (item.type == ItemType::Group) return give_group(item, value, at);
    if (!item.is_question()) {
      problem(Severity::Error, item.link_id, "This is a display text, which takes no answer.");
      return {};
    }
    if (item.is_computed()) {
      problem(Severity::Warning, item.link_id, "This total is added up from the answers; the one given is left out.");
      return {};
    }
    return give_question(item, value, at);
  }

  Expected<void> give_group(const Item& item, const json::Value& value, const Occurrences& at) {
    const bool list = value.is_array() && item.repeats;
    if (!value.is_object() && !list) {
      problem(Severity::Error, item.link_id,
              "A group is given as an object of its items, a repeating one as a list of such objects.");
      return {};
    }
    const std::size_t count = list ? value.items().size() : 1;
    for (std::size_t n = 0; n < count; ++n) {
      Occurrences inner = at;
      if (item.repeats) inner.push_back(n);
      WL_CHECK(give_all(list ? value[n] : value, inner));
    }
    return {};
  }

  Expected<void> give_question(const Item& item, const json::Value& value, const Occurrences& at) {
    const std::size_t count = value.is_array() ? value.items().size() : 1;
    std::vector<Answer> answers;
    std::vector<const json::Value*> below;
    for (std::size_t n = 0; n < count; ++n) {
      const json::Value& one = value.is_array() ? value[n] : value;
      const bool wrapped = one.is_object() && one.find("answer") != nullptr;
      if (wrapped) WL_CHECK(json::refuse_unknown_members(one, {"answer", "item"}, item.link_id));
      WL_CHECK(check_keys(item, wrapped ? one["answer"] : one));
      auto answer = read_one(item, wrapped ? one["answer"] : one);
      if (!answer) {
        problem(Severity::Error, item.link_id, answer.error().text);
        continue;
      }
      if (!item.options.empty() && std::ranges::any_of(answers, [&](const Answer& before) { return same(before, *answer); })) {
        problem(Severity::Warning, item.link_id, "The same option is chosen twice; it is taken once.");
        continue;
      }
      answers.push_back(std::move(*answer));
      below.push_back(wrapped ? one.find("item") : nullptr);
    }
    return put(item, std::move(answers), below, at);
  }

  Expected<void> put(const Item& item, std::vector<Answer> answers, const std::vector<const json::Value*>& below,
                     const Occurrences& at) {
    const Field field{item.link_id, at};
    if (answers.empty()) return {};
    const std::size_t count = answers.size();
    const auto done =
        item.read_only && count == 1 ? m_session.prefill(field, answers[0]) : m_session.set_all(field, std::move(answers));
    if (!done) {
      problem(Severity::Error, item.link_id, done.error().text);
      return {};
    }
    for (std::size_t n = 0; n < count; ++n) {
      if (below[n] == nullptr) continue;
      Occurrences inner = at;
      if (item.repeats) inner.push_back(n);
      WL_CHECK(give_all(*below[n], inner));
    }
    return {};
  }

  Expected<void> check_keys(const Item& item, const json::Value& value) {
    if (!value.is_object()) return {};
    if (item.type == ItemType::Quantity)
      return json::refuse_unknown_members(value, {"value", "comparator", "unit", "system", "code"}, item.link_id);
    return json::refuse_unknown_members(value, {"code", "system", "display"}, item.link_id);
  }

  Expected<Answer> read_one(const Item& item, const json::Value& value) {
    if (!item.options.empty() || is_choice(item.type)) return read_choice(item, value);
    if (item.type == ItemType::Quantity) return read_amount(item, value);
    return read_answer(kind_for(item), value);
  }

  FormSession& m_session;
  const Questionnaire& m_form;
  std::vector<Problem> m_problems;
};

}  // namespace

Expected<std::vector<Problem>> give_plain_answers(FormSession& session, const json::Value& answers) {
  return Giver(session).give(answers);
}

}  // namespace wardlight::forms
