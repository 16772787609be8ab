// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <memory>

#include "core/measures/control_chart.h"
#include "platforms/tool/command.h"
#include "platforms/tool/content.h"

namespace wardlight::tool {
namespace {

struct SpcWords {
  std::string kind;
  std::string in;
  std::string pack;
};

Expected<Answer> run_spc(const SpcWords& words) {
  const auto kind = measures::chart_kind_from_code(words.kind);
  if (!kind) return Error{ErrorCode::BadUsage, "A control chart is u, p, g or t.", "--kind"};
  WL_TRY(const std::string rules_text, read_clinical("control-charts.json", words.pack));
  WL_TRY(const measures::RunRules rules, measures::load_run_rules(rules_text));
  WL_TRY(const std::string text, read_input(words.in));
  WL_TRY(const json::Value root, json::parse(text));
  WL_TRY(const measures::ChartInput input, measures::read_chart_input(*kind, root));
  WL_TRY(const auto chart, measures::draw_chart(rules, *kind, input));
  return Answer{measures::to_json(chart, rules), Exit::Done};
}

}  // namespace

void add_spc(CLI::App& app, int& exit_code) {
  auto words = std::make_shared<SpcWords>();
  auto* command = app.add_subcommand("spc", "A control chart: centre, limits and signals of a row of counts");
  command
      ->add_option("--kind", words->kind,
                   "u: events per exposure; p: share of cases; g: opportunities between events; t: days between events")
      ->required();
  command
      ->add_option(
          "--in", words->in,
          R"(Points in order, as JSON: [{"label":"2025-01","n":3,"d":900}] or {"points":[...],"x":1000,"baseline":12,"marks":[{"at":"2025-06","text":"..."}]}; g and t also {"events":["2025-01-04",...]}; - is standard input)")
      ->required();
  command->add_option("--pack", words->pack, "Other run rules than those that come with the program");
  command->callback([words, &exit_code] { exit_code = finish(run_spc(*words)); });
}

}  // namespace wardlight::tool
