// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "platforms/postgres/program.h"

namespace wardlight::support {

// A PostgreSQL 15 server of a test's own, in a temporary folder, heard on a socket in that folder only. It runs as an ordinary
// user: the one who runs the tests, or when that is root the one whom Debian's package made. Nothing of it is left behind.
// Throws std::runtime_error with what the server's own programs said.
class PostgresServer {
 public:
  // A new, empty server; `settings` are NAME=VALUE.
  explicit PostgresServer(std::vector<std::string> settings = {});
  // A server that follows another and may take its place; the other must list it in synchronous_standby_names.
  static std::unique_ptr<PostgresServer> standby_of(const PostgresServer& primary, const std::string& name);
  ~PostgresServer();
  PostgresServer(const PostgresServer&) = delete;
  PostgresServer& operator=(const PostgresServer&) = delete;

  static bool is_installed();

  const std::string& folder() const { return m_folder; }
  std::string uri(const std::string& database) const;
  // Runs SQL and gives what psql prints of it, without decoration.
  std::string sql(const std::string& database, const std::string& text) const;

  void start();
  void stop();     // as an administrator does
  void kill_it();  // as a power cut does
  void promote();

 private:
  struct Follower {};
  explicit PostgresServer(Follower);
  void make_folder();
  void wait_until_ready() const;

  std::string m_folder;
  std::vector<std::string> m_settings;
  std::unique_ptr<RunningProgram> m_server;
};

}  // namespace wardlight::support
