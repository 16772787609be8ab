// SPDX-License-Identifier: Apache-2.0
#include "sync/storage/postgres/new_facts.h"

namespace wardlight::storage::postgres {
namespace {

// One statement: the rows; a mark, locked until the commit, that their months must be summed again; and a word about each
// row whose place was taken. Whoever sums waits for the mark, so that no row is left out of a sum. Who takes a place between
// the look and the insert makes this transaction fail, and it is done again.
constexpr std::string_view kInsertFacts =
    "WITH w AS MATERIALIZED (SELECT t.*, f.hospital IS NOT NULL AS is_taken, f.n AS n_before, f.d AS d_before, "
    "(f.n, f.d, f.x, f.imported) IS NOT DISTINCT FROM (t.n, t.d, t.x::int, t.imported) AS is_same FROM unnest($2::bigint[], "
    "$3::bigint[], "
    "$4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[], $10::text[]) AS t(unit, period, "
    "measure, "
    "version, n, d, x, status, imported) LEFT JOIN LATERAL (SELECT hospital, n, d, x, imported FROM central_fact WHERE hospital = "
    "$1 AND period = t.period::smallint AND measure = t.measure::smallint AND unit = t.unit::int AND version = t.version::smallint "
    "LIMIT 1) f ON true), "
    "added AS (INSERT INTO central_fact (n, d, received_at, x, hospital, unit, period, measure, version, status, imported) "
    "SELECT n, d, $11, x::int, $1, unit::int, period::smallint, measure::smallint, version::smallint, status::smallint, imported "
    "FROM w "
    "WHERE NOT is_taken), "
    "dirty AS (INSERT INTO central_dirty (hospital, period) SELECT DISTINCT $1::int, period::smallint FROM w ORDER BY 2 "
    "ON CONFLICT (hospital, period) DO UPDATE SET period = excluded.period), "
    "seen AS (UPDATE central_hospital SET last_report = $11 WHERE number = $1) "
    "INSERT INTO central_issue (hospital, period, unit, measure, text, noted_at) SELECT $1, w.period::smallint, coalesce(u.id, "
    "''), m.id, "
    "CASE WHEN w.is_same THEN format('Version %s was reported twice with the same figures; it counts once.', w.version) ELSE "
    "format('Version %s was reported twice: first %s of %s, then %s of %s. The first counts until a version %s comes.', "
    "w.version, "
    "w.n_before, w.d_before, w.n, w.d, w.version + 1) END, $11 "
    "FROM w JOIN central_measure m ON m.number = w.measure LEFT JOIN central_unit u ON u.number = w.unit "
    "WHERE w.is_taken ON CONFLICT DO NOTHING";
constexpr std::string_view kInsertIssues =
    "INSERT INTO central_issue (hospital, period, unit, measure, text, noted_at) SELECT $1, i.period::smallint, i.unit, "
    "i.measure, i.text, "
    "$6 FROM unnest($2::bigint[], $3::text[], $4::text[], $5::text[]) AS i(period, unit, measure, text) ON CONFLICT DO NOTHING";
constexpr std::string_view kInsertReports =
    "INSERT INTO central_bytes (period, hospital, id) SELECT r.period::smallint, $1, r.id FROM unnest($2::bigint[], $3::text[]) "
    "AS r(period, id) ON CONFLICT DO NOTHING";

void push_signed(Array& array, std::int64_t number) { array.push_number(static_cast<std::uint64_t>(number)); }

const std::string& name_of(const ReportFact& fact) { return fact.unit_name.empty() ? fact.unit : fact.unit_name; }

}  // namespace

Expected<void> NewFacts::read(Session& session, const std::vector<const Delivery*>& deliveries) {
  std::map<std::string, std::string> names;
  std::vector<CentralNumbers::Unit> units;
  std::set<std::string> measures;
  std::vector<ReportIssue> two_names;
  for (const auto* delivery : deliveries)
    for (const NewUnit& unit : delivery->units)
      for (const ReportFact& fact : (m_read[&unit] = m_source.read(unit)).facts) {
        measures.insert(fact.measure);
        if (names.try_emplace(fact.unit, name_of(fact)).second) units.push_back({fact.unit, name_of(fact)});
      }
  WL_TRY(const auto renamed, m_source.numbers->learn(session, m_source.hospital, units, measures));
  for (const auto* delivery : deliveries)
    for (const NewUnit& unit : delivery->units) {
      auto& content = m_read[&unit];
      for (const auto& one : renamed)
        for (const ReportFact& fact : content.facts)
          if (fact.unit == one.id) {
            content.issues.push_back(
                {fact.period, one.id, "",
                 "The unit was called " + one.before + " and is now called " + one.after + "; both are counted as one."});
            break;
          }
    }
  return {};
}

void NewFacts::add(const NewUnit& unit) {
  const ReportContent& content = m_read.at(&unit);
  std::set<Period> periods;
  for (const ReportFact& fact : content.facts) add_fact(fact, number_of(fact.unit)), periods.insert(fact.period);
  for (const ReportIssue& issue : content.issues) add_issue(issue);
  for (const Period period : periods) push_signed(m_reports.period, period), m_reports.id.push(unit.id);
}

// A unit's figures come together.
int NewFacts::number_of(const std::string& unit) {
  if (!m_last_unit || m_last_unit->first != unit) m_last_unit.emplace(unit, m_source.numbers->unit(m_source.hospital, unit));
  return m_last_unit->second;
}

void NewFacts::add_fact(const ReportFact& fact, int unit) {
  const int measure = m_source.numbers->measure(fact.measure);
  if (!m_keys.insert({unit, fact.period, measure, fact.version}).second)
    return add_issue({fact.period, fact.unit, fact.measure, "Two reports for one figure came at once; the first counts."});
  push_signed(m_facts.unit, unit);
  push_signed(m_facts.period, fact.period);
  push_signed(m_facts.measure, measure);
  push_signed(m_facts.version, fact.version);
  push_signed(m_facts.n, fact.n);
  push_signed(m_facts.d, fact.d);
  push_signed(m_facts.x, fact.x);
  push_signed(m_facts.status, fact.status);
  if (fact.imported.empty()) m_facts.imported.push_null();
  else m_facts.imported.push(fact.imported);
}

void NewFacts::add_issue(const ReportIssue& issue) {
  push_signed(m_issues.period, issue.period);
  m_issues.unit.push(issue.unit);
  m_issues.measure.push(issue.measure);
  m_issues.text.push(issue.text);
  m_any_issue = true;
}

std::vector<Query> NewFacts::queries(Instant now) const {
  std::vector<Query> queries;
  const int hospital = m_source.hospital;
  if (!m_keys.empty()) {
    queries.push_back({kInsertFacts,
                       {hospital, m_facts.unit.argument(), m_facts.period.argument(), m_facts.measure.argument(),
                        m_facts.version.argument(), m_facts.n.argument(), m_facts.d.argument(), m_facts.x.argument(),
                        m_facts.status.argument(), m_facts.imported.argument(), now}});
    queries.push_back({kInsertReports, {hospital, m_reports.period.argument(), m_reports.id.argument()}});
  }
  if (m_any_issue)
    queries.push_back({kInsertIssues,
                       {hospital, m_issues.period.argument(), m_issues.unit.argument(), m_issues.measure.argument(),
                        m_issues.text.argument(), now}});
  return queries;
}

}  // namespace wardlight::storage::postgres
