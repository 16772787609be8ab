// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <memory>

#include "platforms/hub/commands.h"
#include "platforms/hub/hub_reports.h"
#include "platforms/hub/report_pages.h"
#include "platforms/hub/store_options.h"
#include "platforms/linux/posix_disk.h"
#include "platforms/linux/system_clock.h"
#include "platforms/linux/system_random.h"
#include "platforms/tool/command.h"
#include "sync/reporting/hospital_desk.h"

namespace wardlight::hub_program {
namespace {

using json::Value;

struct Options {
  std::string data;
  std::string name;
  std::string pin_file;
  std::string in;
  StoreChoice store;
};

Expected<crypto::Secret> read_pin(const std::string& path) {
  WL_TRY(auto text, tool::read_input(path));
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  crypto::Secret pin{as_bytes(text)};
  crypto::wipe(text);
  return pin;
}

// One entry, or a list of them: each is checked and stored, or refused with why.
Value take_all(const Value& input, const pages::Reader& reader, reporting::HospitalDesk& desk, bool& refused) {
  const reporting::DeskSpeaker who{reader.practitioner.value, reader.name, std::string(access::to_code(reader.role))};
  Value taken = Value::array();
  for (const Value& one : input.is_array() ? input.items() : std::vector<Value>{input}) {
    const auto entry = desk.take(who, one);
    refused |= !entry;
    taken.push(entry ? *entry : Value::object({{"refused", Value(entry.error().text)}, {"where", Value(entry.error().where)}}));
  }
  return taken;
}

Expected<tool::Answer> run(const Options& options) {
  platform::PosixDisk disk;
  platform::SystemRandom random;
  const platform::SystemClock clock;
  WL_TRY(const auto folder, open_hub_folder(options.data, disk, random, options.store));
  WL_TRY(const auto door, open_page_door(folder, disk, clock, random));
  WL_TRY(const auto pin, read_pin(options.pin_file));
  WL_TRY(const auto entered, door->enter(options.name, pin));
  WL_TRY(const auto text, tool::read_input(options.in));
  WL_TRY(const Value input, json::parse(text));
  WL_TRY(const auto opened, open_hub_reports(folder, disk, random, clock));
  WL_CHECK(opened->reports->bring_up_to_date());
  bool refused = false;
  reporting::HospitalDesk desk(*opened->reports, random);
  Value taken = take_all(input, entered.reader, desk, refused);
  WL_CHECK(opened->reports->bring_up_to_date());
  return tool::Answer{Value::object({{"entries", std::move(taken)}}), refused ? tool::Exit::No : tool::Exit::Done};
}

}  // namespace

void add_desk(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand(
      "desk", "What infection prevention and quality confirm, correct, count and explain, signed with their PIN");
  command->add_option("--data", options->data, "The hub's data folder")->required();
  add_store_options(*command, options->store);
  command->add_option("--as", options->name, "The person, by the name on the staff list")->required();
  command->add_option("--pin-file", options->pin_file, "File with the PIN, or - for standard input")->required();
  command
      ->add_option("--in", options->in, R"(JSON: {"kind":"decision","about":ID,"text":WHY,"body":{"confirmed":true}}, or a list)")
      ->required();
  command->callback([options, &exit_code] { exit_code = tool::finish(run(*options)); });
}

}  // namespace wardlight::hub_program
