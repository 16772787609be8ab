// SPDX-License-Identifier: Apache-2.0
#include "sync/hub/scope.h"

#include <CLI/CLI.hpp>
#include <memory>
#include <set>

#include "platforms/hub/commands.h"
#include "platforms/hub/hub_folder.h"
#include "platforms/hub/store_options.h"
#include "platforms/linux/posix_disk.h"
#include "platforms/linux/system_random.h"
#include "platforms/tool/command.h"

namespace wardlight::hub_program {
namespace {

struct Options {
  std::string data;
  StoreChoice store;
  std::string device;
  std::vector<std::string> wards;
  bool whole = false;
};

Expected<tool::Answer> run(const Options& options) {
  platform::PosixDisk disk;
  platform::SystemRandom random;
  if (options.whole == !options.wards.empty())
    return Error{ErrorCode::BadUsage, "Name the wards (--ward ID, once for each), or --hospital-wide.", "--ward"};
  WL_TRY(const auto folder, open_hub_folder(options.data, disk, random, options.store));
  WL_TRY(const auto scope, hub::put_scope(*folder.storage, {options.device}, {options.wards.begin(), options.wards.end()}));
  auto wards = json::Value::array();
  for (const auto& ward : scope.wards) wards.push(json::Value(ward));
  return tool::Answer{json::Value::object(
      {{"device", json::Value(options.device)}, {"scope", json::Value(scope.version)}, {"wards", std::move(wards)}})};
}

}  // namespace

void add_scope(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand("scope", "Say whose patients a tablet may hold: of certain wards, or of the whole hospital");
  command->add_option("--data", options->data, "The hub's data folder")->required();
  add_store_options(*command, options->store);
  command->add_option("--device", options->device, "The tablet, as wardlight-hub status names it")->required();
  command->add_option("--ward", options->wards, "The id of a ward's Location; may be given again");
  command->add_flag("--hospital-wide", options->whole, "Everybody's patients");
  command->callback([options, &exit_code] { exit_code = tool::finish(run(*options)); });
}

}  // namespace wardlight::hub_program
