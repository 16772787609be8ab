// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/reporting/report_source.h"
#include "sync/reporting/reports.h"

namespace wardlight::reporting {

// A hospital's own figures for its report pages. Peers are never known here.
class HospitalSource final : public ReportSource {
 public:
  explicit HospitalSource(Reports& reports) : m_reports(reports) {}

  Expected<json::Value> overview(const ReportScope& scope) override;
  Expected<json::Value> series(const ReportScope& scope, std::string_view measure) override;
  Expected<json::Value> events(const ReportScope& scope, std::string_view measure, std::string_view period) override;
  Expected<json::Value> heat_map(const ReportScope& scope, std::string_view day) override;
  Expected<json::Value> completeness(const ReportScope& scope, std::string_view period) override;

 private:
  Reports& m_reports;
};

}  // namespace wardlight::reporting
