// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/expected.h"
#include "core/json/value.h"

namespace wardlight::forms {

// The FHIR R4 types an answer can have here.
enum class ValueKind : std::uint8_t { Boolean, Decimal, Integer, Date, DateTime, Time, String, Uri, Coding, Quantity };

struct Coding {
  std::string system;
  std::string version;
  std::string code;
  std::string display;
};

struct Quantity {
  std::string value;  // digits as written
  std::string comparator;
  std::string unit;
  std::string system;
  std::string code;
};

// One answer, as written: numbers keep their digits, dates their precision. A value type.
struct Answer {
  ValueKind kind = ValueKind::String;
  bool boolean = false;
  std::string text;  // every kind but Boolean, Coding and Quantity
  Coding coding;
  Quantity quantity;

  static Answer of(bool yes);
  static Answer of(Coding coding);
  static Answer of(Quantity quantity);
  static Answer of(ValueKind kind, std::string text);
};

std::string_view type_name(ValueKind kind);                         // "Coding"
std::optional<ValueKind> kind_of_type(std::string_view type_name);  // the reverse
std::string member_name(std::string_view prefix, ValueKind kind);   // "valueCoding"
std::string_view article_and_word(ValueKind kind);                  // "a whole number": for sentences

// Reads one value of that kind by FHIR's grammar. Fails with InvalidContent and a sentence that does
// not repeat the value, e.g. for a number given as text or a day that does not exist.
Expected<Answer> read_answer(ValueKind kind, const json::Value& value);
json::Value write_answer(const Answer& answer);

// The members of `object` named prefix + Type, such as every value[x].
std::vector<const json::Member*> list_choices(const json::Value& object, std::string_view prefix);

// Equality as enableWhen and option lists mean it: numbers by value, codings by system and code.
bool same(const Answer& a, const Answer& b);
// Which is greater, or nothing when the two cannot be put in order (kinds, units or precision differ).
std::optional<int> order(const Answer& a, const Answer& b);

std::size_t count_characters(std::string_view utf8);

}  // namespace wardlight::forms
