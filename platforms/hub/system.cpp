// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <memory>

#include "platforms/hub/commands.h"
#include "platforms/hub/hub_folder.h"
#include "platforms/hub/store_options.h"
#include "platforms/linux/posix_disk.h"
#include "platforms/linux/system_random.h"
#include "platforms/tool/command.h"
#include "sync/hub/system_access.h"

namespace wardlight::hub_program {
namespace {

struct Options {
  std::string data;
  std::string client;
  std::string jwks;
  std::string scope;
  StoreChoice store;
};

Expected<tool::Answer> run(const Options& options) {
  platform::PosixDisk disk;
  platform::SystemRandom random;
  WL_TRY(auto folder, open_hub_folder(options.data, disk, random, options.store));
  WL_TRY(const auto text, tool::read_input(options.jwks));
  WL_TRY(auto keys, json::parse(text));
  WL_CHECK(hub::put_system(*folder.storage, {options.client, options.scope, std::move(keys)}));
  return tool::Answer{json::Value::object({{"system", json::Value(options.client)}, {"scope", json::Value(options.scope)}})};
}

}  // namespace

void add_system(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* system =
      app.add_subcommand("system", "The hospital's other programs that may read the record, or write what the hospital owns");
  system->require_subcommand(1);
  auto* command = system->add_subcommand("add", "Add a system, or replace its keys and what it may read");
  command->add_option("--data", options->data, "The hub's data folder")->required();
  add_store_options(*command, options->store);
  command->add_option("--client", options->client, "The system's client id")->required();
  command->add_option("--jwks", options->jwks, "File with its public keys (a JWK set), or - for standard input")->required();
  command
      ->add_option("--scope", options->scope,
                   "What it may be granted: system/*.rs, system/TYPE.rs, or system/TYPE.crus to write too; several in quotes")
      ->required();
  command->callback([options, &exit_code] { exit_code = tool::finish(run(*options)); });
}

}  // namespace wardlight::hub_program
