// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "platforms/hub/commands.h"
#include "platforms/hub/hub_folder.h"
#include "platforms/hub/store_options.h"
#include "platforms/linux/posix_disk.h"
#include "platforms/linux/system_clock.h"
#include "platforms/linux/system_random.h"
#include "platforms/tool/command.h"

namespace wardlight::hub_program {
namespace {

struct Options {
  std::string data;
  NewHub hub{"Hospital", "America/New_York", {}};
  std::string role = "hospital";
  StoreChoice store;
};

Expected<tool::Answer> run(const Options& options) {
  platform::PosixDisk disk;
  platform::SystemRandom random;
  const platform::SystemClock clock;
  NewHub wish = options.hub;
  wish.is_central = options.role == "central";
  WL_CHECK(create_hub_folder(options.data, wish, disk, random, clock.now(), options.store));
  std::cerr << "The hub is made. Add staff, make an enrolment code for each tablet, then serve.\n"
               "Keep a copy of hub.key and ca/ somewhere safe: without them nobody can read the store.\n";
  auto json = json::Value::object({{"hospital", json::Value(options.hub.name)}, {"zone", json::Value(options.hub.zone)}});
  return tool::Answer{std::move(json)};
}

}  // namespace

void add_init(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand("init", "Make a hub's store, its certificate authority and its keys in a new folder");
  command->add_option("--data", options->data, "Folder for the hub's data: new or empty")->required();
  add_store_options(*command, options->store);
  command->add_option("--name", options->hub.name, "The hospital's name")->capture_default_str();
  command->add_option("--zone", options->hub.zone, "The hospital's time zone (IANA name)")->capture_default_str();
  command->add_option("--role", options->role, "hospital: a hub for tablets; central: a network's server for hospitals' hubs")
      ->check(CLI::IsMember({"hospital", "central"}))
      ->capture_default_str();
  command->add_option("--host", options->hub.hosts, "Name or address that tablets will call the hub by; may be repeated");
  command->callback([options, &exit_code] { exit_code = tool::finish(run(*options)); });
}

}  // namespace wardlight::hub_program
