// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <memory>

#include "core/time/time.h"
#include "platforms/hub/commands.h"
#include "platforms/hub/hub_folder.h"
#include "platforms/hub/shown_name.h"
#include "platforms/hub/store_options.h"
#include "platforms/linux/posix_disk.h"
#include "platforms/linux/system_clock.h"
#include "platforms/linux/system_random.h"
#include "platforms/tool/command.h"
#include "sync/hub/enrolment.h"
#include "sync/wire/enrolment.h"

namespace wardlight::hub_program {
namespace {

struct Options {
  std::string data;
  std::string device;
  StoreChoice store;
};

Expected<tool::Answer> run(const Options& options) {
  WL_CHECK(check_shown_name(options.device, "--device"));
  platform::PosixDisk disk;
  platform::SystemRandom random;
  const platform::SystemClock clock;
  WL_TRY(auto folder, open_hub_folder(options.data, disk, random, options.store));
  WL_TRY(const auto zone_name, folder.storage->setting(kZoneSetting));
  WL_TRY(const auto zone, Zone::find(zone_name));
  const std::string code = wire::make_enrolment_code(random);
  WL_TRY(auto key, wire::enrolment_key(code));
  const std::string name = wire::code_name(key);
  const Instant expires = clock.now() + hub::kCodeLife;
  WL_CHECK(folder.storage->put_enrolment_code({name, std::move(key), options.device, expires, hub::kCodeTries, false}));
  return tool::Answer{json::Value::object({{"code", json::Value(code)}, {"expires", json::Value(zone.format(expires))}})};
}

}  // namespace

void add_enrol_code(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand("enrol-code", "A one-time code for one tablet, good for 15 minutes");
  command->add_option("--data", options->data, "The hub's data folder")->required();
  add_store_options(*command, options->store);
  command->add_option("--device", options->device,
      "What people call the tablet; the same name enrols the same tablet anew")->required();
  command->callback([options, &exit_code] { exit_code = tool::finish(run(*options)); });
}

}  // namespace wardlight::hub_program
