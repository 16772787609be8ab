// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "core/base/decimal.h"
#include "platforms/linux/paths.h"
#include "platforms/sim/bedside.h"
#include "platforms/sim/closing.h"
#include "platforms/sim/faults/faults_command.h"
#include "platforms/sim/herd/herd_command.h"
#include "platforms/sim/month.h"
#include "platforms/sim/network/network_run.h"
#include "platforms/sim/shift.h"
#include "platforms/tool/command.h"

namespace {

using namespace wardlight;

struct ShiftCommand {
  sim::ShiftOptions options;
  double offline = 0.4;
  std::string json_file;
  std::string keep;
};

// A folder of its own that goes with the run, unless somebody wants to keep it.
class RunFolder {
 public:
  static Expected<RunFolder> make(const std::string& keep) {
    if (!keep.empty()) {
      if (std::filesystem::exists(keep) && !std::filesystem::is_empty(keep))
        return Error{ErrorCode::BadUsage, "This folder is not empty; name another, so that nothing in it is touched.", keep};
      std::error_code failed;
      std::filesystem::create_directories(keep, failed);
      if (failed) return Error{ErrorCode::Environment, "The folder to keep things in cannot be made; name another.", keep};
      return RunFolder(keep, false);
    }
    WL_TRY(std::string path, platform::make_temporary_folder("shift"));
    return RunFolder(std::move(path), true);
  }
  RunFolder(RunFolder&& other) noexcept : m_path(std::move(other.m_path)), m_remove(other.m_remove) { other.m_remove = false; }
  RunFolder& operator=(RunFolder&&) = delete;
  ~RunFolder() {
    std::error_code ignored;
    if (m_remove) std::filesystem::remove_all(m_path, ignored);
  }
  const std::string& path() const { return m_path; }

 private:
  RunFolder(std::string path, bool remove) : m_path(std::move(path)), m_remove(remove) {}
  std::string m_path;
  bool m_remove;
};

Expected<void> write_json(const std::string& file, const json::Value& json) {
  if (file.empty() || std::ofstream(file) << json::write(json) << '\n') return {};
  return Error{ErrorCode::Environment, "The JSON file cannot be written; check its folder.", file};
}

Expected<tool::Answer> run_shift(const ShiftCommand& command) {
  WL_TRY(const auto folder, RunFolder::make(command.keep));
  WL_TRY(const auto report, sim::play_shift(command.options, folder.path()));
  std::cerr << sim::to_table(report, command.options);
  json::Value json = sim::to_json(report);
  WL_CHECK(write_json(command.json_file, json));
  return tool::Answer{std::move(json), report.is_whole() ? tool::Exit::Done : tool::Exit::No};
}

void add_shift(CLI::App& app, int& exit_code) {
  auto command = std::make_shared<ShiftCommand>();
  auto* shift = app.add_subcommand("shift", "Play one shift of a ward: real stores and hub, simulated time");
  shift->add_option("--seed", command->options.seed, "The same seed gives the same shift")->required();
  shift->add_option("--beds", command->options.beds, "Patients")->check(CLI::Range(1, 1000))->capture_default_str();
  shift->add_option("--tablets", command->options.tablets, "Tablets")->check(CLI::Range(1, 100))->capture_default_str();
  shift->add_option("--hours", command->options.hours, "Length of the shift, from 07:00")
      ->check(CLI::Range(1, 24))
      ->capture_default_str();
  shift->add_option("--offline", command->offline, "Share of each tablet's time without network")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  shift->add_option("--through", command->options.through,
                    "Base address of an empty FHIR server that is no hub: rounds go through it");
  shift->add_option("--json", command->json_file, "Write the figures to this file too");
  shift->add_option("--keep", command->keep, "Leave every store's export in this empty folder");
  shift->callback([command, &exit_code] {
    command->options.offline_percent = static_cast<int>(command->offline * 100 + 0.5);
    exit_code = tool::finish(run_shift(*command));
  });
}

struct BedsideCommand {
  sim::BedsideOptions options;
  std::string json_file;
  std::string keep;
};

Expected<tool::Answer> run_bedside(const BedsideCommand& command) {
  WL_TRY(const auto folder, RunFolder::make(command.keep));
  WL_TRY(const auto report, sim::play_bedside(command.options, folder.path()));
  json::Value json = sim::to_json(report);
  WL_CHECK(write_json(command.json_file, json));
  return tool::Answer{std::move(json), report.is_whole() ? tool::Exit::Done : tool::Exit::No};
}

void add_bedside(CLI::App& app, int& exit_code) {
  auto command = std::make_shared<BedsideCommand>();
  auto* bedside =
      app.add_subcommand("bedside", "Play one nurse's day and its handoffs without network, on one tablet and on two");
  bedside->add_option("--seed", command->options.seed, "The same seed gives the same day")->required();
  bedside->add_option("--patients", command->options.patients, "Patients to care for and hand over")
      ->check(CLI::Range(2, 28))
      ->capture_default_str();
  bedside->add_option("--hours", command->options.hours, "Length of the day, from 07:00")
      ->check(CLI::Range(1, 16))
      ->capture_default_str();
  bedside->add_option("--json", command->json_file, "Write the figures to this file too");
  bedside->add_option("--keep", command->keep, "Leave the stores and the export in this empty folder");
  bedside->callback([command, &exit_code] { exit_code = tool::finish(run_bedside(*command)); });
}

struct ClosingCommand {
  sim::ClosingOptions options;
  std::string keep;
};

Expected<tool::Answer> run_closing(const ClosingCommand& command) {
  WL_TRY(const auto folder, RunFolder::make(command.keep));
  WL_TRY(const auto report, sim::play_closing(command.options, folder.path()));
  return tool::Answer{sim::to_json(report), report.is_whole() ? tool::Exit::Done : tool::Exit::No};
}

void add_closing(CLI::App& app, int& exit_code) {
  auto command = std::make_shared<ClosingCommand>();
  auto* closing = app.add_subcommand("closing", "Close a shift with three tablets offline, and amend it when they return");
  closing->add_option("--seed", command->options.seed, "The same seed gives the same day")->required();
  closing->add_option("--patients", command->options.patients, "Patients on the unit")
      ->check(CLI::Range(4, 28))
      ->capture_default_str();
  closing->add_option("--keep", command->keep,
                      "Leave the tablets' folders in this empty folder, with the charge nurse's PIN in charge.pin");
  closing->callback([command, &exit_code] { exit_code = tool::finish(run_closing(*command)); });
}

struct NetworkCommand {
  sim::NetworkOptions options;
  std::string json_file;
};

Expected<tool::Answer> run_network(const NetworkCommand& command) {
  WL_TRY(const auto folder, RunFolder::make({}));
  WL_TRY(const auto report, sim::play_network(command.options, folder.path()));
  json::Value json = sim::to_json(report);
  WL_CHECK(write_json(command.json_file, json));
  return tool::Answer{std::move(json), report.is_good() ? tool::Exit::Done : tool::Exit::No};
}

void add_network(CLI::App& app, int& exit_code) {
  auto command = std::make_shared<NetworkCommand>();
  auto* network =
      app.add_subcommand("network", "Play months of a network: planted changes, and what central's charts see of them");
  network->add_option("--seed", command->options.seed, "The same seed gives the same network")->required();
  network->add_option("--hospitals", command->options.hospitals, "Hospitals")->check(CLI::Range(1, 1000))->capture_default_str();
  network->add_option("--months", command->options.months, "Months; the first twelve are the baseline")
      ->check(CLI::Range(18, 120))
      ->capture_default_str();
  network->add_option("--json", command->json_file, "Write the figures to this file too");
  network->callback([command, &exit_code] { exit_code = tool::finish(run_network(*command)); });
}

struct MonthCommand {
  sim::MonthOptions options;
  std::string keep;
};

Expected<tool::Answer> run_month(const MonthCommand& command) {
  WL_TRY(const auto folder, RunFolder::make(command.keep));
  WL_TRY(const auto report, sim::play_month(command.options, folder.path()));
  return tool::Answer{sim::to_json(report)};
}

void add_month(CLI::App& app, int& exit_code) {
  auto command = std::make_shared<MonthCommand>();
  auto* month =
      app.add_subcommand("month", "A small hospital's month in a real hub's stores, counted, closed and restated by the hub");
  month->add_option("--seed", command->options.seed, "The same seed gives the same month")->required();
  month->add_option("--beds", command->options.beds, "Beds, over two units")->check(CLI::Range(2, 100))->capture_default_str();
  month->add_option("--keep", command->keep, "Leave the record and the figures in this empty folder");
  month->callback([command, &exit_code] { exit_code = tool::finish(run_month(*command)); });
}

}  // namespace

int main(int count, char** words) {
  CLI::App app("Wardlight's simulated wards");
  app.set_version_flag("--version", "wardlight-sim 0.1.0");
  app.require_subcommand(1);
  int exit_code = 0;
  add_shift(app, exit_code);
  add_bedside(app, exit_code);
  add_closing(app, exit_code);
  add_month(app, exit_code);
  sim::add_faults(app, exit_code);
  add_network(app, exit_code);
  sim::add_herd(app, exit_code);
  try {
    app.parse(count, words);
  } catch (const CLI::ParseError& error) {
    return app.exit(error, std::cout, std::cerr) == 0 ? 0 : static_cast<int>(tool::Exit::BadUsage);
  }
  return exit_code;
}
