// SPDX-License-Identifier: Apache-2.0
#include "platforms/hub/closed_reports.h"

#include <map>

#include "core/measures/measure_row.h"
#include "sync/central/report_bundle.h"

namespace wardlight::hub_program {

Expected<std::vector<std::string>> ClosedReports::fresh() {
  const auto& registry = m_reports.content().measures.registry;
  WL_TRY(const auto months, m_reports.file().closed_months());
  std::map<Occasion, std::vector<json::Value>> occasions;
  for (const auto& month : months) {
    WL_TRY(const auto reports, m_reports.file().reports({month.period, {}, {}, true, m_reports.now(), true}));
    for (const auto& report : reports) {
      const Occasion occasion(month.period, report.row.unit, report.made_at.milliseconds);
      if (report.row.status == measures::RowStatus::Open || m_given.contains(occasion)) continue;
      const std::string made_at = m_reports.zone().format(report.made_at);
      occasions[occasion].push_back(
          measures::to_measure_report(registry, report.row, {m_reports.options().hospital_name, made_at, report.notes}));
    }
  }
  std::vector<std::string> bundles;
  for (const auto& [occasion, reports] : occasions) {
    bundles.push_back(central::write_report_bundle(reports));
    m_given.insert(occasion);
  }
  return bundles;
}

}  // namespace wardlight::hub_program
