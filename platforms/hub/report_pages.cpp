// SPDX-License-Identifier: Apache-2.0
#include "platforms/hub/report_pages.h"

#include "platforms/linux/paths.h"

namespace wardlight::hub_program {
namespace {

Expected<std::string> read_asset(Disk& disk, const std::string& name) {
  WL_TRY(const auto assets, platform::assets_folder());
  WL_TRY(const auto bytes, read_file(disk, assets + name));
  return std::string(as_text(bytes));
}

}  // namespace

Expected<std::unique_ptr<pages::PageDoor>> open_page_door(const HubFolder& folder, Disk& disk, const Clock& clock,
                                                          RandomSource& random) {
  WL_TRY(const auto permissions_text, read_asset(disk, "/access/permissions.json"));
  WL_TRY(auto permissions, access::Permissions::parse(permissions_text));
  WL_TRY(const auto policy_text, read_asset(disk, "/access/page-policy.json"));
  WL_TRY(auto policy, access::parse_policy(policy_text));
  return pages::PageDoor::open({*folder.storage, disk, clock, random, std::move(permissions), std::move(policy),
      folder.path + "/page-attempts", crypto::derive(folder.key, "wardlight hub report pages")});
}

Expected<std::unique_ptr<ReportPages>> open_report_pages(const HubFolder& folder, Disk& disk, const Clock& clock,
                                                         RandomSource& random, PagesBehind behind) {
  const auto bundled = platform::pages_folder();
  auto made = std::make_unique<ReportPages>();
  WL_TRY(made->door, open_page_door(folder, disk, clock, random));
  pages::PageFiles files;  // stays empty in a build that could not fetch what pages are made of; figures are given all the same
  if (bundled) {
    WL_TRY(files, pages::PageFiles::load(disk, *bundled));
  }
  made->service = std::make_unique<pages::PageService>(pages::PageService::Parts{
      behind.reports, *made->door, behind.registry, std::move(files), std::move(behind.hospital_of), behind.next, behind.desk});
  return made;
}

}  // namespace wardlight::hub_program
