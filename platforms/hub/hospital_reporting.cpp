// SPDX-License-Identifier: Apache-2.0
#include "platforms/hub/hospital_reporting.h"

#include <condition_variable>
#include <mutex>

#include "platforms/linux/clinical_files.h"

namespace wardlight::hub_program {
namespace {

constexpr std::chrono::milliseconds kPause{250};

}  // namespace

Expected<std::unique_ptr<reporting::ReportFile>> HospitalReporting::open_file(const HubFolder& folder) {
  return reporting::ReportFile::open(folder.path + "/reports.db", store::OpenAs::CreateIfMissing, folder.key);
}

Expected<reporting::ReportContent> HospitalReporting::load_content(Disk& disk) {
  return reporting::load_report_content([&](const std::string& name) { return platform::read_clinical(disk, name); });
}

Expected<std::unique_ptr<HospitalReporting>> HospitalReporting::open(const Behind& behind, reporting::ReportOptions options) {
  std::unique_ptr<HospitalReporting> made(new HospitalReporting);
  WL_TRY(made->m_file, open_file(behind.folder));
  WL_TRY(auto content, load_content(behind.disk));
  made->m_reports = std::make_unique<reporting::Reports>(*behind.folder.storage, behind.incidents, *made->m_file,
      std::move(content), std::move(options), behind.clock);
  made->m_source = std::make_unique<reporting::HospitalSource>(*made->m_reports);
  made->m_desk = std::make_unique<reporting::HospitalDesk>(*made->m_reports, behind.random);
  made->m_fhir = std::make_unique<reporting::FhirReports>(*made->m_reports, behind.base);
  WL_TRY(made->m_pages, open_report_pages(behind.folder, behind.disk, behind.clock, behind.random,
                                          {*made->m_source, made->m_reports->content().measures.registry,
                                           [](const pages::Reader&) { return Expected<std::string>(std::string()); }, behind.hub,
                                           made->m_desk.get()}));
  made->m_counting =
      std::jthread([reporting = made.get()](const std::stop_token& stop) { reporting->count_until_stopped(stop); });
  return made;
}

void HospitalReporting::count_until_stopped(const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any wake;
  std::unique_lock lock(mutex);
  while (!stop.stop_requested()) {
    m_reports->tick();
    wake.wait_for(lock, stop, kPause, [] { return false; });
  }
}

}  // namespace wardlight::hub_program
