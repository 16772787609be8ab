// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <memory>

#include "core/time/time.h"
#include "platforms/hub/commands.h"
#include "platforms/hub/hub_folder.h"
#include "platforms/hub/store_options.h"
#include "platforms/linux/posix_disk.h"
#include "platforms/linux/system_random.h"
#include "platforms/tool/command.h"

namespace wardlight::hub_program {
namespace {

using json::Value;

Value time_or_null(const std::optional<Instant>& time, const Zone& zone) { return time ? Value(zone.format(*time)) : Value(); }

Value to_json(const storage::Device& device, const Zone& zone) {
  return Value::object({{"device", Value(device.id.value)},
                        {"name", Value(device.name)},
                        {"incarnation", Value(device.incarnation)},
                        {"last_seen", time_or_null(device.last_seen, zone)},
                        {"oldest_unsent", time_or_null(device.oldest_unsent, zone)},
                        {"unsent", device.unsent ? Value(*device.unsent) : Value()},
                        {"lost_at", time_or_null(device.lost_at, zone)}});
}

Expected<tool::Answer> run(const std::string& data, const StoreChoice& store) {
  platform::PosixDisk disk;
  platform::SystemRandom random;
  WL_TRY(auto folder, open_hub_folder(data, disk, random, store));
  WL_TRY(const auto zone_name, folder.storage->setting(kZoneSetting));
  WL_TRY(const auto zone, Zone::find(zone_name));
  WL_TRY(const auto state, folder.storage->state());
  WL_TRY(const auto devices, folder.storage->list_devices());
  WL_TRY(const auto counts, folder.storage->counts());
  auto list = Value::array();
  for (const auto& device : devices) list.push(to_json(device, zone));
  return tool::Answer{Value::object({{"epoch", Value(state.epoch)},
                                     {"head", Value(state.head)},
                                     {"durable", Value(state.durable)},
                                     {"devices", std::move(list)},
                                     {"quarantined", Value(counts.quarantined)},
                                     {"statements", Value(counts.statements)}})};
}

}  // namespace

void add_status(CLI::App& app, int& exit_code) {
  auto data = std::make_shared<std::string>();
  auto json = std::make_shared<bool>(true);
  auto store = std::make_shared<StoreChoice>();
  auto* command = app.add_subcommand("status", "What the hub holds and when it last heard from each tablet");
  command->add_option("--data", *data, "The hub's data folder")->required();
  add_store_options(*command, *store);
  command->add_flag("--json", *json, "JSON, which is the only form there is");
  command->callback([data, json, store, &exit_code] { exit_code = tool::finish(run(*data, *store)); });
}

}  // namespace wardlight::hub_program
