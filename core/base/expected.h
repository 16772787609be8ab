// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cassert>
#include <optional>
#include <utility>
#include <variant>

#include "core/base/error.h"

namespace wardlight {

// A value or the Error that stands in its place: the C++20 stand-in for std::expected.
// Every fallible function returns one; exceptions do not cross a module.
template <class T>
class [[nodiscard]] Expected {
 public:
  Expected(T value) : m_state(std::in_place_index<0>, std::move(value)) {}  // NOLINT(google-explicit-constructor)
  Expected(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}  // NOLINT(google-explicit-constructor)

  bool has_value() const { return m_state.index() == 0; }
  explicit operator bool() const { return has_value(); }

  T& value() & { assert(has_value()); return *std::get_if<0>(&m_state); }
  const T& value() const& { assert(has_value()); return *std::get_if<0>(&m_state); }
  T&& value() && { assert(has_value()); return std::move(*std::get_if<0>(&m_state)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  const Error& error() const& { assert(!has_value()); return *std::get_if<1>(&m_state); }
  Error&& error() && { assert(!has_value()); return std::move(*std::get_if<1>(&m_state)); }

  T value_or(T fallback) const { return has_value() ? value() : std::move(fallback); }

 private:
  std::variant<T, Error> m_state;
};

template <>
class [[nodiscard]] Expected<void> {
 public:
  Expected() = default;
  Expected(Error error) : m_error(std::move(error)) {}  // NOLINT(google-explicit-constructor)

  bool has_value() const { return !m_error.has_value(); }
  explicit operator bool() const { return has_value(); }
  const Error& error() const { assert(!has_value()); return *m_error; }

 private:
  std::optional<Error> m_error;
};

}  // namespace wardlight

// `WL_TRY(auto rows, list_rows());` binds the value or returns the error to the caller.
#define WL_TRY_JOIN2(a, b) a##b
#define WL_TRY_JOIN(a, b) WL_TRY_JOIN2(a, b)
#define WL_TRY(declaration, expression) WL_TRY_NAMED(declaration, expression, WL_TRY_JOIN(wl_try_, __LINE__))
#define WL_TRY_NAMED(declaration, expression, name) \
  auto name = (expression);                         \
  if (!name) return std::move(name).error();        \
  declaration = *std::move(name)
// `WL_CHECK(save());` returns the error of an Expected<void> to the caller.
#define WL_CHECK(expression) \
  if (auto wl_checked = (expression); !wl_checked) return wl_checked.error()
