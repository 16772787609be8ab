// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace CLI {
class App;
}

// One file a command, named after it; each adds its own sub-command to `app`.
namespace wardlight::hub_program {

void add_init(CLI::App& app, int& exit_code);
void add_staff(CLI::App& app, int& exit_code);
void add_enrol_code(CLI::App& app, int& exit_code);
void add_serve(CLI::App& app, int& exit_code);
void add_import(CLI::App& app, int& exit_code);
void add_backup(CLI::App& app, int& exit_code);
void add_restore(CLI::App& app, int& exit_code);
void add_durable(CLI::App& app, int& exit_code);
void add_export_incidents(CLI::App& app, int& exit_code);
void add_status(CLI::App& app, int& exit_code);
void add_set_aside(CLI::App& app, int& exit_code);
void add_figures(CLI::App& app, int& exit_code);
void add_desk(CLI::App& app, int& exit_code);
void add_scope(CLI::App& app, int& exit_code);
void add_device(CLI::App& app, int& exit_code);
void add_system(CLI::App& app, int& exit_code);
void add_join(CLI::App& app, int& exit_code);  // and offer, network

}  // namespace wardlight::hub_program
