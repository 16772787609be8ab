// SPDX-License-Identifier: Apache-2.0
#include "core/forms/check_answer.h"

#include <algorithm>

#include "core/base/decimal.h"

namespace wardlight::forms {
namespace {

using Sentences = std::vector<std::string>;

bool is_choice(ItemType type) { return type == ItemType::Choice || type == ItemType::OpenChoice; }

std::string words_of(const Answer& limit) {
  if (limit.kind != ValueKind::Quantity) return limit.text;
  const std::string& unit = limit.quantity.unit.empty() ? limit.quantity.code : limit.quantity.unit;
  return limit.quantity.value + (unit.empty() ? "" : " " + unit);
}

// Limits of a quantity may be plain numbers: then they are in the unit of the answer.
std::optional<int> order_with_limit(const Answer& answer, const Answer& limit) {
  if (answer.kind == ValueKind::Quantity && limit.kind != ValueKind::Quantity)
    return order(Answer::of(ValueKind::Decimal, answer.quantity.value), limit);
  return order(answer, limit);
}

void check_range(const Item& item, const Answer& answer, Sentences& found) {
  const auto& least = item.limits.least;
  const auto& most = item.limits.most;
  const bool low = least && order_with_limit(answer, *least).value_or(0) < 0;
  const bool high = most && order_with_limit(answer, *most).value_or(0) > 0;
  if (low) found.push_back("The answer is below the least value allowed, " + words_of(*least) + ".");
  if (high) found.push_back("The answer is above the greatest value allowed, " + words_of(*most) + ".");
}

void check_length(const Item& item, const std::string& text, Sentences& found) {
  const std::size_t length = count_characters(text);
  if (item.limits.longest && length > *item.limits.longest)
    found.push_back("The answer is longer than the " + std::to_string(*item.limits.longest) + " characters allowed.");
  if (item.limits.shortest && length < *item.limits.shortest)
    found.push_back("The answer is shorter than the " + std::to_string(*item.limits.shortest) + " characters required.");
}

void check_pattern(const Item& item, const std::string& text, Sentences& found) {
  if (item.limits.pattern.empty() || matches_pattern(item.limits.pattern, text).value_or(true)) return;
  const std::string hint = item.entry_format.empty() ? "" : ", " + item.entry_format.text;
  found.push_back("The answer does not have the form that is asked for" + hint + ".");
}

void check_decimals(const Item& item, const std::string& digits, Sentences& found) {
  const auto number = Decimal::parse(digits);
  if (number && item.limits.decimals && number->places() > *item.limits.decimals)
    found.push_back("The answer has more than the " + std::to_string(*item.limits.decimals) + " decimals allowed.");
}

void check_quantity(const Item& item, const Answer& answer, Sentences& found) {
  if (answer.quantity.value.empty()) found.push_back("The amount has no number.");
  check_decimals(item, answer.quantity.value, found);
  if (item.units.empty() || find_unit(item, answer.quantity) != nullptr) return;
  const bool bare = answer.quantity.unit.empty() && answer.quantity.code.empty();
  if (item.units_open && !bare) return;
  found.push_back(bare ? "The amount has no unit."
                       : "The amount is in a unit that is not allowed here; use " + item.units.front().display + ".");
}

void check_option(const Item& item, const Answer& answer, Sentences& found) {
  if (item.options.empty() && !is_choice(item.type)) return;
  if (find_option(item, answer) != nullptr) return;
  if (item.type == ItemType::OpenChoice && answer.kind == ValueKind::String) return;
  found.push_back("The answer is not one of the options of this question.");
}

void check_text(const Item& item, const std::string& text, Sentences& found) {
  check_length(item, text, found);
  check_pattern(item, text, found);
}

}  // namespace

ValueKind value_kind(ItemType type) {
  switch (type) {
    case ItemType::Boolean: return ValueKind::Boolean;
    case ItemType::Decimal: return ValueKind::Decimal;
    case ItemType::Integer: return ValueKind::Integer;
    case ItemType::Date: return ValueKind::Date;
    case ItemType::DateTime: return ValueKind::DateTime;
    case ItemType::Time: return ValueKind::Time;
    case ItemType::Url: return ValueKind::Uri;
    case ItemType::Quantity: return ValueKind::Quantity;
    case ItemType::Choice:
    case ItemType::OpenChoice: return ValueKind::Coding;
    default: return ValueKind::String;
  }
}

const Option* find_option(const Item& item, const Answer& answer) {
  for (const Option& option : item.options)
    if (option.value.kind == answer.kind && same(option.value, answer)) return &option;
  return nullptr;
}

bool accepts(const Item& item, ValueKind kind) {
  if (!is_choice(item.type)) return item.is_question() && value_kind(item.type) == kind;
  if (item.type == ItemType::OpenChoice && kind == ValueKind::String) return true;
  return std::any_of(item.options.begin(), item.options.end(), [&](const Option& option) { return option.value.kind == kind; });
}

const UnitChoice* find_unit(const Item& item, const Quantity& quantity) {
  for (const UnitChoice& unit : item.units) {
    if (!quantity.code.empty() && !unit.code.empty()) {
      if (quantity.code == unit.code && (unit.system.empty() || quantity.system == unit.system)) return &unit;
    } else if (!quantity.unit.empty() && (quantity.unit == unit.display || quantity.unit == unit.code)) {
      return &unit;
    }
  }
  return nullptr;
}

std::string exclusive_clash(const Item& item, const std::vector<Answer>& answers) {
  if (answers.size() < 2) return {};
  for (const Answer& answer : answers) {
    const Option* option = find_option(item, answer);
    if (option != nullptr && option->exclusive)
      return "The option \"" + option->display.text + "\" cannot be chosen together with others.";
  }
  return {};
}

std::vector<std::string> check_answer(const Item& item, const Answer& answer) {
  Sentences found;
  if (!accepts(item, answer.kind)) {
    found.push_back("The answer must be " + std::string(article_and_word(value_kind(item.type))) + ", not " +
                    std::string(article_and_word(answer.kind)) + ".");
    return found;
  }
  check_option(item, answer, found);
  switch (answer.kind) {
    case ValueKind::Quantity: check_quantity(item, answer, found); break;
    case ValueKind::Decimal: check_decimals(item, answer.text, found); [[fallthrough]];
    case ValueKind::Integer: check_length(item, answer.text, found); break;
    case ValueKind::String:
    case ValueKind::Uri: check_text(item, answer.text, found); break;
    default: break;
  }
  check_range(item, answer, found);
  return found;
}

}  // namespace wardlight::forms
