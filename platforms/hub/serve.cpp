// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include "platforms/hub/closed_reports.h"
#include "platforms/hub/commands.h"
#include "platforms/hub/hospital_reporting.h"
#include "platforms/hub/hub_folder.h"
#include "platforms/hub/hub_reports.h"
#include "platforms/hub/late_handler.h"
#include "platforms/hub/offering.h"
#include "platforms/hub/serving.h"
#include "platforms/hub/store_options.h"
#include "platforms/linux/posix_disk.h"
#include "platforms/linux/system_clock.h"
#include "platforms/linux/system_random.h"
#include "platforms/tool/command.h"
#include "sync/hub/adt_intake.h"
#include "sync/hub/hub.h"
#include "sync/transport/http/http_server.h"
#include "sync/transport/mllp/mllp_server.h"

namespace wardlight::hub_program {
namespace {

Expected<hub::HubOptions> describe(HubFolder& folder, Disk& disk) {
  hub::HubOptions options;
  WL_TRY(options.zone, folder.storage->setting(kZoneSetting));
  WL_TRY(options.hospital, folder.storage->setting(kNameSetting));
  options.free_bytes = [&disk, path = folder.path] { return disk.free_bytes(path); };
  options.log = [](const std::string& event) { spdlog::info(event); };
  return options;
}

// The admission system's messages, when a place for them was given.
struct AdtServer {
  std::unique_ptr<hub::AdtIntake> intake;
  std::unique_ptr<transport::MllpServer> server;  // stopped before its intake goes
};
Expected<AdtServer> listen_for_adt(const std::string& where, HubFolder& folder, const Clock& clock) {
  AdtServer adt;
  if (where.empty()) return adt;
  WL_TRY(const auto address, parse_address(where));
  WL_TRY(const auto zone_name, folder.storage->setting(kZoneSetting));
  WL_TRY(auto zone, Zone::find(zone_name));
  adt.intake = std::make_unique<hub::AdtIntake>(*folder.storage, std::move(zone), clock);
  transport::MllpOptions options;
  options.address = bare_host(address.host);
  options.port = address.port;
  WL_TRY(adt.server, transport::listen_mllp(std::move(options), [intake = adt.intake.get()](const std::string& message) {
    auto answer = intake->take(message);
    if (!answer) spdlog::warn("An HL7 message could not be stored; its sender will send it again");
    return answer;
  }));
  return adt;
}

// Central's tablet, when a network was named.
Expected<std::unique_ptr<Offering>> offer_to_central(const ServeWords& options, HubFolder& folder, reporting::Reports& reports,
                                                     Disk& disk, const Clock& clock, RandomSource& random) {
  if (options.central.empty()) return std::unique_ptr<Offering>();
  const auto closed = std::make_shared<ClosedReports>(reports);
  return Offering::start({options.data, options.central, disk, clock, random, folder.key, [closed] { return closed->fresh(); },
                          [](const std::string& event) { spdlog::info(event); }});
}

Expected<int> serve(const ServeWords& options) {
  const sigset_t signals = block_signals();
  spdlog::set_default_logger(spdlog::stderr_logger_mt("hub"));
  platform::PosixDisk disk;
  platform::SystemRandom random;
  const platform::SystemClock clock;
  WL_TRY(const auto address, parse_address(options.listen));
  WL_CHECK(check_base(options.base));
  WL_TRY(auto folder, open_hub_folder(options.data, disk, random, options.store));
  if (!options.role.empty() && (options.role == "central") != folder.is_central)
    return Error{ErrorCode::BadUsage, "This folder was made for the other role. Use the folder that init made for this one.",
                 options.data};
  if (folder.is_central) return serve_central(options, std::move(folder), signals);
  WL_TRY(const auto guard, guard_record(folder, options.store));
  WL_TRY(auto serving, load_serving_keys(folder, disk, clock.now()));
  WL_TRY(auto forms, load_known_forms(disk));
  WL_TRY(auto described, describe(folder, disk));
  WL_TRY(const auto incidents, open_incidents(folder));
  described.incidents = incidents.get();

  LateHandler handler;
  WL_TRY(const auto server, transport::listen(server_options(address, serving), clock, handler));
  described.base = fhir_base(options, address, server->port());
  const std::string base = described.base;
  std::unique_ptr<HospitalReporting> reporting;  // asked only once the handler is set
  described.measures = [&reporting](std::string_view path, std::string_view query) { return reporting->fhir().get(path, query); };
  hub::Hub hub(*folder.storage, std::move(serving.keys), std::move(forms), std::move(described), clock, random);
  WL_TRY(auto reporting_options,
         describe_reporting(folder, clock, random, [](const std::string& event) { spdlog::info(event); }));
  WL_TRY(reporting, HospitalReporting::open({folder, incidents.get(), disk, clock, random, hub, base},
      std::move(reporting_options)));
  handler.set(reporting->handler());
  WL_TRY(auto adt, listen_for_adt(options.mllp, folder, clock));
  WL_TRY(auto offering, offer_to_central(options, folder, reporting->reports(), disk, clock, random));

  auto ready = json::Value::object({{"ready", json::Value(true)}, {"base", json::Value(base)},
      {"port", json::Value(std::int64_t{server->port()})}, {"pid", json::Value(std::int64_t{getpid()})}});
  if (adt.server) ready.set("mllp", std::int64_t{adt.server->port()});
  std::cout << json::write(ready) << std::endl;
  spdlog::info("Serving at {}", base);
  tick_until_signalled([&] { hub.tick(); }, signals);
  spdlog::info("Finishing what was accepted");
  adt.server.reset();
  offering.reset();
  hub.finish();
  server->stop();
  hub.tick();
  return 0;
}

}  // namespace

void add_serve(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<ServeWords>();
  auto* command = app.add_subcommand("serve", "Serve tablets, or at central hospitals' hubs, until SIGTERM");
  command->add_option("--data", options->data, "The hub's data folder")->required();
  add_store_options(*command, options->store);
  command->add_option("--listen", options->listen, "HOST:PORT; port 0 picks a free one")->capture_default_str();
  command->add_option("--base", options->base,
                      "https://HOST[:PORT] as tablets and other programs call this hub; goes into every address that it gives, and "
                      "is the audience of access tokens");
  command->add_option("--mllp", options->mllp,
      "HOST:PORT to take the admission system's HL7 v2 messages at (MLLP, no encryption of its own)");
  command->add_option("--role", options->role, "hospital or central, as the folder was made; checked when given")
      ->check(CLI::IsMember({"hospital", "central"}));
  command->add_option("--central", options->central,
                      "https://HOST:PORT of the network's central, which this hub has joined: report there");
  command->callback([options, &exit_code] {
    const auto served = serve(*options);
    exit_code = served ? *served : tool::finish(Expected<tool::Answer>(served.error()));
  });
}

}  // namespace wardlight::hub_program
