// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <iostream>

#include "platforms/desktop/desk.h"
#include "platforms/linux/process.h"
#include "platforms/tool/command.h"

int main(int count, char** words) {
  using namespace wardlight;
  if (const auto hardened = platform::harden_process(); !hardened) {
    std::cerr << hardened.error().text << '\n';
    return static_cast<int>(tool::Exit::Environment);
  }
  CLI::App app("Wardlight, the tablet's app: hourly rounds at the bedside, with or without a network");
  app.set_version_flag("--version", "wardlight 0.1.0");
  desktop::Options options;
  app.add_flag("--demo", options.demo, "A made-up hospital with its own hub; gone when the window is closed");
  app.add_option("--data", options.data, "This tablet's data folder");
  app.add_option("--hub", options.hub, "Enrol at this hub first, https://HOST:PORT");
  app.add_option("--enrol-code-file", options.enrol_code_file, "The file that holds the one-time code");
  app.add_option("--size", options.size, "Window size in pixels")->capture_default_str();
  app.add_option("--scale", options.scale, "Pixels a dp")->check(CLI::Range(0.5, 4.0))->capture_default_str();
  app.add_option("--theme", options.theme, "Colours; else as last chosen on this tablet, day at first")
      ->check(CLI::IsMember({"day", "night"}));
  app.add_option("--lang", options.language, "Language; else as last chosen on this tablet, en at first")
      ->check(CLI::IsMember({"en", "es"}));
  app.add_option("--now", options.now, "Begin at this time instead of now, RFC 3339 with offset");
  app.add_option("--accessibility-tree", options.accessibility_tree,
                 "Keep what is on the screen in this file as JSON (demo only)");
  try {
    app.parse(count, words);
  } catch (const CLI::ParseError& error) {
    return app.exit(error, std::cout, std::cerr) == 0 ? 0 : static_cast<int>(tool::Exit::BadUsage);
  }
  const auto done = desktop::run_desk(options);
  if (done) return 0;
  std::cerr << (done.error().where.empty() ? "" : done.error().where + ": ") << done.error().text << '\n';
  return static_cast<int>(tool::exit_for(done.error()));
}
