// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace CLI {
class App;
}

namespace wardlight::sim {

void add_herd(CLI::App& app, int& exit_code);

}  // namespace wardlight::sim
