// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/decimal.h"
#include "core/base/expected.h"

namespace wardlight::json {

enum class Kind : std::uint8_t { Null, Boolean, Number, String, Array, Object };

struct Member;

// A JSON value as a plain tree. Numbers keep the digits they were written with and never pass
// through double. Members keep their order; names are unique. A value type: copy it freely.
class Value {
 public:
  Value();
  Value(const Value&);
  Value(Value&&) noexcept;
  Value& operator=(const Value&);
  Value& operator=(Value&&) noexcept;
  ~Value();
  Value(bool boolean);              // NOLINT(google-explicit-constructor)
  Value(int number);                // NOLINT(google-explicit-constructor)
  Value(std::int64_t number);       // NOLINT(google-explicit-constructor)
  Value(std::uint64_t number);      // NOLINT(google-explicit-constructor)
  Value(const Decimal& number);     // NOLINT(google-explicit-constructor)
  Value(std::string text);          // NOLINT(google-explicit-constructor)
  Value(std::string_view text);     // NOLINT(google-explicit-constructor)
  Value(const char* text);          // NOLINT(google-explicit-constructor)

  static Value number_token(std::string token);  // a JSON number as written, already checked
  static Value array();
  static Value array(std::vector<Value> items);
  static Value object();
  static Value object(std::vector<Member> members);

  Kind kind() const { return m_kind; }
  bool is_null() const { return m_kind == Kind::Null; }
  bool is_boolean() const { return m_kind == Kind::Boolean; }
  bool is_number() const { return m_kind == Kind::Number; }
  bool is_string() const { return m_kind == Kind::String; }
  bool is_array() const { return m_kind == Kind::Array; }
  bool is_object() const { return m_kind == Kind::Object; }

  bool boolean() const { return m_boolean; }              // false unless a boolean
  const std::string& text() const { return m_text; }      // a string's text or a number's digits
  const std::vector<Value>& items() const { return m_items; }
  const std::vector<Member>& members() const { return m_members; }

  // The member of that name, or nullptr; nullptr also when this is no object.
  const Value* find(std::string_view name) const;
  // The member, or a null value: for chains such as v["code"]["coding"][0]["code"].
  const Value& operator[](std::string_view name) const;
  const Value& operator[](std::size_t index) const;
  std::string_view text_of(std::string_view name) const;  // a string member's text, else empty

  Value& set(std::string name, Value value);  // adds or replaces; this must be an object or null
  Value& push(Value value);                   // this must be an array or null
  void remove(std::string_view name);

  // The bytes this value was read from, within the text given to parse(); empty if it was built.
  std::size_t source_begin() const { return m_begin; }
  std::size_t source_end() const { return m_end; }
  void set_source(std::size_t begin, std::size_t end) { m_begin = begin, m_end = end; }

  friend bool operator==(const Value& a, const Value& b);  // numbers compare by their digits

 private:
  Kind m_kind = Kind::Null;
  bool m_boolean = false;
  std::string m_text;
  std::vector<Value> m_items;
  std::vector<Member> m_members;
  std::size_t m_begin = 0;
  std::size_t m_end = 0;
};

struct Member {
  std::string name;
  Value value;
  friend bool operator==(const Member& a, const Member& b) { return a.name == b.name && a.value == b.value; }
};

// Defined where Member is complete: a vector of it cannot be made or destroyed before.
inline Value::Value() = default;
inline Value::Value(const Value&) = default;
inline Value::Value(Value&&) noexcept = default;
inline Value& Value::operator=(const Value&) = default;
inline Value& Value::operator=(Value&&) noexcept = default;
inline Value::~Value() = default;
inline Value::Value(bool boolean) : m_kind(Kind::Boolean), m_boolean(boolean) {}
inline Value::Value(int number) : m_kind(Kind::Number), m_text(std::to_string(number)) {}
inline Value::Value(std::int64_t number) : m_kind(Kind::Number), m_text(std::to_string(number)) {}
inline Value::Value(std::uint64_t number) : m_kind(Kind::Number), m_text(std::to_string(number)) {}
inline Value::Value(const Decimal& number) : m_kind(Kind::Number), m_text(number.text()) {}
inline Value::Value(std::string text) : m_kind(Kind::String), m_text(std::move(text)) {}
inline Value::Value(std::string_view text) : m_kind(Kind::String), m_text(text) {}
inline Value::Value(const char* text) : m_kind(Kind::String), m_text(text) {}
inline Value Value::array() { return array(std::vector<Value>()); }
inline Value Value::object() { return object(std::vector<Member>()); }

// Reads one JSON object or array. Fails with InvalidContent and the line, on bad syntax, a name
// given twice, bad UTF-8, or more than 128 levels. Never quotes the input: it may be a patient's.
Expected<Value> parse(std::string_view text);

// The shortest JSON text: no spaces, members in order, number digits as they are.
std::string write(const Value& value);
std::string write_indented(const Value& value);  // for people: two spaces, one member a line

// Fails with InvalidContent naming the first member of `object` that is not in `known`.
Expected<void> refuse_unknown_members(const Value& object, std::initializer_list<std::string_view> known,
                                      std::string_view where);

}  // namespace wardlight::json
