// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <memory>

#include "platforms/hub/commands.h"
#include "platforms/hub/hub_reports.h"
#include "platforms/hub/store_options.h"
#include "platforms/linux/posix_disk.h"
#include "platforms/linux/system_clock.h"
#include "platforms/linux/system_random.h"
#include "platforms/tool/command.h"
#include "sync/reporting/exchange.h"

namespace wardlight::hub_program {
namespace {

using json::Value;

struct Options {
  std::string data;
  std::string period;
  std::string unit;
  std::string known_on;
  std::string programme;
  std::string denominators;
  std::string out;
  StoreChoice store;
};

Value to_json(const reporting::Reports& reports, const reporting::StoredReport& stored) {
  const auto& row = stored.row;
  const auto* rule = reports.content().measures.registry.find_measure(row.measure);
  Value out = Value::object();
  out.set("unit", row.unit).set("measure", row.measure).set("n", row.n).set("d", row.d).set("x", row.x);
  out.set("value", measures::value_of(row, rule == nullptr ? 2 : rule->places))
      .set("status", to_code(row.status))
      .set("version", row.version);
  Value notes = Value::array();
  for (const std::string& note : stored.notes) notes.push(note);
  return out.set("notes", std::move(notes));
}

Expected<Instant> known_on(const std::string& text) {
  if (text.empty()) return Instant{INT64_MAX - 1};
  WL_TRY(const auto time, parse_time(text));
  return time.instant;
}

Expected<tool::Answer> give_rows(const Options& options, reporting::Reports& reports) {
  WL_TRY(const Instant known, known_on(options.known_on));
  WL_TRY(const auto month, reports.month(options.period, known));
  Value rows = Value::array();
  for (const auto& stored : month)
    if (options.unit.empty() || stored.row.unit == options.unit) rows.push(to_json(reports, stored));
  return tool::Answer{std::move(rows)};
}

Expected<tool::Answer> run(const Options& options) {
  platform::PosixDisk disk;
  platform::SystemRandom random;
  const platform::SystemClock clock;
  WL_TRY(const auto folder, open_hub_folder(options.data, disk, random, options.store));
  WL_TRY(const auto opened, open_hub_reports(folder, disk, random, clock));
  reporting::Reports& reports = *opened->reports;
  WL_CHECK(reports.bring_up_to_date());
  if (options.out.empty()) return give_rows(options, reports);
  auto sheet = options.denominators.empty() ? reporting::write_programme_sheet(reports, options.programme, options.period)
                                            : reporting::write_denominator_sheet(reports, options.denominators, options.period);
  if (!sheet) return sheet.error();
  WL_CHECK(replace_file(disk, options.out, as_bytes(*sheet)));
  return tool::Answer{Value::object({{"file", Value(options.out)}})};
}

}  // namespace

void add_figures(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand(
      "figures", "A month's measures as reported, or as they stand; as JSON, or as a programme's sheet with --out");
  command->add_option("--data", options->data, "The hub's data folder")->required();
  add_store_options(*command, options->store);
  command->add_option("--period", options->period, "The month, YYYY-MM")->required();
  command->add_option("--unit", options->unit, "Only this unit, by its id");
  command->add_option("--as-known-on", options->known_on, "As they were known then, RFC 3339");
  auto* out = command->add_option("--out", options->out, "Write a CSV sheet to this file");
  auto* programme =
      command->add_option("--programme", options->programme, "Only what this programme asks for, such as MBQIP")->needs(out);
  command
      ->add_option("--denominators", options->denominators,
                   "This unit's daily denominators instead, as NHSN's monthly sheet has them")
      ->needs(out)
      ->excludes(programme);
  command->callback([options, &exit_code] { exit_code = tool::finish(run(*options)); });
}

}  // namespace wardlight::hub_program
