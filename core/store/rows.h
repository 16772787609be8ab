// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/store/database.h"
#include "core/store/records.h"

namespace wardlight::store {

// Columns of `statement` in the order read_statement takes them, from `first` on.
#define WARDLIGHT_STATEMENT_COLUMNS \
  "statement.id, statement.type, statement.device, statement.incarnation, statement.seq, statement.hash, statement.prev, " \
  "statement.signer, statement.signature, statement.bytes"
StoredStatement read_statement(const Statement& row, int first);

// A unit of the outbox with its statement, which may be an incident's. In the same order.
#define WARDLIGHT_EITHER(column) "coalesce(statement." column ", incident_statement." column ")"
#define WARDLIGHT_UNIT_COLUMNS \
  WARDLIGHT_EITHER("id") ", " WARDLIGHT_EITHER("type") ", " WARDLIGHT_EITHER("device") ", " WARDLIGHT_EITHER("incarnation") ", " \
  WARDLIGHT_EITHER("seq") ", " WARDLIGHT_EITHER("hash") ", " WARDLIGHT_EITHER("prev") ", " WARDLIGHT_EITHER("signer") ", " \
  WARDLIGHT_EITHER("signature") ", " WARDLIGHT_EITHER("bytes")
#define WARDLIGHT_UNITS \
  " FROM outbox LEFT JOIN statement ON statement.position = outbox.position" \
  " LEFT JOIN incident_statement ON incident_statement.position = outbox.position"

// The encounters asked for (?1: a JSON list), each with those it replaced: their statements are read as its own.
#define WARDLIGHT_WANTED                                                                              \
  "WITH RECURSIVE wanted (id, known_as) AS (SELECT value, value FROM json_each(?1)"                   \
  " UNION SELECT encounter.id, wanted.known_as FROM wanted JOIN encounter ON encounter.replaced_by = wanted.id)"
std::string id_list(std::span<const EncounterId> encounters);

// Which statements made here are not on the hub yet, from one position on.
class Deliveries {
 public:
  static Expected<Deliveries> read(Database& database, std::int64_t from);
  Delivery of(std::int64_t position) const;

 private:
  std::vector<std::pair<std::int64_t, Delivery>> m_open;  // sorted
};

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
