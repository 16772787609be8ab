// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <memory>

#include "core/measures/measure_figures.h"
#include "core/time/time.h"
#include "platforms/linux/system_clock.h"
#include "platforms/tool/command.h"
#include "platforms/tool/content.h"

namespace wardlight::tool {
namespace {

struct MeasuresWords {
  std::string in;
  std::string period;
  std::string unit;
  std::string pack;
  bool json = false;
};

Expected<void> check_month(const std::string& text) {
  if (parse_date(text + "-01") && text.size() == 7) return {};
  return Error{ErrorCode::BadUsage, "This month does not exist; write it like 2025-03.", "--period"};
}

Expected<Answer> run_measures(const MeasuresWords& words) {
  WL_CHECK(check_month(words.period));
  WL_TRY(const std::string content, read_clinical("measures.json", words.pack));
  WL_TRY(const auto registry, measures::load_measure_registry(content));
  WL_TRY(const std::string text, read_input(words.in));
  WL_TRY(const json::Value input, json::parse(text));
  WL_TRY(const auto facts, measures::read_period_facts(registry, input));
  const auto figures = measures::compute_figures(registry, facts);
  if (words.json) return Answer{measures::to_json(figures), Exit::Done};
  const std::string now = format_time(platform::SystemClock().now(), 0);
  return Answer{measures::to_measure_reports(registry, figures, {words.unit, words.period, now}), Exit::Done};
}

}  // namespace

void add_measures(CLI::App& app, int& exit_code) {
  auto words = std::make_shared<MeasuresWords>();
  auto* command = app.add_subcommand("measures", "A unit's measures of one month, from its events and counts");
  command->add_option("--in", words->in, "Events and denominators, as JSON; - is standard input")->required();
  command->add_option("--period", words->period, "The month, YYYY-MM")->required();
  command->add_option("--unit", words->unit, "The unit's name")->required();
  command->add_option("--pack", words->pack, "Another registry of measures than the one that comes with the program");
  command->add_flag("--json", words->json, "Plain figures instead of a Bundle of MeasureReports");
  command->callback([words, &exit_code] { exit_code = finish(run_measures(*words)); });
}

}  // namespace wardlight::tool
