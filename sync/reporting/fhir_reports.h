// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "sync/reporting/reports.h"

namespace wardlight::reporting {

// Measure and MeasureReport as FHIR R4, read-only: by id, by search, and by the operations $evaluate-measure (a summary of a
// month, or of one patient with reportType=subject) and $collect-data (what a figure was counted from; incidents are named and
// not handed out). Safe on any thread.
class FhirReports {
 public:
  // `base`: the hub's address, https://HOST:PORT/fhir.
  FhirReports(Reports& reports, std::string base) : m_reports(reports), m_base(std::move(base)) {}

  // What stands at a path below the base that begins with Measure. NotFound, InvalidContent with a sentence, or a storage's
  // error.
  Expected<json::Value> get(std::string_view path, std::string_view query);

 private:
  Expected<json::Value> measures(std::string_view query) const;
  Expected<json::Value> reports(std::string_view query);
  Expected<json::Value> report(std::string_view id);
  Expected<json::Value> evaluate(std::string_view measure, std::string_view query);
  Expected<json::Value> collect(std::string_view measure, std::string_view query);
  json::Value resource_of(const StoredReport& stored, const HospitalUnits& units) const;
  json::Value bundle_of(std::string_view self, const std::vector<json::Value>& resources) const;

  Reports& m_reports;
  const std::string m_base;
};

// A definition as a FHIR R4 Measure.
json::Value to_measure(const measures::MeasureRegistry& registry, const measures::MeasureRule& rule);

}  // namespace wardlight::reporting
