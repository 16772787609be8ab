// SPDX-License-Identifier: Apache-2.0
#include "core/store/database.h"

#include <sqlite3.h>

#include "core/store/sqlite_error.h"

namespace wardlight::store {
namespace {

constexpr std::string_view kReadUserVersion = "PRAGMA user_version";
constexpr std::string_view kCheckpoint = "PRAGMA wal_checkpoint(TRUNCATE)";
constexpr std::string_view kCheckCipher = "PRAGMA cipher_integrity_check";
constexpr std::string_view kCheckTree = "PRAGMA integrity_check";
constexpr std::string_view kBegin = "BEGIN IMMEDIATE";
constexpr std::string_view kCommit = "COMMIT";
constexpr std::string_view kRollback = "ROLLBACK";

Expected<std::int64_t> user_version(Database& database) {
  WL_TRY(auto row, database.query(kReadUserVersion));
  WL_CHECK(row.step());
  return row.integer(0);
}

// All of them in one transaction: a store is of the old program or of the new one, never between two.
Expected<void> run_steps(Database& database, Migrations migrations) {
  WL_TRY(auto transaction, Transaction::begin(database));
  WL_TRY(const auto now, user_version(database));
  if (now >= migrations.back().number) return {};  // another process was faster
  for (const auto& step : migrations)
    if (step.number > now) WL_CHECK(database.script(step.sql));
  WL_CHECK(database.script("PRAGMA user_version = " + std::to_string(migrations.back().number)));
  return transaction.commit();
}

}  // namespace

Database::~Database() {
  for (auto& [sql, cached] : m_cache) sqlite3_finalize(cached->statement);
  sqlite3_close_v2(m_db);
}

Error Database::trouble() const {
  auto error = last_error(m_db);
  if (m_troubled) m_troubled(error);
  return error;
}

Expected<Statement> Database::prepare(std::string_view sql, std::span<const Bound> values) {
  auto& cached = m_cache[sql];
  if (!cached) cached = std::make_unique<Cached>();
  const bool one_off = cached->lent;
  sqlite3_stmt* statement = one_off ? nullptr : cached->statement;
  if (statement == nullptr) {
    const unsigned flags = one_off ? 0 : SQLITE_PREPARE_PERSISTENT;
    if (sqlite3_prepare_v3(m_db, sql.data(), static_cast<int>(sql.size()), flags, &statement, nullptr) != SQLITE_OK)
      return trouble();
    if (!one_off) cached->statement = statement;
  }
  if (!one_off) cached->lent = true;
  Statement loan(*this, statement, one_off ? nullptr : &cached->lent);
  WL_CHECK(loan.bind(values));
  return loan;
}

Expected<void> Database::run_bound(std::string_view sql, std::span<const Bound> values) {
  WL_TRY(auto statement, prepare(sql, values));
  while (true) {
    WL_TRY(const bool row, statement.step());
    if (!row) return {};
  }
}

Expected<void> Database::script(std::string_view sql) {
  const char* next = sql.data();
  const char* const end = sql.data() + sql.size();
  while (next < end) {
    sqlite3_stmt* raw = nullptr;
    if (sqlite3_prepare_v2(m_db, next, static_cast<int>(end - next), &raw, &next) != SQLITE_OK) return trouble();
    if (raw == nullptr) continue;  // only space or a comment was left
    Statement statement(*this, raw, nullptr);
    for (bool row = true; row;) {
      WL_TRY(row, statement.step());
    }
  }
  return {};
}

std::int64_t Database::changed_rows() const { return sqlite3_changes64(m_db); }
std::int64_t Database::last_row() const { return sqlite3_last_insert_rowid(m_db); }
bool Database::in_transaction() const { return sqlite3_get_autocommit(m_db) == 0; }

Expected<void> Database::read_schema() {
  WL_TRY(m_schema, user_version(*this));
  return {};
}

Expected<void> Database::migrate(Migrations migrations) {
  WL_CHECK(read_schema());
  const std::int64_t newest = migrations.empty() ? 0 : migrations.back().number;
  if (m_schema > newest)
    return Error{ErrorCode::NewerSchema, "This store was written by a newer version of Wardlight. Update the program.", "schema"};
  if (m_schema == newest) return {};
  WL_CHECK(run_steps(*this, migrations));
  return read_schema();
}

Expected<void> Database::checkpoint() {
  WL_TRY(auto row, query(kCheckpoint));
  WL_CHECK(row.step());
  if (row.integer(0) == 0) return {};
  return Error{ErrorCode::Conflict, "The store's log is still being read. Try again.", "checkpoint"};
}

Expected<void> Database::copy_into(Database& target) {
  sqlite3_backup* const copy = sqlite3_backup_init(target.m_db, "main", m_db, "main");
  if (copy == nullptr) return last_error(target.m_db);
  const int stepped = sqlite3_backup_step(copy, -1);
  const int finished = sqlite3_backup_finish(copy);
  if (stepped == SQLITE_DONE && finished == SQLITE_OK) return {};
  return finished == SQLITE_OK ? Error{ErrorCode::Conflict, "The store is being written to. Try again.", "copy"} : last_error(target.m_db);
}

Expected<std::vector<std::string>> Database::check_integrity() {
  WL_CHECK(checkpoint());  // cipher_integrity_check cannot see the log and would judge torn pages that it repairs
  std::vector<std::string> findings;
  WL_TRY(auto cipher, query(kCheckCipher));
  while (true) {
    WL_TRY(const bool row, cipher.step());
    if (!row) break;
    findings.push_back("cipher: " + cipher.text(0));
  }
  if (!findings.empty()) return findings;  // SQLCipher reads no more after a page that is not its own
  WL_TRY(auto tree, query(kCheckTree));
  while (true) {
    WL_TRY(const bool row, tree.step());
    if (!row) break;
    if (tree.text(0) != "ok") findings.push_back("tree: " + tree.text(0));
  }
  return findings;
}

Expected<Transaction> Transaction::begin(Database& database) {
  WL_CHECK(database.run(kBegin));
  return Transaction(database);
}

Transaction::~Transaction() {
  if (m_database == nullptr || !m_database->in_transaction()) return;
  [[maybe_unused]] const auto rolled_back = m_database->run(kRollback);  // if not, the next BEGIN says so
}

Expected<void> Transaction::commit() { return m_database->run(kCommit); }

}  // namespace wardlight::store
