// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "platforms/hub/hub_folder.h"

namespace CLI {
class App;
}

namespace wardlight::hub_program {

// --postgres URI and --hospital ID, the same for every command.
void add_store_options(CLI::App& command, StoreChoice& choice);

}  // namespace wardlight::hub_program
