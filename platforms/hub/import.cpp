// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "platforms/hub/commands.h"
#include "platforms/hub/hub_folder.h"
#include "platforms/hub/store_options.h"
#include "platforms/linux/posix_disk.h"
#include "platforms/linux/system_clock.h"
#include "platforms/linux/system_random.h"
#include "platforms/tool/command.h"
#include "sync/census/fhir_reader.h"
#include "sync/hub/importer.h"
#include "sync/hub/reconcile.h"

namespace wardlight::hub_program {
namespace {

using json::Value;

constexpr std::uint64_t kWorthProgress = std::uint64_t{1} << 20;

struct Options {
  std::string data;
  std::vector<std::string> files;
  StoreChoice store;
};

// A line each tenth of a large file.
class TenthsOnStderr {
 public:
  void begin(const std::string& file) {
    m_file = file;
    m_tenths = 0;
  }
  void operator()(std::uint64_t read, std::uint64_t size) {
    if (size < kWorthProgress) return;
    const std::uint64_t tenths = read * 10 / size;
    if (tenths <= m_tenths) return;
    m_tenths = tenths;
    std::cerr << m_file << ": " << tenths * 10 << " % of " << (size >> 20) << " MB\n";
  }

 private:
  std::string m_file;
  std::uint64_t m_tenths = 0;
};

void print_summary(const hub::ImportSummary& summary, const hub::Reconciled& reconciled) {
  std::cerr << "Read " << summary.read << ": " << summary.added << " new or changed, " << summary.same << " as before, "
      << summary.refused.size()
            << " refused.\n";
  for (const auto& [type, count] : summary.by_type) std::cerr << "  " << type << ": " << count << '\n';
  if (reconciled.patients + reconciled.encounters > 0)
    std::cerr << "Temporary entries matched to real ones: " << reconciled.patients << " patients, " << reconciled.encounters
        << " encounters.\n";
  if (reconciled.unsure > 0) std::cerr << "Temporary patients with more than one possible match: " << reconciled.unsure << ".\n";
  for (const auto& refusal : summary.refused) std::cerr << "Refused: " << refusal.file << ", line " << refusal.line << ": "
      << refusal.what << '\n';
}

Value to_json(const hub::ImportSummary& summary) {
  auto refused = Value::array();
  for (const auto& refusal : summary.refused)
    refused.push(Value::object({{"file", Value(refusal.file)}, {"line", Value(static_cast<std::uint64_t>(refusal.line))},
        {"what", Value(refusal.what)}}));
  return Value::object(
      {{"read", Value(summary.read)}, {"new", Value(summary.added)}, {"same", Value(summary.same)},
          {"refused", std::move(refused)}});
}

Expected<tool::Answer> run(const Options& options) {
  platform::PosixDisk disk;
  platform::SystemRandom random;
  const platform::SystemClock clock;
  WL_TRY(auto folder, open_hub_folder(options.data, disk, random, options.store));
  std::vector<std::unique_ptr<File>> files;
  for (const auto& name : options.files) {
    auto file = disk.open(name, OpenMode::Read);
    if (!file) return Error{ErrorCode::BadUsage,
        "This file cannot be read; check its name and your rights. Nothing was imported.", name};
    files.push_back(*std::move(file));
  }
  TenthsOnStderr progress;
  hub::Importer importer(*folder.storage, clock, [&](std::uint64_t read, std::uint64_t size) { progress(read, size); });
  for (std::size_t i = 0; i < files.size(); ++i) {
    progress.begin(options.files[i]);
    const auto read = census::read_fhir(*files[i], options.files[i], importer);
    if (read) continue;
    if (read.error().code != ErrorCode::InvalidContent) return read.error();
    importer.refuse({options.files[i], 0, 0}, read.error().text);
  }
  WL_CHECK(importer.finish());
  WL_TRY(const auto reconciled, hub::reconcile_temporaries(*folder.storage, clock.now()));
  const auto& summary = importer.summary();
  print_summary(summary, reconciled);
  const bool all_refused = !summary.refused.empty() && summary.added + summary.same == 0;
  return tool::Answer{to_json(summary), all_refused ? tool::Exit::No : tool::Exit::Done};
}

}  // namespace

void add_import(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand("import", "Take the hospital's census from FHIR R4 Bundles and NDJSON; may be run again");
  command->add_option("--data", options->data, "The hub's data folder")->required();
  add_store_options(*command, options->store);
  command->add_option("files", options->files, "Files to import")->required();
  command->callback([options, &exit_code] { exit_code = tool::finish(run(*options)); });
}

}  // namespace wardlight::hub_program
