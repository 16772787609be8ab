// SPDX-License-Identifier: Apache-2.0
#include "sync/storage/postgres/census_tables.h"

namespace wardlight::storage::postgres {
namespace {

// Nothing is added when the message is there; then its hash says whether it is the same.
constexpr std::string_view kInsert =
    "WITH added AS (INSERT INTO census_message (hospital, id, hash, received_at, bytes) VALUES ($1, $2, $3, $4, $5) "
    "ON CONFLICT DO NOTHING RETURNING id) INSERT INTO census_subject (hospital, subject, message) "
    "SELECT $1, s.subject, added.id FROM added, unnest($6::text[]) AS s(subject) ON CONFLICT DO NOTHING";
constexpr std::string_view kFind = "SELECT hash FROM census_message WHERE hospital = $1 AND id = $2";
constexpr std::string_view kList =
    "SELECT m.bytes FROM census_subject s CROSS JOIN LATERAL (SELECT bytes FROM census_message WHERE hospital = $1 AND "
    "id = s.message LIMIT 1) m WHERE s.hospital = $1 AND s.subject = $2 ORDER BY s.message";

}  // namespace

Expected<MessageState> write_census_message(Session& session, const std::string& hospital, const CensusMessage& message) {
  const auto hash = crypto::sha256(as_bytes(message.bytes));
  Array subjects(Array::Of::Text);
  for (const auto& subject : message.subjects) subjects.push(subject);
  WL_TRY(const auto rows, session.run({{kInsert, {hospital, message.id, hash, message.received_at, as_bytes(message.bytes),
                                                  subjects.argument()}},
                                       {kFind, {hospital, message.id}}}));
  if (rows[0].changed() > 0) return MessageState::New;
  return rows[1].size() == 1 && rows[1].hash(0, 0) == hash ? MessageState::Known : MessageState::OtherBytes;
}

Expected<std::vector<std::string>> read_census_messages(Session& session, const std::string& hospital, std::string_view subject) {
  WL_TRY(const auto rows, session.run({{kList, {hospital, subject}}}));
  std::vector<std::string> messages;
  for (int i = 0; i < rows[0].size(); ++i) messages.push_back(rows[0].text(i, 0));
  return messages;
}

}  // namespace wardlight::storage::postgres
