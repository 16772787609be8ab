// SPDX-License-Identifier: Apache-2.0
#include "platforms/hub/hub_reports.h"

#include "core/base/uuid.h"
#include "platforms/hub/hospital_reporting.h"

namespace wardlight::hub_program {
namespace {

constexpr std::string_view kHospitalIdSetting = "hospital-id";

Expected<std::string> hospital_id(storage::HubStorage& storage, const Clock& clock, RandomSource& random) {
  auto known = storage.setting(kHospitalIdSetting);
  if (known || known.error().code != ErrorCode::NotFound) return known;
  const std::string fresh = make_uuid_v7(clock.now(), random);
  WL_CHECK(storage.put_setting(kHospitalIdSetting, fresh));
  return fresh;
}

}  // namespace

Expected<reporting::ReportOptions> describe_reporting(const HubFolder& folder, const Clock& clock, RandomSource& random,
                                                      std::function<void(const std::string&)> log) {
  WL_TRY(const auto zone_name, folder.storage->setting(kZoneSetting));
  WL_TRY(auto zone, Zone::find(zone_name));
  WL_TRY(auto name, folder.storage->setting(kNameSetting));
  WL_TRY(auto id, hospital_id(*folder.storage, clock, random));
  return reporting::ReportOptions{std::move(id), std::move(name), std::move(zone), std::move(log)};
}

Expected<std::unique_ptr<HubReports>> open_hub_reports(const HubFolder& folder, Disk& disk, RandomSource& random,
                                                       const Clock& clock) {
  auto made = std::make_unique<HubReports>();
  WL_TRY(made->incidents, open_incidents(folder));
  WL_TRY(made->file, HospitalReporting::open_file(folder));
  WL_TRY(auto content, HospitalReporting::load_content(disk));
  WL_TRY(auto options, describe_reporting(folder, clock, random));
  made->reports = std::make_unique<reporting::Reports>(*folder.storage, made->incidents.get(), *made->file, std::move(content),
                                                       std::move(options), clock);
  return made;
}

}  // namespace wardlight::hub_program
