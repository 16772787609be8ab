// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

#include "core/json/value.h"
#include "core/store/rows.h"
#include "core/store/store_files.h"

namespace wardlight::store {
namespace {

#define WARDLIGHT_ACT_COLUMNS                                                                                             \
  "wanted.known_as, fact.id, fact.act, fact.kind, fact.author, fact.occurred_at, fact.recorded_at, fact.glance,"         \
  " fact.starts_at, fact.ends_at, EXISTS (SELECT 1 FROM supersession WHERE supersession.superseded = fact.id)," \
  " fact.position"
#define WARDLIGHT_CORRECTS ", (SELECT supersession.superseded FROM supersession WHERE supersession.by = fact.id LIMIT 1)"
// Comes in order of encounter and time by itself, as long as the ids are sorted and none replaced another.
constexpr std::string_view kListActs =
    WARDLIGHT_WANTED " SELECT " WARDLIGHT_ACT_COLUMNS
                     ", NULL FROM wanted CROSS JOIN fact ON fact.encounter = wanted.id AND fact.occurred_at >= ?2";
constexpr std::string_view kListActsOf =
    "WITH wanted (id, known_as) AS (SELECT DISTINCT encounter, encounter FROM fact) SELECT " WARDLIGHT_ACT_COLUMNS
    ", NULL FROM wanted CROSS JOIN fact ON fact.encounter = wanted.id AND fact.occurred_at >= ?2"
    " WHERE ?1 IS NULL OR fact.author = ?1 ORDER BY fact.occurred_at, fact.position";
constexpr std::string_view kListTimeline =
    WARDLIGHT_WANTED " SELECT " WARDLIGHT_ACT_COLUMNS WARDLIGHT_CORRECTS
                     " FROM wanted CROSS JOIN fact ON fact.encounter = wanted.id"
                     " ORDER BY fact.occurred_at DESC, fact.position DESC LIMIT ?2";
constexpr std::string_view kListAssignments =
    WARDLIGHT_WANTED " SELECT wanted.known_as, assignment.practitioner, assignment.role, assignment.authored_at, assignment.active"
                     " FROM wanted CROSS JOIN assignment ON assignment.encounter = wanted.id"
                     " WHERE NOT EXISTS (SELECT 1 FROM supersession WHERE supersession.superseded = assignment.id)"
                     " ORDER BY wanted.known_as, assignment.authored_at, assignment.id";
constexpr std::string_view kListPractitioners = "SELECT id, name FROM practitioner ORDER BY name, id";

Act read_act(const Statement& row) {
  Act act;
  act.encounter = {row.text(0)};
  act.id = {row.text(1)};
  act.act = row.text(2);
  act.kind = row.text(3);
  act.author = {row.text(4)};
  act.occurred_at = row.time(5);
  act.recorded_at = row.time(6);
  act.glance = row.integer(7) != 0 ? Glance::Complete : Glance::Incomplete;
  act.starts_at = row.optional_time(8);
  act.ends_at = row.optional_time(9);
  act.standing = row.integer(10) != 0 ? Standing::Superseded : Standing::Current;
  if (!row.is_null(12)) act.corrects = StatementId{row.text(12)};
  return act;
}

struct ReadActs {
  std::vector<Act> acts;
  std::vector<std::int64_t> positions;  // of each its statement's
};

// Reads the rows and looks up, in one go, which of them are not on the hub yet.
Expected<ReadActs> read_placed(Database& database, Statement& rows) {
  ReadActs read;
  auto& [acts, positions] = read;
  while (true) {
    WL_TRY(const bool row, rows.step());
    if (!row) break;
    acts.push_back(read_act(rows));
    positions.push_back(rows.integer(11));
  }
  if (acts.empty()) return read;
  WL_TRY(const auto open, Deliveries::read(database, *std::min_element(positions.begin(), positions.end())));
  for (std::size_t i = 0; i < acts.size(); ++i) acts[i].delivery = open.of(positions[i]);
  return read;
}

Expected<std::vector<Act>> read_acts(Database& database, Statement& rows) {
  WL_TRY(ReadActs read, read_placed(database, rows));
  return std::move(read.acts);
}

// By encounter and time, of one time in the order of arrival, whatever the encounter was called when they came.
std::vector<Act> in_order(ReadActs read) {
  std::vector<std::size_t> places(read.acts.size());
  std::iota(places.begin(), places.end(), std::size_t{0});
  const auto order = [&](std::size_t at) { return std::tie(read.acts[at].encounter, read.acts[at].occurred_at, read.positions[at]); };
  if (std::ranges::is_sorted(places, {}, order)) return std::move(read.acts);
  std::ranges::sort(places, {}, order);
  std::vector<Act> sorted;
  sorted.reserve(places.size());
  for (const std::size_t at : places) sorted.push_back(std::move(read.acts[at]));
  return sorted;
}

}  // namespace

Expected<std::vector<Act>> Store::list_acts(std::span<const EncounterId> encounters, Instant since) const {
  std::vector<EncounterId> sorted(encounters.begin(), encounters.end());
  std::ranges::sort(sorted);
  WL_TRY(auto rows, m_database->query(kListActs, id_list(sorted), since));
  WL_TRY(auto read, read_placed(*m_database, rows));
  return in_order(std::move(read));
}

Expected<std::vector<Act>> Store::list_acts_of(const std::optional<PractitionerId>& author, Instant since) const {
  WL_TRY(auto rows, m_database->query(kListActsOf, author, since));
  return read_acts(*m_database, rows);
}

Expected<std::vector<Act>> Store::list_timeline(const EncounterId& encounter, std::size_t count) const {
  WL_TRY(const EncounterId known, resolve(encounter));
  WL_TRY(auto rows, m_database->query(kListTimeline, id_list({&known, 1}), count));
  return read_acts(*m_database, rows);
}

// In order of time: taking over replaces whoever held it in that role, giving up ends only one's own.
Expected<std::vector<Assignment>> Store::list_assignments(std::span<const EncounterId> encounters) const {
  std::map<std::pair<std::string, std::string>, Assignment> holding;  // by encounter and role
  WL_TRY(auto rows, m_database->query(kListAssignments, id_list(encounters)));
  while (true) {
    WL_TRY(const bool row, rows.step());
    if (!row) break;
    Assignment assignment{{rows.text(0)}, {rows.text(1)}, rows.text(2), rows.time(3)};
    const std::pair key(assignment.encounter.value, assignment.role);
    const auto held = holding.find(key);
    if (rows.integer(4) != 0) holding[key] = std::move(assignment);
    else if (held != holding.end() && (held->second.practitioner == assignment.practitioner || assignment.practitioner.empty()))
      holding.erase(held);
  }
  std::vector<Assignment> current;
  for (auto& [key, assignment] : holding) current.push_back(std::move(assignment));
  return current;
}

Expected<std::vector<PersonName>> Store::list_practitioners() const {
  WL_TRY(auto rows, m_database->query(kListPractitioners));
  return read_all(rows, [](const Statement& row) { return PersonName{{row.text(0)}, row.text(1)}; });
}

}  // namespace wardlight::store
