// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "platforms/hub/commands.h"
#include "platforms/hub/hub_folder.h"
#include "platforms/hub/store_options.h"
#include "platforms/linux/posix_disk.h"
#include "platforms/linux/system_clock.h"
#include "platforms/linux/system_random.h"
#include "platforms/tool/command.h"
#include "sync/hub/push.h"

namespace wardlight::hub_program {
namespace {

constexpr std::string_view kStaysAside =
    "What it brought meanwhile is still set aside. Look at it together with whoever made it (wardlight-hub set-aside --device ID "
    "--out FILE); with --again what passes goes into the record.";

struct Options {
  std::string data;
  StoreChoice store;
  std::string device;
};

Expected<std::uint64_t> count_set_aside(storage::HubStorage& storage, const DeviceId& device) {
  WL_TRY(const auto rows, storage.list_quarantine());
  return static_cast<std::uint64_t>(std::ranges::count_if(
      rows, [&](const auto& row) { return row.device == device && row.reason == hub::kFromLost; }));
}

Expected<tool::Answer> run(const Options& options, std::optional<Instant> lost_at) {
  platform::PosixDisk disk;
  platform::SystemRandom random;
  WL_TRY(const auto folder, open_hub_folder(options.data, disk, random, options.store));
  const DeviceId id{options.device};
  WL_TRY(const auto device, folder.storage->find_device(id));
  if (!device) return Error{ErrorCode::NotFound, "There is no such device; wardlight-hub status lists them.", options.device};
  WL_CHECK(folder.storage->mark_lost(id, lost_at));
  WL_TRY(const std::uint64_t set_aside, count_set_aside(*folder.storage, id));
  auto answer = json::Value::object({{"device", json::Value(id.value)},
                                     {"name", json::Value(device->name)},
                                     {"lost", json::Value(lost_at.has_value())},
                                     {"set_aside", json::Value(set_aside)}});
  if (!lost_at && set_aside > 0) answer.set("note", json::Value(kStaysAside));
  return tool::Answer{std::move(answer)};
}

std::shared_ptr<Options> add_words(CLI::App& command) {
  auto options = std::make_shared<Options>();
  command.add_option("--data", options->data, "The hub's data folder")->required();
  add_store_options(command, options->store);
  command.add_option("--device", options->device, "The tablet, as wardlight-hub status names it")->required();
  return options;
}

}  // namespace

void add_device(CLI::App& app, int& exit_code) {
  auto* device = app.add_subcommand("device", "Say that a tablet is missing, or back");
  device->require_subcommand(1);
  auto* lost = device->add_subcommand("lost", "Tell it nothing more; what it brings is set aside");
  lost->callback([options = add_words(*lost), &exit_code] {
    exit_code = tool::finish(run(*options, platform::SystemClock().now()));
  });
  auto* found = device->add_subcommand("found", "It is in good hands again");
  found->callback([options = add_words(*found), &exit_code] { exit_code = tool::finish(run(*options, std::nullopt)); });
}

}  // namespace wardlight::hub_program
