// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <iostream>

#include "platforms/hub/commands.h"
#include "platforms/linux/process.h"
#include "platforms/tool/command.h"

int main(int count, char** words) {
  using namespace wardlight;
  if (const auto hardened = platform::harden_process(); !hardened) {
    std::cerr << hardened.error().text << '\n';
    return static_cast<int>(tool::Exit::Environment);
  }
  CLI::App app("Wardlight's hospital server: takes what tablets send, hands the ward's record to all of them");
  app.set_version_flag("--version", "wardlight-hub 0.1.0");
  app.require_subcommand(1);
  int exit_code = 0;
  for (const auto add : {hub_program::add_init, hub_program::add_staff, hub_program::add_enrol_code, hub_program::add_serve,
                         hub_program::add_import, hub_program::add_backup, hub_program::add_restore, hub_program::add_durable,
                         hub_program::add_export_incidents, hub_program::add_status, hub_program::add_scope,
                         hub_program::add_set_aside, hub_program::add_device, hub_program::add_system, hub_program::add_join,
                         hub_program::add_figures, hub_program::add_desk})
    add(app, exit_code);
  try {
    app.parse(count, words);
  } catch (const CLI::ParseError& error) {
    return app.exit(error, std::cout, std::cerr) == 0 ? 0 : static_cast<int>(tool::Exit::BadUsage);
  }
  return exit_code;
}
