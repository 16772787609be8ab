// SPDX-License-Identifier: Apache-2.0
#include "core/store/sqlite_error.h"

#include <sqlite3.h>

#include <string>

namespace wardlight::store {

Error error_from_sqlite(int extended_code) {
  const std::string where = "sqlite " + std::to_string(extended_code);
  switch (extended_code & 0xFF) {
    case SQLITE_FULL: return {ErrorCode::DiskFull, "The disk is full. Free some space and try again.", where};
    case SQLITE_NOTADB: return {ErrorCode::WrongKey, "The key does not open this store. Sign in again or restore the key.", where};
    case SQLITE_CORRUPT: return {ErrorCode::Corrupt, "The store is damaged. Nothing of it is deleted; call the hospital engineer.", where};
    case SQLITE_CANTOPEN: return {ErrorCode::Environment, "The store's files cannot be opened. Check the data folder.", where};
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return {ErrorCode::Conflict, "The store is busy with another writer. Try again.", where};
    case SQLITE_CONSTRAINT: return {ErrorCode::Conflict, "The store already holds something else in that place.", where};
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH: return {ErrorCode::Environment, "The store may not be written. Check the folder's permissions.", where};
    default: return {ErrorCode::Environment, "The machine could not read or write the store. Check the disk.", where};
  }
}

Error last_error(sqlite3* db) { return error_from_sqlite(sqlite3_extended_errcode(db)); }

}  // namespace wardlight::store
