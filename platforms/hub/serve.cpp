// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <csignal>
#include <iostream>
#include <memory>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include "platforms/hub/commands.h"
#include "platforms/hub/hospital_reporting.h"
#include "platforms/hub/hub_folder.h"
#include "platforms/hub/late_handler.h"
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

constexpr long kTickNanoseconds = 250'000'000;
constexpr int kServerThreads = 6;  // a push waits for the disk on its thread; those that wait together are committed together

struct Options {
  std::string data;
  std::string listen = "127.0.0.1:8443";
  std::string mllp;
  StoreChoice store;
};

struct Address {
  std::string host;
  std::uint16_t port = 0;
};
Expected<Address> parse_address(const std::string& text) {
  const auto colon = text.rfind(':');
  int port = -1;
  if (colon != std::string::npos && colon > 0 && text.size() - colon <= 6 &&
      text.find_first_not_of("0123456789", colon + 1) == std::string::npos && colon + 1 < text.size())
    port = std::stoi(text.substr(colon + 1));
  if (port < 0 || port > 65535) return Error{ErrorCode::BadUsage,
      "The address is written HOST:PORT, for example 127.0.0.1:8443.", text};
  return Address{text.substr(0, colon), static_cast<std::uint16_t>(port)};
}

// The address as it stands in the base URL: IPv6 in brackets, "any address" as this machine's own.
std::string host_in_url(const std::string& host) {
  if (host == "0.0.0.0" || host == "::" || host == "[::]") return "localhost";
  return host.find(':') != std::string::npos && host.front() != '[' ? "[" + host + "]" : host;
}
std::string bare_host(const std::string& host) {
  return host.front() == '[' && host.back() == ']' ? host.substr(1, host.size() - 2) : host;
}

sigset_t block_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  return signals;
}

// Until somebody asks the program to end.
void tick_until_signalled(hub::Hub& hub, const sigset_t& signals) {
  const timespec pause{0, kTickNanoseconds};
  while (sigtimedwait(&signals, nullptr, &pause) < 0) hub.tick();
}

Expected<hub::HubOptions> describe(HubFolder& folder, Disk& disk) {
  hub::HubOptions options;
  WL_TRY(options.zone, folder.storage->setting(kZoneSetting));
  WL_TRY(options.hospital, folder.storage->setting(kNameSetting));
  options.free_bytes = [&disk, path = folder.path] { return disk.free_bytes(path); };
  options.log = [](const std::string& event) { spdlog::info(event); };
  return options;
}

Expected<reporting::ReportOptions> describe_reporting(HubFolder& folder, const StoreChoice& store) {
  WL_TRY(const auto zone_name, folder.storage->setting(kZoneSetting));
  WL_TRY(auto zone, Zone::find(zone_name));
  WL_TRY(auto name, folder.storage->setting(kNameSetting));
  return reporting::ReportOptions{store.hospital, std::move(name), std::move(zone),
      [](const std::string& event) { spdlog::info(event); }};
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

Expected<int> serve(const Options& options) {
  const sigset_t signals = block_signals();
  spdlog::set_default_logger(spdlog::stderr_logger_mt("hub"));
  platform::PosixDisk disk;
  platform::SystemRandom random;
  const platform::SystemClock clock;
  WL_TRY(const auto address, parse_address(options.listen));
  WL_TRY(auto folder, open_hub_folder(options.data, disk, random, options.store));
  WL_TRY(auto serving, load_serving_keys(folder, disk, clock.now()));
  WL_TRY(auto forms, load_known_forms(disk));
  WL_TRY(auto described, describe(folder, disk));
  WL_TRY(const auto incidents, open_incidents(folder));
  described.incidents = incidents.get();

  LateHandler handler;
  transport::HttpServerOptions server_options;
  server_options.address = bare_host(address.host);
  server_options.port = address.port;
  server_options.certificate = serving.certificate;
  server_options.key = std::move(serving.tls_key);
  server_options.threads = kServerThreads;
  server_options.authorities = {serving.keys.authority.certificate};
  WL_TRY(const auto server, transport::listen(std::move(server_options), clock, handler));
  described.base = "https://" + host_in_url(address.host) + ":" + std::to_string(server->port()) + "/fhir";
  const std::string base = described.base;
  hub::Hub hub(*folder.storage, std::move(serving.keys), std::move(forms), std::move(described), clock, random);
  WL_TRY(auto reporting_options, describe_reporting(folder, options.store));
  WL_TRY(const auto reporting, HospitalReporting::open({folder, incidents.get(), disk, clock, random, hub},
      std::move(reporting_options)));
  handler.set(reporting->handler());
  WL_TRY(auto adt, listen_for_adt(options.mllp, folder, clock));

  auto ready = json::Value::object({{"ready", json::Value(true)}, {"base", json::Value(base)},
      {"pid", json::Value(std::int64_t{getpid()})}});
  if (adt.server) ready.set("mllp", std::int64_t{adt.server->port()});
  std::cout << json::write(ready) << std::endl;
  spdlog::info("Serving at {}", base);
  tick_until_signalled(hub, signals);
  spdlog::info("Finishing what was accepted");
  adt.server.reset();
  hub.finish();
  server->stop();
  hub.tick();
  return 0;
}

}  // namespace

void add_serve(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand("serve", "Serve tablets until SIGTERM");
  command->add_option("--data", options->data, "The hub's data folder")->required();
  add_store_options(*command, options->store);
  command->add_option("--listen", options->listen, "HOST:PORT; port 0 picks a free one")->capture_default_str();
  command->add_option("--mllp", options->mllp,
      "HOST:PORT to take the admission system's HL7 v2 messages at (MLLP, no encryption of its own)");
  command->callback([options, &exit_code] {
    const auto served = serve(*options);
    exit_code = served ? *served : tool::finish(Expected<tool::Answer>(served.error()));
  });
}

}  // namespace wardlight::hub_program
