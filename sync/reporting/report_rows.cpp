// SPDX-License-Identifier: Apache-2.0
// The rows of the record in the report file: taking changes, and reading what a period needs.
#include <array>
#include <limits>

#include "sync/reporting/report_file.h"

namespace wardlight::reporting {
namespace {

constexpr std::int64_t kForEver = std::numeric_limits<std::int64_t>::max();
constexpr std::string_view kSetCounted = "UPDATE counted SET content = ?, epoch = ?, position = ?, incident = ?";
constexpr std::string_view kPutRow =
    "INSERT INTO record_row (reach, ends, kind, source, encounter, patient, at, until, code, detail, about, known_from, known_to)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view kTimesOf = "SELECT at, ends FROM record_row WHERE source = ? AND kind <> 'born'";
constexpr std::string_view kFirstVisit = "SELECT min(at) FROM record_row WHERE patient = ? AND kind = 'visit'";
constexpr std::string_view kDropRows = "DELETE FROM record_row WHERE source = ?";
constexpr std::string_view kEndRows = "UPDATE record_row SET known_to = ? WHERE source = ? AND known_to > ?";
constexpr std::string_view kFindLink = "SELECT root, superseded_at FROM link WHERE id = ?";
constexpr std::string_view kPutRoot =
    "INSERT INTO link (id, root) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET root = excluded.root";
constexpr std::string_view kPutSuperseded =
    "INSERT INTO link (id, root, superseded_at) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
    " superseded_at = min(coalesce(superseded_at, excluded.superseded_at), excluded.superseded_at)";
constexpr std::string_view kRows =
    "SELECT kind, source, encounter, patient, at, until, code, detail, about FROM record_row WHERE reach = ? AND ends >= ? AND "
    "ends <= ? AND at < ?"
    " AND known_from <= ? AND known_to > ?";
// Whose stays matter, when they were born.
constexpr std::string_view kBirths =
    "SELECT kind, source, encounter, patient, at, until, code, detail, about FROM record_row WHERE kind = 'born' AND known_from "
    "<= ?"
    " AND known_to > ? AND patient IN (SELECT patient FROM record_row WHERE reach = ? AND ends >= ? AND at < ? AND kind = "
    "'visit')";
constexpr std::string_view kRowsOf =
    "SELECT kind, source, encounter, patient, at, until, code, detail, about FROM record_row WHERE source = ? ORDER BY number";
constexpr std::string_view kFirstKnown = "SELECT min(known_from) FROM record_row";

// How far from its own time a row still matters: a round for its day, an act for its month, a stay for as long as it lasts and
// for what follows from it. Rounds are most of all rows, so they are read by their time alone.
enum Reach : int { kDay = 0, kMonth = 1, kStay = 2, kPerson = 3 };
constexpr std::array<std::string_view, 8> kLong{"visit",           "stay",         "alias",          "device",
                                              "pressure-injury", "immunization", "vaccine-screen", "comfort-care"};
constexpr std::array<std::string_view, 5> kOpenEnded{"visit", "stay", "alias", "device", "comfort-care"};
constexpr Duration kRoundMargin = hours(36);
constexpr Duration kActBefore = hours(24 * 35);
constexpr Duration kStayBefore = hours(24 * 400);
constexpr Duration kAfter = hours(24 * 62);

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& kinds, std::string_view kind) {
  for (const std::string_view one : kinds)
    if (one == kind) return true;
  return false;
}

int reach_of(std::string_view kind) {
  if (kind == measures::kRoundRow) return kDay;
  if (kind == "born") return kPerson;
  return is_one_of(kLong, kind) ? kStay : kMonth;
}

std::int64_t end_of(const measures::RecordRow& row) {
  if (is_one_of(kOpenEnded, row.kind)) return row.until ? std::max(row.until->milliseconds, row.at.milliseconds) : kForEver;
  return row.at.milliseconds;
}

measures::RecordRow read_row(const store::Statement& row) {
  return {row.text(0),          row.text(1), row.text(2), row.text(3), row.time(4),
          row.optional_time(5), row.text(6), row.text(7), row.text(8)};
}

// The rows of one source come and go in one transaction with what they touch.
class Taker {
 public:
  explicit Taker(store::Database& database) : m_database(database) {}

  Expected<void> take(const RowChange& change) {
    for (const std::string& source : change.replaced) {
      WL_CHECK(note_times(source));
      WL_CHECK(m_database.run(kDropRows, source));
    }
    if (!change.corrects.empty()) WL_CHECK(correct(change));
    for (const KnownRow& known : change.rows) WL_CHECK(put(known));
    return {};
  }
  std::vector<ReportFile::Touched> touched;

 private:
  Expected<void> note_times(const std::string& source) {
    WL_TRY(auto rows, m_database.query(kTimesOf, source));
    while (true) {
      WL_TRY(const bool row, rows.step());
      if (!row) return {};
      touched.push_back({rows.time(0), rows.time(1)});
    }
  }

  struct Link {
    std::string root;
    std::optional<Instant> superseded_at;
  };
  Expected<Link> find_link(const std::string& id) {
    WL_TRY(auto rows, m_database.query(kFindLink, id));
    WL_TRY(const bool there, rows.step());
    return there ? Link{rows.text(0), rows.optional_time(1)} : Link{};
  }

  Expected<void> correct(const RowChange& change) {
    const auto slash = change.corrects.rfind('/');
    const std::string id = change.corrects.substr(slash + 1);
    WL_TRY(Link link, find_link(id));
    if (link.root.empty()) link.root = id;
    WL_CHECK(m_database.run(kPutSuperseded, id, link.root, change.at));
    WL_CHECK(m_database.run(kPutRoot, change.statement, link.root));
    WL_CHECK(note_times(change.corrects));
    return m_database.run(kEndRows, change.at, change.corrects, change.at);
  }

  Expected<void> put(const KnownRow& known) {
    const measures::RecordRow& row = known.row;
    WL_TRY(const Link link, find_link(row.source.substr(row.source.rfind('/') + 1)));
    std::int64_t known_to = known.known_to ? known.known_to->milliseconds : kForEver;
    if (link.superseded_at) known_to = std::min(known_to, link.superseded_at->milliseconds);
    const std::string& about = row.about.empty() ? link.root : row.about;
    const std::int64_t ends = end_of(row);
    WL_CHECK(m_database.run(kPutRow, reach_of(row.kind), ends, row.kind, row.source, row.encounter, row.patient, row.at,
                            row.until, row.code, row.detail, about, known.known_from, known_to));
    if (row.kind == "born") return note_visits(row.patient);
    touched.push_back({row.at, {ends}});
    return {};
  }

  // A birth date says something of a patient's stays and of no other time.
  Expected<void> note_visits(const std::string& patient) {
    WL_TRY(auto rows, m_database.query(kFirstVisit, patient));
    WL_TRY(const bool there, rows.step());
    if (const auto first = there ? rows.optional_time(0) : std::nullopt) touched.push_back({*first, {kForEver}});
    return {};
  }

  store::Database& m_database;
};

}  // namespace

Expected<std::vector<ReportFile::Touched>> ReportFile::take(const Counted& now, std::span<const RowChange> changes) {
  const std::lock_guard lock(m_mutex);
  WL_TRY(auto transaction, store::Transaction::begin(*m_database));
  Taker taker(*m_database);
  for (const RowChange& change : changes) WL_CHECK(taker.take(change));
  WL_CHECK(m_database->run(kSetCounted, now.content, now.epoch, now.position, now.incident));
  WL_CHECK(transaction.commit());
  return std::move(taker.touched);
}

Expected<std::vector<measures::RecordRow>> ReportFile::rows(const RowWish& wish) {
  const std::lock_guard lock(m_mutex);
  struct Part {
    int reach;
    std::int64_t from, to;
    Instant before;
  };
  const std::array<Part, 3> parts{
      {{kStay, (wish.from - kStayBefore).milliseconds, kForEver, wish.to + kAfter},
       {kMonth, (wish.from - kActBefore).milliseconds, kForEver, wish.to + kAfter},
       {kDay, (wish.from - kRoundMargin).milliseconds, (wish.to + kRoundMargin).milliseconds, wish.to + kRoundMargin}}};
  std::vector<measures::RecordRow> found;
  for (const Part& part : parts) {
    WL_TRY(auto rows, m_database->query(kRows, part.reach, part.from, part.to, part.before, wish.known_on, wish.known_on));
    while (true) {
      WL_TRY(const bool row, rows.step());
      if (!row) break;
      found.push_back(read_row(rows));
    }
  }
  const Part& stays = parts.front();
  WL_TRY(auto births, m_database->query(kBirths, wish.known_on, wish.known_on, stays.reach, stays.from, stays.before));
  while (true) {
    WL_TRY(const bool row, births.step());
    if (!row) return found;
    found.push_back(read_row(births));
  }
}

Expected<std::vector<measures::RecordRow>> ReportFile::rows_of(const std::string& source) {
  const std::lock_guard lock(m_mutex);
  WL_TRY(auto rows, m_database->query(kRowsOf, source));
  std::vector<measures::RecordRow> found;
  while (true) {
    WL_TRY(const bool row, rows.step());
    if (!row) return found;
    found.push_back(read_row(rows));
  }
}

Expected<std::optional<Instant>> ReportFile::first_known() {
  const std::lock_guard lock(m_mutex);
  WL_TRY(auto rows, m_database->query(kFirstKnown));
  WL_TRY(const bool there, rows.step());
  return there ? rows.optional_time(0) : std::nullopt;
}

}  // namespace wardlight::reporting
