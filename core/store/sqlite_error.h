// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"

struct sqlite3;

namespace wardlight::store {

// What a SQLite result code means to the caller. Never quotes SQLite's message: it may hold values.
Error error_from_sqlite(int extended_code);
Error last_error(sqlite3* db);

}  // namespace wardlight::store
