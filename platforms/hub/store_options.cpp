// SPDX-License-Identifier: Apache-2.0
#include "platforms/hub/store_options.h"

#include <CLI/CLI.hpp>

namespace wardlight::hub_program {

void add_store_options(CLI::App& command, StoreChoice& choice) {
  auto* postgres = command.add_option("--postgres", choice.postgres,
      "Keep the record in this PostgreSQL database (a libpq URI; the password belongs in its passfile) instead of hub.db");
  command.add_option("--hospital", choice.hospital, "Which hospital of that database")->capture_default_str()->needs(postgres);
}

}  // namespace wardlight::hub_program
