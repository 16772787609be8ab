// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>

#include "platforms/tool/command.h"
#include "platforms/tool/commands.h"

int main(int count, char** words) {
  CLI::App app("Wardlight's rules, forms and checks on the command line");
  app.set_version_flag("--version", "wardlight-tool 0.1.0");
  app.require_subcommand(1);
  int exit_code = 0;
  wardlight::tool::add_commands(app, exit_code);
  try {
    app.parse(count, words);
  } catch (const CLI::ParseError& error) {
    return app.exit(error, std::cout, std::cerr) == 0 ? 0 : static_cast<int>(wardlight::tool::Exit::BadUsage);
  }
  return exit_code;
}
