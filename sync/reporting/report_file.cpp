// SPDX-License-Identifier: Apache-2.0
#include "sync/reporting/report_file.h"

#include "core/json/value.h"

namespace wardlight::reporting {

store::Migrations report_migrations();  // embedded from sync/reporting/migrations

namespace {

constexpr std::string_view kCounted = "SELECT content, epoch, position, incident FROM counted";
constexpr std::string_view kSetCounted = "UPDATE counted SET content = ?, epoch = ?, position = ?, incident = ?";
constexpr std::string_view kPutEntry = "INSERT INTO desk_entry (at, entry) VALUES (?, ?)";
constexpr std::string_view kEntries = "SELECT at, entry FROM desk_entry WHERE at <= ? ORDER BY number";
constexpr std::string_view kPutReport =
    "INSERT INTO report (period, unit, measure, version, n, d, x, status, imported, made_at, notes) VALUES (?, ?, ?, ?, ?, ?, ?, "
    "?, ?, ?, ?)";
constexpr std::string_view kDropEvents = "DELETE FROM month_event WHERE period = ?";
constexpr std::string_view kPutEvent = "INSERT INTO month_event (period, unit, event) VALUES (?, ?, ?)";
constexpr std::string_view kEvents = "SELECT period, unit, event FROM month_event ORDER BY period, rowid";
constexpr std::string_view kCloseMonth =
    "INSERT INTO closed_month (period, closed_at, changed) VALUES (?, ?, 0) ON CONFLICT (period) DO UPDATE SET changed = 0";
constexpr std::string_view kClosedMonths = "SELECT period, closed_at, changed FROM closed_month ORDER BY period";
constexpr std::string_view kMarkChanged = "UPDATE closed_month SET changed = 1 WHERE period = ?";
constexpr std::string_view kCloseDay = "INSERT INTO closed_day (day, unit, version, counts, closed_at) VALUES (?, ?, ?, ?, ?)";
constexpr std::string_view kClosedDays =
    "SELECT day, unit, max(version), counts, closed_at FROM closed_day WHERE day BETWEEN ? AND ? GROUP BY day, unit ORDER BY "
    "day, unit";
constexpr std::string_view kReports =
    "SELECT period, unit, measure, version, n, d, x, status, imported, made_at, notes FROM report AS this WHERE made_at <= ?1"
    " AND (?2 = '' OR period = ?2) AND (?3 = '' OR measure = ?3) AND (?4 OR unit = ?5)"
    " AND (?6 OR version = (SELECT max(version) FROM report WHERE period = this.period AND unit = this.unit AND measure = "
    "this.measure"
    " AND made_at <= ?1)) ORDER BY measure, unit, period, version";

json::Value to_array(const std::vector<std::string>& texts) {
  json::Value list = json::Value::array();
  for (const std::string& text : texts) list.push(text);
  return list;
}

StoredReport read_report(const store::Statement& row) {
  StoredReport report;
  report.row = {{}, row.text(1), row.text(2), row.text(0), row.count(3), row.integer(4), row.integer(5), row.integer(6),
                static_cast<measures::RowStatus>(row.integer(7)), row.text(8)};
  report.made_at = row.time(9);
  if (const auto notes = json::parse(row.text(10)))
    for (const json::Value& note : notes->items()) report.notes.push_back(note.text());
  return report;
}

Expected<measures::DeskEntry> read_stored_entry(const store::Statement& row) {
  WL_TRY(const json::Value said, json::parse(row.text(1)));
  json::Value input = said;
  for (const char* who : {"id", "at", "by", "by_name", "role"}) input.remove(who);
  WL_TRY(measures::DeskEntry entry, measures::read_entry(input));
  entry.id = said.text_of("id");
  entry.at = row.time(0);
  entry.by = said.text_of("by");
  entry.by_name = said.text_of("by_name");
  entry.role = said.text_of("role");
  return entry;
}

}  // namespace

Expected<std::unique_ptr<ReportFile>> ReportFile::open(const std::string& path, store::OpenAs open_as, const crypto::Secret& key,
                                                       const std::string& vfs) {
  store::DatabaseOptions options;
  options.path = path;
  options.open_as = open_as;
  options.migrations = report_migrations();
  options.vfs = vfs;
  WL_TRY(auto database, store::Database::open(options, key));
  return std::unique_ptr<ReportFile>(new ReportFile(std::move(database)));
}

Expected<Counted> ReportFile::counted() {
  const std::lock_guard lock(m_mutex);
  WL_TRY(auto rows, m_database->query(kCounted));
  WL_TRY(const bool there, rows.step());
  return there ? Counted{rows.text(0), rows.text(1), rows.count(2), rows.count(3)} : Counted{};
}

Expected<void> ReportFile::start_over(const Counted& from) {
  const std::lock_guard lock(m_mutex);
  WL_TRY(auto transaction, store::Transaction::begin(*m_database));
  WL_CHECK(m_database->script("DELETE FROM record_row; DELETE FROM link;"));
  WL_CHECK(m_database->run(kSetCounted, from.content, from.epoch, from.position, from.incident));
  WL_CHECK(m_database->script("UPDATE closed_month SET changed = 1;"));
  return transaction.commit();
}

Expected<void> ReportFile::add_entry(const measures::DeskEntry& entry) {
  const std::lock_guard lock(m_mutex);
  const std::string text = json::write(measures::to_json(entry));
  return m_database->run(kPutEntry, entry.at, text);
}

Expected<std::vector<measures::DeskEntry>> ReportFile::entries(Instant known_on) {
  const std::lock_guard lock(m_mutex);
  WL_TRY(auto rows, m_database->query(kEntries, known_on));
  std::vector<measures::DeskEntry> entries;
  while (true) {
    WL_TRY(const bool row, rows.step());
    if (!row) return entries;
    WL_TRY(measures::DeskEntry entry, read_stored_entry(rows));
    entries.push_back(std::move(entry));
  }
}

Expected<std::vector<StoredReport>> ReportFile::reports(const ReportWish& wish) {
  const std::lock_guard lock(m_mutex);
  WL_TRY(auto rows, m_database->query(kReports, wish.known_on, wish.period, wish.measure, wish.any_unit ? 1 : 0, wish.unit,
                                      wish.every_version ? 1 : 0));
  std::vector<StoredReport> reports;
  while (true) {
    WL_TRY(const bool row, rows.step());
    if (!row) return reports;
    reports.push_back(read_report(rows));
  }
}

Expected<void> ReportFile::close_month(const std::string& period, Instant at, std::span<const StoredReport> reports,
                                       std::span<const MonthEvent> events) {
  const std::lock_guard lock(m_mutex);
  WL_TRY(auto transaction, store::Transaction::begin(*m_database));
  for (const StoredReport& one : reports) {
    const auto& row = one.row;
    const std::string notes = json::write(to_array(one.notes));
    WL_CHECK(m_database->run(kPutReport, period, row.unit, row.measure, row.version, row.n, row.d, row.x,
                             static_cast<int>(row.status), row.imported, one.made_at, notes));
  }
  WL_CHECK(m_database->run(kDropEvents, period));
  for (const MonthEvent& one : events) {
    const std::string event = json::write(one.event);
    WL_CHECK(m_database->run(kPutEvent, period, one.unit, event));
  }
  WL_CHECK(m_database->run(kCloseMonth, period, at));
  return transaction.commit();
}

Expected<std::vector<ClosedMonth>> ReportFile::closed_months() {
  const std::lock_guard lock(m_mutex);
  WL_TRY(auto rows, m_database->query(kClosedMonths));
  std::vector<ClosedMonth> months;
  while (true) {
    WL_TRY(const bool row, rows.step());
    if (!row) return months;
    months.push_back({rows.text(0), rows.time(1), rows.integer(2) != 0});
  }
}

Expected<void> ReportFile::mark_changed(const std::set<std::string>& periods) {
  const std::lock_guard lock(m_mutex);
  for (const std::string& period : periods) WL_CHECK(m_database->run(kMarkChanged, period));
  return {};
}

Expected<std::vector<MonthEvent>> ReportFile::month_events() {
  const std::lock_guard lock(m_mutex);
  WL_TRY(auto rows, m_database->query(kEvents));
  std::vector<MonthEvent> events;
  while (true) {
    WL_TRY(const bool row, rows.step());
    if (!row) return events;
    WL_TRY(json::Value event, json::parse(rows.text(2)));
    events.push_back({rows.text(0), rows.text(1), std::move(event)});
  }
}

Expected<void> ReportFile::close_days(std::span<const ClosedDay> days) {
  const std::lock_guard lock(m_mutex);
  WL_TRY(auto transaction, store::Transaction::begin(*m_database));
  for (const ClosedDay& day : days) {
    const std::string counts = json::write(day.counts);
    WL_CHECK(m_database->run(kCloseDay, day.day, day.unit, day.version, counts, day.closed_at));
  }
  return transaction.commit();
}

Expected<std::vector<ClosedDay>> ReportFile::closed_days(const std::string& from, const std::string& to) {
  const std::lock_guard lock(m_mutex);
  WL_TRY(auto rows, m_database->query(kClosedDays, from, to));
  std::vector<ClosedDay> days;
  while (true) {
    WL_TRY(const bool row, rows.step());
    if (!row) return days;
    WL_TRY(json::Value counts, json::parse(rows.text(3)));
    days.push_back({rows.text(0), rows.text(1), rows.count(2), std::move(counts), rows.time(4)});
  }
}

}  // namespace wardlight::reporting
