// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/base/expected.h"
#include "platforms/postgres/postgres_server.h"

namespace wardlight::platform {

// A PostgreSQL server of this program's own with one empty database, gone when it goes; for simulation and measurement.
class TemporaryDatabase {
 public:
  // NotFound when PostgreSQL 15 is not installed; `settings` are NAME=VALUE.
  static Expected<std::unique_ptr<TemporaryDatabase>> start(const std::vector<std::string>& settings = {});
  const std::string& uri() const { return m_uri; }

 private:
  std::unique_ptr<support::PostgresServer> m_server;
  std::string m_uri;
};

}  // namespace wardlight::platform
