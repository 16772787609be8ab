// SPDX-License-Identifier: Apache-2.0
#include "sync/storage/sqlite/census_tables.h"

namespace wardlight::storage {
namespace {

constexpr std::string_view kFind = "SELECT hash FROM census_message WHERE id = ?";
constexpr std::string_view kInsert = "INSERT INTO census_message (id, hash, received_at, bytes) VALUES (?, ?, ?, ?)";
constexpr std::string_view kInsertSubject = "INSERT INTO census_subject (subject, message) VALUES (?, ?) ON CONFLICT DO NOTHING";
constexpr std::string_view kList =
    "SELECT m.bytes FROM census_subject s JOIN census_message m ON m.id = s.message WHERE s.subject = ? ORDER BY m.id";

}  // namespace

Expected<MessageState> write_census_message(store::Database& database, const CensusMessage& message) {
  const auto hash = crypto::sha256(as_bytes(message.bytes));
  {
    WL_TRY(auto found, database.query(kFind, message.id));
    WL_TRY(const bool known, found.step());
    if (known) return found.hash(0) == hash ? MessageState::Known : MessageState::OtherBytes;
  }
  WL_CHECK(database.run(kInsert, message.id, hash, message.received_at, as_bytes(message.bytes)));
  for (const auto& subject : message.subjects) WL_CHECK(database.run(kInsertSubject, subject, message.id));
  return MessageState::New;
}

Expected<std::vector<std::string>> read_census_messages(store::Database& database, std::string_view subject) {
  std::vector<std::string> messages;
  WL_TRY(auto rows, database.query(kList, subject));
  while (true) {
    WL_TRY(const bool row, rows.step());
    if (!row) return messages;
    messages.push_back(to_string(rows.blob(0)));
  }
}

}  // namespace wardlight::storage
