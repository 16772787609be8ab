// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/store/database.h"

namespace wardlight::storage {

// One value for a query, in PostgreSQL's own form, so that bytes need no escaping. Owns what it holds.
// Numbers go as text and take the type the query gives them; text, bytes and arrays go in binary.
class Argument {
 public:
  template <class T, class = decltype(store::Bound(std::declval<const T&>()))>
  Argument(const T& value) { set(store::Bound(value).value()); }  // NOLINT(google-explicit-constructor)

  bool is_null() const { return m_null; }
  int format() const { return m_binary ? 1 : 0; }
  const std::string& bytes() const { return m_bytes; }

 private:
  friend class Array;
  Argument() = default;
  void set(const store::Bound::Value& value);

  std::string m_bytes;
  bool m_binary = false;
  bool m_null = true;
};

// A column of values for unnest(): text[], bytea[] or bigint[] by what was pushed.
class Array {
 public:
  enum class Of : std::uint8_t { Text, Bytes, Number };
  explicit Array(Of of) : m_of(of) {}

  void push(std::string_view text_or_bytes);
  void push(ByteView bytes) { push(as_text(bytes)); }
  void push_number(std::uint64_t number);
  void push_null();
  Argument argument() const;

 private:
  Of m_of;
  std::uint32_t m_count = 0;
  bool m_has_null = false;
  Bytes m_elements;
};

}  // namespace wardlight::storage
