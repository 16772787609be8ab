// SPDX-License-Identifier: Apache-2.0
#include "sync/storage/postgres/central_tables.h"

namespace wardlight::storage::postgres {
namespace {

// By their places, so that they are looked for once; joined to the table, they would be at every row of one that the server
// takes for empty.
constexpr std::string_view kTakeDirty =
    "DELETE FROM central_dirty WHERE ctid = ANY(ARRAY(SELECT ctid FROM central_dirty ORDER BY hospital, period LIMIT $1 "
    "FOR UPDATE SKIP LOCKED)) RETURNING hospital, period";
// A unit's newest version counts; where the hospital reports itself as a whole, its units are not added to that. A month at a
// time and backwards, as the key gives the newest version first: nothing is sorted.
constexpr std::string_view kSum =
    "INSERT INTO central_month (n, d, received_at, x, hospital, period, measure, version, status, units, imported) "
    "SELECT k.n, k.d, k.received_at, k.x, w.hospital::int, w.period::smallint, k.measure, k.version, k.status, k.units, k.imported "
    "FROM unnest($1::bigint[], $2::bigint[]) AS w(hospital, period) CROSS JOIN LATERAL (SELECT measure, sum(n) AS n, sum(d) AS d, "
    "max(received_at) AS received_at, max(x) AS x, max(version) AS version, max(status) AS status, count(*) AS units, "
    "CASE WHEN count(*) = 1 THEN max(imported) END AS imported FROM (SELECT *, bool_or(unit = 0) OVER (ORDER BY measure DESC RANGE "
    "BETWEEN CURRENT ROW AND CURRENT ROW) AS is_whole FROM (SELECT DISTINCT ON (f.measure, f.unit) f.measure, f.unit, f.n, f.d, "
    "f.received_at, f.x, f.version, f.status, f.imported FROM central_fact f WHERE f.hospital = w.hospital::int AND f.period = "
    "w.period::smallint ORDER BY f.measure DESC, f.unit DESC, f.version DESC) newest) known WHERE unit = 0 OR NOT is_whole "
    "GROUP BY measure ORDER BY measure DESC) k "
    "ON CONFLICT (measure, period, hospital) DO UPDATE SET n = excluded.n, d = excluded.d, received_at = excluded.received_at, "
    "x = excluded.x, version = excluded.version, status = excluded.status, units = excluded.units, imported = excluded.imported";
// A report that an open month needs too keeps its bytes; open months are few, and each is asked by the whole key.
constexpr std::string_view kTakeClosed =
    "WITH RECURSIVE open AS ((SELECT period FROM central_bytes WHERE period > $1 ORDER BY period LIMIT 1) UNION ALL SELECT "
    "(SELECT period FROM central_bytes WHERE period > o.period ORDER BY period LIMIT 1) FROM open o WHERE o.period IS NOT NULL), "
    "gone AS (DELETE FROM central_bytes WHERE ctid = ANY(ARRAY(SELECT ctid FROM central_bytes WHERE period <= $1 ORDER BY period "
    "LIMIT $2 FOR UPDATE SKIP LOCKED)) RETURNING hospital, id) SELECT g.id, (SELECT name FROM central_hospital WHERE number = "
    "g.hospital LIMIT 1), (SELECT true FROM open o CROSS JOIN LATERAL (SELECT 1 FROM central_bytes WHERE period = o.period AND "
    "hospital = g.hospital AND id = g.id LIMIT 1) b LIMIT 1) IS NULL FROM gone g";
constexpr std::string_view kFindReport = "SELECT position FROM feed WHERE hospital = $1 AND kind = 1 AND id = $2 LIMIT 1";
constexpr std::string_view kEmpty = "UPDATE feed SET bytes = '' WHERE hospital = $1 AND position = $2";
constexpr std::string_view kReadMonths =
    "SELECT m.id, c.period, c.n, c.d, c.x, c.version, c.status, c.units, c.received_at, c.imported FROM central_measure m "
    "CROSS JOIN LATERAL (SELECT * FROM central_month WHERE hospital = $1 AND measure = m.number ORDER BY measure, period OFFSET 0) "
    "c WHERE $2 = '' OR m.id = $2 ORDER BY m.id, c.period";
// Month by month, since the month stands before the measure in the key.
constexpr std::string_view kReadVersions =
    "WITH RECURSIVE months AS ((SELECT period FROM central_fact WHERE hospital = $1 ORDER BY period LIMIT 1) UNION ALL SELECT "
    "(SELECT period FROM central_fact WHERE hospital = $1 AND period > t.period ORDER BY period LIMIT 1) FROM months t WHERE "
    "t.period IS NOT NULL), wanted AS (SELECT 0 AS first, 2147483647 AS last WHERE $3 = '' UNION ALL SELECT number, number FROM "
    "central_unit WHERE hospital = $1 AND id = $3) "
    "SELECT m.id, f.period, f.n, f.d, f.x, f.version, f.status, 1, f.received_at, f.imported, coalesce(u.id, '') FROM wanted w, "
    "central_measure m CROSS JOIN months t CROSS JOIN LATERAL (SELECT * FROM central_fact WHERE hospital = $1 AND period = t.period "
    "AND measure = m.number AND unit BETWEEN w.first AND w.last OFFSET 0) f LEFT JOIN LATERAL "
    "(SELECT id FROM central_unit WHERE number = f.unit LIMIT 1) u ON true WHERE ($2 = '' OR m.id = $2) "
    "ORDER BY f.period, u.id NULLS FIRST, f.version";
constexpr std::string_view kReadUnits = "SELECT id, name FROM central_unit WHERE hospital = $1 ORDER BY name";
constexpr std::string_view kTick = "UPDATE central_state SET tick = tick + 1";
constexpr std::string_view kReadTick = "SELECT tick FROM central_state";
constexpr std::string_view kReadPeers =
    "SELECT s.hospital, m.id, s.n, s.d FROM (SELECT hospital, measure, sum(n)::bigint AS n, sum(d)::bigint AS d FROM "
    "central_month "
    "WHERE measure = ANY(ARRAY(SELECT number FROM central_measure)) AND period BETWEEN $1 AND $2 AND status <> 0 "
    "GROUP BY hospital, measure) s JOIN central_measure m ON m.number = s.measure";
constexpr std::string_view kReadNetwork =
    "SELECT m.id, c.period, sum(c.n)::bigint, sum(c.d)::bigint, max(c.x), 1, min(c.status), count(*), max(c.received_at), "
    "NULL::text "
    "FROM central_month c JOIN central_measure m ON m.number = c.measure WHERE c.measure = (SELECT number FROM central_measure "
    "WHERE "
    "id = $1) AND c.status <> 0 GROUP BY m.id, c.period ORDER BY c.period";
constexpr std::string_view kReadIssues =
    "SELECT period, unit, measure, text, noted_at FROM central_issue WHERE hospital = $1 ORDER BY number";
// A figure that came in time is looked for hospital by hospital, by the key; whoever has none is late.
constexpr std::string_view kReadReported =
    "SELECT (SELECT count(*) FROM central_hospital), count(*), count(*) FILTER (WHERE o.in_time IS NULL) FROM (SELECT DISTINCT "
    "hospital "
    "FROM central_month WHERE measure = ANY(ARRAY(SELECT number FROM central_measure)) AND period = $1 AND status <> 0) t "
    "LEFT JOIN LATERAL (SELECT true AS in_time FROM central_fact f WHERE f.hospital = t.hospital AND f.period = $1 AND f.status "
    "<> 0 "
    "AND f.received_at < $2 LIMIT 1) o ON true";
constexpr std::string_view kReadFirstReport =
    "SELECT min(received_at) FROM central_fact WHERE hospital = $1 AND period = $2 AND status <> 0";
constexpr std::string_view kReadLastReport = "SELECT last_report FROM central_hospital WHERE number = $1";
constexpr std::string_view kReadHospitals = "SELECT name FROM central_hospital ORDER BY name";

MonthFigure read_figure(const Rows& rows, int row) {
  MonthFigure figure;
  figure.measure = rows.text(row, 0);
  figure.period = static_cast<Period>(rows.integer(row, 1));
  figure.n = rows.integer(row, 2);
  figure.d = rows.integer(row, 3);
  figure.x = rows.integer(row, 4);
  figure.version = rows.count(row, 5);
  figure.status = static_cast<std::uint8_t>(rows.integer(row, 6));
  figure.units = rows.integer(row, 7);
  figure.received_at = rows.time(row, 8);
  if (!rows.is_null(row, 9)) figure.imported = rows.text(row, 9);
  return figure;
}

std::vector<MonthFigure> read_figures(const Rows& rows) {
  std::vector<MonthFigure> figures;
  figures.reserve(static_cast<std::size_t>(rows.size()));
  for (int i = 0; i < rows.size(); ++i) figures.push_back(read_figure(rows, i));
  return figures;
}

}  // namespace

Expected<std::size_t> sum_up_months(Session& session, std::size_t at_most) {
  OpenTransaction transaction(session);
  WL_TRY(const auto taken, session.run({{kBegin, {}}, {kTakeDirty, {at_most}}}));
  const Rows& rows = taken[1];
  Array hospital(Array::Of::Number), period(Array::Of::Number);
  for (int i = 0; i < rows.size(); ++i) hospital.push_number(rows.count(i, 0)), period.push_number(rows.count(i, 1));
  std::vector<Query> rest;
  if (rows.size() > 0) {
    rest.push_back({kSum, {hospital.argument(), period.argument()}});
    rest.push_back({kTick, {}});  // last: one row for all
  }
  rest.push_back({kCommit, {}});
  WL_TRY(const auto summed, session.run(rest));
  transaction.committed();
  return static_cast<std::size_t>(rows.size());
}

Expected<std::size_t> empty_reports(Session& session, Period up_to, std::size_t at_most) {
  OpenTransaction transaction(session);
  WL_TRY(const auto taken, session.run({{kBegin, {}}, {kTakeClosed, {std::int64_t{up_to}, at_most}}}));
  const Rows& rows = taken[1];
  std::vector<Query> finds, rest;
  for (int i = 0; i < rows.size(); ++i)
    if (rows.integer(i, 2) != 0) finds.push_back({kFindReport, {rows.text(i, 1), rows.text(i, 0)}});
  WL_TRY(const auto found, session.run(finds));
  for (std::size_t i = 0; i < finds.size(); ++i)
    if (found[i].size() == 1) rest.push_back({kEmpty, {finds[i].arguments[0], found[i].count(0, 0)}});
  rest.push_back({kCommit, {}});
  WL_TRY(const auto emptied, session.run(rest));
  transaction.committed();
  return static_cast<std::size_t>(rows.size());
}

Expected<std::vector<MonthFigure>> read_months(Session& session, int hospital, std::string_view measure) {
  WL_TRY(const auto rows, session.run({{kReadMonths, {hospital, measure}}}));
  return read_figures(rows[0]);
}

Expected<std::vector<UnitFigure>> read_unit_versions(Session& session, int hospital, std::string_view measure,
                                                     std::string_view unit) {
  WL_TRY(const auto rows, session.run({{kReadVersions, {hospital, measure, unit}}}));
  std::vector<UnitFigure> figures;
  for (int i = 0; i < rows[0].size(); ++i) figures.push_back({rows[0].text(i, 10), read_figure(rows[0], i)});
  return figures;
}

Expected<std::vector<CentralUnit>> read_units(Session& session, int hospital) {
  WL_TRY(const auto rows, session.run({{kReadUnits, {hospital}}}));
  std::vector<CentralUnit> units;
  for (int i = 0; i < rows[0].size(); ++i) units.push_back({rows[0].text(i, 0), rows[0].text(i, 1)});
  return units;
}

Expected<std::uint64_t> read_sums_tick(Session& session) {
  WL_TRY(const auto rows, session.run({{kReadTick, {}}}));
  return rows[0].count(0, 0);
}

Expected<std::vector<PeerSum>> read_peer_sums(Session& session, Period from, Period to) {
  WL_TRY(const auto rows, session.run({{kReadPeers, {std::int64_t{from}, std::int64_t{to}}}}));
  std::vector<PeerSum> sums;
  sums.reserve(static_cast<std::size_t>(rows[0].size()));
  for (int i = 0; i < rows[0].size(); ++i)
    sums.push_back({static_cast<int>(rows[0].integer(i, 0)), rows[0].text(i, 1), rows[0].integer(i, 2), rows[0].integer(i, 3)});
  return sums;
}

Expected<std::vector<MonthFigure>> read_network(Session& session, std::string_view measure) {
  WL_TRY(const auto rows, session.run({{kReadNetwork, {measure}}}));
  return read_figures(rows[0]);
}

Expected<std::vector<NotedIssue>> read_issues(Session& session, int hospital) {
  WL_TRY(const auto rows, session.run({{kReadIssues, {hospital}}}));
  std::vector<NotedIssue> issues;
  for (int i = 0; i < rows[0].size(); ++i)
    issues.push_back({{static_cast<Period>(rows[0].integer(i, 0)), rows[0].text(i, 1), rows[0].text(i, 2), rows[0].text(i, 3)},
                      rows[0].time(i, 4)});
  return issues;
}

Expected<Reported> read_reported(Session& session, Period period, Instant closed) {
  WL_TRY(const auto rows, session.run({{kReadReported, {std::int64_t{period}, closed}}}));
  return Reported{rows[0].integer(0, 0), rows[0].integer(0, 1), rows[0].integer(0, 2)};
}

Expected<std::optional<Instant>> read_first_report(Session& session, int hospital, Period period) {
  WL_TRY(const auto rows, session.run({{kReadFirstReport, {hospital, std::int64_t{period}}}}));
  return rows[0].size() == 0 ? std::nullopt : rows[0].optional_time(0, 0);
}

Expected<std::optional<Instant>> read_last_report(Session& session, int hospital) {
  WL_TRY(const auto rows, session.run({{kReadLastReport, {hospital}}}));
  return rows[0].size() == 0 ? std::nullopt : rows[0].optional_time(0, 0);
}

Expected<std::vector<std::string>> read_hospitals(Session& session) {
  WL_TRY(const auto rows, session.run({{kReadHospitals, {}}}));
  std::vector<std::string> names;
  for (int i = 0; i < rows[0].size(); ++i) names.push_back(rows[0].text(i, 0));
  return names;
}

}  // namespace wardlight::storage::postgres
