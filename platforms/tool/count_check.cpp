// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <memory>

#include "core/measures/count_checks.h"
#include "platforms/tool/command.h"
#include "platforms/tool/content.h"

namespace wardlight::tool {
namespace {

Expected<Answer> run_count_check(const std::string& in) {
  WL_TRY(const std::string content, read_clinical("reporting.json"));
  WL_TRY(const auto rules, measures::load_report_rules(content));
  WL_TRY(const std::string text, read_input(in));
  WL_TRY(const json::Value input, json::parse(text));
  WL_TRY(json::Value said, measures::check_counts(rules, input));
  return Answer{std::move(said), Exit::Done};
}

}  // namespace

void add_count_check(CLI::App& app, int& exit_code) {
  auto in = std::make_shared<std::string>();
  auto* command =
      app.add_subcommand("count-check", "Whether days may be counted by machine, and device days from one day a week");
  command
      ->add_option("--in", *in,
                   R"(JSON: {"validation":[{"unit","count","month","manual","electronic"}],"sample":{…}}; - is standard input)")
      ->required();
  command->callback([in, &exit_code] { exit_code = finish(run_count_check(*in)); });
}

}  // namespace wardlight::tool
