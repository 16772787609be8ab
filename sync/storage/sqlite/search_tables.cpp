// SPDX-License-Identifier: Apache-2.0
#include "sync/storage/sqlite/search_tables.h"

namespace wardlight::storage {
namespace {

constexpr std::string_view kReadIndexed = "SELECT indexed FROM search_state";
constexpr std::string_view kSetIndexed = "UPDATE search_state SET indexed = ?";
constexpr std::string_view kPut =
    "INSERT INTO search_row (type, id, position, patient, encounter, questionnaire, form_version, status, date_from, date_to, "
    "updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (type, id) DO UPDATE SET position = excluded.position, "
    "patient = excluded.patient, encounter = excluded.encounter, questionnaire = excluded.questionnaire, "
    "form_version = excluded.form_version, status = excluded.status, date_from = excluded.date_from, date_to = excluded.date_to, "
    "updated_at = excluded.updated_at";
// Of the wished order; what has no date comes first.
#define WL_KEY \
  "coalesce(CASE ?13 WHEN 1 THEN position WHEN 2 THEN -position WHEN 3 THEN date_from ELSE -date_from END, -9223372036854775807)"
#define WL_FITS                                                                                                                \
  " AND (?2 = '' OR patient = ?2) AND (?3 = '' OR encounter = ?3) AND (?4 = '' OR questionnaire = ?4)"                         \
  " AND (?5 = '' OR form_version = ?5) AND (?6 = '' OR status = ?6) AND position <= ?7"                                        \
  " AND (?8 = 0 OR (coalesce(date_from, date_to) IS NOT NULL AND coalesce(date_from, ?9) < ?10 AND coalesce(date_to, ?10) >= " \
  "?9))"                                                                                                                       \
  " AND updated_at >= ?11 AND updated_at < ?12 AND (" WL_KEY ", position) > (?15, ?16) ORDER BY " WL_KEY ", position LIMIT ?14"
constexpr std::string_view kOfPatient = "SELECT position FROM search_row WHERE type = ?1 AND patient = ?2" WL_FITS;
constexpr std::string_view kOfEncounter = "SELECT position FROM search_row WHERE type = ?1 AND encounter = ?3" WL_FITS;
constexpr std::string_view kOfType = "SELECT position FROM search_row WHERE type = ?1" WL_FITS;
#undef WL_FITS
#undef WL_KEY

}  // namespace

Expected<std::uint64_t> read_indexed(store::Database& database) {
  WL_TRY(auto row, database.query(kReadIndexed));
  WL_CHECK(row.step());
  return row.count(0);
}

Expected<void> write_search_rows(store::Database& database, std::uint64_t after, std::uint64_t up_to,
                                 std::span<const SearchRow> rows) {
  WL_TRY(const std::uint64_t indexed, read_indexed(database));
  if (indexed != after) return {};  // somebody else did it
  for (const auto& row : rows)
    WL_CHECK(database.run(kPut, row.type, row.id, row.position, row.patient, row.encounter, row.questionnaire, row.form_version,
                          row.status, row.date_from, row.date_to, row.updated_at));
  return database.run(kSetIndexed, up_to);
}

Expected<std::vector<std::uint64_t>> search_rows(store::Database& database, const SearchWish& wish) {
  const auto sql = !wish.patient.empty() ? kOfPatient : !wish.encounter.empty() ? kOfEncounter : kOfType;
  const SearchPlace after = wish.after.value_or(SearchPlace{INT64_MIN, 0});
  WL_TRY(auto rows, database.query(sql, wish.type, wish.patient, wish.encounter, wish.questionnaire, wish.form_version,
                                   wish.status, wish.up_to, asks_for_date(wish), wish.date_from, wish.date_to, wish.updated_from,
                                   wish.updated_to, static_cast<int>(wish.order), wish.limit, after.key,
                                   after.position));
  std::vector<std::uint64_t> positions;
  while (true) {
    WL_TRY(const bool row, rows.step());
    if (!row) return positions;
    positions.push_back(rows.count(0));
  }
}

}  // namespace wardlight::storage
