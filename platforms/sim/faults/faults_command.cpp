// SPDX-License-Identifier: Apache-2.0
#include "platforms/sim/faults/faults_command.h"

#include <CLI/CLI.hpp>
#include <charconv>
#include <fstream>
#include <iostream>
#include <memory>

#include "platforms/sim/faults/faults.h"
#include "platforms/sim/faults/mutants.h"
#include "platforms/tool/command.h"

namespace wardlight::sim {
namespace {

struct Command {
  FaultsOptions options;
  std::string seeds;
  std::string without;
  std::string json_file;
};

// "A..B" or "A".
Expected<void> read_seeds(const std::string& text, FaultsOptions& options) {
  const auto dots = text.find("..");
  const std::string first = text.substr(0, dots);
  const std::string last = dots == std::string::npos ? first : text.substr(dots + 2);
  const auto read = [](const std::string& digits, std::uint64_t& number) {
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return error == std::errc() && end == digits.data() + digits.size();
  };
  if (read(first, options.first_seed) && read(last, options.last_seed) && options.first_seed <= options.last_seed) return {};
  return Error{ErrorCode::BadUsage, "Seeds are written A..B, for example 1..2000.", text};
}

Expected<tool::Answer> run(Command& command) {
  WL_CHECK(read_seeds(command.seeds, command.options));
  if (!command.without.empty()) command.options.without = mechanism_of(command.without);
  WL_TRY(const auto report, run_faults(command.options));
  std::cerr << report.seeds << " seeds, " << report.sum.steps << " steps in " << static_cast<int>(report.seconds) << " s; digest "
            << report.sum.digest << '\n';
  if (!report.failed.empty()) {
    const auto& first = report.failed.front();
    if (!command.without.empty()) std::cerr << "Without " << command.without << ", noticed after " << report.seeds << " seeds: ";
    std::cerr << "Seed " << first.seed << " breaks " << first.violation->invariant << ": " << first.violation->text << '\n';
    if (first.violation->invariant != "crash")
      for (const auto& line : find_smallest_trace(first, command.options)) std::cerr << "  " << line << '\n';
  }
  json::Value json = to_json(report);
  if (!command.json_file.empty() && !(std::ofstream(command.json_file) << json::write(json) << '\n'))
    return Error{ErrorCode::Environment, "The JSON file cannot be written; check its folder.", command.json_file};
  return tool::Answer{std::move(json), report.failed.empty() ? tool::Exit::Done : tool::Exit::No};
}

}  // namespace

void add_faults(CLI::App& app, int& exit_code) {
  auto command = std::make_shared<Command>();
  auto* faults = app.add_subcommand("faults", "Let everything go wrong, seed by seed, and look whether a round is ever lost");
  faults->add_option("--seeds", command->seeds, "A..B")->required();
  faults->add_option("--steps", command->options.steps, "Events of each run")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  faults->add_option("--without", command->without, "Switch one mechanism off: this must be noticed (exit 1)")
      ->check(CLI::IsMember(mechanism_names()));
  faults->add_option("--workers", command->options.workers, "Processes; 0 is one for each core")
      ->check(CLI::Range(0, 256))
      ->capture_default_str();
  faults->add_option("--json", command->json_file, "Write the figures to this file too");
  faults->callback([command, &exit_code] { exit_code = tool::finish(run(*command)); });
}

}  // namespace wardlight::sim
