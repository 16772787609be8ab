// SPDX-License-Identifier: Apache-2.0
#include "platforms/hub/report_pages.h"

#include "platforms/linux/paths.h"

namespace wardlight::hub_program {

Expected<std::unique_ptr<ReportPages>> open_report_pages(const HubFolder& folder, Disk& disk, const Clock& clock,
                                                         RandomSource& random, PagesBehind behind) {
  WL_TRY(const auto assets, platform::assets_folder());
  WL_TRY(const auto bundled, platform::pages_folder());
  const auto read = [&](const std::string& name) -> Expected<std::string> {
    WL_TRY(const auto bytes, read_file(disk, assets + name));
    return std::string(as_text(bytes));
  };
  auto made = std::make_unique<ReportPages>();
  WL_TRY(const auto measures, read("/clinical/measures.json"));
  WL_TRY(made->registry, measures::load_measure_registry(measures));
  WL_TRY(const auto permissions_text, read("/access/permissions.json"));
  WL_TRY(auto permissions, access::Permissions::parse(permissions_text));
  WL_TRY(const auto policy_text, read("/access/page-policy.json"));
  WL_TRY(auto policy, access::parse_policy(policy_text));
  WL_TRY(made->door, pages::PageDoor::open({*folder.storage, disk, clock, random, std::move(permissions), std::move(policy),
      folder.path + "/page-attempts", crypto::derive(folder.key, "wardlight hub report pages")}));
  WL_TRY(auto files, pages::PageFiles::load(disk, bundled));
  made->service = std::make_unique<pages::PageService>(pages::PageService::Parts{
      behind.reports, *made->door, made->registry, std::move(files), std::move(behind.hospital_of), behind.next});
  return made;
}

}  // namespace wardlight::hub_program
