// SPDX-License-Identifier: Apache-2.0
#include "platforms/sim/herd/herd_command.h"

#include <CLI/CLI.hpp>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>

#include "platforms/linux/paths.h"
#include "platforms/sim/herd/herd.h"
#include "platforms/tool/command.h"

namespace wardlight::sim {
namespace {

struct Command {
  HerdOptions options;
  std::string outage = "12h";
  std::string json_file;
};

// "12h" or "90m".
Expected<Duration> read_length(const std::string& text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc() && end + 1 == text.data() + text.size() && number > 0 && number <= 10'000;
  if (whole && *end == 'h') return hours(number);
  if (whole && *end == 'm') return minutes(number);
  return Error{ErrorCode::BadUsage, "A length of time is written 12h or 90m.", text};
}

Expected<tool::Answer> run(Command& command) {
  WL_TRY(command.options.outage, read_length(command.outage));
  WL_TRY(const std::string folder, platform::make_temporary_folder("herd"));
  const auto report = play_herd(command.options, folder);
  std::error_code ignored;
  std::filesystem::remove_all(folder, ignored);
  if (!report) return report.error();
  json::Value json = to_json(*report);
  if (!command.json_file.empty() && !(std::ofstream(command.json_file) << json::write(json) << '\n'))
    return Error{ErrorCode::Environment, "The JSON file cannot be written; check its folder.", command.json_file};
  return tool::Answer{std::move(json), report->is_well() ? tool::Exit::Done : tool::Exit::No};
}

}  // namespace

void add_herd(CLI::App& app, int& exit_code) {
  auto command = std::make_shared<Command>();
  auto* herd =
      app.add_subcommand("herd", "Let all tablets of a hospital come back after an outage, and see how long the hub takes");
  herd->add_option("--wards", command->options.wards, "Wards of 28 patients")->check(CLI::Range(1, 50))->capture_default_str();
  herd->add_option("--tablets", command->options.tablets, "Tablets of each ward")
      ->check(CLI::Range(1, 100))
      ->capture_default_str();
  herd->add_option("--outage", command->outage, "How long the network was away: 12h or 90m")->capture_default_str();
  herd->add_option("--json", command->json_file, "Write the figures to this file too");
  herd->callback([command, &exit_code] { exit_code = tool::finish(run(*command)); });
}

}  // namespace wardlight::sim
