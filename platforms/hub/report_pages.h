// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>

#include "platforms/hub/hub_folder.h"
#include "sync/pages/page_service.h"

namespace wardlight::hub_program {

// The report pages in front of a hub, with everything they stand on. `folder` and what stands behind must outlive it.
struct ReportPages {
  std::unique_ptr<pages::PageDoor> door;
  std::unique_ptr<pages::PageService> service;
};
struct PagesBehind {
  reporting::ReportSource& reports;
  const measures::MeasureRegistry& registry;
  std::function<Expected<std::string>(const pages::Reader&)> hospital_of;
  transport::HttpHandler& next;
  reporting::ReportDesk* desk = nullptr;
};
// The sign-in alone, with the same count of wrong PINs.
Expected<std::unique_ptr<pages::PageDoor>> open_page_door(const HubFolder& folder, Disk& disk, const Clock& clock,
                                                          RandomSource& random);

// Wrong PINs are counted in page-attempts of the data folder.
Expected<std::unique_ptr<ReportPages>> open_report_pages(const HubFolder& folder, Disk& disk, const Clock& clock,
                                                         RandomSource& random, PagesBehind behind);

}  // namespace wardlight::hub_program
