// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/base/expected.h"
#include "core/crypto/crypto.h"
#include "sync/storage/postgres/argument.h"

struct pg_conn;
struct pg_result;

namespace wardlight::storage {

// What one query gave. Rows and columns count from 0.
class Rows {
 public:
  explicit Rows(pg_result* result) : m_result(result, &free_result) {}

  int size() const;
  std::uint64_t changed() const;  // rows an insert, update or delete touched
  bool is_null(int row, int column) const;
  std::int64_t integer(int row, int column) const;  // any of PostgreSQL's whole numbers, or a boolean
  std::uint64_t count(int row, int column) const { return static_cast<std::uint64_t>(integer(row, column)); }
  std::string text(int row, int column) const { return std::string(as_text(bytes(row, column))); }
  ByteView bytes(int row, int column) const;
  Instant time(int row, int column) const { return {integer(row, column)}; }
  std::optional<Instant> optional_time(int row, int column) const;
  crypto::Hash hash(int row, int column) const;  // zeros unless 32 bytes stand there

 private:
  static void free_result(pg_result* result);
  std::unique_ptr<pg_result, void (*)(pg_result*)> m_result;
};

// `sql` must live as long as the session: a named constant. It is prepared once, perhaps while there is nothing in the tables yet,
// and that plan stays. A server that takes a table for small sees no harm in reading all of it; so a query leaves no choice:
// - what is looked up by a whole key stands in CROSS JOIN LATERAL (SELECT … LIMIT 1), or in a (SELECT … LIMIT 1) as a value;
// - what is read along another index stands in (SELECT … OFFSET 0), ordered as only that index is.
// tests/sync/storage/postgres_reads_test.cpp counts what is read.
struct Query {
  std::string_view sql;
  std::vector<Argument> arguments;
};

// One connection to a PostgreSQL server, in pipeline mode. Not thread-safe.
// What is reported as committed was flushed by the server and by the standbys it is configured to wait for: a server
// that would answer earlier is told not to, and one that never flushes is refused.
// Errors: DiskFull, Conflict (worth trying again at once), Corrupt, Environment (the server's code in `where`; never its
// words, which may name patients). is_good() says whether the session can be used again.
class Session {
 public:
  static Expected<std::unique_ptr<Session>> connect(const std::string& uri);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  // Sends all of them at once and waits for all answers, one for each. Without BEGIN among them, or before, they are one
  // transaction. After an error nothing of them holds, unless the connection broke: then the outcome is unknown.
  Expected<std::vector<Rows>> run(const std::vector<Query>& queries);
  // A script of several statements without values.
  Expected<void> script(const std::string& sql);
  bool is_good() const { return !m_broken; }

 private:
  explicit Session(pg_conn* connection) : m_connection(connection) {}
  Expected<void> prepare_connection();
  Expected<void> send(const std::vector<Query>& queries, std::vector<std::string_view>& prepared);
  Expected<std::vector<Rows>> receive(const std::vector<Query>& queries, const std::vector<std::string_view>& prepared);
  Expected<pg_result*> next_result();  // nullptr: the end of one command's results
  Expected<void> wait_until_readable();
  Error broken(const char* where);
  Error to_error(const pg_result* result);

  pg_conn* m_connection;
  std::set<std::string_view> m_prepared;
  bool m_broken = false;
  bool m_warned = false;  // the server took something back while it said yes
};

// BEGIN was run on the session: rolls back unless it was told that the session committed.
class OpenTransaction {
 public:
  explicit OpenTransaction(Session& session) : m_session(&session) {}
  ~OpenTransaction();
  OpenTransaction(const OpenTransaction&) = delete;
  OpenTransaction& operator=(const OpenTransaction&) = delete;
  void committed() { m_session = nullptr; }

 private:
  Session* m_session;
};

inline constexpr std::string_view kBegin = "BEGIN";
inline constexpr std::string_view kCommit = "COMMIT";

}  // namespace wardlight::storage
