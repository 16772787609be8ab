// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "sync/storage/envelope_text.h"
#include "sync/storage/postgres/feed_tables.h"

namespace wardlight::storage::postgres {
namespace {

// What is asked for is found first, in the derived table `r`; then each row, and the name of its device, by its whole key, as
// session.h says.
#define WL_FEED_ROW                                                                                                          \
  "SELECT f.position, f.kind, f.type, f.id, f.version, f.received_at, f.hash, d.id, f.incarnation, f.seq, f.prev, f.signer, " \
  "f.signature, f.bytes FROM "
#define WL_ITS_ROW " r CROSS JOIN LATERAL (SELECT * FROM feed WHERE hospital = $1 AND position = r.position LIMIT 1) f"
#define WL_ITS_DEVICE \
  " LEFT JOIN LATERAL (SELECT id FROM chain_device WHERE hospital = $1 AND number = f.device LIMIT 1) d ON true "
#define WL_IN_RANGE "hospital = $1 AND position > $2 AND position <= $3 "
// Central empties the bytes of reports whose month is closed; such a row keeps its place in feed and chain and is not sent.
constexpr std::string_view kReadAll = WL_FEED_ROW
    "(SELECT * FROM feed n WHERE " WL_IN_RANGE "AND ((kind = 1 AND bytes <> '') OR (SELECT true FROM reference c WHERE c.hospital = "
    "$1 AND c.position = n.position LIMIT 1)) ORDER BY position LIMIT $4) f" WL_ITS_DEVICE "ORDER BY f.position";
constexpr std::string_view kReadReferences = WL_FEED_ROW
    "(SELECT position FROM reference WHERE " WL_IN_RANGE "ORDER BY position LIMIT $4)" WL_ITS_ROW WL_ITS_DEVICE
    "ORDER BY r.position";
constexpr std::string_view kReadStatements = WL_FEED_ROW
    "(SELECT * FROM feed WHERE " WL_IN_RANGE "AND kind = 1 AND bytes <> '' ORDER BY position LIMIT $4) f" WL_ITS_DEVICE
    "ORDER BY f.position";
constexpr std::string_view kFindStatement = WL_FEED_ROW
    "(SELECT * FROM feed WHERE hospital = $1 AND kind = 1 AND id = $2 LIMIT 1) f" WL_ITS_DEVICE "WHERE f.type = $3";
constexpr std::string_view kFindReference = WL_FEED_ROW
    "(SELECT position FROM reference WHERE hospital = $1 AND id = $2 AND type = $3 LIMIT 1)" WL_ITS_ROW WL_ITS_DEVICE;
constexpr std::string_view kListReferences = WL_FEED_ROW
    "(SELECT position FROM reference WHERE hospital = $1 AND type = $2 OFFSET 0)" WL_ITS_ROW WL_ITS_DEVICE "ORDER BY r.position";
constexpr std::string_view kListStatements = WL_FEED_ROW
    "(SELECT position FROM feed WHERE hospital = $1 AND kind = 1 AND type = $2 AND type IN ('Patient', 'Encounter') OFFSET 0)"
    WL_ITS_ROW WL_ITS_DEVICE "ORDER BY r.position";
constexpr std::string_view kListVersions = WL_FEED_ROW
    "(SELECT * FROM feed WHERE hospital = $1 AND kind = 2 AND type = $2 AND id = $3 OFFSET 0) f" WL_ITS_DEVICE
    "ORDER BY f.version DESC";
constexpr std::string_view kListCorrections = WL_FEED_ROW
    "(SELECT position FROM feed WHERE hospital = $1 AND supersedes = $2 OFFSET 0)" WL_ITS_ROW WL_ITS_DEVICE "ORDER BY r.position";
#undef WL_IN_RANGE
#undef WL_ITS_DEVICE
#undef WL_ITS_ROW
#undef WL_FEED_ROW
constexpr std::string_view kFindDay =
    "SELECT first_position, last_position FROM feed_day WHERE hospital = $1 AND first_position <= $2 ORDER BY first_position DESC "
    "LIMIT 1";
constexpr std::string_view kFindReferenceIds =
    "SELECT DISTINCT id FROM (SELECT id FROM reference_identifier WHERE hospital = $1 AND type = $2 AND value = $3 AND "
    "(system = $4::text OR system = '' OR $4::text = '') ORDER BY value, system OFFSET 0) r";
constexpr std::string_view kListQuarantine =
    "SELECT number, device, type, id, reason, bytes, received_at, envelope FROM quarantine WHERE hospital = $1 AND released_at IS "
    "NULL ORDER BY number";
constexpr std::string_view kCount =
    "SELECT (SELECT statements FROM feed_head WHERE hospital = $1), "
    "(SELECT count(*) FROM quarantine WHERE hospital = $1 AND released_at IS NULL)";

std::optional<store::UnitEnvelope> read_envelope(const Rows& rows, int row) {
  if (rows.is_null(row, 7)) return std::nullopt;
  store::UnitEnvelope envelope;
  envelope.device.value = rows.text(row, 7);
  envelope.incarnation = rows.count(row, 8);
  envelope.seq = rows.count(row, 9);
  envelope.hash = rows.hash(row, 6);
  envelope.prev = rows.hash(row, 10);
  envelope.signer.value = rows.text(row, 11);
  const ByteView signature = rows.bytes(row, 12);
  std::copy_n(signature.begin(), std::min(signature.size(), envelope.signature.size()), envelope.signature.begin());
  return envelope;
}

FeedRow read_row(const Rows& rows, int row) {
  FeedRow entry;
  entry.position = rows.count(row, 0);
  entry.kind = rows.integer(row, 1) == 1 ? EntryKind::Statement : EntryKind::Reference;
  entry.envelope = read_envelope(rows, row);
  entry.type = rows.text(row, 2);
  entry.id = rows.text(row, 3);
  const ByteView bytes = rows.bytes(row, 13);
  entry.bytes.assign(bytes.begin(), bytes.end());
  entry.version = rows.count(row, 4);
  entry.received_at = rows.time(row, 5);
  return entry;
}

Expected<std::vector<FeedRow>> read_rows(Session& session, Query query) {
  WL_TRY(const auto results, session.run({std::move(query)}));
  std::vector<FeedRow> rows;
  rows.reserve(static_cast<std::size_t>(results[0].size()));
  for (int i = 0; i < results[0].size(); ++i) rows.push_back(read_row(results[0], i));
  return rows;
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

Expected<std::vector<FeedRow>> read_range(Session& session, const std::string& hospital, FeedPart part, FeedRange range) {
  return read_rows(session, {sql_of(part), {hospital, range.after, range.up_to, range.limit}});
}

Expected<std::optional<HubStorage::DayRange>> read_day(Session& session, const std::string& hospital, std::uint64_t position) {
  WL_TRY(const auto rows, session.run({{kFindDay, {hospital, position}}}));
  if (rows[0].size() == 0) return std::optional<HubStorage::DayRange>();
  return std::optional(HubStorage::DayRange{rows[0].count(0, 0), rows[0].count(0, 1)});
}

Expected<std::optional<FeedRow>> read_resource(Session& session, const std::string& hospital, std::string_view type,
                                               std::string_view id) {
  for (const auto sql : {kFindReference, kFindStatement}) {
    WL_TRY(auto rows, read_rows(session, {sql, {hospital, id, type}}));
    if (!rows.empty()) return std::optional(std::move(rows.front()));
  }
  return std::optional<FeedRow>();
}

Expected<std::vector<FeedRow>> read_statements_of(Session& session, const std::string& hospital, std::string_view type) {
  return read_rows(session, {kListStatements, {hospital, type}});
}

Expected<std::vector<FeedRow>> read_references_of(Session& session, const std::string& hospital, std::string_view type) {
  return read_rows(session, {kListReferences, {hospital, type}});
}

Expected<std::vector<FeedRow>> read_versions(Session& session, const std::string& hospital, std::string_view type,
                                             std::string_view id) {
  WL_TRY(auto rows, read_rows(session, {kListVersions, {hospital, type, id}}));
  if (!rows.empty()) return rows;
  return read_rows(session, {kFindStatement, {hospital, id, type}});
}

Expected<std::vector<FeedRow>> read_corrections(Session& session, const std::string& hospital, std::string_view statement_id) {
  return read_rows(session, {kListCorrections, {hospital, statement_id}});
}

Expected<std::vector<std::string>> read_reference_ids(Session& session, const std::string& hospital, std::string_view type,
                                                      const census::Identifier& identifier) {
  WL_TRY(const auto rows, session.run({{kFindReferenceIds, {hospital, type, identifier.value, identifier.system}}}));
  std::vector<std::string> ids;
  for (int i = 0; i < rows[0].size(); ++i) ids.push_back(rows[0].text(i, 0));
  return ids;
}

Expected<std::vector<QuarantineRow>> read_quarantine(Session& session, const std::string& hospital) {
  WL_TRY(const auto results, session.run({{kListQuarantine, {hospital}}}));
  const auto& rows = results[0];
  std::vector<QuarantineRow> list;
  for (int i = 0; i < rows.size(); ++i) {
    const ByteView bytes = rows.bytes(i, 5);
    list.push_back({rows.count(i, 0), {rows.text(i, 1)}, rows.text(i, 2), rows.text(i, 3), rows.text(i, 4),
                    Bytes(bytes.begin(), bytes.end()), rows.time(i, 6), read_envelope_text(rows.text(i, 7))});
  }
  return list;
}

Expected<Counts> read_counts(Session& session, const std::string& hospital) {
  WL_TRY(const auto rows, session.run({{kCount, {hospital}}}));
  return Counts{rows[0].count(0, 0), rows[0].count(0, 1)};
}

}  // namespace wardlight::storage::postgres
