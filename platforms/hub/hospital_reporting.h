// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <thread>

#include "platforms/hub/report_pages.h"
#include "sync/reporting/fhir_reports.h"
#include "sync/reporting/hospital_desk.h"
#include "sync/reporting/hospital_source.h"

namespace wardlight::hub_program {

// What a hospital's hub makes of its record: figures in reports.db of the data folder, counted and closed by a thread of their
// own, and the pages that show them, in front of the hub. Everything given to open() must outlive it.
class HospitalReporting {
 public:
  struct Behind {
    HubFolder& folder;
    storage::IncidentFile* incidents;
    Disk& disk;
    const Clock& clock;
    RandomSource& random;
    transport::HttpHandler& hub;
    std::string base;  // the hub's, https://HOST:PORT/fhir
  };
  static Expected<std::unique_ptr<HospitalReporting>> open(const Behind& behind, reporting::ReportOptions options);
  // What content and key make of the report file of that folder; for commands that run while the hub serves, too.
  static Expected<std::unique_ptr<reporting::ReportFile>> open_file(const HubFolder& folder);
  static Expected<reporting::ReportContent> load_content(Disk& disk);

  transport::HttpHandler& handler() { return *m_pages->service; }
  reporting::Reports& reports() { return *m_reports; }
  reporting::FhirReports& fhir() { return *m_fhir; }

 private:
  HospitalReporting() = default;
  void count_until_stopped(const std::stop_token& stop);

  std::unique_ptr<reporting::ReportFile> m_file;
  std::unique_ptr<reporting::Reports> m_reports;
  std::unique_ptr<reporting::HospitalSource> m_source;
  std::unique_ptr<reporting::HospitalDesk> m_desk;
  std::unique_ptr<reporting::FhirReports> m_fhir;
  std::unique_ptr<ReportPages> m_pages;
  std::jthread m_counting;  // ends first
};

}  // namespace wardlight::hub_program
