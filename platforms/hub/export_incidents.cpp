// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <memory>

#include "platforms/hub/commands.h"
#include "platforms/hub/hub_folder.h"
#include "platforms/linux/posix_disk.h"
#include "platforms/tool/command.h"

namespace wardlight::hub_program {
namespace {

// One FHIR resource a line, the bytes as they were signed.
Expected<tool::Answer> run(const std::string& data, const std::string& out) {
  platform::PosixDisk disk;
  WL_TRY(const auto file, open_incidents(data, disk));
  WL_TRY(const auto rows, file->list());
  std::string lines;
  for (const auto& row : rows) lines += row.bytes + "\n";
  WL_CHECK(replace_file(disk, out, as_bytes(lines)));
  return tool::Answer{
      json::Value::object({{"incidents", json::Value(static_cast<std::uint64_t>(rows.size()))}, {"file", json::Value(out)}})};
}

}  // namespace

void add_export_incidents(CLI::App& app, int& exit_code) {
  auto data = std::make_shared<std::string>();
  auto out = std::make_shared<std::string>();
  auto* command = app.add_subcommand("export-incidents", "Incident reports, huddles and debriefs, which are in no other export");
  command->add_option("--data", *data, "The hub's data folder")->required();
  command->add_option("--out", *out, "The file to write: one FHIR resource a line; keep it where quality keeps its own")
      ->required();
  command->callback([data, out, &exit_code] { exit_code = tool::finish(run(*data, *out)); });
}

}  // namespace wardlight::hub_program
