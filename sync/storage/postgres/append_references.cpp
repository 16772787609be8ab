// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <utility>

#include "sync/storage/postgres/feed_tables.h"

namespace wardlight::storage::postgres {
namespace {

// Whoever changes what a hospital owns does so alone: versions count without gaps.
constexpr std::string_view kTakeTurn = "SELECT pg_advisory_xact_lock(hashtextextended('wardlight reference ' || $1, 0))";
// One by one by their keys, as session.h says.
constexpr std::string_view kFindCurrent =
    "SELECT w.type, w.id, f.hash, f.version FROM unnest($2::text[], $3::text[]) AS w(type, id) CROSS JOIN LATERAL (SELECT position "
    "FROM reference WHERE hospital = $1 AND type = w.type AND id = w.id LIMIT 1) r CROSS JOIN LATERAL (SELECT hash, version FROM "
    "feed WHERE hospital = $1 AND position = r.position LIMIT 1) f";
constexpr std::string_view kForgetIdentifiers =
    "DELETE FROM reference_identifier WHERE ctid = ANY(ARRAY(SELECT i.ctid FROM unnest($2::text[], $3::text[]) AS w(type, id) "
    "CROSS JOIN LATERAL (SELECT ctid FROM reference_identifier WHERE hospital = $1 AND type = w.type AND id = w.id OFFSET 0) i))";
constexpr std::string_view kInsertIdentifiers =
    "INSERT INTO reference_identifier (hospital, type, value, system, id) SELECT $1, * FROM "
    "unnest($2::text[], $3::text[], $4::text[], $5::text[]) ON CONFLICT DO NOTHING";
// The last statement before the commit; `current` is 1 for the version that the reference now stands for.
constexpr std::string_view kAppend =
    "WITH taken AS (UPDATE feed_head SET head = head + $2, day = greatest(day, $3) WHERE hospital = $1 "
    "RETURNING head - $2 AS before, head, day), "
    "days AS (INSERT INTO feed_day (hospital, day, first_position, last_position) SELECT $1, day, before + 1, head FROM taken "
    "ON CONFLICT (hospital, day) DO UPDATE SET last_position = excluded.last_position), "
    "given AS MATERIALIZED (SELECT before + u.place AS position, u.type, u.id, u.version, u.hash, u.bytes, u.current FROM taken, "
    "unnest($5::text[], $6::text[], $7::bigint[], $8::bytea[], $9::bytea[], $10::bigint[]) WITH ORDINALITY "
    "AS u(type, id, version, hash, bytes, current, place)), "
    "rows AS (INSERT INTO feed (hospital, position, kind, type, id, version, received_at, hash, bytes) "
    "SELECT $1, position, 2, type, id, version, $4, hash, bytes FROM given), "
    "pointers AS (INSERT INTO reference (hospital, type, id, position) SELECT $1, type, id, position FROM given WHERE current = "
    "1 "
    "ON CONFLICT (hospital, type, id) DO UPDATE SET position = excluded.position) SELECT before FROM taken";

constexpr std::int64_t kDay = 86'400'000;

using Key = std::pair<std::string_view, std::string_view>;  // type, id
struct Current {
  crypto::Hash hash;
  std::uint64_t version = 0;
};

struct Change {
  const NewReference* reference;
  crypto::Hash hash;
  std::uint64_t version;
};

struct Names {
  Array type{Array::Of::Text};
  Array id{Array::Of::Text};
  void add(const NewReference& reference) {
    type.push(reference.type);
    id.push(reference.id);
  }
};

Query append_query(const std::string& hospital, const std::vector<Change>& changes, const std::map<Key, std::size_t>& last,
                   Instant received_at) {
  Names names;
  Array version(Array::Of::Number), hash(Array::Of::Bytes), bytes(Array::Of::Bytes), current(Array::Of::Number);
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const auto& reference = *changes[i].reference;
    names.add(reference);
    version.push_number(changes[i].version);
    hash.push(ByteView(changes[i].hash));
    bytes.push(reference.bytes);
    current.push_number(last.at({reference.type, reference.id}) == i ? 1 : 0);
  }
  return {kAppend,
          {hospital, changes.size(), received_at.milliseconds / kDay, received_at, names.type.argument(), names.id.argument(),
           version.argument(), hash.argument(), bytes.argument(), current.argument()}};
}

void add_identifier_queries(const std::string& hospital, const std::vector<Change>& changes,
                            const std::map<Key, std::size_t>& last, std::vector<Query>& queries) {
  Names owners;
  Array type(Array::Of::Text), value(Array::Of::Text), system(Array::Of::Text), id(Array::Of::Text);
  for (const auto& [key, place] : last) {
    const auto& reference = *changes[place].reference;
    owners.add(reference);
    for (const auto& identifier : reference.identifiers) {
      type.push(reference.type);
      value.push(identifier.value);
      system.push(identifier.system);
      id.push(reference.id);
    }
  }
  queries.push_back({kForgetIdentifiers, {hospital, owners.type.argument(), owners.id.argument()}});
  queries.push_back({kInsertIdentifiers, {hospital, type.argument(), value.argument(), system.argument(), id.argument()}});
}

Expected<void> check_identifiers(Session& session, const std::string& hospital, std::span<const NewReference> references) {
  for (const auto& reference : references) {
    if (!reference.only_without) continue;
    WL_TRY(const auto there, read_reference_ids(session, hospital, reference.type, *reference.only_without));
    if (!there.empty()) return identifier_conflict();
  }
  return {};
}

}  // namespace

Expected<std::vector<ReferenceState>> append_references(Session& session, const std::string& hospital,
                                                        std::span<const NewReference> references, Instant received_at,
                                                        std::uint64_t& head) {
  Names wanted;
  for (const auto& reference : references) wanted.add(reference);
  OpenTransaction transaction(session);
  WL_TRY(const auto rows, session.run({{kBegin, {}},
                                       {kTakeTurn, {hospital}},
                                       {kFindCurrent, {hospital, wanted.type.argument(), wanted.id.argument()}}}));
  WL_CHECK(check_identifiers(session, hospital, references));
  std::map<std::pair<std::string, std::string>, Current> current;
  for (int i = 0; i < rows[2].size(); ++i)
    current[{rows[2].text(i, 0), rows[2].text(i, 1)}] = {rows[2].hash(i, 2), rows[2].count(i, 3)};

  std::vector<ReferenceState> states;
  std::vector<Change> changes;
  std::map<Key, std::size_t> last;
  for (const auto& reference : references) {
    const auto hash = crypto::sha256(as_bytes(reference.bytes));
    auto& known = current[{reference.type, reference.id}];
    if (reference.only_over && *reference.only_over != known.version) return version_conflict();
    const bool same = known.version > 0 && known.hash == hash;
    states.push_back(same ? ReferenceState::Same : ReferenceState::New);
    if (same) continue;
    known = {hash, known.version + 1};
    last[{reference.type, reference.id}] = changes.size();
    changes.push_back({&reference, hash, known.version});
  }
  if (changes.empty()) return states;

  std::vector<Query> queries;
  add_identifier_queries(hospital, changes, last, queries);
  queries.push_back(append_query(hospital, changes, last, received_at));
  queries.push_back({kCommit, {}});
  WL_TRY(const auto written, session.run(queries));
  transaction.committed();
  head = written[2].count(0, 0) + changes.size();
  return states;
}

}  // namespace wardlight::storage::postgres
