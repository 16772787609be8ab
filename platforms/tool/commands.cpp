// SPDX-License-Identifier: Apache-2.0
#include "platforms/tool/commands.h"

namespace wardlight::tool {

void add_answer(CLI::App& app, int& exit_code);
void add_bench(CLI::App& app, int& exit_code);
void add_census(CLI::App& app, int& exit_code);
void add_check(CLI::App& app, int& exit_code);
void add_count_check(CLI::App& app, int& exit_code);
void add_form(CLI::App& app, int& exit_code);
void add_handoff(CLI::App& app, int& exit_code);
void add_measures(CLI::App& app, int& exit_code);
void add_orthostatic(CLI::App& app, int& exit_code);
void add_postfall(CLI::App& app, int& exit_code);
void add_probe(CLI::App& app, int& exit_code);
void add_prompts(CLI::App& app, int& exit_code);
void add_rate(CLI::App& app, int& exit_code);
void add_readmissions(CLI::App& app, int& exit_code);
void add_push(CLI::App& app, int& exit_code);
void add_report(CLI::App& app, int& exit_code);
void add_rounds(CLI::App& app, int& exit_code);
void add_score(CLI::App& app, int& exit_code);
void add_shots(CLI::App& app, int& exit_code);
void add_spc(CLI::App& app, int& exit_code);
void add_vaccine(CLI::App& app, int& exit_code);
void add_verify(CLI::App& app, int& exit_code);

void add_commands(CLI::App& app, int& exit_code) {
  add_answer(app, exit_code);
  add_bench(app, exit_code);
  add_census(app, exit_code);
  add_check(app, exit_code);
  add_count_check(app, exit_code);
  add_form(app, exit_code);
  add_handoff(app, exit_code);
  add_measures(app, exit_code);
  add_orthostatic(app, exit_code);
  add_postfall(app, exit_code);
  add_probe(app, exit_code);
  add_prompts(app, exit_code);
  add_rate(app, exit_code);
  add_readmissions(app, exit_code);
  add_push(app, exit_code);
  add_report(app, exit_code);
  add_rounds(app, exit_code);
  add_score(app, exit_code);
  add_shots(app, exit_code);
  add_spc(app, exit_code);
  add_vaccine(app, exit_code);
  add_verify(app, exit_code);
}

}  // namespace wardlight::tool
