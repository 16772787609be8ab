// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "core/access/pin_rules.h"
#include "platforms/hub/commands.h"
#include "platforms/hub/hub_folder.h"
#include "platforms/hub/shown_name.h"
#include "platforms/hub/store_options.h"
#include "platforms/linux/paths.h"
#include "platforms/linux/posix_disk.h"
#include "platforms/linux/system_clock.h"
#include "platforms/linux/system_random.h"
#include "platforms/tool/command.h"
#include "sync/hub/people.h"

namespace wardlight::hub_program {
namespace {

struct Options {
  std::string data;
  std::string name;
  std::string role;
  std::string pin_file;
  std::string reads;
  StoreChoice store;
};

Expected<access::PinRules> load_pin_rules(Disk& disk) {
  WL_TRY(const auto assets, platform::assets_folder());
  WL_TRY(const auto bytes, read_file(disk, assets + "/access/pin-rules.json"));
  return access::PinRules::parse(as_text(bytes));
}

Expected<crypto::Secret> read_pin(const std::string& path, const access::PinRules& rules) {
  WL_TRY(auto text, tool::read_input(path));
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  crypto::Secret pin{as_bytes(text)};
  crypto::wipe(text);
  if (const auto objection = rules.objection_to(pin))
    return Error{ErrorCode::BadUsage, "This PIN may not be used (" + std::string(access::to_code(*objection)) +
        "). Choose another, of " +
                                          std::to_string(rules.digits()) + " digits.", path};
  return pin;
}

Expected<tool::Answer> run(const Options& options) {
  WL_CHECK(check_shown_name(options.name, "--name"));
  platform::PosixDisk disk;
  platform::SystemRandom random;
  const platform::SystemClock clock;
  WL_TRY(auto folder, open_hub_folder(options.data, disk, random, options.store));
  WL_TRY(const auto staff, folder.storage->list_staff());
  if (std::any_of(staff.begin(), staff.end(), [&](const auto& row) { return row.name == options.name; }))
    return Error{ErrorCode::BadUsage,
        "Somebody of this name is on the list already. Add an initial, so that people can be told apart.", {}};

  WL_TRY(const auto rules, load_pin_rules(disk));
  const bool given = !options.pin_file.empty();
  WL_TRY(auto pin, given ? read_pin(options.pin_file, rules) : Expected<crypto::Secret>(rules.make_pin(random)));
  WL_TRY(const auto practitioner, hub::add_person(*folder.storage, {options.name, options.role, pin}, clock, random));
  if (!options.reads.empty()) WL_CHECK(folder.storage->put_setting(kReaderSetting + practitioner.value, options.reads));

  auto json = json::Value::object({{"practitioner", json::Value(practitioner.value)}});
  if (!given) json.set("pin", as_text(pin.view()));
  return tool::Answer{std::move(json)};
}

}  // namespace

void add_staff(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* staff = app.add_subcommand("staff", "The people who may sign in on tablets");
  staff->require_subcommand(1);
  auto* command = staff->add_subcommand("add", "Add a person; prints a PIN when none is given");
  command->add_option("--data", options->data, "The hub's data folder")->required();
  add_store_options(*command, options->store);
  command->add_option("--name", options->name, "As it stands on the sign-in screen")->required();
  command
      ->add_option("--role", options->role,
                   "What the person is; quality and infection-prevention answer for figures and are on no tablet")
      ->required()
      ->check(CLI::IsMember({"nurse", "aide", "charge", "admin", "quality", "infection-prevention"}));
  command->add_option("--pin-file", options->pin_file, "File with the PIN the person chose, or - for standard input");
  command->add_option("--reads", options->reads, "At central: the hospital whose figures this person sees on the report pages");
  command->callback([options, &exit_code] { exit_code = tool::finish(run(*options)); });
}

}  // namespace wardlight::hub_program
