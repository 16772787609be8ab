// SPDX-License-Identifier: Apache-2.0
#include "sync/storage/postgres/session.h"

#include <libpq-fe.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace wardlight::storage {
namespace {

constexpr int kPatienceMilliseconds = 30'000;  // without one byte from the server

constexpr std::string_view kRollback = "ROLLBACK";
constexpr std::string_view kFlushes = "SELECT current_setting('fsync') = 'on' AND current_setting('full_page_writes') = 'on'";
// Plans made while the tables were small must still be good when they are large: only ways that go over an index.
// They are short: compiling one, as the server would where it thinks it dear, takes longer than running it.
// A server set to answer before its own disk, or before its standbys, is asked to wait all the same.
constexpr const char* kSettings =
    "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') IN ('off', 'local');"
    "SET enable_seqscan = off; SET jit = off; SET plan_cache_mode = force_generic_plan; SET lock_timeout = '20s';"
    "SET client_min_messages = warning; SET search_path = wardlight";

std::string name_of(std::string_view sql) { return "s" + std::to_string(reinterpret_cast<std::uintptr_t>(sql.data())); }

ErrorCode code_of(std::string_view state) {
  if (state == "53100") return ErrorCode::DiskFull;
  if (state == "23505" || state == "40001" || state == "40P01" || state == "55P03") return ErrorCode::Conflict;
  if (state == "XX001" || state == "XX002") return ErrorCode::Corrupt;
  return ErrorCode::Environment;
}

// The server is going, gone, or no longer the one that may write.
bool ends_session(std::string_view state) {
  return state.empty() || state.starts_with("08") || state.starts_with("57P") || state == "25006";
}

std::string sentence(ErrorCode code) {
  switch (code) {
    case ErrorCode::DiskFull: return "The database's disk is full. Tablets keep working; free space on the database server.";
    case ErrorCode::Conflict: return "Another writer of the database took too long. Nothing is lost; send it again.";
    case ErrorCode::Corrupt: return "The database reports damaged pages. Fail over to a replica or restore a backup.";
    default: return "The database refused a query. Look into its log; nothing is lost.";
  }
}

// A statement or session is told of trouble by a warning alone when the server gave up waiting for its standby.
void note_warning(void* warned, const PGresult* result) {
  const char* severity = PQresultErrorField(result, PG_DIAG_SEVERITY_NONLOCALIZED);
  if (severity != nullptr && std::string_view(severity) == "WARNING") *static_cast<bool*>(warned) = true;
}

}  // namespace

// ---- rows ----

void Rows::free_result(pg_result* result) { PQclear(result); }
int Rows::size() const { return PQntuples(m_result.get()); }

std::uint64_t Rows::changed() const {
  const std::string_view text = PQcmdTuples(m_result.get());
  std::uint64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

bool Rows::is_null(int row, int column) const { return PQgetisnull(m_result.get(), row, column) == 1; }

ByteView Rows::bytes(int row, int column) const {
  const auto* data = reinterpret_cast<const std::uint8_t*>(PQgetvalue(m_result.get(), row, column));
  return {data, static_cast<std::size_t>(PQgetlength(m_result.get(), row, column))};
}

std::int64_t Rows::integer(int row, int column) const {
  const ByteView value = bytes(row, column);
  switch (value.size()) {
    case 1: return value[0];
    case 2: return static_cast<std::int16_t>(read_big_endian<std::uint16_t>(value));
    case 4: return static_cast<std::int32_t>(read_big_endian<std::uint32_t>(value));
    case 8: return static_cast<std::int64_t>(read_big_endian<std::uint64_t>(value));
    default: return 0;
  }
}

std::optional<Instant> Rows::optional_time(int row, int column) const {
  return is_null(row, column) ? std::nullopt : std::optional(time(row, column));
}

crypto::Hash Rows::hash(int row, int column) const {
  crypto::Hash hash{};
  const ByteView value = bytes(row, column);
  if (value.size() == hash.size()) std::copy(value.begin(), value.end(), hash.begin());
  return hash;
}

// ---- session ----

Expected<std::unique_ptr<Session>> Session::connect(const std::string& uri) {
  const std::array<const char*, 7> keys{"dbname", "connect_timeout", "tcp_user_timeout", "target_session_attrs",
      "application_name", "client_encoding", nullptr};
  const std::array<const char*, 7> values{uri.c_str(), "5", "20000", "read-write", "wardlight-hub", "UTF8", nullptr};
  std::unique_ptr<Session> session(new Session(PQconnectdbParams(keys.data(), values.data(), 1)));
  if (PQstatus(session->m_connection) != CONNECTION_OK)
    return Error{ErrorCode::Environment,
        "The hub cannot reach its PostgreSQL server. Check that it runs and that --postgres names it and its user.", "postgres"};
  PQsetNoticeReceiver(session->m_connection, note_warning, &session->m_warned);
  WL_CHECK(session->prepare_connection());
  return session;
}

Expected<void> Session::prepare_connection() {
  WL_CHECK(script(kSettings));
  if (PQsetnonblocking(m_connection, 1) != 0 || PQenterPipelineMode(m_connection) != 1) return broken("pipeline");
  WL_TRY(const auto rows, run({{kFlushes, {}}}));
  if (rows[0].size() == 1 && rows[0].integer(0, 0) == 1) return {};
  return Error{ErrorCode::Environment,
      "This PostgreSQL server runs without fsync or full_page_writes: it would lose rounds. Switch both on.", "postgres"};
}

Session::~Session() { PQfinish(m_connection); }

Expected<void> Session::script(const std::string& sql) {
  const bool in_pipeline = PQpipelineStatus(m_connection) == PQ_PIPELINE_ON;
  if (in_pipeline && PQexitPipelineMode(m_connection) != 1) return broken("pipeline");
  auto* const result = PQexec(m_connection, sql.c_str());
  const Rows rows(result);
  const auto status = PQresultStatus(result);
  const bool failed = status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK;
  if (in_pipeline && PQenterPipelineMode(m_connection) != 1) return broken("pipeline");
  if (failed) return Error{ErrorCode::Environment,
      "The database refused a script. Check the hub's rights on its database; its log says more.", "postgres"};
  return {};
}

Expected<std::vector<Rows>> Session::run(const std::vector<Query>& queries) {
  m_warned = false;
  std::vector<std::string_view> prepared;
  WL_CHECK(send(queries, prepared));
  auto rows = receive(queries, prepared);
  if (rows && m_warned) return broken("standby");
  return rows;
}

Expected<void> Session::send(const std::vector<Query>& queries, std::vector<std::string_view>& prepared) {
  for (const auto& query : queries) {
    const std::string name = name_of(query.sql);
    const bool is_new =
        !m_prepared.contains(query.sql) && std::find(prepared.begin(), prepared.end(), query.sql) == prepared.end();
    if (is_new) {
      if (PQsendPrepare(m_connection, name.c_str(), std::string(query.sql).c_str(), 0, nullptr) != 1) return broken("send");
      prepared.push_back(query.sql);
    }
    std::vector<const char*> values;
    std::vector<int> lengths;
    std::vector<int> formats;
    for (const auto& argument : query.arguments) {
      values.push_back(argument.is_null() ? nullptr : argument.bytes().c_str());
      lengths.push_back(static_cast<int>(argument.bytes().size()));
      formats.push_back(argument.format());
    }
    if (PQsendQueryPrepared(m_connection, name.c_str(), static_cast<int>(values.size()), values.data(), lengths.data(),
                            formats.data(), 1) != 1)
      return broken("send");
  }
  if (PQpipelineSync(m_connection) != 1) return broken("send");
  return {};
}

// In the order of sending: for each query that was new the answer to its preparation, then its own; then the sync.
Expected<std::vector<Rows>> Session::receive(const std::vector<Query>& queries, const std::vector<std::string_view>& prepared) {
  std::vector<Rows> all;
  std::optional<Error> failure;
  std::size_t next_prepared = 0;
  std::set<std::string_view> seen;
  for (std::size_t i = 0; i < queries.size(); ++i) {
    const bool first_use = next_prepared < prepared.size() && prepared[next_prepared] == queries[i].sql &&
                           seen.insert(queries[i].sql).second;
    for (int part = first_use ? 0 : 1; part < 2; ++part) {
      WL_TRY(auto* const result, next_result());
      Rows rows(result);
      const auto status = PQresultStatus(result);
      const bool good = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
      if (!good && !failure) failure = to_error(result);
      if (good && part == 0) m_prepared.insert(queries[i].sql);
      if (part == 1) all.push_back(std::move(rows));
      WL_TRY(auto* const end, next_result());
      if (end != nullptr) return broken("order");
    }
    if (first_use) ++next_prepared;
  }
  WL_TRY(auto* const sync, next_result());
  const Rows end(sync);
  if (PQresultStatus(sync) != PGRES_PIPELINE_SYNC) return broken("order");
  if (failure) return *failure;
  return all;
}

Expected<pg_result*> Session::next_result() {
  while (true) {
    const int unsent = PQflush(m_connection);
    if (unsent < 0) return broken("flush");
    if (unsent == 0 && PQisBusy(m_connection) == 0) break;
    WL_CHECK(wait_until_readable());
  }
  auto* result = PQgetResult(m_connection);
  if (result == nullptr && PQstatus(m_connection) != CONNECTION_OK) return broken("result");
  return result;
}

Expected<void> Session::wait_until_readable() {
  const bool unsent = PQflush(m_connection) > 0;
  pollfd socket{PQsocket(m_connection), static_cast<short>(POLLIN | (unsent ? POLLOUT : 0)), 0};
  const int ready = poll(&socket, 1, kPatienceMilliseconds);
  if (ready == 0) return broken("patience");
  if (PQconsumeInput(m_connection) != 1) return broken("read");
  return {};
}

Error Session::broken(const char* where) {
  m_broken = true;
  return {ErrorCode::Environment, "The connection to the database broke. What was not answered will be sent again.", where};
}

Error Session::to_error(const pg_result* result) {
  const char* field = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  const std::string state = field == nullptr ? "" : field;
  if (ends_session(state)) return broken(field == nullptr ? "no code" : field);
  const auto code = code_of(state);
  return {code, sentence(code), "postgres " + state};
}

OpenTransaction::~OpenTransaction() {
  if (m_session != nullptr && m_session->is_good()) [[maybe_unused]] const auto undone = m_session->run({{kRollback, {}}});
}

}  // namespace wardlight::storage
