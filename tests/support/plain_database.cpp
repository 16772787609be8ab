// SPDX-License-Identifier: Apache-2.0
#include "tests/support/plain_database.h"

#include <sqlite3.h>

namespace wardlight::support {

bool run_on_plain_database(FaultDisk& disk, const std::string& path, std::string_view sql) {
  sqlite3* db = nullptr;
  bool done =
      sqlite3_open_v2(path.c_str(), &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, disk.vfs_name().c_str()) == SQLITE_OK;
  done = done && sqlite3_exec(db, std::string(sql).c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
  sqlite3_close(db);
  return done;
}

}  // namespace wardlight::support
