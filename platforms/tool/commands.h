// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace CLI {
class App;
}

namespace wardlight::tool {

// One file a command, named after it; each adds its own sub-command to `app`.
void add_commands(CLI::App& app, int& exit_code);

}  // namespace wardlight::tool
