// SPDX-License-Identifier: Apache-2.0
#include "platforms/postgres/temporary_database.h"

#include <exception>

namespace wardlight::platform {

Expected<std::unique_ptr<TemporaryDatabase>> TemporaryDatabase::start(const std::vector<std::string>& settings) {
  if (!support::PostgresServer::is_installed())
    return Error{ErrorCode::NotFound, "PostgreSQL 15 is not installed here; platforms/linux/setup installs it.", "postgres"};
  auto database = std::make_unique<TemporaryDatabase>();
  try {
    database->m_server = std::make_unique<support::PostgresServer>(settings);
    database->m_server->sql("postgres", "CREATE DATABASE wardlight");
  } catch (const std::exception&) {
    return Error{ErrorCode::Environment,
                 "A PostgreSQL server of our own could not be started; look at the temporary folder's disk.", "postgres"};
  }
  database->m_uri = database->m_server->uri("wardlight");
  return database;
}

}  // namespace wardlight::platform
