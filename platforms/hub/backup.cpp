// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <array>
#include <memory>

#include "platforms/hub/commands.h"
#include "platforms/hub/hub_folder.h"
#include "platforms/linux/posix_disk.h"
#include "platforms/linux/system_clock.h"
#include "platforms/linux/system_random.h"
#include "platforms/tool/command.h"
#include "sync/storage/sqlite/sqlite_backup.h"

namespace wardlight::hub_program {
namespace {

using json::Value;

// Beside the store: incidents, and figures with what people entered about them.
constexpr std::array<const char*, 2> kBeside{"/incidents.db", "/reports.db"};

Expected<void> copy_beside(const std::string& from, const std::string& to, const crypto::Secret& key, Disk& disk) {
  for (const char* const name : kBeside) {
    WL_TRY(const bool there, disk.exists(from + name));
    if (there) WL_CHECK(storage::copy_database(from + name, to + name, {}, key, disk));
  }
  return {};
}

storage::SqliteOptions database_of(const std::string& folder) {
  return {folder + "/hub.db", folder + "/epoch", store::OpenAs::Existing, {}};
}

// The key and the CA: with them and the database a hub is whole again. Never over those of another hub.
Expected<void> copy_keys(Disk& disk, const std::string& from, const std::string& to) {
  WL_TRY(const auto key, read_file(disk, from + "/hub.key"));
  if (const auto there = read_file(disk, to + "/hub.key"); there && *there != key)
    return Error{ErrorCode::BadUsage, "There is another hub's data in this folder. Name another one.", to};
  WL_CHECK(disk.make_folder(to + "/ca"));
  WL_TRY(const auto files, disk.list(from + "/ca"));
  for (const auto& file : files) {
    WL_TRY(const auto content, read_file(disk, from + "/ca/" + file));
    WL_CHECK(replace_file(disk, to + "/ca/" + file, content));
  }
  return replace_file(disk, to + "/hub.key", key);
}

Expected<tool::Answer> back_up(const std::string& data, const std::string& to) {
  platform::PosixDisk disk;
  platform::SystemRandom random;
  WL_TRY(const auto folder, open_hub_folder(data, disk, random));
  WL_CHECK(disk.make_folder(to));
  WL_CHECK(copy_keys(disk, data, to));
  WL_TRY(const auto backup, storage::back_up_sqlite(database_of(data), to + "/hub.db", folder.key, disk));
  // After the store, so that it holds every incident that the store's units speak of.
  WL_CHECK(copy_beside(data, to, folder.key, disk));
  WL_CHECK(folder.storage->set_durable(backup.head));
  return tool::Answer{Value::object({{"durable", Value(backup.head)}, {"statements", Value(backup.statements)}})};
}

Expected<tool::Answer> restore(const std::string& data, const std::string& from) {
  platform::PosixDisk disk;
  platform::SystemRandom random;
  const platform::SystemClock clock;
  WL_CHECK(disk.make_folder(data));
  WL_TRY(const bool has_key, disk.exists(data + "/hub.key"));
  if (!has_key) WL_CHECK(copy_keys(disk, from, data));
  WL_TRY(const auto ours, read_file(disk, data + "/hub.key"));
  WL_TRY(const auto theirs, read_file(disk, from + "/hub.key"));
  if (ours != theirs)
    return Error{ErrorCode::BadUsage, "This is the backup of another hub: its key is not the one of this folder.", from};
  WL_TRY(const auto key, read_hub_key(data, disk));
  WL_TRY(const auto backup, storage::put_back_sqlite(database_of(data), from + "/hub.db", key, disk, random, clock.now()));
  WL_CHECK(copy_beside(from, data, key, disk));
  WL_TRY(const auto folder, open_hub_folder(data, disk, random));
  WL_TRY(const auto state, folder.storage->state());
  return tool::Answer{
      Value::object({{"epoch", Value(state.epoch)}, {"head", Value(state.head)}, {"statements", Value(backup.statements)}})};
}

}  // namespace

void add_backup(CLI::App& app, int& exit_code) {
  auto data = std::make_shared<std::string>();
  auto to = std::make_shared<std::string>();
  auto* command = app.add_subcommand("backup", "Copy the hub's store and keys to a folder, read the copy, tell the tablets");
  command->add_option("--data", *data, "The hub's data folder")->required();
  command->add_option("--to", *to, "Where the backup goes; an older one of this hub there is replaced")->required();
  command->callback([data, to, &exit_code] { exit_code = tool::finish(back_up(*data, *to)); });
}

void add_restore(CLI::App& app, int& exit_code) {
  auto data = std::make_shared<std::string>();
  auto from = std::make_shared<std::string>();
  auto* command =
      app.add_subcommand("restore", "Make the hub's store what it was when a backup was made; tablets bring what came since");
  command->add_option("--data", *data, "The hub's data folder, or a new one")->required();
  command->add_option("--from", *from, "The backup")->required();
  command->callback([data, from, &exit_code] { exit_code = tool::finish(restore(*data, *from)); });
}

}  // namespace wardlight::hub_program
