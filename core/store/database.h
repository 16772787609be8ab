// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <variant>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/clock.h"
#include "core/base/expected.h"
#include "core/base/strong_id.h"
#include "core/crypto/crypto.h"
#include "core/store/guards.h"
#include "core/store/migrations.h"

struct sqlite3;
struct sqlite3_stmt;

namespace wardlight::store {

// A value to bind. Text and blobs are borrowed for the length of the call that takes them.
class Bound {
 public:
  Bound(std::nullptr_t) {}                                           // NOLINT(google-explicit-constructor)
  template <class Integer, std::enable_if_t<std::is_integral_v<Integer>, int> = 0>
  Bound(Integer number) : m_value(static_cast<std::int64_t>(number)) {}  // NOLINT(google-explicit-constructor)
  Bound(std::string_view text) : m_value(text) {}                    // NOLINT(google-explicit-constructor)
  Bound(const std::string& text) : m_value(std::string_view(text)) {}  // NOLINT(google-explicit-constructor)
  Bound(const char* text) : m_value(std::string_view(text)) {}       // NOLINT(google-explicit-constructor)
  Bound(ByteView blob) : m_value(blob) {}                            // NOLINT(google-explicit-constructor)
  Bound(const Bytes& blob) : m_value(ByteView(blob)) {}              // NOLINT(google-explicit-constructor)
  template <std::size_t N>
  Bound(const std::array<std::uint8_t, N>& blob) : m_value(ByteView(blob)) {}  // NOLINT(google-explicit-constructor)
  template <class Tag>
  Bound(const StrongId<Tag>& id) : m_value(std::string_view(id.value)) {}  // NOLINT(google-explicit-constructor)
  Bound(Instant time) : m_value(time.milliseconds) {}                // NOLINT(google-explicit-constructor)
  template <class T>
  Bound(const std::optional<T>& maybe) {                             // NOLINT(google-explicit-constructor)
    if (maybe) *this = Bound(*maybe);
  }

  using Value = std::variant<std::nullptr_t, std::int64_t, std::string_view, ByteView>;
  const Value& value() const { return m_value; }

 private:
  Value m_value = nullptr;
};

class Database;

// One prepared statement on loan from its Database: goes back, reset, when it leaves scope.
// It must not outlive the Database. Columns count from 0 and are valid until the next step().
class Statement {
 public:
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&&) = delete;
  ~Statement();

  Expected<bool> step();  // true: a row stands ready; false: done
  bool is_null(int column) const;
  std::int64_t integer(int column) const;
  std::uint64_t count(int column) const { return static_cast<std::uint64_t>(integer(column)); }
  std::string text(int column) const;
  Bytes blob(int column) const;
  Instant time(int column) const { return {integer(column)}; }
  std::optional<std::string> optional_text(int column) const;
  std::optional<Instant> optional_time(int column) const;
  crypto::Hash hash(int column) const;  // zeros unless 32 bytes stand there

 private:
  friend class Database;
  Statement(const Database& owner, sqlite3_stmt* statement, bool* lent) : m_owner(&owner), m_statement(statement), m_lent(lent) {}
  Expected<void> bind(std::span<const Bound> values);
  const Database* m_owner;
  sqlite3_stmt* m_statement;
  bool* m_lent;  // the cache's mark that it is out; null for a one-off
};

enum class OpenAs {
  Existing,         // a missing file is NotFound, an empty one Corrupt
  CreateIfMissing,  // only enrolment and `init` may create
};

struct DatabaseOptions {
  std::string path;
  OpenAs open_as = OpenAs::Existing;
  Migrations migrations = {};  // all of them, from 1; none: the schema stays as it is until migrate()
  std::string vfs = {};        // empty: the machine's own
  GuardLists guards = {};
};

// One connection to one SQLCipher file (WAL). Every connection sets and then verifies the guard list of
// guards.h and is refused on any mismatch; then the schema is brought up to the last migration.
// Use one Database per thread; several may be open on one file, in one process or more (writers wait up to 10 s).
// Errors: NotFound (no file), Corrupt (zero bytes, plain text, damaged), WrongKey, NewerSchema, DiskFull,
// Conflict (a constraint, or another writer was too long), Environment (the rest, with SQLite's code in `where`).
class Database {
 public:
  // `key`: 48 bytes, the 32-byte key and the 16-byte salt that would else stand unprotected in the file.
  static Expected<std::unique_ptr<Database>> open(const DatabaseOptions& options, const crypto::Secret& key);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  // `troubled` hears of every error that a statement meets from here on, on the thread that met it, before its caller does.
  void watch(std::function<void(const Error&)> troubled) { m_troubled = std::move(troubled); }

  // A statement with its values bound, ready to step(). `sql` must live as long as the Database: a named constant.
  template <class... Values>
  Expected<Statement> query(std::string_view sql, const Values&... values) {
    const std::array<Bound, sizeof...(Values)> bound{Bound(values)...};
    return prepare(sql, bound);
  }
  // Runs to the end; rows are dropped.
  template <class... Values>
  Expected<void> run(std::string_view sql, const Values&... values) {
    const std::array<Bound, sizeof...(Values)> bound{Bound(values)...};
    return run_bound(sql, bound);
  }
  // Several statements without values: migrations and pragmas.
  Expected<void> script(std::string_view sql);

  std::int64_t changed_rows() const;  // by the last insert, update or delete
  std::int64_t last_row() const;      // rowid of the last insert
  bool in_transaction() const;
  std::int64_t schema() const { return m_schema; }
  // Runs those that have not run. NewerSchema when the file has run more than these.
  Expected<void> migrate(Migrations migrations);

  // Moves the WAL into the file and empties it. DiskFull, Environment, or Conflict while readers hold it.
  Expected<void> checkpoint();
  // Everything, as it stands at one moment, into `target`, which is new and has the same key. Writers go on meanwhile.
  Expected<void> copy_into(Database& target);
  // Every row of cipher_integrity_check (after a checkpoint) and integrity_check; empty means sound.
  Expected<std::vector<std::string>> check_integrity();

 private:
  friend class Statement;
  explicit Database(sqlite3* db) : m_db(db) {}
  Error trouble() const;
  Expected<Statement> prepare(std::string_view sql, std::span<const Bound> values);
  Expected<void> run_bound(std::string_view sql, std::span<const Bound> values);
  Expected<void> read_schema();

  struct Cached {
    sqlite3_stmt* statement = nullptr;
    bool lent = false;
  };
  sqlite3* m_db;
  std::unordered_map<std::string_view, std::unique_ptr<Cached>> m_cache;
  std::int64_t m_schema = 0;
  std::function<void(const Error&)> m_troubled;
};

// BEGIN IMMEDIATE; rolls back unless commit() was called. A failed commit means "unknown": re-read by id.
class Transaction {
 public:
  static Expected<Transaction> begin(Database& database);
  Transaction(Transaction&& other) noexcept : m_database(other.m_database) { other.m_database = nullptr; }
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();
  Expected<void> commit();

 private:
  explicit Transaction(Database& database) : m_database(&database) {}
  Database* m_database;
};

// The 48-byte key of a Database.
inline constexpr std::size_t kKeySize = 48;

}  // namespace wardlight::store
