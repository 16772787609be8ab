// SPDX-License-Identifier: Apache-2.0
#include "sync/storage/postgres/central_numbers.h"

namespace wardlight::storage::postgres {
namespace {

constexpr std::string_view kFindHospital = "SELECT number FROM central_hospital WHERE name = $1";
constexpr std::string_view kMakeHospital = "INSERT INTO central_hospital (name) VALUES ($1) ON CONFLICT DO NOTHING";
constexpr std::string_view kMakeUnits =
    "INSERT INTO central_unit (hospital, id, name) SELECT $1, u.id, u.name FROM unnest($2::text[], $3::text[]) AS u(id, name) "
    "WHERE (SELECT true FROM central_unit WHERE hospital = $1 AND id = u.id LIMIT 1) IS NULL ORDER BY u.id ON CONFLICT DO NOTHING";
constexpr std::string_view kFindUnits =
    "SELECT c.id, c.number, c.name FROM unnest($2::text[]) AS u(id) CROSS JOIN LATERAL (SELECT id, number, name FROM central_unit "
    "WHERE hospital = $1 AND id = u.id LIMIT 1) c";
constexpr std::string_view kRenameUnits =
    "INSERT INTO central_unit (hospital, id, name) SELECT $1, u.id, u.name FROM unnest($2::text[], $3::text[]) AS u(id, name) "
    "WHERE (SELECT name FROM central_unit WHERE hospital = $1 AND id = u.id LIMIT 1) <> u.name ORDER BY u.id "
    "ON CONFLICT (hospital, id) DO UPDATE SET name = excluded.name";
constexpr std::string_view kMakeMeasures =
    "INSERT INTO central_measure (id) SELECT m.id FROM unnest($1::text[]) AS m(id) WHERE NOT EXISTS (SELECT 1 FROM "
    "central_measure c "
    "WHERE c.id = m.id) ORDER BY m.id ON CONFLICT DO NOTHING";
constexpr std::string_view kFindMeasures = "SELECT id, number FROM central_measure WHERE id = ANY($1::text[])";

}  // namespace

Expected<int> CentralNumbers::hospital(Session& session, const std::string& name) {
  {
    const std::lock_guard lock(m_mutex);
    if (const auto known = m_hospitals.find(name); known != m_hospitals.end()) return known->second;
  }
  WL_TRY(auto rows, session.run({{kFindHospital, {name}}}));
  if (rows[0].size() == 0) {
    WL_TRY(rows, session.run({{kMakeHospital, {name}}, {kFindHospital, {name}}}));
  }
  const int number = static_cast<int>(rows.back().integer(0, 0));
  const std::lock_guard lock(m_mutex);
  m_hospitals[name] = number;
  return number;
}

Expected<std::vector<CentralNumbers::Renamed>> CentralNumbers::learn(Session& session, int hospital,
                                                                     const std::vector<Unit>& units,
                                                                     const std::set<std::string>& measures) {
  Array unit_ids(Array::Of::Text), unit_names(Array::Of::Text), measure_ids(Array::Of::Text);
  bool any_unit = false;
  bool any_measure = false;
  {
    const std::lock_guard lock(m_mutex);
    for (const Unit& unit : units) {
      const auto known = m_units.find({hospital, unit.id});
      if (unit.id.empty() || (known != m_units.end() && known->second.name == unit.name)) continue;
      unit_ids.push(unit.id);
      unit_names.push(unit.name);
      any_unit = true;
    }
    for (const auto& measure : measures)
      if (!m_measures.contains(measure)) measure_ids.push(measure), any_measure = true;
  }
  std::vector<Renamed> renamed;
  if (any_unit) {
    WL_TRY(const auto made, session.run({{kMakeUnits, {hospital, unit_ids.argument(), unit_names.argument()}}}));
    WL_TRY(const auto rows, session.run({{kFindUnits, {hospital, unit_ids.argument()}},
                                         {kRenameUnits, {hospital, unit_ids.argument(), unit_names.argument()}}}));
    const std::lock_guard lock(m_mutex);
    for (int i = 0; i < rows[0].size(); ++i)
      m_units[{hospital, rows[0].text(i, 0)}] = {static_cast<int>(rows[0].integer(i, 1)), rows[0].text(i, 2)};
    for (const Unit& unit : units) {
      auto& known = m_units[{hospital, unit.id}];
      if (!unit.id.empty() && known.name != unit.name) renamed.push_back({unit.id, known.name, unit.name});
      known.name = unit.name;
    }
  }
  if (any_measure) {
    WL_TRY(const auto made, session.run({{kMakeMeasures, {measure_ids.argument()}}}));
    WL_TRY(const auto rows, session.run({{kFindMeasures, {measure_ids.argument()}}}));
    const std::lock_guard lock(m_mutex);
    for (int i = 0; i < rows[0].size(); ++i) m_measures[rows[0].text(i, 0)] = static_cast<int>(rows[0].integer(i, 1));
  }
  return renamed;
}

int CentralNumbers::unit(int hospital, const std::string& id) const {
  if (id.empty()) return 0;
  const std::lock_guard lock(m_mutex);
  return m_units.at({hospital, id}).number;
}

int CentralNumbers::measure(const std::string& id) const {
  const std::lock_guard lock(m_mutex);
  return m_measures.at(id);
}

}  // namespace wardlight::storage::postgres
