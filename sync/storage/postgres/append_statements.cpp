// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "sync/storage/envelope_text.h"
#include "sync/storage/postgres/feed_tables.h"

namespace wardlight::storage::postgres {
namespace {

// Each is looked up by its whole key, as session.h says.
constexpr std::string_view kNameDevices =
    "INSERT INTO chain_device (hospital, id) SELECT $1, w.id FROM unnest($2::text[]) AS w(id) WHERE "
    "(SELECT true FROM chain_device WHERE hospital = $1 AND id = w.id LIMIT 1) IS NULL ORDER BY w.id ON CONFLICT DO NOTHING";
// In the order of the names, which come sorted: so two deliveries never wait for each other.
constexpr std::string_view kLockDevices =
    "SELECT d.id, d.number FROM unnest($2::text[]) AS w(id) CROSS JOIN LATERAL (SELECT id, number FROM chain_device WHERE hospital "
    "= $1 AND id = w.id LIMIT 1 FOR NO KEY UPDATE) d";
constexpr std::string_view kFindStatements =
    "SELECT f.id, f.position, f.hash FROM unnest($2::text[]) AS w(id) CROSS JOIN LATERAL (SELECT id, position, hash FROM feed "
    "WHERE hospital = $1 AND kind = 1 AND id = w.id LIMIT 1) f";
constexpr std::string_view kFindLinks =
    "SELECT w.device, l.incarnation, l.seq, l.chain, l.prev FROM unnest($2::text[], $3::bigint[], $4::bigint[]) "
    "AS w(device, incarnation, seq) CROSS JOIN LATERAL (SELECT number FROM chain_device WHERE hospital = $1 AND id = w.device "
    "LIMIT 1) d CROSS JOIN LATERAL (SELECT incarnation, seq, chain, prev FROM chain_link WHERE hospital = $1 AND device = d.number "
    "AND incarnation = w.incarnation AND seq = w.seq LIMIT 1) l";
constexpr std::string_view kInsertLinks =
    "INSERT INTO chain_link (hospital, device, incarnation, seq, chain, prev) SELECT $1, * FROM "
    "unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::bytea[], $6::bytea[])";
constexpr std::string_view kInsertQuarantine =
    "INSERT INTO quarantine (hospital, device, type, id, hash, reason, received_at, bytes, envelope) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (hospital, id, hash, type) DO UPDATE SET envelope = excluded.envelope "
    "WHERE quarantine.envelope = ''";
constexpr std::string_view kReleaseQuarantine =
    "UPDATE quarantine SET released_at = $2 WHERE hospital = $1 AND id = $3 AND hash = $4 AND released_at IS NULL";
constexpr std::string_view kReleaseRow =
    "UPDATE quarantine SET released_at = $3, bytes = '' WHERE hospital = $1 AND number = $2 AND released_at IS NULL";
constexpr std::string_view kFlagDevice = "UPDATE device SET flag = $3 WHERE hospital = $1 AND id = $2 AND flag = ''";
// The last statement before the commit: it takes the next positions and holds the hospital's head until then.
constexpr std::string_view kAppend =
    "WITH taken AS (UPDATE feed_head SET head = head + $2, statements = statements + $2, day = greatest(day, $3) "
    "WHERE hospital = $1 RETURNING head - $2 AS before, head, day), "
    "days AS (INSERT INTO feed_day (hospital, day, first_position, last_position) SELECT $1, day, before + 1, head FROM taken "
    "ON CONFLICT (hospital, day) DO UPDATE SET last_position = excluded.last_position), "
    "rows AS (INSERT INTO feed (hospital, position, kind, type, id, version, received_at, hash, device, incarnation, seq, prev, "
    "signer, signature, supersedes, bytes) SELECT $1, before + u.place, 1, u.type, u.id, 1, u.received_at, u.hash, u.device, "
    "u.incarnation, u.seq, u.prev, u.signer, u.signature, u.supersedes, u.bytes FROM taken, unnest($4::text[], $5::text[], "
    "$6::bigint[], $7::bytea[], $8::bigint[], $9::bigint[], $10::bigint[], $11::bytea[], $12::text[], $13::bytea[], $14::text[], "
    "$15::bytea[]) WITH ORDINALITY AS u(type, id, received_at, hash, device, incarnation, seq, prev, signer, signature, "
    "supersedes, bytes, place)) SELECT before FROM taken";

constexpr std::int64_t kDay = 86'400'000;

using Place = std::tuple<DeviceId, std::uint64_t, std::uint64_t>;  // device, incarnation, seq
struct Link {
  crypto::Hash chain;
  crypto::Hash prev;
};
Place place_of(const store::UnitEnvelope& envelope) { return {envelope.device, envelope.incarnation, envelope.seq}; }

// What a tablet sent and could not be judged may hold any character; PostgreSQL's text holds every one but this.
std::string storable(std::string_view text) {
  std::string result(text);
  std::erase(result, '\0');
  return result;
}

// What is in the database about the units at hand, and what this transaction adds to it.
struct Known {
  std::map<DeviceId, std::uint64_t> devices;
  struct Statement {
    crypto::Hash hash;
    std::uint64_t position = 0;  // 0: the `place`th of this transaction
    std::size_t place = 0;
  };
  std::map<std::string, Statement, std::less<>> statements;
  std::map<Place, Link> links;
};

enum class LinkState : std::uint8_t { Free, Held, Forked };

LinkState link_state(const Known& known, const store::UnitEnvelope& envelope, const crypto::Hash& chain) {
  if (envelope.seq == 1 && envelope.prev != crypto::Hash{}) return LinkState::Forked;
  auto [device, incarnation, seq] = place_of(envelope);
  const auto here = known.links.find({device, incarnation, seq});
  if (here != known.links.end() && here->second.chain != chain) return LinkState::Forked;
  const auto before = known.links.find({device, incarnation, seq - 1});
  if (before != known.links.end() && before->second.chain != envelope.prev) return LinkState::Forked;
  const auto after = known.links.find({device, incarnation, seq + 1});
  if (after != known.links.end() && after->second.prev != chain) return LinkState::Forked;
  return here == known.links.end() ? LinkState::Free : LinkState::Held;
}

// The rows this transaction adds, a column each.
struct NewStatements {
  using Of = Array::Of;
  Array type{Of::Text}, id{Of::Text}, received_at{Of::Number}, hash{Of::Bytes}, device{Of::Number}, incarnation{Of::Number},
      seq{Of::Number}, prev{Of::Bytes}, signer{Of::Text}, signature{Of::Bytes}, supersedes{Of::Text}, bytes{Of::Bytes};
  std::size_t count = 0;

  void add(const NewUnit& unit, std::uint64_t device_number, Instant received) {
    type.push(unit.type);
    id.push(unit.id);
    received_at.push_number(static_cast<std::uint64_t>(received.milliseconds));
    hash.push(ByteView(unit.envelope.hash));
    device.push_number(device_number);
    incarnation.push_number(unit.envelope.incarnation);
    seq.push_number(unit.envelope.seq);
    prev.push(ByteView(unit.envelope.prev));
    signer.push(unit.envelope.signer.value);
    signature.push(ByteView(unit.envelope.signature));
    if (unit.supersedes.empty()) supersedes.push_null();
    else supersedes.push(unit.supersedes);
    bytes.push(unit.bytes);
    ++count;
  }
  Query query(const std::string& hospital, std::int64_t day) const {
    return {kAppend,
            {hospital, count, day, type.argument(), id.argument(), received_at.argument(), hash.argument(), device.argument(),
             incarnation.argument(), seq.argument(), prev.argument(), signer.argument(), signature.argument(),
             supersedes.argument(), bytes.argument()}};
  }
};

struct NewLinks {
  using Of = Array::Of;
  Array device{Of::Number}, incarnation{Of::Number}, seq{Of::Number}, chain{Of::Bytes}, prev{Of::Bytes};
  bool any = false;

  void add(std::uint64_t device_number, const store::UnitEnvelope& envelope, const crypto::Hash& value) {
    device.push_number(device_number);
    incarnation.push_number(envelope.incarnation);
    seq.push_number(envelope.seq);
    chain.push(ByteView(value));
    prev.push(ByteView(envelope.prev));
    any = true;
  }
  Query query(const std::string& hospital) const {
    return {kInsertLinks,
            {hospital, device.argument(), incarnation.argument(), seq.argument(), chain.argument(), prev.argument()}};
  }
};

class Appending {
 public:
  Appending(Session& session, const std::string& hospital, const std::vector<const Delivery*>& deliveries,
            const FactSource* facts)
      : m_session(session), m_hospital(hospital), m_deliveries(deliveries) {
    if (facts != nullptr) m_facts.emplace(*facts);
  }

  Expected<std::vector<std::vector<AppendResult>>> run(std::uint64_t& head) {
    if (m_facts) WL_CHECK(m_facts->read(m_session, m_deliveries));
    OpenTransaction transaction(m_session);
    WL_CHECK(look());
    std::vector<std::vector<AppendResult>> results;
    for (const auto* delivery : m_deliveries) {
      auto& mine = results.emplace_back();
      for (const auto& unit : delivery->units) mine.push_back(take(unit, *delivery));
      for (const auto& unit : delivery->refused) refuse(unit, *delivery);
    }
    WL_TRY(const std::uint64_t before, write());
    transaction.committed();
    head = before + m_new.count;
    place_all(before, results);
    return results;
  }

 private:
  // One look at everything that matters, behind a lock on the devices whose chains may grow.
  Expected<void> look() {
    std::set<std::string_view> devices;
    std::set<std::string_view> ids;
    std::set<Place> places;
    const auto note = [&](const store::UnitEnvelope& envelope) {
      devices.insert(envelope.device.value);
      for (std::uint64_t seq = envelope.seq - 1; seq <= envelope.seq + 1; ++seq)
        places.insert({envelope.device, envelope.incarnation, seq});
    };
    for (const auto* delivery : m_deliveries) {
      for (const auto& unit : delivery->units) note(unit.envelope), ids.insert(unit.id);
      for (const auto& unit : delivery->refused)
        if (unit.envelope && !unit.origin_is_doubtful) note(*unit.envelope);
    }
    Array device_names(Array::Of::Text), wanted_ids(Array::Of::Text);
    for (const auto device : devices) device_names.push(device);
    for (const auto id : ids) wanted_ids.push(id);
    Array place_device(Array::Of::Text), place_incarnation(Array::Of::Number), place_seq(Array::Of::Number);
    for (const auto& [device, incarnation, seq] : places) {
      place_device.push(device.value);
      place_incarnation.push_number(incarnation);
      place_seq.push_number(seq);
    }
    WL_TRY(const auto rows, m_session.run({{kBegin, {}},
                                           {kNameDevices, {m_hospital, device_names.argument()}},
                                           {kLockDevices, {m_hospital, device_names.argument()}},
                                           {kFindStatements, {m_hospital, wanted_ids.argument()}},
                                           {kFindLinks, {m_hospital, place_device.argument(), place_incarnation.argument(),
                                                         place_seq.argument()}}}));
    read_known(rows[2], rows[3], rows[4]);
    return {};
  }

  void read_known(const Rows& devices, const Rows& statements, const Rows& links) {
    for (int i = 0; i < devices.size(); ++i) m_known.devices[{devices.text(i, 0)}] = devices.count(i, 1);
    for (int i = 0; i < statements.size(); ++i)
      m_known.statements[statements.text(i, 0)] = {statements.hash(i, 2), statements.count(i, 1), 0};
    for (int i = 0; i < links.size(); ++i)
      m_known.links[{{links.text(i, 0)}, links.count(i, 1), links.count(i, 2)}] = {links.hash(i, 3), links.hash(i, 4)};
  }

  AppendResult take(const NewUnit& unit, const Delivery& delivery) {
    if (const auto known = m_known.statements.find(unit.id); known != m_known.statements.end()) {
      if (known->second.hash == unit.envelope.hash) return known_at(known->second);
      return keep_aside(unit, delivery, AppendState::OtherBytes, kOtherBytesReason);
    }
    const auto link = link_state(m_known, unit.envelope, unit.chain);
    if (link == LinkState::Forked)
      return keep_aside(unit, delivery, AppendState::Fork, kForkReason);
    if (link == LinkState::Held)
      m_writes.push_back({kReleaseQuarantine, {m_hospital, delivery.received_at, unit.id, unit.envelope.hash}});
    else add_link(unit.envelope, unit.chain);
    m_new.add(unit, m_known.devices[unit.envelope.device], delivery.received_at);
    if (m_facts) m_facts->add(unit);
    m_known.statements[std::string(unit.id)] = {unit.envelope.hash, 0, m_new.count};
    return {AppendState::New, m_new.count};
  }

  // Of a statement that this transaction adds, the place stands for the position until that is known.
  static AppendResult known_at(const Known::Statement& statement) {
    return {AppendState::Known, statement.position == 0 ? statement.place : statement.position};
  }

  void refuse(const RefusedUnit& unit, const Delivery& delivery) {
    if (unit.envelope && !unit.origin_is_doubtful) {
      const auto chain = store::chain_value(*unit.envelope);
      if (link_state(m_known, *unit.envelope, chain) == LinkState::Free) add_link(*unit.envelope, chain);
    }
    quarantine(delivery, unit, crypto::sha256(as_bytes(unit.bytes)));
  }

  void add_link(const store::UnitEnvelope& envelope, const crypto::Hash& chain) {
    m_links.add(m_known.devices[envelope.device], envelope, chain);
    m_known.links[place_of(envelope)] = {chain, envelope.prev};
  }

  AppendResult keep_aside(const NewUnit& unit, const Delivery& delivery, AppendState state, std::string_view why) {
    m_writes.push_back({kFlagDevice, {m_hospital, unit.envelope.device, why}});
    quarantine(delivery, {unit.type, unit.id, unit.bytes, why, unit.envelope}, unit.envelope.hash);
    return {state, 0};
  }

  void quarantine(const Delivery& delivery, const RefusedUnit& unit, const crypto::Hash& hash) {
    m_writes.push_back({kInsertQuarantine, {m_hospital, delivery.device, storable(unit.type), storable(unit.id), hash,
                                            storable(unit.reason), delivery.received_at, as_bytes(unit.bytes),
                                            write_envelope_text(unit.envelope)}});
  }

  // The head before this transaction.
  Expected<std::uint64_t> write() {
    std::vector<Query> queries = std::move(m_writes);
    if (m_links.any) queries.push_back(m_links.query(m_hospital));
    if (m_facts && m_new.count > 0)
      for (auto& query : m_facts->queries(m_deliveries.front()->received_at)) queries.push_back(std::move(query));
    if (m_new.count > 0) queries.push_back(m_new.query(m_hospital, m_deliveries.front()->received_at.milliseconds / kDay));
    queries.push_back({kCommit, {}});
    WL_TRY(const auto rows, m_session.run(queries));
    if (m_new.count == 0) return std::uint64_t{0};
    const auto& head = rows[rows.size() - 2];
    if (head.size() == 1) return head.count(0, 0);
    return Error{ErrorCode::Corrupt, "The hospital's head is missing in the database. Restore a backup.", "feed_head"};
  }

  void place_all(std::uint64_t before, std::vector<std::vector<AppendResult>>& results) const {
    for (std::size_t d = 0; d < results.size(); ++d)
      for (std::size_t i = 0; i < results[d].size(); ++i) {
        auto& result = results[d][i];
        const auto known = m_known.statements.find(m_deliveries[d]->units[i].id);
        const bool added_now = known != m_known.statements.end() && known->second.position == 0;
        if (added_now && (result.state == AppendState::New || result.state == AppendState::Known)) result.position += before;
      }
  }

  Session& m_session;
  const std::string& m_hospital;
  const std::vector<const Delivery*>& m_deliveries;
  Known m_known;
  NewStatements m_new;
  NewLinks m_links;
  std::optional<NewFacts> m_facts;
  std::vector<Query> m_writes;
};

}  // namespace

Expected<std::vector<std::vector<AppendResult>>> append_deliveries(Session& session, const std::string& hospital,
                                                                   const std::vector<const Delivery*>& deliveries,
                                                                   const FactSource* facts, std::uint64_t& head) {
  return Appending(session, hospital, deliveries, facts).run(head);
}

Expected<void> release_row(Session& session, const std::string& hospital, std::uint64_t number, Instant now) {
  WL_CHECK(session.run({{kReleaseRow, {hospital, number, now}}}));
  return {};
}

}  // namespace wardlight::storage::postgres
