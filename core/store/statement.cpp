// SPDX-License-Identifier: Apache-2.0
#include <sqlite3.h>

#include <algorithm>

#include "core/store/database.h"
#include "core/store/sqlite_error.h"

namespace wardlight::store {
namespace {

int bind_one(sqlite3_stmt* statement, int at, const Bound::Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return sqlite3_bind_int64(statement, at, *number);
  if (const auto* text = std::get_if<std::string_view>(&value))
    return sqlite3_bind_text64(statement, at, text->data() == nullptr ? "" : text->data(), text->size(), SQLITE_TRANSIENT,
                               SQLITE_UTF8);
  if (const auto* blob = std::get_if<ByteView>(&value)) {
    if (blob->empty()) return sqlite3_bind_zeroblob(statement, at, 0);
    return sqlite3_bind_blob64(statement, at, blob->data(), blob->size(), SQLITE_TRANSIENT);
  }
  return sqlite3_bind_null(statement, at);
}

}  // namespace

Statement::Statement(Statement&& other) noexcept : m_owner(other.m_owner), m_statement(other.m_statement), m_lent(other.m_lent) {
  other.m_statement = nullptr;
}

Statement::~Statement() {
  if (m_statement == nullptr) return;
  if (m_lent == nullptr) {
    sqlite3_finalize(m_statement);
    return;
  }
  sqlite3_reset(m_statement);
  sqlite3_clear_bindings(m_statement);
  *m_lent = false;
}

Expected<void> Statement::bind(std::span<const Bound> values) {
  if (sqlite3_bind_parameter_count(m_statement) != static_cast<int>(values.size()))
    return Error{ErrorCode::BadUsage, "The store was asked with the wrong number of values. Report this to the maintainers.", {}};
  for (std::size_t i = 0; i < values.size(); ++i) {
    const int code = bind_one(m_statement, static_cast<int>(i) + 1, values[i].value());
    if (code != SQLITE_OK) return error_from_sqlite(code);
  }
  return {};
}

Expected<bool> Statement::step() {
  switch (sqlite3_step(m_statement)) {
    case SQLITE_ROW: return true;
    case SQLITE_DONE: return false;
    default: return m_owner->trouble();
  }
}

bool Statement::is_null(int column) const { return sqlite3_column_type(m_statement, column) == SQLITE_NULL; }

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(m_statement, column); }

std::string Statement::text(int column) const {
  const auto* begin = reinterpret_cast<const char*>(sqlite3_column_text(m_statement, column));
  if (begin == nullptr) return {};
  return {begin, static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column))};
}

Bytes Statement::blob(int column) const {
  const auto* begin = static_cast<const std::uint8_t*>(sqlite3_column_blob(m_statement, column));
  if (begin == nullptr) return {};
  return {begin, begin + sqlite3_column_bytes(m_statement, column)};
}

std::optional<std::string> Statement::optional_text(int column) const {
  if (is_null(column)) return std::nullopt;
  return text(column);
}

std::optional<Instant> Statement::optional_time(int column) const {
  if (is_null(column)) return std::nullopt;
  return time(column);
}

crypto::Hash Statement::hash(int column) const {
  crypto::Hash hash{};
  const Bytes bytes = blob(column);
  if (bytes.size() == hash.size()) std::copy(bytes.begin(), bytes.end(), hash.begin());
  return hash;
}

}  // namespace wardlight::store
