// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/forms/check_answer.h"
#include "core/forms/loading.h"

namespace wardlight::forms::loading {
namespace {

std::optional<Operator> operator_of(std::string_view code) {
  if (code == "exists") return Operator::Exists;
  if (code == "=") return Operator::Equal;
  if (code == "!=") return Operator::NotEqual;
  if (code == ">") return Operator::Greater;
  if (code == "<") return Operator::Less;
  if (code == ">=") return Operator::GreaterOrEqual;
  if (code == "<=") return Operator::LessOrEqual;
  return std::nullopt;
}

bool is_number(ValueKind kind) { return kind == ValueKind::Integer || kind == ValueKind::Decimal; }
bool is_day(ValueKind kind) { return kind == ValueKind::Date || kind == ValueKind::DateTime; }

// Answers of this question can be held against an answer[x] of that kind. R4 has no answerUri: a url is compared as text.
bool comparable(const Item& question, ValueKind kind) {
  if (accepts(question, kind)) return true;
  switch (question.type) {
    case ItemType::Integer:
    case ItemType::Decimal: return is_number(kind);
    case ItemType::Date:
    case ItemType::DateTime: return is_day(kind);
    case ItemType::Url: return kind == ValueKind::String;
    default: return false;
  }
}

bool has_order(ValueKind kind) { return kind != ValueKind::Coding && kind != ValueKind::Boolean; }

// Which question it asks about; problems when there is none that has an answer.
std::optional<std::size_t> resolve_question(Loading& loading, const std::string& link_id, const json::Value& source) {
  const std::string_view name = source.text_of("question");
  if (name.empty()) {
    loading.error(link_id, "enableWhen", "A condition must name the linkId of its question.");
    return std::nullopt;
  }
  const auto found = loading.form.index.find(name);
  if (found == loading.form.index.end()) {
    loading.error(link_id, "enableWhen", "Its condition asks about \"" + std::string(name) + "\", but no item has that linkId.");
    return std::nullopt;
  }
  if (!loading.form.items[found->second].is_question()) {
    loading.error(link_id, "enableWhen",
                  "Its condition asks about \"" + std::string(name) + "\", which is not a question and has no answer.");
    return std::nullopt;
  }
  return found->second;
}

std::optional<Answer> read_condition_answer(Loading& loading, const std::string& link_id, const json::Value& source) {
  const auto answers = list_choices(source, "answer");
  if (answers.size() != 1) {
    loading.error(link_id, "enableWhen", "A condition must compare with exactly one answer.");
    return std::nullopt;
  }
  const auto kind = kind_of_type(std::string_view(answers[0]->name).substr(6));
  if (!kind || *kind == ValueKind::Uri) {
    loading.error(link_id, "enableWhen", "A condition cannot compare with " + answers[0]->name + " here.");
    return std::nullopt;
  }
  auto answer = read_answer(*kind, answers[0]->value);
  if (answer) return std::move(*answer);
  loading.error(link_id, "enableWhen", "The answer its condition compares with is not valid. " + answer.error().text);
  return std::nullopt;
}

// Amounts are not converted from unit to unit.
void check_unit(Loading& loading, const std::string& link_id, const Item& question, const Quantity& quantity) {
  const bool bare = quantity.unit.empty() && quantity.code.empty();
  if (!bare && !question.units.empty() && !question.units_open && find_unit(question, quantity) == nullptr)
    loading.error(link_id, "enableWhen", "Its condition is in a unit that \"" + question.link_id + "\" does not take.");
  else if (question.units.size() > 1)
    loading.warn(link_id, "enableWhen",
                 bare
                     ? "Its condition names no unit, but \"" + question.link_id + "\" takes several; the bare number is compared."
                     : "Its condition only sees answers in its own unit; \"" + question.link_id + "\" takes others too.");
}

void check_types(Loading& loading, const std::string& link_id, const Item& question, const Condition& condition) {
  const Answer& answer = condition.answer;
  if (condition.op == Operator::Exists) {
    if (answer.kind != ValueKind::Boolean)
      loading.error(link_id, "enableWhen", "A condition with \"exists\" must compare with answerBoolean.");
    return;
  }
  if (!comparable(question, answer.kind))
    return loading.error(link_id, "enableWhen",
                         "Its condition compares \"" + question.link_id + "\" with " + member_name("answer", answer.kind) +
                             ", which is not the type of that question's answers.");
  if (condition.op != Operator::Equal && condition.op != Operator::NotEqual && !has_order(answer.kind))
    return loading.error(
        link_id, "enableWhen",
        "Its condition asks for greater or less, but the answers of \"" + question.link_id + "\" have no order.");
  const bool listed =
      question.options.empty() || question.type == ItemType::OpenChoice || find_option(question, answer) != nullptr;
  const bool exact = condition.op == Operator::Equal || condition.op == Operator::NotEqual;
  if (exact && !listed)
    loading.warn(link_id, "enableWhen",
                 "Its condition compares with an answer that is not an option of \"" + question.link_id + "\".");
  if (answer.kind == ValueKind::Quantity) check_unit(loading, link_id, question, answer.quantity);
}

// Some tools leave the system out of the condition; the option with that code is meant when there is just one.
void complete_coding(const Item& question, Answer& answer) {
  if (answer.kind != ValueKind::Coding || !answer.coding.system.empty() || find_option(question, answer) != nullptr) return;
  const Option* meant = nullptr;
  for (const Option& option : question.options) {
    if (option.value.kind != ValueKind::Coding || option.value.coding.code != answer.coding.code) continue;
    if (meant != nullptr) return;
    meant = &option;
  }
  if (meant != nullptr) answer = meant->value;
}

void check_members(Loading& loading, const std::string& link_id, const json::Value& source) {
  for (const json::Member& member : source.members()) {
    std::string_view name = member.name;
    if (name.starts_with('_')) name.remove_prefix(1);
    if (!name.starts_with("answer") && name != "question" && name != "operator" && name != "id" && name != "extension" &&
        name != "modifierExtension")
      loading.error(link_id, "enableWhen",
                    "\"" + member.name + "\" is no element of an R4 enableWhen; correct its spelling or remove it.");
  }
}

void load_condition(Loading& loading, const PendingCondition& pending) {
  Item& item = loading.form.items[pending.item];
  check_members(loading, item.link_id, *pending.source);
  const auto op = operator_of(pending.source->text_of("operator"));
  if (!op) loading.error(item.link_id, "enableWhen", "A condition's operator must be exists, =, !=, >, <, >= or <=.");
  const auto question = resolve_question(loading, item.link_id, *pending.source);
  auto answer = read_condition_answer(loading, item.link_id, *pending.source);
  if (!op || !question || !answer) return;
  const Item& asked = loading.form.items[*question];
  complete_coding(asked, *answer);
  const Condition condition{*question, *op, std::move(*answer)};
  if (asked.type == ItemType::Unshown) {
    loading.warn(item.link_id, "enableWhen", "Its condition asks about \"" + asked.link_id + "\", which is never answered here.");
  } else {
    check_types(loading, item.link_id, asked, condition);
  }
  item.conditions.push_back(condition);
}

// Whether an item is asked hangs on its parent, on the questions of its conditions, and (for a total) on what it adds up.
class CycleSearch {
 public:
  explicit CycleSearch(const Questionnaire& form) : m_form(form), m_state(form.items.size(), State::New) {}

  // An item on a cycle, or kNoItem.
  std::size_t find() {
    for (std::size_t item = 0; item < m_form.items.size(); ++item)
      if (m_state[item] == State::New && visit(item)) return m_on_cycle;
    return kNoItem;
  }

 private:
  enum class State : std::uint8_t { New, Open, Done };

  std::vector<std::size_t> needs(std::size_t at) const {
    const Item& item = m_form.items[at];
    std::vector<std::size_t> needed = item.total_of;
    if (item.parent != kNoItem) needed.push_back(item.parent);
    for (const Condition& condition : item.conditions) needed.push_back(condition.question);
    return needed;
  }

  // Depth first with a list of its own: a form may chain thousands of conditions.
  bool visit(std::size_t start) {
    std::vector<std::pair<std::size_t, std::vector<std::size_t>>> path{{start, needs(start)}};
    m_state[start] = State::Open;
    while (!path.empty()) {
      auto& [item, rest] = path.back();
      if (rest.empty()) {
        m_state[item] = State::Done;
        path.pop_back();
        continue;
      }
      const std::size_t next = rest.back();
      rest.pop_back();
      if (m_state[next] == State::Open) return m_on_cycle = item, true;
      if (m_state[next] == State::New) m_state[next] = State::Open, path.emplace_back(next, needs(next));
    }
    return false;
  }

  const Questionnaire& m_form;
  std::vector<State> m_state;
  std::size_t m_on_cycle = kNoItem;
};

}  // namespace

void load_conditions(Loading& loading) {
  for (const PendingCondition& pending : loading.conditions) load_condition(loading, pending);
}

void refuse_cycles(Loading& loading) {
  const std::size_t item = CycleSearch(loading.form).find();
  if (item != kNoItem)
    loading.error(loading.form.items[item].link_id, "enableWhen",
                  "Its condition depends on itself through other items (a circle of enableWhen), so it could never be decided.");
}

}  // namespace wardlight::forms::loading
