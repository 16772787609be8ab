// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "sync/storage/envelope_text.h"
#include "sync/storage/sqlite/feed_tables.h"

namespace wardlight::storage {
namespace {

#define WL_FEED_ROW                                                                                                         \
  "SELECT f.position, f.kind, f.type, f.id, f.version, f.received_at, f.hash, d.id, f.incarnation, f.seq, f.prev, f.signer, " \
  "f.signature, f.bytes FROM feed f LEFT JOIN chain_device d ON d.number = f.device "
constexpr std::string_view kReadAll = WL_FEED_ROW
    "WHERE f.position > ? AND f.position <= ? AND (f.kind = 1 OR EXISTS (SELECT 1 FROM reference r WHERE r.position = "
    "f.position)) "
    "ORDER BY f.position LIMIT ?";
constexpr std::string_view kReadReferences = WL_FEED_ROW
    "JOIN reference r ON r.position = f.position WHERE r.position > ? AND r.position <= ? ORDER BY r.position LIMIT ?";
constexpr std::string_view kReadStatements =
    WL_FEED_ROW "WHERE f.position > ? AND f.position <= ? AND f.kind = 1 ORDER BY f.position LIMIT ?";
constexpr std::string_view kFindStatement = WL_FEED_ROW "WHERE f.kind = 1 AND f.id = ? AND f.type = ?";
constexpr std::string_view kFindReference =
    WL_FEED_ROW "JOIN reference r ON r.position = f.position WHERE r.id = ? AND r.type = ?";
constexpr std::string_view kListReferences =
    WL_FEED_ROW "JOIN reference r ON r.position = f.position WHERE r.type = ? ORDER BY r.position";
constexpr std::string_view kListStatements = WL_FEED_ROW
    "WHERE f.kind = 1 AND f.type = ? AND f.type IN ('Patient', 'Encounter') ORDER BY f.position";
constexpr std::string_view kListVersions =
    WL_FEED_ROW "WHERE f.kind = 2 AND f.type = ? AND f.id = ? ORDER BY f.version DESC";
constexpr std::string_view kListCorrections = WL_FEED_ROW "WHERE f.supersedes = ? ORDER BY f.position";
#undef WL_FEED_ROW
constexpr std::string_view kFindDay =
    "SELECT first_position, last_position FROM feed_day WHERE first_position <= ? ORDER BY day DESC LIMIT 1";
constexpr std::string_view kFindReferenceIds =
    "SELECT DISTINCT id FROM reference_identifier WHERE type = ?1 AND value = ?2 AND (system = ?3 OR system = '' OR ?3 = '')";
constexpr std::string_view kListQuarantine =
    "SELECT number, device, type, id, reason, bytes, received_at, envelope FROM quarantine WHERE released_at IS NULL ORDER BY "
    "number";
constexpr std::string_view kCount =
    "SELECT (SELECT count(*) FROM feed WHERE kind = 1), (SELECT count(*) FROM quarantine WHERE released_at IS NULL)";

std::optional<store::UnitEnvelope> read_envelope(const store::Statement& row) {
  if (row.is_null(7)) return std::nullopt;
  store::UnitEnvelope envelope;
  envelope.device.value = row.text(7);
  envelope.incarnation = row.count(8);
  envelope.seq = row.count(9);
  envelope.hash = row.hash(6);
  envelope.prev = row.hash(10);
  envelope.signer.value = row.text(11);
  const Bytes signature = row.blob(12);
  std::copy_n(signature.begin(), std::min(signature.size(), envelope.signature.size()), envelope.signature.begin());
  return envelope;
}

FeedRow read_row(const store::Statement& row) {
  FeedRow entry;
  entry.position = row.count(0);
  entry.kind = row.integer(1) == 1 ? EntryKind::Statement : EntryKind::Reference;
  entry.envelope = read_envelope(row);
  entry.type = row.text(2);
  entry.id = row.text(3);
  entry.bytes = row.blob(13);
  entry.version = row.count(4);
  entry.received_at = row.time(5);
  return entry;
}

Expected<std::vector<FeedRow>> read_rows(Expected<store::Statement> statement) {
  if (!statement) return std::move(statement).error();
  std::vector<FeedRow> rows;
  while (true) {
    WL_TRY(const bool row, statement->step());
    if (!row) return rows;
    rows.push_back(read_row(*statement));
  }
}

std::string_view sql_of(FeedPart part) {
  switch (part) {
    case FeedPart::References: return kReadReferences;
    case FeedPart::Statements: return kReadStatements;
    case FeedPart::All: break;
  }
  return kReadAll;
}

}  // namespace

Expected<std::vector<FeedRow>> read_range(store::Database& database, FeedPart part, FeedRange range) {
  return read_rows(database.query(sql_of(part), range.after, range.up_to, range.limit));
}

Expected<std::optional<HubStorage::DayRange>> read_day(store::Database& database, std::uint64_t position) {
  WL_TRY(auto day, database.query(kFindDay, position));
  WL_TRY(const bool found, day.step());
  if (!found) return std::optional<HubStorage::DayRange>();
  return std::optional(HubStorage::DayRange{day.count(0), day.count(1)});
}

Expected<std::optional<FeedRow>> read_resource(store::Database& database, std::string_view type, std::string_view id) {
  for (const auto sql : {kFindReference, kFindStatement}) {
    WL_TRY(auto rows, read_rows(database.query(sql, id, type)));
    if (!rows.empty()) return std::optional(std::move(rows.front()));
  }
  return std::optional<FeedRow>();
}

Expected<std::vector<FeedRow>> read_statements_of(store::Database& database, std::string_view type) {
  return read_rows(database.query(kListStatements, type));
}

Expected<std::vector<FeedRow>> read_references_of(store::Database& database, std::string_view type) {
  return read_rows(database.query(kListReferences, type));
}

Expected<std::vector<FeedRow>> read_versions(store::Database& database, std::string_view type, std::string_view id) {
  WL_TRY(auto rows, read_rows(database.query(kListVersions, type, id)));
  if (!rows.empty()) return rows;
  return read_rows(database.query(kFindStatement, id, type));
}

Expected<std::vector<FeedRow>> read_corrections(store::Database& database, std::string_view statement_id) {
  return read_rows(database.query(kListCorrections, statement_id));
}

Expected<std::vector<std::string>> read_reference_ids(store::Database& database, std::string_view type,
                                                      const census::Identifier& identifier) {
  std::vector<std::string> ids;
  WL_TRY(auto rows, database.query(kFindReferenceIds, type, identifier.value, identifier.system));
  while (true) {
    WL_TRY(const bool row, rows.step());
    if (!row) return ids;
    ids.push_back(rows.text(0));
  }
}

Expected<std::vector<QuarantineRow>> read_quarantine(store::Database& database) {
  std::vector<QuarantineRow> list;
  WL_TRY(auto rows, database.query(kListQuarantine));
  while (true) {
    WL_TRY(const bool row, rows.step());
    if (!row) return list;
    list.push_back({rows.count(0), {rows.text(1)}, rows.text(2), rows.text(3), rows.text(4), rows.blob(5), rows.time(6),
                    read_envelope_text(rows.text(7))});
  }
}

Expected<Counts> read_counts(store::Database& database) {
  WL_TRY(auto row, database.query(kCount));
  WL_CHECK(row.step());
  return Counts{row.count(0), row.count(1)};
}

}  // namespace wardlight::storage
