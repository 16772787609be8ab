// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <tuple>

#include "core/store/fact_lines.h"
#include "core/store/rows.h"
#include "core/store/store_files.h"

namespace wardlight::store {

const json::Value* Record::resource() const {
  if (!read) {
    auto parsed = json::parse(bytes);
    read = std::make_shared<const std::optional<json::Value>>(parsed ? std::optional(*std::move(parsed)) : std::nullopt);
  }
  return *read ? &**read : nullptr;
}

bool operator==(const Record& a, const Record& b) {
  const auto fields = [](const Record& one) {
    return std::tie(one.encounter, one.type, one.id, one.thread, one.at, one.from_reference, one.signer, one.device, one.standing,
                    one.delivery, one.bytes);
  };
  return fields(a) == fields(b);
}

namespace {

// Who the encounters asked for are about: themselves, and their patients with whomever these replaced or were replaced by.
#define WARDLIGHT_OWNERS                                                                                                     \
  WARDLIGHT_WANTED                                                                                                           \
  ", person (id, known_as) AS (SELECT encounter.patient, wanted.known_as FROM wanted JOIN encounter ON encounter.id = wanted.id" \
  " UNION SELECT patient.replaced_by, person.known_as FROM person JOIN patient ON patient.id = person.id"                    \
  " WHERE patient.replaced_by IS NOT NULL"                                                                                   \
  " UNION SELECT patient.id, person.known_as FROM person JOIN patient ON patient.replaced_by = person.id)"                   \
  ", owner (name, known_as) AS (SELECT 'Encounter/' || id, known_as FROM wanted UNION SELECT 'Patient/' || id, known_as FROM person)"
#define WARDLIGHT_HOLDS "NOT EXISTS (SELECT 1 FROM supersession WHERE supersession.superseded = clinical_fact.id)"
#define WARDLIGHT_FACT_COLUMNS "known_as, clinical_fact.at, clinical_fact.type, clinical_fact.id, clinical_fact.facts, "
#define WARDLIGHT_HAS_KIND(row) "instr(" row ".facts, char(10) || kinds.kind || char(9))"
// The hospital's data always, answers from ?2 on, and of the answers before that the newest of each kind: the kinds of an owner
// are walked along the key, so that a long stay costs no more than its last days.
constexpr std::string_view kListFacts =
    WARDLIGHT_OWNERS
    ", kinds (name, known_as, kind) AS (SELECT name, known_as, (SELECT min(kind) FROM fact_span WHERE owner = owner.name) FROM owner"
    " UNION ALL SELECT name, known_as, (SELECT min(fact_span.kind) FROM fact_span WHERE fact_span.owner = kinds.name"
    " AND fact_span.kind > kinds.kind) FROM kinds WHERE kind IS NOT NULL)"
    " SELECT " WARDLIGHT_FACT_COLUMNS "'' FROM owner CROSS JOIN clinical_fact ON clinical_fact.owner = owner.name"
    " AND clinical_fact.type <> 'QuestionnaireResponse' WHERE " WARDLIGHT_HOLDS
    " UNION ALL SELECT " WARDLIGHT_FACT_COLUMNS "'' FROM owner CROSS JOIN clinical_fact ON clinical_fact.owner = owner.name"
    " AND clinical_fact.at >= ?2 WHERE clinical_fact.type = 'QuestionnaireResponse' AND " WARDLIGHT_HOLDS
    " UNION ALL SELECT " WARDLIGHT_FACT_COLUMNS "kinds.kind FROM kinds CROSS JOIN clinical_fact ON clinical_fact.owner = kinds.name"
    " AND clinical_fact.at = (SELECT older.at FROM fact_span CROSS JOIN clinical_fact AS older ON older.owner = kinds.name"
    " AND older.at >= fact_span.span * ?4 AND older.at < min((fact_span.span + 1) * ?4, ?2)"
    " WHERE fact_span.owner = kinds.name AND fact_span.kind = kinds.kind AND fact_span.span <= ?3"
    " AND older.type = 'QuestionnaireResponse' AND " WARDLIGHT_HAS_KIND("older")
    " AND NOT EXISTS (SELECT 1 FROM supersession WHERE supersession.superseded = older.id)"
    " ORDER BY fact_span.span DESC, older.at DESC LIMIT 1)"
    " WHERE kinds.kind IS NOT NULL AND clinical_fact.type = 'QuestionnaireResponse'"
    " AND " WARDLIGHT_HAS_KIND("clinical_fact") " AND " WARDLIGHT_HOLDS;

#define WARDLIGHT_RECORD_COLUMNS                                                                             \
  "record.type, record.id, record.thread, record.at, record.position, statement.signer, statement.device," \
  " EXISTS (SELECT 1 FROM supersession WHERE supersession.superseded = record.id),"                         \
  " coalesce(statement.bytes, reference.bytes)"
#define WARDLIGHT_RECORD_BYTES                                    \
  " LEFT JOIN statement ON statement.position = record.position" \
  " LEFT JOIN reference ON record.position = 0 AND reference.type = record.type AND reference.id = record.id"
constexpr std::string_view kListRecords =
    WARDLIGHT_OWNERS " SELECT owner.known_as, " WARDLIGHT_RECORD_COLUMNS
                     " FROM (SELECT name, known_as FROM owner UNION SELECT '', '' WHERE ?3) AS owner"
                     " CROSS JOIN record ON record.owner = owner.name" WARDLIGHT_RECORD_BYTES " WHERE ?2 IN ('', record.type)";
constexpr std::string_view kListThread =
    "SELECT CASE WHEN record.owner LIKE 'Encounter/%' THEN substr(record.owner, 11) ELSE '' END, " WARDLIGHT_RECORD_COLUMNS
    " FROM record" WARDLIGHT_RECORD_BYTES " WHERE record.thread = ?";

constexpr std::string_view kListUndelivered =
    "SELECT statement.id, outbox.state FROM outbox JOIN statement ON statement.position = outbox.position"
    " WHERE outbox.state < 4 AND outbox.state IN (0, 1, 2) AND outbox.urgent IN (0, 1)";
constexpr std::string_view kHold = "BEGIN", kLetGo = "ROLLBACK";
constexpr std::string_view kLastPosition = "SELECT coalesce(max(position), 0) FROM statement";

#define WARDLIGHT_INCIDENT_COLUMNS "id, type, device, incarnation, seq, hash, prev, signer, signature, bytes"
constexpr std::string_view kListIncidents =
    "SELECT " WARDLIGHT_INCIDENT_COLUMNS " FROM incident_statement ORDER BY position DESC";
constexpr std::string_view kFindIncident = "SELECT " WARDLIGHT_INCIDENT_COLUMNS " FROM incident_statement WHERE id = ?";

Expected<std::vector<Record>> read_records(Database& database, Statement& rows) {
  std::vector<Record> records;
  std::vector<std::int64_t> positions;
  while (true) {
    WL_TRY(const bool row, rows.step());
    if (!row) break;
    positions.push_back(rows.integer(5));
    records.push_back({{rows.text(0)},
                       rows.text(1),
                       rows.text(2),
                       {rows.text(3)},
                       rows.time(4),
                       positions.back() == 0,
                       {rows.text(6)},
                       {rows.text(7)},
                       rows.integer(8) != 0 ? Standing::Superseded : Standing::Current,
                       Delivery::OnHub,
                       rows.text(9)});
  }
  if (records.empty()) return records;
  WL_TRY(const auto deliveries, Deliveries::read(database, *std::ranges::min_element(positions)));
  for (std::size_t i = 0; i < records.size(); ++i)
    if (!records[i].from_reference) records[i].delivery = deliveries.of(positions[i]);
  std::ranges::sort(records, {}, [](const Record& one) { return std::tie(one.at, one.id, one.encounter); });
  return records;
}

// A row of kListFacts: all that the resource says, or what it says of one kind.
void add_facts(const Statement& row, std::vector<FactRow>& facts) {
  const std::string resource = row.text(2) + "/" + row.text(3);
  const std::string lines = row.text(4);
  const std::string only = row.text(5);
  for (const FactLine& line : read_fact_lines(lines))
    if (only.empty() || line.kind == only)
      facts.push_back({{row.text(0)}, std::string(line.kind), std::string(line.value), row.time(1),
                       line.source.empty() ? resource : std::string(line.source)});
}

}  // namespace

Expected<std::vector<FactRow>> Store::list_facts(std::span<const EncounterId> encounters, Instant since) const {
  WL_TRY(auto rows, m_database->query(kListFacts, id_list(encounters), since, span_of(since), kFactSpan));
  std::vector<FactRow> facts;
  while (true) {
    WL_TRY(const bool row, rows.step());
    if (!row) return facts;
    add_facts(rows, facts);
  }
}

Expected<std::vector<Record>> Store::list_records(std::span<const EncounterId> encounters, std::string_view type,
                                                  OfUnit of_unit) const {
  WL_TRY(auto rows, m_database->query(kListRecords, id_list(encounters), type, of_unit == OfUnit::Yes));
  return read_records(*m_database, rows);
}

Expected<std::vector<Record>> Store::list_thread(const StatementId& thread) const {
  WL_TRY(auto rows, m_database->query(kListThread, thread));
  return read_records(*m_database, rows);
}

Expected<std::vector<std::pair<StatementId, Delivery>>> Store::list_undelivered() const {
  WL_TRY(auto rows, m_database->query(kListUndelivered));
  return read_all(rows, [](const Statement& row) {
    const bool rejected = static_cast<OutboxState>(row.integer(1)) == OutboxState::Rejected;
    return std::pair(StatementId{row.text(0)}, rejected ? Delivery::Rejected : Delivery::SavedHere);
  });
}

Expected<Store::Moment> Store::hold_moment() const {
  WL_CHECK(m_database->run(kHold));
  Moment moment(*m_database);
  WL_TRY(auto row, m_database->query(kLastPosition));
  WL_CHECK(row.step());
  moment.m_last = row.integer(0);
  return moment;
}

Store::Moment::~Moment() {
  if (m_database != nullptr) static_cast<void>(m_database->run(kLetGo));  // it only read
}

Expected<std::vector<StoredStatement>> Store::list_incidents() const {
  WL_TRY(auto rows, m_database->query(kListIncidents));
  return read_all(rows, [](const Statement& row) { return read_statement(row, 0); });
}

Expected<std::optional<StoredStatement>> Store::find_incident(const StatementId& id) const {
  WL_TRY(auto row, m_database->query(kFindIncident, id));
  WL_TRY(const bool there, row.step());
  return there ? std::optional(read_statement(row, 0)) : std::nullopt;
}

}  // namespace wardlight::store
