// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include "platforms/hub/late_handler.h"
#include "platforms/hub/report_pages.h"
#include "platforms/hub/serving.h"
#include "platforms/linux/paths.h"
#include "platforms/linux/posix_disk.h"
#include "platforms/linux/system_clock.h"
#include "platforms/linux/system_random.h"
#include "sync/central/central.h"
#include "sync/central/central_content.h"
#include "sync/central/report_bundle.h"
#include "sync/storage/postgres/central_storage.h"

namespace wardlight::hub_program {
namespace {

// Which hospital a reader of the pages belongs to: said when the person was added.
std::function<Expected<std::string>(const pages::Reader&)> hospital_of(HubFolder& folder) {
  return [&folder](const pages::Reader& reader) -> Expected<std::string> {
    if (auto hospital = folder.storage->setting(kReaderSetting + reader.practitioner.value)) return hospital;
    return Error{ErrorCode::NotFound, "Nobody said whose figures this person reads. Add the person again with --reads.",
                 "reader"};
  };
}

}  // namespace

Expected<int> serve_central(const ServeWords& words, HubFolder folder, const sigset_t& signals) {
  platform::PosixDisk disk;
  platform::SystemRandom random;
  const platform::SystemClock clock;
  WL_TRY(const auto address, parse_address(words.listen));
  WL_TRY(auto serving, load_serving_keys(folder, disk, clock.now()));
  WL_TRY(const auto assets, platform::assets_folder());
  WL_TRY(const auto content, central::load_central_content(disk, assets));
  WL_TRY(const auto zone_name, folder.storage->setting(kZoneSetting));
  WL_TRY(const auto zone, Zone::find(zone_name));
  WL_TRY(const auto network, folder.storage->setting(kNameSetting));
  WL_TRY(const auto storage, storage::open_postgres_central({words.store.postgres, folder.path, false}, folder.key, disk, random,
      [&content](const storage::NewUnit& unit) { return central::read_report_bundle(content.registry, unit); }));
  central::CentralReports reports({*storage, content.registry, content.rules, content.run_rules, zone, network, clock});

  LateHandler handler;
  WL_TRY(const auto server, transport::listen(server_options(address, serving), clock, handler));
  central::CentralOptions options{fhir_base(words, address, server->port()), zone, network};
  options.free_bytes = [&disk, path = folder.path] { return disk.free_bytes(path); };
  options.log = [](const std::string& event) { spdlog::info(event); };
  const std::string base = options.base;
  central::Central central({*storage, reports, folder.key, serving.keys.authority, serving.keys.tls_key, clock, random},
                           std::move(options));
  const auto report_pages =
      open_report_pages(folder, disk, clock, random, {reports, content.registry, hospital_of(folder), central});
  if (!report_pages) spdlog::warn("There are no report pages: {}", report_pages.error().text);
  handler.set(report_pages ? static_cast<transport::HttpHandler&>(*(*report_pages)->service) : central);

  std::cout << json::write(json::Value::object({{"ready", json::Value(true)}, {"base", json::Value(base)},
      {"role", json::Value("central")}, {"pid", json::Value(std::int64_t{getpid()})}})) << std::endl;
  spdlog::info("Serving the network at {}", base);
  tick_until_signalled([&] { central.tick(); }, signals);
  spdlog::info("Finishing what was accepted");
  central.finish();
  server->stop();
  return 0;
}

}  // namespace wardlight::hub_program
