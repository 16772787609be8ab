// SPDX-License-Identifier: Apache-2.0
#include "sync/storage/postgres/search_tables.h"

namespace wardlight::storage::postgres {
namespace {

constexpr std::string_view kReadIndexed = "SELECT indexed FROM search_state WHERE hospital = $1";
constexpr std::string_view kStart = "INSERT INTO search_state (hospital, indexed) VALUES ($1, 0) ON CONFLICT DO NOTHING";
constexpr std::string_view kTake = "SELECT indexed FROM search_state WHERE hospital = $1 FOR UPDATE";
constexpr std::string_view kSetIndexed = "UPDATE search_state SET indexed = $2 WHERE hospital = $1";
constexpr std::string_view kPut =
    "INSERT INTO search_row (hospital, type, id, position, patient, encounter, questionnaire, form_version, status, date_from, "
    "date_to, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (hospital, type, id) DO UPDATE "
    "SET "
    "position = excluded.position, patient = excluded.patient, encounter = excluded.encounter, "
    "questionnaire = excluded.questionnaire, form_version = excluded.form_version, status = excluded.status, "
    "date_from = excluded.date_from, date_to = excluded.date_to, updated_at = excluded.updated_at";
// Of the wished order; what has no date comes first.
#define WL_KEY                                                                                             \
  "coalesce(CASE $14::bigint WHEN 1 THEN position WHEN 2 THEN -position WHEN 3 THEN date_from ELSE -date_from END," \
  " -9223372036854775807)"
#define WL_FITS                                                                                                               \
  " AND ($3::text = '' OR patient = $3) AND ($4::text = '' OR encounter = $4) AND ($5::text = '' OR questionnaire = $5)"      \
  " AND ($6::text = '' OR form_version = $6) AND ($7::text = '' OR status = $7) AND position <= $8"                           \
  " AND ($9::bigint = 0 OR (coalesce(date_from, date_to) IS NOT NULL AND coalesce(date_from, $10::bigint) < $11::bigint"      \
  " AND coalesce(date_to, $11::bigint) >= $10::bigint)) AND updated_at >= $12::bigint AND updated_at < $13::bigint"           \
  " AND (" WL_KEY ", position) > ($16::bigint, $17::bigint) ORDER BY " WL_KEY ", position LIMIT $15::bigint"
// In the order that the wanted index alone has, as session.h says.
constexpr std::string_view kOfPatient =
    "SELECT position FROM (SELECT * FROM search_row WHERE hospital = $1 AND type = $2 AND patient = $3 ORDER BY position OFFSET 0) "
    "r WHERE true" WL_FITS;
constexpr std::string_view kOfEncounter =
    "SELECT position FROM (SELECT * FROM search_row WHERE hospital = $1 AND type = $2 AND encounter = $4 ORDER BY position OFFSET "
    "0) r WHERE true" WL_FITS;
constexpr std::string_view kOfType = "SELECT position FROM search_row WHERE hospital = $1 AND type = $2" WL_FITS;
#undef WL_FITS
#undef WL_KEY

}  // namespace

Expected<std::uint64_t> read_indexed(Session& session, const std::string& hospital) {
  WL_TRY(const auto rows, session.run({{kReadIndexed, {hospital}}}));
  return rows[0].size() == 0 ? std::uint64_t{0} : rows[0].count(0, 0);
}

Expected<void> write_search_rows(Session& session, const std::string& hospital, std::uint64_t after, std::uint64_t up_to,
                                 std::span<const SearchRow> rows) {
  OpenTransaction transaction(session);
  WL_TRY(const auto taken, session.run({{kBegin, {}}, {kStart, {hospital}}, {kTake, {hospital}}}));
  if (taken[2].count(0, 0) != after) return {};  // somebody else did it
  std::vector<Query> queries;
  for (const auto& row : rows)
    queries.push_back({kPut, {hospital, row.type, row.id, row.position, row.patient, row.encounter, row.questionnaire,
                              row.form_version, row.status, row.date_from, row.date_to, row.updated_at}});
  queries.push_back({kSetIndexed, {hospital, up_to}});
  queries.push_back({kCommit, {}});
  WL_TRY(const auto written, session.run(queries));
  transaction.committed();
  return {};
}

Expected<std::vector<std::uint64_t>> search_rows(Session& session, const std::string& hospital, const SearchWish& wish) {
  const auto sql = !wish.patient.empty() ? kOfPatient : !wish.encounter.empty() ? kOfEncounter : kOfType;
  const SearchPlace after = wish.after.value_or(SearchPlace{INT64_MIN, 0});
  WL_TRY(const auto rows,
         session.run({{sql,
                       {hospital, wish.type, wish.patient, wish.encounter, wish.questionnaire, wish.form_version, wish.status,
                        wish.up_to, asks_for_date(wish) ? 1 : 0, wish.date_from, wish.date_to, wish.updated_from, wish.updated_to,
                        static_cast<int>(wish.order), wish.limit, after.key, after.position}}}));
  std::vector<std::uint64_t> positions;
  for (int i = 0; i < rows[0].size(); ++i) positions.push_back(rows[0].count(i, 0));
  return positions;
}

}  // namespace wardlight::storage::postgres
