// SPDX-License-Identifier: Apache-2.0
#include "sync/storage/postgres/schema.h"

namespace wardlight::storage {
namespace {

constexpr std::string_view kFindSchema = "SELECT to_regclass('wardlight.schema_version') IS NOT NULL";
constexpr std::string_view kReadVersion = "SELECT coalesce(max(number), 0)::bigint FROM wardlight.schema_version";
// The lock is let go with the transaction; whoever waited for it looks again.
constexpr std::string_view kFirst =
    "BEGIN; SELECT pg_advisory_xact_lock(7239011); CREATE SCHEMA IF NOT EXISTS wardlight;"
    "CREATE TABLE IF NOT EXISTS wardlight.schema_version (number bigint PRIMARY KEY, name text NOT NULL); COMMIT";

Expected<std::int64_t> read_version(Session& session) {
  WL_TRY(const auto found, session.run({{kFindSchema, {}}}));
  if (found[0].integer(0, 0) == 0) return std::int64_t{0};
  WL_TRY(const auto rows, session.run({{kReadVersion, {}}}));
  return rows[0].integer(0, 0);
}

// The version row is the step's first statement: of two hubs that take the same step, the second finds it taken and fails.
std::string script_of(const store::Migration& step) {
  return "BEGIN; INSERT INTO schema_version VALUES (" + std::to_string(step.number) + ", '" + std::string(step.name) + "');" +
         std::string(step.sql) + "; COMMIT";
}

}  // namespace

Expected<void> migrate(Session& session, store::Migrations migrations) {
  WL_TRY(std::int64_t version, read_version(session));
  if (version == 0) WL_CHECK(session.script(std::string(kFirst)));
  for (const auto& step : migrations) {
    if (step.number <= version) continue;
    const auto done = session.script(script_of(step));
    if (!done) {
      WL_CHECK(session.script("ROLLBACK"));
      WL_TRY(version, read_version(session));
      if (version < step.number) return done.error();
    }
  }
  if (version <= static_cast<std::int64_t>(migrations.size())) return {};
  return Error{ErrorCode::NewerSchema, "This database was used by a newer hub. Update this one.", "postgres"};
}

Expected<void> refuse_unmade(Session& session, store::Migrations migrations) {
  WL_TRY(const std::int64_t version, read_version(session));
  if (version > 0) return migrate(session, migrations);
  return Error{ErrorCode::NotFound, "There is no hub in this database. Make one with wardlight-hub init --postgres.", "postgres"};
}

}  // namespace wardlight::storage
