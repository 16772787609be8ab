// SPDX-License-Identifier: Apache-2.0
#include "sync/storage/incidents/incident_file.h"

#include <algorithm>

namespace wardlight::storage {

store::Migrations incident_migrations();  // embedded from sync/storage/incidents/migrations

namespace {

constexpr std::string_view kFind = "SELECT hash FROM incident WHERE id = ? ORDER BY position";
constexpr std::string_view kPut =
    "INSERT INTO incident (id, hash, type, device, incarnation, seq, prev, signer, signature, received_at, bytes)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view kList =
    "SELECT id, type, device, incarnation, seq, hash, prev, signer, signature, received_at, bytes, position FROM incident"
    " WHERE position > ? ORDER BY position";

Expected<AppendState> put(store::Database& database, const NewUnit& unit, Instant received_at) {
  const store::UnitEnvelope& envelope = unit.envelope;
  bool other = false;
  {
    WL_TRY(auto rows, database.query(kFind, unit.id));
    while (true) {
      WL_TRY(const bool row, rows.step());
      if (!row) break;
      if (rows.hash(0) == envelope.hash) return AppendState::Known;
      other = true;
    }
  }
  WL_CHECK(database.run(kPut, unit.id, envelope.hash, unit.type, envelope.device, envelope.incarnation, envelope.seq,
                        envelope.prev, envelope.signer, envelope.signature, received_at, as_bytes(unit.bytes)));
  return other ? AppendState::OtherBytes : AppendState::New;
}

IncidentRow read_row(const store::Statement& row) {
  IncidentRow read{row.text(0), row.text(1), {}, row.time(9), row.text(10), row.count(11)};
  read.envelope.device = {row.text(2)};
  read.envelope.incarnation = row.count(3);
  read.envelope.seq = row.count(4);
  read.envelope.hash = row.hash(5);
  read.envelope.prev = row.hash(6);
  read.envelope.signer = {row.text(7)};
  const Bytes signature = row.blob(8);
  std::copy_n(signature.begin(), std::min(signature.size(), read.envelope.signature.size()), read.envelope.signature.begin());
  return read;
}

}  // namespace

Expected<std::unique_ptr<IncidentFile>> IncidentFile::open(const std::string& path, store::OpenAs open_as,
                                                           const crypto::Secret& key, const std::string& vfs) {
  store::DatabaseOptions options;
  options.path = path;
  options.open_as = open_as;
  options.migrations = incident_migrations();
  options.vfs = vfs;
  WL_TRY(auto database, store::Database::open(options, key));
  return std::unique_ptr<IncidentFile>(new IncidentFile(std::move(database)));
}

Expected<std::vector<AppendResult>> IncidentFile::append(std::span<const NewUnit> units, Instant received_at) {
  const std::lock_guard lock(m_mutex);
  WL_TRY(auto transaction, store::Transaction::begin(*m_database));
  std::vector<AppendResult> results;
  for (const NewUnit& unit : units) {
    WL_TRY(const AppendState state, put(*m_database, unit, received_at));
    results.push_back({state, 0});
  }
  WL_CHECK(transaction.commit());
  return results;
}

Expected<std::vector<IncidentRow>> IncidentFile::list(std::uint64_t after) {
  const std::lock_guard lock(m_mutex);
  WL_TRY(auto rows, m_database->query(kList, after));
  std::vector<IncidentRow> all;
  while (true) {
    WL_TRY(const bool row, rows.step());
    if (!row) return all;
    all.push_back(read_row(rows));
  }
}

bool is_incident(std::string_view type, const json::Value& resource) {
  if (type == "AdverseEvent") return true;
  const auto& tags = resource["meta"]["tag"].items();
  return std::any_of(tags.begin(), tags.end(), [](const json::Value& tag) { return tag.text_of("code") == "incident"; });
}

}  // namespace wardlight::storage
