// SPDX-License-Identifier: Apache-2.0
// What the charge nurse opens with a reason: the reports of incidents, and how the unit's rounds are charted.
#include "ui/shell/apart_input.h"
#include "ui/shell/tablet_ward.h"

namespace wardlight::shell {
namespace {

constexpr int kChartingDays = 7;

}  // namespace

Expected<models::IncidentsInput> TabletWard::incidents(const std::string& reason, const models::Texts& texts) {
  WL_TRY(const auto views, workflows::read_incidents(workflow_ward(), reason));
  std::map<LocationId, std::string> units{{m_parts.unit, m_parts.unit_name}};
  for (const models::UnitInput& unit : list_units()) units[unit.unit] = unit.name;
  models::IncidentsInput input = build_incidents_input(views, m_parts.content, units, moment(), texts);
  input.may_review = m_session->allows(access::Action::ReviewIncidents);
  for (const auto& [unit, name] : units)
    if (unit != m_parts.unit && !unit.empty()) input.other_units.push_back({unit.value, name});
  return input;
}

Expected<models::ChartingFlagsInput> TabletWard::charting_flags(const std::string& reason) {
  const Instant now = m_parts.access.clock.now();
  WL_TRY(const auto flags, workflows::read_integrity_flags(workflow_ward(), m_parts.unit, now - hours(24 * kChartingDays), now,
      reason));
  models::ChartingFlagsInput input = build_charting_input(flags, m_parts.content.rounding);
  input.unit = m_parts.unit_name;
  return input;
}

}  // namespace wardlight::shell
