// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <memory>
#include <utility>

#include "platforms/hub/commands.h"
#include "platforms/hub/hub_folder.h"
#include "platforms/hub/store_options.h"
#include "platforms/linux/paths.h"
#include "platforms/linux/posix_disk.h"
#include "platforms/linux/system_random.h"
#include "platforms/tool/command.h"
#include "sync/storage/postgres/postgres_storage.h"

namespace wardlight::hub_program {
namespace {

using json::Value;

constexpr std::size_t kPage = 500;

struct Options {
  std::string data;
  StoreChoice store;
  std::string copy;
};

// The copy must not move the hub's own epoch file: it gets one that goes with the folder.
class WitnessFolder {
 public:
  static Expected<WitnessFolder> make() {
    WL_TRY(std::string path, platform::make_temporary_folder("durable"));
    return WitnessFolder(std::move(path));
  }
  WitnessFolder(WitnessFolder&& other) noexcept : m_path(std::exchange(other.m_path, {})) {}
  WitnessFolder& operator=(WitnessFolder&&) = delete;
  ~WitnessFolder() {
    std::error_code ignored;
    if (!m_path.empty()) std::filesystem::remove_all(m_path, ignored);
  }
  std::string epoch_file() const { return m_path + "/epoch"; }

 private:
  explicit WitnessFolder(std::string path) : m_path(std::move(path)) {}
  std::string m_path;
};

Error not_a_copy(const std::string& what) {
  return {ErrorCode::Corrupt, "This is no backup that the hub could be put back from: " + what + ". Make another one.", "copy"};
}

bool same(const storage::FeedRow& one, const storage::FeedRow& other) {
  return one.position == other.position && one.type == other.type && one.id == other.id && one.bytes == other.bytes &&
         one.envelope && other.envelope &&
         store::write_unit_extension(*one.envelope) == store::write_unit_extension(*other.envelope);
}

// Every statement up to `head`, byte by byte; gives how many there are.
Expected<std::uint64_t> compare(storage::HubStorage& live, storage::HubStorage& copy, std::uint64_t head) {
  std::uint64_t count = 0;
  for (std::uint64_t after = 0;;) {
    WL_TRY(const auto ours, live.read_statements({after, head, kPage}));
    WL_TRY(const auto theirs, copy.read_statements({after, head, kPage}));
    if (!std::ranges::equal(ours, theirs, same)) return not_a_copy("a statement is missing in it or stands otherwise");
    count += ours.size();
    if (ours.size() < kPage) return count;
    after = ours.back().position;
  }
}

Expected<tool::Answer> run(const Options& options) {
  platform::PosixDisk disk;
  platform::SystemRandom random;
  WL_TRY(const auto folder, open_hub_folder(options.data, disk, random, options.store));
  WL_TRY(const auto witness, WitnessFolder::make());
  WL_TRY(const auto copy,
         storage::open_postgres_storage({options.copy, options.store.hospital, witness.epoch_file()}, folder.key, disk, random));
  WL_TRY(const auto theirs, copy->state());
  WL_TRY(const auto ours, folder.storage->state());
  if (theirs.epoch != ours.epoch) return not_a_copy("it was made in another epoch of this hub");
  if (theirs.head > ours.head) return not_a_copy("it knows more than the hub does");
  WL_TRY(const auto statements, compare(*folder.storage, *copy, theirs.head));
  if (theirs.head > ours.durable) WL_CHECK(folder.storage->set_durable(theirs.head));
  return tool::Answer{
      Value::object({{"durable", Value(std::max(theirs.head, ours.durable))}, {"statements", Value(statements)}})};
}

}  // namespace

void add_durable(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand(
      "durable", "Compare a PostgreSQL backup, put back beside, with the record, and tell the tablets that it holds");
  command->add_option("--data", options->data, "The hub's data folder")->required();
  add_store_options(*command, options->store);
  command->get_option("--postgres")->required();
  command->add_option("--copy", options->copy, "Where PostgreSQL's own backup was put back to (a libpq URI); it is only read")
      ->required();
  command->callback([options, &exit_code] { exit_code = tool::finish(run(*options)); });
}

}  // namespace wardlight::hub_program
