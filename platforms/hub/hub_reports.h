// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "platforms/hub/hub_folder.h"
#include "sync/reporting/reports.h"

namespace wardlight::hub_program {

// Whose figures: the hospital's name, zone and id in its network, which is made at the first asking.
Expected<reporting::ReportOptions> describe_reporting(const HubFolder& folder, const Clock& clock, RandomSource& random,
                                                      std::function<void(const std::string&)> log = {});

// A hub's figures for a command, which may run while the hub serves. The folder must outlive it.
struct HubReports {
  std::unique_ptr<storage::IncidentFile> incidents;
  std::unique_ptr<reporting::ReportFile> file;
  std::unique_ptr<reporting::Reports> reports;
};
Expected<std::unique_ptr<HubReports>> open_hub_reports(const HubFolder& folder, Disk& disk, RandomSource& random,
                                                       const Clock& clock);

}  // namespace wardlight::hub_program
