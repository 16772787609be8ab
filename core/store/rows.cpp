// SPDX-License-Identifier: Apache-2.0
#include "core/store/rows.h"

#include <algorithm>

#include "core/json/value.h"

namespace wardlight::store {

StoredStatement read_statement(const Statement& row, int first) {
  StoredStatement statement;
  statement.id = {row.text(first)};
  statement.type = row.text(first + 1);
  auto& envelope = statement.envelope;
  envelope.device = {row.text(first + 2)};
  envelope.incarnation = row.count(first + 3);
  envelope.seq = row.count(first + 4);
  envelope.hash = row.hash(first + 5);
  envelope.prev = row.hash(first + 6);
  envelope.signer = {row.text(first + 7)};
  const Bytes signature = row.blob(first + 8);
  std::copy_n(signature.begin(), std::min(signature.size(), envelope.signature.size()), envelope.signature.begin());
  statement.bytes = row.text(first + 9);
  return statement;
}

std::string id_list(std::span<const EncounterId> encounters) {
  auto ids = json::Value::array();
  for (const auto& encounter : encounters) ids.push(json::Value(encounter.value));
  return json::write(ids);
}

Expected<Deliveries> Deliveries::read(Database& database, std::int64_t from) {
  // The partial index outbox_open holds exactly these columns.
  constexpr std::string_view kListOpen =
      "SELECT position, state FROM outbox WHERE state < 4 AND state IN (0, 1, 2) AND urgent IN (0, 1) AND position >= ?";
  Deliveries deliveries;
  WL_TRY(auto rows, database.query(kListOpen, from));
  while (true) {
    WL_TRY(const bool row, rows.step());
    if (!row) break;
    const bool rejected = static_cast<OutboxState>(rows.integer(1)) == OutboxState::Rejected;
    deliveries.m_open.emplace_back(rows.integer(0), rejected ? Delivery::Rejected : Delivery::SavedHere);
  }
  std::ranges::sort(deliveries.m_open);
  return deliveries;
}

Delivery Deliveries::of(std::int64_t position) const {
  const auto found = std::ranges::lower_bound(m_open, position, {}, &std::pair<std::int64_t, Delivery>::first);
  return found != m_open.end() && found->first == position ? found->second : Delivery::OnHub;
}

}  // namespace wardlight::store
