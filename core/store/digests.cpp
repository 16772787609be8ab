// SPDX-License-Identifier: Apache-2.0
#include "core/store/digests.h"

#include "core/store/rows.h"
#include "core/store/store_opener.h"

namespace wardlight::store {
namespace {

constexpr std::string_view kListOpen = "SELECT id FROM encounter WHERE id > ? AND departed IS NULL ORDER BY id LIMIT ?";
constexpr std::string_view kListEnded = "SELECT id FROM encounter WHERE id > ? AND departed IS NOT NULL ORDER BY id LIMIT ?";
// `state < 4` is what the partial index outbox_open holds.
constexpr std::string_view kListDigested =
    "SELECT statement.id, statement.hash FROM fact JOIN statement ON statement.position = fact.position WHERE fact.encounter = ?"
    " AND statement.position NOT IN (SELECT position FROM outbox WHERE state < 4 AND state IN (0, 1, 2))";
constexpr std::string_view kOfferAgain =
    "UPDATE outbox SET state = 0, hub_position = NULL, epoch = NULL WHERE state IN (3, 4)"
    " AND position = (SELECT position FROM statement WHERE id = ?)";

Expected<Digest> digest_of(Database& database, const EncounterId& encounter) {
  Digest digest;
  WL_TRY(auto rows, database.query(kListDigested, encounter));
  while (true) {
    WL_TRY(const bool row, rows.step());
    if (!row) return digest;
    digest.add(rows.text(0), rows.hash(1));
  }
}

}  // namespace

void Digest::add(std::string_view id, const crypto::Hash& hash) {
  Bytes text = to_bytes(id);
  append(text, hash);
  const auto one = crypto::sha256(text);
  for (std::size_t i = 0; i < sum.size(); ++i) sum[i] ^= one[i];
  ++count;
}

Expected<std::vector<EncounterDigest>> list_digests(const Store& store, Stays stays, const EncounterId& after, std::size_t count) {
  Database& database = StoreOpener::database(store);
  std::vector<EncounterDigest> digests;
  {
    WL_TRY(auto rows, database.query(stays == Stays::Open ? kListOpen : kListEnded, after, count));
    WL_TRY(digests, read_all(rows, [](const Statement& row) { return EncounterDigest{{row.text(0)}, {}}; }));
  }
  for (auto& each : digests) {
    WL_TRY(each.digest, digest_of(database, each.encounter));
  }
  return digests;
}

Expected<std::vector<std::string>> list_digested(const Store& store, const EncounterId& encounter) {
  WL_TRY(auto rows, StoreOpener::database(store).query(kListDigested, encounter));
  return read_all(rows, [](const Statement& row) { return row.text(0); });
}

Expected<std::size_t> offer_again(Store& store, std::span<const std::string> ids) {
  Database& database = StoreOpener::database(store);
  std::size_t offered = 0;
  WL_TRY(auto transaction, Transaction::begin(database));
  for (const auto& id : ids) {
    WL_CHECK(database.run(kOfferAgain, id));
    offered += static_cast<std::size_t>(database.changed_rows());
  }
  WL_CHECK(transaction.commit());
  return offered;
}

}  // namespace wardlight::store
