// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <tuple>

#include "core/json/value.h"
#include "core/store/places.h"
#include "core/store/rows.h"
#include "core/store/store_files.h"

namespace wardlight::store {
namespace {

#define WARDLIGHT_CENSUS_COLUMNS                                                                                             \
  "encounter.id, encounter.patient, encounter.status, encounter.arrived, encounter.departed, encounter.temporary,"           \
  " patient.name, patient.family, patient.given, patient.birth_date, patient.gender, patient.identifiers, patient.replaced_by," \
  " stay.location, stay.begins, stay.ends, stay.status"                                                                      \
  " FROM encounter LEFT JOIN patient ON patient.id = encounter.patient LEFT JOIN stay ON stay.encounter = encounter.id"
#define WARDLIGHT_GOES_ON                                                                            \
  " WHERE (encounter.departed IS NULL OR encounter.departed > ?1) AND encounter.replaced_by IS NULL" \
  " AND encounter.status NOT IN ('planned', 'cancelled', 'entered-in-error', 'finished')"
// Whoever the hospital says is here is here, also one who came later than our clock says it is: that may be wrong.
constexpr std::string_view kListNow = "SELECT " WARDLIGHT_CENSUS_COLUMNS WARDLIGHT_GOES_ON " ORDER BY encounter.id, stay.ordinal";
constexpr std::string_view kListThen =
    "SELECT " WARDLIGHT_CENSUS_COLUMNS WARDLIGHT_GOES_ON
    " AND (encounter.arrived IS NULL OR encounter.arrived <= ?1) ORDER BY encounter.id, stay.ordinal";
constexpr std::string_view kListPast =
    "SELECT " WARDLIGHT_CENSUS_COLUMNS
    " WHERE encounter.departed > ?1 AND (encounter.arrived IS NULL OR encounter.arrived <= ?1)"
    " AND encounter.replaced_by IS NULL AND encounter.status = 'finished' ORDER BY encounter.id, stay.ordinal";
constexpr std::string_view kListDeparted =
    "SELECT " WARDLIGHT_CENSUS_COLUMNS
    " WHERE encounter.departed > ?1 AND encounter.departed <= ?2 AND encounter.replaced_by IS NULL"
    " AND encounter.status NOT IN ('planned', 'cancelled', 'entered-in-error') ORDER BY encounter.id, stay.ordinal";
constexpr std::string_view kFind = "SELECT " WARDLIGHT_CENSUS_COLUMNS " WHERE encounter.id = ?1 ORDER BY stay.ordinal";
constexpr std::string_view kListCautions =
    "SELECT caution.patient, caution.category, caution.text FROM json_each(?) AS wanted CROSS JOIN caution ON caution.patient = wanted.value"
    " WHERE caution.active ORDER BY caution.patient, caution.text";
constexpr std::string_view kFindPatient =
    "SELECT name, family, given, birth_date, gender, identifiers, replaced_by FROM patient WHERE id = ?";
constexpr std::string_view kFollowEncounter = "SELECT replaced_by FROM encounter WHERE id = ?";
constexpr std::string_view kFollowPatient = "SELECT replaced_by FROM patient WHERE id = ?";
constexpr int kLongestChain = 16;  // merges of merges; a loop ends here

std::vector<Identifier> read_identifiers(const std::string& text) {
  std::vector<Identifier> identifiers;
  const auto list = json::parse(text);
  if (!list) return identifiers;
  for (const auto& pair : list->items()) identifiers.push_back({pair[std::size_t{0}].text(), pair[std::size_t{1}].text()});
  return identifiers;
}

void read_person(CensusEntry& entry, const Statement& row, int first) {
  entry.name = row.text(first);
  entry.family = row.text(first + 1);
  entry.given = row.text(first + 2);
  entry.birth_date = row.text(first + 3);
  entry.gender = row.text(first + 4);
  entry.identifiers = read_identifiers(row.text(first + 5));
}

enum class Asked { Now, Then };

bool is_anywhere(const Stay& stay) { return !stay.unit.empty() || !stay.bed.empty(); }

// One reading of the census: rows of an encounter stand together, one for each stay.
class CensusReading {
 public:
  CensusReading(Database& database, Instant at, Asked asked) : m_database(database), m_places(database), m_at(at), m_asked(asked) {}

  Expected<void> read(Statement& rows) {
    while (true) {
      WL_TRY(const bool row, rows.step());
      if (!row) return {};
      if (m_entries.empty() || m_entries.back().encounter.value != rows.text(0)) WL_CHECK(begin_entry(rows));
      if (!rows.is_null(13)) WL_CHECK(add_stay(rows));
    }
  }

  std::vector<CensusEntry>& entries() { return m_entries; }

 private:
  Expected<void> begin_entry(const Statement& row) {
    CensusEntry entry;
    entry.encounter = {row.text(0)};
    entry.patient = {row.text(1)};
    entry.status = row.text(2);
    entry.arrived = row.optional_time(3);
    entry.departed = row.optional_time(4);
    entry.origin = row.integer(5) != 0 ? Origin::Temporary : Origin::Hospital;
    read_person(entry, row, 6);
    for (auto survivor = row.text(12); !survivor.empty();) {
      WL_TRY(survivor, follow_patient(entry, survivor));
    }
    m_entries.push_back(std::move(entry));
    return {};
  }

  // Takes over the surviving patient's person; gives who replaced that one, if anybody did.
  Expected<std::string> follow_patient(CensusEntry& entry, const std::string& patient) {
    if (++m_followed > kLongestChain * static_cast<int>(m_entries.size() + 1)) return std::string();
    WL_TRY(auto row, m_database.query(kFindPatient, patient));
    WL_TRY(const bool there, row.step());
    if (!there) return std::string();
    entry.patient = {patient};
    read_person(entry, row, 0);
    return row.text(6);
  }

  Expected<void> add_stay(const Statement& row) {
    WL_TRY(Stay stay, m_places.place(row.text(13)));
    stay.from = row.optional_time(14);
    stay.to = row.optional_time(15);
    const auto status = row.text(16);
    if (status == "reserved" && stay.from) {
      m_entries.back().away.push_back(std::move(stay));
      return {};
    }
    if (holds(stay, status)) m_entries.back().now = stay;
    m_entries.back().stays.push_back(std::move(stay));
    return {};
  }

  // Where somebody is now the hospital's word says; our clock, which may be wrong, only what that leaves open.
  bool holds(const Stay& stay, std::string_view status) const {
    if (status == "planned" || status == "reserved" || (stay.to && *stay.to <= m_at)) return false;
    const CensusEntry& entry = m_entries.back();
    const bool begun = !stay.from || *stay.from <= m_at;
    if (m_asked == Asked::Then || entry.status == "planned" || entry.status == "finished") return begun;
    if (stay.to && status == "completed") return false;
    return begun || status == "active" || entry.now.to || !is_anywhere(entry.now);
  }

  Database& m_database;
  Places m_places;
  Instant m_at;
  Asked m_asked;
  int m_followed = 0;
  std::vector<CensusEntry> m_entries;
};

// An empty text says "none": it stands as long as nothing else does.
void add_text(std::optional<std::string>& to, const std::string& text) {
  if (!to || to->empty()) to = text;
  else if (!text.empty()) *to += ", " + text;
}

bool contains(const std::vector<std::string>& list, const std::string& text) { return std::find(list.begin(), list.end(), text) != list.end(); }

Expected<void> add_cautions(Database& database, const ProjectionRules& rules, std::vector<CensusEntry>& entries) {
  auto patients = json::Value::array();
  for (const auto& entry : entries) patients.push(json::Value(entry.patient.value));
  std::multimap<std::string, CensusEntry*> by_patient;
  for (auto& entry : entries) by_patient.emplace(entry.patient.value, &entry);
  WL_TRY(auto rows, database.query(kListCautions, json::write(patients)));
  std::string previous;
  while (true) {
    WL_TRY(const bool row, rows.step());
    if (!row) return {};
    const auto category = rows.text(1);
    std::string mark = rows.text(0) + '\n' + category + '\n' + rows.text(2);
    if (mark == previous) continue;  // one patient with two encounters is asked for twice; the same word is said once
    previous = std::move(mark);
    const auto [begin, end] = by_patient.equal_range(rows.text(0));
    for (auto at = begin; at != end; ++at) {
      if (category == "allergy") add_text(at->second->allergies, rows.text(2));
      else if (contains(rules.code_status_categories, category)) add_text(at->second->code_status, rows.text(2));
      else if (contains(rules.isolation_categories, category)) add_text(at->second->isolation, rows.text(2));
    }
  }
}

// Also those whose end the hospital told, and it is still to come.
Expected<void> read_present(Database& database, std::string_view going_on, Instant at, CensusReading& reading) {
  for (const auto sql : {going_on, kListPast}) {
    WL_TRY(auto rows, database.query(sql, at));
    WL_CHECK(reading.read(rows));
  }
  return {};
}

Expected<std::vector<CensusEntry>> finish_census(Database& database, const ProjectionRules& rules, const LocationId& unit,
                                                 std::vector<CensusEntry> entries) {
  if (!unit.empty()) std::erase_if(entries, [&](const CensusEntry& entry) { return entry.now.unit != unit; });
  WL_CHECK(add_cautions(database, rules, entries));
  const auto place = [](const CensusEntry& entry) {
    return std::tuple(std::string_view(entry.now.unit_name), entry.now.bed_name.size(), std::string_view(entry.now.bed_name),
                      std::string_view(entry.encounter.value));
  };
  std::sort(entries.begin(), entries.end(), [&](const auto& a, const auto& b) { return place(a) < place(b); });
  return entries;
}

Expected<std::string> follow(Database& database, std::string_view sql, std::string id) {
  for (int i = 0; i < kLongestChain; ++i) {
    WL_TRY(auto row, database.query(sql, id));
    WL_TRY(const bool there, row.step());
    if (!there || row.is_null(0)) break;
    id = row.text(0);
  }
  return id;
}

}  // namespace

Expected<std::vector<CensusEntry>> Store::list_census(const LocationId& unit, Instant now) const {
  CensusReading reading(*m_database, now, Asked::Now);
  WL_CHECK(read_present(*m_database, kListNow, now, reading));
  return finish_census(*m_database, m_files->options.rules, unit, std::move(reading.entries()));
}

Expected<std::vector<CensusEntry>> Store::list_past_census(const LocationId& unit, Instant then) const {
  CensusReading reading(*m_database, then, Asked::Then);
  WL_CHECK(read_present(*m_database, kListThen, then, reading));
  return finish_census(*m_database, m_files->options.rules, unit, std::move(reading.entries()));
}

Expected<std::vector<CensusEntry>> Store::list_departed(const LocationId& unit, Instant from, Instant to) const {
  CensusReading reading(*m_database, to, Asked::Then);
  WL_TRY(auto rows, m_database->query(kListDeparted, from, to));
  WL_CHECK(reading.read(rows));
  auto& entries = reading.entries();
  for (CensusEntry& entry : entries)
    if (!entry.stays.empty()) entry.now = entry.stays.back();
  if (!unit.empty()) std::erase_if(entries, [&](const CensusEntry& entry) { return entry.now.unit != unit; });
  WL_CHECK(add_cautions(*m_database, m_files->options.rules, entries));
  const auto when = [](const CensusEntry& entry) { return std::tuple(*entry.departed, std::string_view(entry.encounter.value)); };
  std::sort(entries.begin(), entries.end(), [&](const auto& a, const auto& b) { return when(a) < when(b); });
  return std::move(entries);
}

Expected<std::optional<CensusEntry>> Store::find_census(const EncounterId& encounter) const {
  WL_TRY(const EncounterId known, resolve(encounter));
  CensusReading reading(*m_database, m_files->clock.now(), Asked::Now);
  WL_TRY(auto rows, m_database->query(kFind, known));
  WL_CHECK(reading.read(rows));
  if (reading.entries().empty()) return std::optional<CensusEntry>();
  WL_CHECK(add_cautions(*m_database, m_files->options.rules, reading.entries()));
  return std::optional<CensusEntry>(std::move(reading.entries().front()));
}

Expected<EncounterId> Store::resolve(const EncounterId& encounter) const {
  WL_TRY(auto id, follow(*m_database, kFollowEncounter, encounter.value));
  return EncounterId{std::move(id)};
}

Expected<PatientId> Store::resolve(const PatientId& patient) const {
  WL_TRY(auto id, follow(*m_database, kFollowPatient, patient.value));
  return PatientId{std::move(id)};
}

}  // namespace wardlight::store
