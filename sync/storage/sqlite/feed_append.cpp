// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>

#include "core/base/mechanism.h"
#include "sync/storage/envelope_text.h"
#include "sync/storage/sqlite/feed_tables.h"

namespace wardlight::storage {
namespace {

constexpr std::string_view kReadHead = "SELECT coalesce(max(position), 0) FROM feed";
constexpr std::string_view kFindStatement = "SELECT position, hash FROM feed WHERE kind = 1 AND id = ?";
constexpr std::string_view kInsertStatement =
    "INSERT INTO feed (position, kind, type, id, version, received_at, hash, device, incarnation, seq, prev, signer, signature, "
    "supersedes, bytes) VALUES (?, 1, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view kFindDeviceNumber = "SELECT number FROM chain_device WHERE id = ?";
constexpr std::string_view kInsertDeviceNumber = "INSERT INTO chain_device (id) VALUES (?)";
constexpr std::string_view kFindLinks =
    "SELECT seq, chain, prev FROM chain_link WHERE device = ? AND incarnation = ? AND seq BETWEEN ? AND ?";
constexpr std::string_view kInsertLink =
    "INSERT INTO chain_link (device, incarnation, seq, chain, prev) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
constexpr std::string_view kInsertQuarantine =
    "INSERT INTO quarantine (device, type, id, hash, reason, received_at, bytes, envelope) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON "
    "CONFLICT (id, hash, type) DO UPDATE SET envelope = excluded.envelope WHERE envelope = ''";
constexpr std::string_view kReleaseQuarantine =
    "UPDATE quarantine SET released_at = ? WHERE id = ? AND hash = ? AND released_at IS NULL";
constexpr std::string_view kReleaseRow = "UPDATE quarantine SET released_at = ?, bytes = x'' WHERE number = ? AND released_at IS NULL";
constexpr std::string_view kFlagDevice = "UPDATE device SET flag = ? WHERE id = ? AND flag = ''";
constexpr std::string_view kFindReference =
    "SELECT f.hash, f.version FROM reference r JOIN feed f ON f.position = r.position WHERE r.type = ? AND r.id = ?";
constexpr std::string_view kInsertReference =
    "INSERT INTO feed (position, kind, type, id, version, received_at, hash, bytes) VALUES (?, 2, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view kPointReference =
    "INSERT INTO reference (type, id, position) VALUES (?, ?, ?) ON CONFLICT (type, id) DO UPDATE SET position = "
    "excluded.position";
constexpr std::string_view kForgetIdentifiers = "DELETE FROM reference_identifier WHERE type = ? AND id = ?";
constexpr std::string_view kInsertIdentifier =
    "INSERT INTO reference_identifier (type, value, system, id) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING";
constexpr std::string_view kNoteDay =
    "INSERT INTO feed_day (day, first_position, last_position) VALUES (max(?, coalesce((SELECT max(day) FROM feed_day), 0)), ?, "
    "?) "
    "ON CONFLICT (day) DO UPDATE SET last_position = excluded.last_position";

constexpr std::int64_t kDay = 86'400'000;

// The three places of a chain around one unit.
enum class LinkState : std::uint8_t { Free, Held, Forked };

class DeliveryWriter {
 public:
  DeliveryWriter(store::Database& database, const Delivery& delivery, std::uint64_t& head)
      : m_database(database), m_delivery(delivery), m_head(head) {}

  Expected<AppendResult> append(const NewUnit& unit) {
    {
      WL_TRY(auto found, m_database.query(kFindStatement, unit.id));
      WL_TRY(const bool known, found.step());
      if (known && !works(Mechanism::Put)) return mint(unit);
      if (known) {
        if (found.hash(1) == unit.envelope.hash && works(Mechanism::Hash))
          return AppendResult{AppendState::Known, found.count(0)};
        return keep_aside(unit, AppendState::OtherBytes, kOtherBytesReason);
      }
    }
    WL_TRY(const auto device, device_number(unit.envelope.device));
    WL_TRY(const auto link, link_state(device, unit.envelope, unit.chain));
    if (link == LinkState::Forked)
      return keep_aside(unit, AppendState::Fork, kForkReason);
    if (link == LinkState::Held) {
      WL_CHECK(m_database.run(kReleaseQuarantine, m_delivery.received_at, unit.id, unit.envelope.hash));
    } else {
      WL_CHECK(insert_link(device, unit.envelope, unit.chain));
    }
    return insert(device, unit);
  }

  Expected<void> refuse(const RefusedUnit& unit) {
    if (unit.envelope && !unit.origin_is_doubtful) {
      const auto chain = store::chain_value(*unit.envelope);
      WL_TRY(const auto device, device_number(unit.envelope->device));
      WL_TRY(const auto link, link_state(device, *unit.envelope, chain));
      if (link == LinkState::Free) WL_CHECK(insert_link(device, *unit.envelope, chain));
    }
    return quarantine(unit, crypto::sha256(as_bytes(unit.bytes)));
  }

 private:
  // What a server does that gives ids itself: one more of the same.
  Expected<AppendResult> mint(NewUnit unit) {
    const std::string id = std::string(unit.id) + "." + std::to_string(m_head + 1);
    unit.id = id;
    WL_TRY(const auto device, device_number(unit.envelope.device));
    return insert(device, unit);
  }

  Expected<AppendResult> insert(std::int64_t device, const NewUnit& unit) {
    const auto& envelope = unit.envelope;
    const auto supersedes = unit.supersedes.empty() ? store::Bound(nullptr) : store::Bound(unit.supersedes);
    WL_CHECK(m_database.run(kInsertStatement, m_head + 1, unit.type, unit.id, m_delivery.received_at, envelope.hash, device,
                            envelope.incarnation, envelope.seq, envelope.prev, envelope.signer, envelope.signature, supersedes,
                            as_bytes(unit.bytes)));
    return AppendResult{AppendState::New, ++m_head};
  }

  Expected<std::int64_t> device_number(const DeviceId& id) {
    if (const auto known = m_numbers.find(id); known != m_numbers.end()) return known->second;
    std::int64_t number = 0;
    {
      WL_TRY(auto found, m_database.query(kFindDeviceNumber, id));
      WL_TRY(const bool known, found.step());
      if (known) number = found.integer(0);
    }
    if (number == 0) {
      WL_CHECK(m_database.run(kInsertDeviceNumber, id));
      number = m_database.last_row();
    }
    return m_numbers.emplace(id, number).first->second;
  }

  Expected<LinkState> link_state(std::int64_t device, const store::UnitEnvelope& envelope, const crypto::Hash& chain) {
    if (!works(Mechanism::Chain)) return LinkState::Free;
    if (envelope.seq == 1 && envelope.prev != crypto::Hash{}) return LinkState::Forked;
    WL_TRY(auto links, m_database.query(kFindLinks, device, envelope.incarnation, envelope.seq - 1, envelope.seq + 1));
    LinkState state = LinkState::Free;
    while (true) {
      WL_TRY(const bool row, links.step());
      if (!row) return state;
      const auto seq = links.count(0);
      if (seq == envelope.seq && links.hash(1) != chain) return LinkState::Forked;
      if (seq == envelope.seq) state = LinkState::Held;
      if (seq < envelope.seq && links.hash(1) != envelope.prev) return LinkState::Forked;
      if (seq > envelope.seq && links.hash(2) != chain) return LinkState::Forked;
    }
  }

  Expected<void> insert_link(std::int64_t device, const store::UnitEnvelope& envelope, const crypto::Hash& chain) {
    return m_database.run(kInsertLink, device, envelope.incarnation, envelope.seq, chain, envelope.prev);
  }

  Expected<AppendResult> keep_aside(const NewUnit& unit, AppendState state, std::string_view why) {
    WL_CHECK(m_database.run(kFlagDevice, why, unit.envelope.device));
    WL_CHECK(quarantine({unit.type, unit.id, unit.bytes, why, unit.envelope}, unit.envelope.hash));
    return AppendResult{state, 0};
  }

  Expected<void> quarantine(const RefusedUnit& unit, const crypto::Hash& hash) {
    return m_database.run(kInsertQuarantine, m_delivery.device, unit.type, unit.id, hash, unit.reason, m_delivery.received_at,
                          as_bytes(unit.bytes), write_envelope_text(unit.envelope));
  }

  store::Database& m_database;
  const Delivery& m_delivery;
  std::uint64_t& m_head;
  std::map<DeviceId, std::int64_t> m_numbers;
};

Expected<void> index_identifiers(store::Database& database, const NewReference& reference) {
  WL_CHECK(database.run(kForgetIdentifiers, reference.type, reference.id));
  for (const auto& identifier : reference.identifiers)
    WL_CHECK(database.run(kInsertIdentifier, reference.type, identifier.value, identifier.system, reference.id));
  return {};
}

Expected<ReferenceState> append_reference(store::Database& database, const NewReference& reference, Instant received_at,
                                          std::uint64_t& head) {
  if (reference.only_without) {
    WL_TRY(const auto there, read_reference_ids(database, reference.type, *reference.only_without));
    if (!there.empty()) return identifier_conflict();
  }
  const auto hash = crypto::sha256(as_bytes(reference.bytes));
  std::uint64_t version = 1;
  {
    WL_TRY(auto current, database.query(kFindReference, reference.type, reference.id));
    WL_TRY(const bool known, current.step());
    if (reference.only_over && *reference.only_over != (known ? current.count(1) : 0)) return version_conflict();
    if (known && current.hash(0) == hash) return ReferenceState::Same;
    if (known) version = current.count(1) + 1;
  }
  ++head;
  WL_CHECK(database.run(kInsertReference, head, reference.type, reference.id, version, received_at, hash,
      as_bytes(reference.bytes)));
  WL_CHECK(database.run(kPointReference, reference.type, reference.id, head));
  WL_CHECK(index_identifiers(database, reference));
  return ReferenceState::New;
}

}  // namespace

Expected<std::uint64_t> read_head(store::Database& database) {
  WL_TRY(auto row, database.query(kReadHead));
  WL_CHECK(row.step());
  return row.count(0);
}

Expected<std::vector<AppendResult>> append_delivery(store::Database& database, const Delivery& delivery, std::uint64_t& head) {
  DeliveryWriter writer(database, delivery, head);
  std::vector<AppendResult> results;
  results.reserve(delivery.units.size());
  for (const auto& unit : delivery.units) {
    WL_TRY(const auto result, writer.append(unit));
    results.push_back(result);
  }
  for (const auto& unit : delivery.refused) WL_CHECK(writer.refuse(unit));
  return results;
}

Expected<std::vector<ReferenceState>> append_references(store::Database& database, std::span<const NewReference> references,
                                                        Instant received_at, std::uint64_t& head) {
  std::vector<ReferenceState> states;
  states.reserve(references.size());
  for (const auto& reference : references) {
    WL_TRY(const auto state, append_reference(database, reference, received_at, head));
    states.push_back(state);
  }
  return states;
}

Expected<void> release_row(store::Database& database, std::uint64_t number, Instant now) {
  return database.run(kReleaseRow, now, number);
}

Expected<void> note_day(store::Database& database, Instant received_at, std::uint64_t before, std::uint64_t head) {
  if (head == before) return {};
  return database.run(kNoteDay, received_at.milliseconds / kDay, before + 1, head);
}

}  // namespace wardlight::storage
