// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "core/store/database.h"
#include "core/store/records.h"

namespace wardlight::store {

// Columns of `statement` in the order read_statement takes them, from `first` on.
#define WARDLIGHT_STATEMENT_COLUMNS \
  "statement.id, statement.type, statement.device, statement.incarnation, statement.seq, statement.hash, statement.prev, " \
  "statement.signer, statement.signature, statement.bytes"
StoredStatement read_statement(const Statement& row, int first);

// Steps to the end and reads each row with `read`.
template <class Read>
auto read_all(Statement& rows, Read read) -> Expected<std::vector<decltype(read(rows))>> {
  std::vector<decltype(read(rows))> all;
  while (true) {
    WL_TRY(const bool row, rows.step());
    if (!row) return all;
    all.push_back(read(rows));
  }
}

}  // namespace wardlight::store
