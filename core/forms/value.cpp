// SPDX-License-Identifier: Apache-2.0
#include "core/forms/value.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/time/time.h"

namespace wardlight::forms {
namespace {

struct KindRow {
  ValueKind kind;
  std::string_view type;
  std::string_view words;
};
constexpr std::array<KindRow, 10> kKinds{{{ValueKind::Boolean, "Boolean", "yes or no"},
                                          {ValueKind::Decimal, "Decimal", "a number"},
                                          {ValueKind::Integer, "Integer", "a whole number"},
                                          {ValueKind::Date, "Date", "a date"},
                                          {ValueKind::DateTime, "DateTime", "a date and time"},
                                          {ValueKind::Time, "Time", "a time of day"},
                                          {ValueKind::String, "String", "a text"},
                                          {ValueKind::Uri, "Uri", "a web address"},
                                          {ValueKind::Coding, "Coding", "a coded choice"},
                                          {ValueKind::Quantity, "Quantity", "an amount with its unit"}}};

const KindRow& row(ValueKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

Error refused(std::string text) { return {ErrorCode::InvalidContent, std::move(text), {}}; }

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

// FHIR integer: 32 bits, no point, no exponent, no leading zero.
bool is_fhir_integer(std::string_view token) {
  std::int32_t number = 0;
  const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), number);
  return error == std::errc{} && end == token.data() + token.size() && token != "-0";
}

Expected<std::string> read_optional_text(const json::Value& object, std::string_view name) {
  const json::Value* member = object.find(name);
  if (member == nullptr) return std::string();
  if (!member->is_string() || is_blank(member->text()))
    return refused("Its \"" + std::string(name) + "\" must be a text that is not empty.");
  return member->text();
}

Expected<Answer> read_coding(const json::Value& value) {
  if (!value.is_object()) return refused("A coding must be an object with system, code and display.");
  WL_CHECK(json::refuse_unknown_members(value,
                                        {"id", "extension", "system", "_system", "version", "_version", "code", "_code",
                                         "display", "_display", "userSelected", "_userSelected"},
                                        {}));
  Coding coding;
  WL_TRY(coding.system, read_optional_text(value, "system"));
  WL_TRY(coding.version, read_optional_text(value, "version"));
  WL_TRY(coding.code, read_optional_text(value, "code"));
  WL_TRY(coding.display, read_optional_text(value, "display"));
  if (coding.code.empty() && coding.display.empty()) return refused("A coding must have a code.");
  return Answer::of(std::move(coding));
}

Expected<Answer> read_quantity(const json::Value& value) {
  if (!value.is_object()) return refused("A quantity must be an object with value and unit.");
  WL_CHECK(json::refuse_unknown_members(
      value,
      {"id", "extension", "value", "_value", "comparator", "_comparator", "unit", "_unit", "system", "_system", "code", "_code"},
      {}));
  Quantity quantity;
  if (const json::Value* number = value.find("value")) {
    if (!number->is_number() || !Decimal::parse(number->text()))
      return refused("A quantity's value must be a number of at most 18 digits, not a text.");
    quantity.value = number->text();
  }
  WL_TRY(quantity.comparator, read_optional_text(value, "comparator"));
  constexpr std::array<std::string_view, 5> comparators{"", "<", "<=", ">=", ">"};
  if (std::find(comparators.begin(), comparators.end(), quantity.comparator) == comparators.end())
    return refused("A quantity's comparator must be <, <=, >= or >.");
  WL_TRY(quantity.unit, read_optional_text(value, "unit"));
  WL_TRY(quantity.system, read_optional_text(value, "system"));
  WL_TRY(quantity.code, read_optional_text(value, "code"));
  if (!quantity.code.empty() && quantity.system.empty())
    return refused("A quantity with a unit code must name the code's system.");
  return Answer::of(std::move(quantity));
}

Expected<Answer> read_number(ValueKind kind, const json::Value& value) {
  if (!value.is_number()) return refused("It must be a number, not a text or another kind of value.");
  if (kind == ValueKind::Integer && !is_fhir_integer(value.text()))
    return refused("It must be a whole number between -2147483648 and 2147483647, written without point or exponent.");
  if (!Decimal::parse(value.text())) return refused("It must be a number of at most 18 digits.");
  return Answer::of(kind, value.text());
}

Expected<Answer> read_text(ValueKind kind, const json::Value& value) {
  if (!value.is_string()) return refused("It must be " + std::string(row(kind).words) + " in quotes.");
  const std::string& text = value.text();
  if (kind == ValueKind::Date && !is_fhir_date(text)) return refused("It must be a day that exists, such as 2025-06-10.");
  if (kind == ValueKind::DateTime && !is_fhir_date_time(text))
    return refused("It must be a time that exists, with its offset, such as 2025-06-10T14:00:00-04:00.");
  if (kind == ValueKind::Time && !is_fhir_time(text)) return refused("It must be a time of day such as 14:30:00.");
  if (kind == ValueKind::String && is_blank(text)) return refused("A text answer must not be empty.");
  if (kind == ValueKind::Uri && (text.empty() || text.find_first_of(" \t\r\n") != std::string::npos))
    return refused("A web address must not be empty or contain spaces.");
  return Answer::of(kind, text);
}

// An amount without any unit is in the unit of the other one.
bool same_quantity_unit(const Quantity& a, const Quantity& b) {
  const auto bare = [](const Quantity& quantity) { return quantity.unit.empty() && quantity.code.empty(); };
  if (bare(a) || bare(b)) return true;
  if (!a.code.empty() && !b.code.empty()) return a.code == b.code && (a.system == b.system);
  const std::string& left = a.unit.empty() ? a.code : a.unit;
  const std::string& right = b.unit.empty() ? b.code : b.unit;
  return left == right || (!left.empty() && (left == b.code || right == a.code));
}

std::optional<int> order_numbers(std::string_view a, std::string_view b) {
  const auto left = Decimal::parse(a);
  const auto right = Decimal::parse(b);
  if (!left || !right) return std::nullopt;
  return compare(*left, *right);
}

// Two dates or times: as moments when both have an offset, else by what both state. When the parts
// that both state are equal but one states more, the order is unknown.
std::optional<int> order_times(std::string_view a, std::string_view b) {
  const auto left = parse_time(a);
  const auto right = parse_time(b);
  if (left && right) return left->instant < right->instant ? -1 : left->instant > right->instant ? 1 : 0;
  const std::size_t stated = std::min({a.size(), b.size(), std::size_t{10}});
  const int difference = a.substr(0, stated).compare(b.substr(0, stated));
  if (difference != 0) return difference < 0 ? -1 : 1;
  return a.size() == b.size() ? std::optional(0) : std::nullopt;
}

// Times of day: 08:30:00 equals 08:30:00.0.
int order_clock(std::string a, std::string b) {
  for (std::string* text : {&a, &b}) {
    if (text->find('.') == std::string::npos) continue;
    text->erase(text->find_last_not_of('0') + 1);
    if (text->back() == '.') text->pop_back();
  }
  const int difference = a.compare(b);
  return difference < 0 ? -1 : difference > 0 ? 1 : 0;
}

bool is_number(ValueKind kind) { return kind == ValueKind::Decimal || kind == ValueKind::Integer; }
bool is_day(ValueKind kind) { return kind == ValueKind::Date || kind == ValueKind::DateTime; }
bool is_words(ValueKind kind) { return kind == ValueKind::String || kind == ValueKind::Uri; }

bool same_coding(const Coding& a, const Coding& b) {
  if (a.code.empty() || b.code.empty()) return a.code == b.code && a.display == b.display;
  return a.code == b.code && a.system == b.system;
}

}  // namespace

Answer Answer::of(bool yes) {
  Answer answer;
  answer.kind = ValueKind::Boolean;
  answer.boolean = yes;
  return answer;
}

Answer Answer::of(Coding coding) {
  Answer answer;
  answer.kind = ValueKind::Coding;
  answer.coding = std::move(coding);
  return answer;
}

Answer Answer::of(Quantity quantity) {
  Answer answer;
  answer.kind = ValueKind::Quantity;
  answer.quantity = std::move(quantity);
  return answer;
}

Answer Answer::of(ValueKind kind, std::string text) {
  Answer answer;
  answer.kind = kind;
  answer.text = std::move(text);
  return answer;
}

std::string_view type_name(ValueKind kind) { return row(kind).type; }

std::optional<ValueKind> kind_of_type(std::string_view type_name) {
  for (const KindRow& candidate : kKinds)
    if (candidate.type == type_name) return candidate.kind;
  return std::nullopt;
}

std::string member_name(std::string_view prefix, ValueKind kind) { return std::string(prefix) + std::string(row(kind).type); }

std::string_view article_and_word(ValueKind kind) { return row(kind).words; }

Expected<Answer> read_answer(ValueKind kind, const json::Value& value) {
  switch (kind) {
    case ValueKind::Boolean:
      if (!value.is_boolean()) return refused("It must be true or false, without quotes.");
      return Answer::of(value.boolean());
    case ValueKind::Decimal:
    case ValueKind::Integer: return read_number(kind, value);
    case ValueKind::Coding: return read_coding(value);
    case ValueKind::Quantity: return read_quantity(value);
    default: return read_text(kind, value);
  }
}

json::Value write_answer(const Answer& answer) {
  const auto put = [](json::Value& object, const char* name, const std::string& text) {
    if (!text.empty()) object.set(name, text);
  };
  switch (answer.kind) {
    case ValueKind::Boolean: return answer.boolean;
    case ValueKind::Decimal:
    case ValueKind::Integer: return json::Value::number_token(answer.text);
    case ValueKind::Coding: {
      auto object = json::Value::object();
      put(object, "system", answer.coding.system);
      put(object, "version", answer.coding.version);
      put(object, "code", answer.coding.code);
      put(object, "display", answer.coding.display);
      return object;
    }
    case ValueKind::Quantity: {
      auto object = json::Value::object();
      if (!answer.quantity.value.empty()) object.set("value", json::Value::number_token(answer.quantity.value));
      put(object, "comparator", answer.quantity.comparator);
      put(object, "unit", answer.quantity.unit);
      put(object, "system", answer.quantity.system);
      put(object, "code", answer.quantity.code);
      return object;
    }
    default: return answer.text;
  }
}

std::vector<const json::Member*> list_choices(const json::Value& object, std::string_view prefix) {
  std::vector<const json::Member*> found;
  for (const json::Member& member : object.members())
    if (member.name.size() > prefix.size() && member.name.starts_with(prefix) && member.name[prefix.size()] >= 'A' &&
        member.name[prefix.size()] <= 'Z')
      found.push_back(&member);
  return found;
}

bool same(const Answer& a, const Answer& b) {
  if (a.kind == ValueKind::Coding && b.kind == ValueKind::Coding) return same_coding(a.coding, b.coding);
  if (a.kind == ValueKind::Boolean && b.kind == ValueKind::Boolean) return a.boolean == b.boolean;
  return order(a, b) == 0;
}

std::optional<int> order(const Answer& a, const Answer& b) {
  if (is_number(a.kind) && is_number(b.kind)) return order_numbers(a.text, b.text);
  if (is_day(a.kind) && is_day(b.kind)) return order_times(a.text, b.text);
  if (a.kind == ValueKind::Time && b.kind == ValueKind::Time) return order_clock(a.text, b.text);
  if (is_words(a.kind) && is_words(b.kind)) return a.text < b.text ? -1 : a.text > b.text ? 1 : 0;
  if (a.kind == ValueKind::Quantity && b.kind == ValueKind::Quantity && same_quantity_unit(a.quantity, b.quantity) &&
      a.quantity.comparator.empty() && b.quantity.comparator.empty())
    return order_numbers(a.quantity.value, b.quantity.value);
  return std::nullopt;
}

std::size_t count_characters(std::string_view utf8) {
  return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

}  // namespace wardlight::forms
