// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <memory>

#include "core/crypto/crypto.h"
#include "core/time/time.h"
#include "platforms/hub/commands.h"
#include "platforms/hub/hub_folder.h"
#include "platforms/hub/store_options.h"
#include "platforms/linux/posix_disk.h"
#include "platforms/linux/system_clock.h"
#include "platforms/linux/system_random.h"
#include "platforms/tool/command.h"
#include "sync/hub/second_try.h"

namespace wardlight::hub_program {
namespace {

using json::Value;

struct Options {
  std::string data;
  StoreChoice store;
  std::string out;
  std::string device;
  bool again = false;
};

// The hub may serve meanwhile: it hears of what came in as of another process's work.
Expected<hub::SecondTry> offer_again(const HubFolder& folder, Disk& disk, const std::string& device) {
  if (folder.is_central)
    return Error{ErrorCode::BadUsage, "This is a network's central; only a hospital's hub can offer again what it set aside.",
                 "--again"};
  const platform::SystemClock clock;
  const auto ingest = hub::ingest_keys_from(folder.key);
  WL_TRY(const auto forms, load_known_forms(disk));
  WL_TRY(const auto incidents, open_incidents(folder));
  hub::UnitJudge judge(*folder.storage, forms);
  hub::PushService push(*folder.storage, judge, ingest, clock, incidents.get());
  return hub::offer_again(*folder.storage, push, clock, device.empty() ? std::nullopt : std::optional(DeviceId{device}));
}

// What it is and why it lies there, without what it says of a patient.
Value to_json(const storage::QuarantineRow& row, const Zone& zone) {
  return Value::object({{"number", Value(row.number)},
                        {"device", Value(row.device.value)},
                        {"type", Value(row.type)},
                        {"id", Value(row.id)},
                        {"reason", Value(row.reason)},
                        {"received_at", Value(zone.format(row.received_at))}});
}

// With its bytes as they came: as text where they are JSON, which is always UTF-8.
std::string line_of(const storage::QuarantineRow& row, const Zone& zone) {
  const auto text = as_text(row.bytes);
  const bool readable = json::parse(text).has_value();
  auto line = to_json(row, zone);
  line.set(readable ? "text" : "base64", Value(readable ? std::string(text) : crypto::to_base64(row.bytes)));
  return json::write(line) + "\n";
}

Expected<tool::Answer> run(const Options& options) {
  platform::PosixDisk disk;
  platform::SystemRandom random;
  WL_TRY(const auto folder, open_hub_folder(options.data, disk, random, options.store));
  WL_TRY(const auto zone_name, folder.storage->setting(kZoneSetting));
  WL_TRY(const auto zone, Zone::find(zone_name));
  auto answer = Value::object();
  if (options.again) {
    WL_TRY(const auto tried, offer_again(folder, disk, options.device));
    answer.set("taken", Value(std::uint64_t{tried.taken}));
  }
  WL_TRY(const auto rows, folder.storage->list_quarantine());
  auto list = Value::array();
  std::string lines;
  for (const auto& row : rows) {
    if (!options.device.empty() && row.device.value != options.device) continue;
    list.push(to_json(row, zone));
    lines += line_of(row, zone);
  }
  answer.set("set_aside", std::move(list));
  if (!options.out.empty()) {
    WL_CHECK(replace_file(disk, options.out, as_bytes(lines)));
    answer.set("file", Value(options.out));
  }
  return tool::Answer{std::move(answer)};
}

}  // namespace

void add_set_aside(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand("set-aside", "What tablets brought and the record did not take: a person has to look at it");
  command->add_option("--data", options->data, "The hub's data folder")->required();
  add_store_options(*command, options->store);
  command->add_option("--out", options->out,
                      "Write it all to this file, one a line, with what it says: patient data, and incident reports too");
  command->add_option("--device", options->device, "Of this tablet alone, as wardlight-hub status names it");
  command->add_flag("--again", options->again, "First offer it all to the record once more: what may come in now does");
  command->callback([options, &exit_code] { exit_code = tool::finish(run(*options)); });
}

}  // namespace wardlight::hub_program
