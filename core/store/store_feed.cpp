// SPDX-License-Identifier: Apache-2.0
#include "core/base/mechanism.h"
#include "core/json/value.h"
#include "core/store/ballast.h"
#include "core/store/projection.h"
#include "core/store/rows.h"
#include "core/store/store_files.h"

namespace wardlight::store {
namespace {

constexpr std::string_view kFindHash = "SELECT hash FROM statement WHERE id = ?";
constexpr std::string_view kPutStatement =
    "INSERT INTO statement (id, type, device, incarnation, seq, hash, prev, signer, signature, bytes)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
// Our own unit in the feed: the hub has it, whether or not its answer ever reached us. The name alone does not make it
// ours: a copy of this tablet may have put another statement at the same place of the chain.
constexpr std::string_view kAcceptOwn =
    "UPDATE outbox SET state = 3, hub_position = ?, epoch = ?, problem = NULL WHERE incarnation = ? AND seq = ? AND state IN (0, 1, 2)"
    " AND position = (SELECT position FROM statement WHERE id = ? AND hash = ?)";
constexpr std::string_view kPutCursor = "UPDATE sync_state SET cursor = ?, epoch = ?, last_contact = ?";
constexpr std::string_view kPutReference =
    "INSERT INTO reference (type, id, bytes) VALUES (?1, ?2, ?3) ON CONFLICT (type, id) DO UPDATE SET bytes = ?3";
constexpr std::string_view kDropReference = "DELETE FROM reference WHERE type = ? AND id = ?";
constexpr std::string_view kFindReference = "SELECT bytes FROM reference WHERE type = ? AND id = ?";
constexpr std::string_view kListReferences = "SELECT id, bytes FROM reference WHERE type = ? ORDER BY id";
constexpr std::string_view kFindStatement = "SELECT " WARDLIGHT_STATEMENT_COLUMNS " FROM statement WHERE id = ?";
constexpr std::string_view kCountStatements = "SELECT count(*) FROM statement";
constexpr std::string_view kListStatements =
    "SELECT position, " WARDLIGHT_STATEMENT_COLUMNS " FROM statement WHERE position > ? ORDER BY position LIMIT ?";
constexpr std::string_view kFindForProjection = "SELECT position, type, id, signer, bytes FROM statement WHERE id = ? AND type = ?";

// What one transaction changes, while somebody watches.
struct Changing {
  explicit Changing(const ChangeLog& log) {
    if (log.is_watched()) changes.emplace();
  }
  Change* begin(const std::string& type, const std::string& id) {
    if (!changes) return nullptr;
    Change& change = changes->emplace_back();
    change.type = type;
    change.id = id;
    return &change;
  }
  std::optional<std::vector<Change>> changes;
};

Expected<void> put_reference(Database& database, const ProjectionRules& rules, const ReferenceItem& item, Changing& changing) {
  Change* change = changing.begin(item.type, item.id);
  if (!item.bytes.empty()) {
    WL_CHECK(database.run(kPutReference, item.type, item.id, as_bytes(item.bytes)));
    WL_CHECK(project_reference(database, rules, item.type, item.id, item.bytes, change));
    if (change != nullptr && change->record) change->record->bytes = item.bytes;
    return {};
  }
  if (change != nullptr) change->merged = true;
  WL_CHECK(database.run(kDropReference, item.type, item.id));
  WL_CHECK(remove_facts(database, item.type, item.id));
  WL_CHECK(remove_from_census(database, item.type, item.id));
  // What a temporary statement says of the same id counts again.
  WL_TRY(auto row, database.query(kFindForProjection, item.id, item.type));
  WL_TRY(const bool there, row.step());
  if (!there) return {};
  return project_statement(database, rules, {row.integer(0), row.text(1), row.text(2), row.text(3), row.text(4)});
}

Expected<void> put_foreign_statement(Database& database, const ProjectionRules& rules, const FeedItem& item, PageOutcome& outcome,
                                     Changing& changing) {
  const auto& envelope = *item.envelope;
  const auto hash = crypto::sha256(as_bytes(item.bytes));
  WL_TRY(auto row, database.query(kFindHash, item.id));
  WL_TRY(const bool here, row.step());
  if (here) {
    ++(row.hash(0) == hash ? outcome.known : outcome.conflicting);
    return {};
  }
  ++outcome.fresh;
  const auto resource = json::parse(item.bytes);
  if (resource && is_incident(item.type, *resource)) return {};  // no hub hands these out; the chart does not take them in
  WL_CHECK(database.run(kPutStatement, item.id, item.type, envelope.device, envelope.incarnation, envelope.seq, hash, envelope.prev,
                        envelope.signer, envelope.signature, as_bytes(item.bytes)));
  if (!resource) return {};  // what cannot be read is kept as it came and has no rows: one bad resource must not stop the feed
  Change* change = changing.begin(item.type, item.id);
  const std::int64_t position = database.last_row();
  WL_CHECK(project(database, rules, {Source::Statement, position, item.type, item.id, envelope.signer.value, *resource, change}));
  if (change == nullptr) return {};
  change->position = position;
  if (change->record) change->record->device = envelope.device, change->record->bytes = item.bytes;
  return {};
}

}  // namespace

Expected<PageOutcome> Store::apply_page(const FeedPage& page) {
  const auto put_cursor = [&] { return m_database->run(kPutCursor, page.cursor, page.epoch, m_files->clock.now()); };
  if (!works(Mechanism::Cursor)) WL_CHECK(put_cursor());
  std::optional<Transaction> transaction;
  if (works(Mechanism::Page)) {
    WL_TRY(auto begun, Transaction::begin(*m_database));
    transaction.emplace(std::move(begun));
  }
  PageOutcome outcome;
  Changing changing(m_files->changes);
  bool accepted = false;
  for (const auto& item : page.items) {
    if (!item.envelope) {
      ++outcome.references;
      WL_CHECK(put_reference(*m_database, m_files->options.rules, {item.type, item.id, item.bytes}, changing));
      continue;
    }
    WL_CHECK(put_foreign_statement(*m_database, m_files->options.rules, item, outcome, changing));
    if (item.envelope->device != m_files->options.device) continue;
    accepted = true;
    WL_CHECK(m_database->run(kAcceptOwn, item.position, page.epoch, item.envelope->incarnation, item.envelope->seq, item.id,
                               item.envelope->hash));
  }
  WL_CHECK(put_cursor());
  if (transaction) WL_CHECK(transaction->commit());
  m_files->changes.add(std::move(changing.changes));
  if (accepted) m_files->changes.note_deliveries();
  ++m_files->tick;
  return outcome;
}

Expected<void> Store::put_references(std::span<const ReferenceItem> items) {
  Changing changing(m_files->changes);
  WL_TRY(auto transaction, Transaction::begin(*m_database));
  for (const auto& item : items) WL_CHECK(put_reference(*m_database, m_files->options.rules, item, changing));
  WL_CHECK(transaction.commit());
  m_files->changes.add(std::move(changing.changes));
  ++m_files->tick;
  return {};
}

Expected<std::optional<std::string>> Store::find_reference(std::string_view type, std::string_view id) const {
  WL_TRY(auto row, m_database->query(kFindReference, type, id));
  WL_TRY(const bool there, row.step());
  return there ? std::optional(row.text(0)) : std::nullopt;
}

Expected<std::vector<ReferenceItem>> Store::list_references(std::string_view type) const {
  WL_TRY(auto rows, m_database->query(kListReferences, type));
  return read_all(rows, [&](const Statement& row) { return ReferenceItem{std::string(type), row.text(0), row.text(1)}; });
}

Expected<std::optional<StoredStatement>> Store::find_statement(const StatementId& id) const {
  WL_TRY(auto row, m_database->query(kFindStatement, id));
  WL_TRY(const bool there, row.step());
  return there ? std::optional(read_statement(row, 0)) : std::nullopt;
}

Expected<std::int64_t> Store::count_statements() const {
  WL_TRY(auto row, m_database->query(kCountStatements));
  WL_CHECK(row.step());
  return row.integer(0);
}

Expected<Store::StatementPage> Store::list_statements(std::int64_t after, std::size_t count) const {
  StatementPage page{{}, after};
  WL_TRY(auto rows, m_database->query(kListStatements, after, count));
  while (true) {
    WL_TRY(const bool row, rows.step());
    if (!row) return page;
    page.last = rows.integer(0);
    page.statements.push_back(read_statement(rows, 1));
  }
}

Expected<void> Store::rebuild_projections() {
  WL_CHECK(rebuild(*m_database, m_files->options.rules));
  m_files->changes.note_all();
  ++m_files->tick;
  return {};
}

Expected<std::vector<std::string>> Store::check_integrity() {
  // On a connection of its own: a check must not see what this one has cached.
  WL_TRY(auto fresh, Database::open(m_files->database_options(OpenAs::Existing), m_files->key));
  return fresh->check_integrity();
}

Expected<void> Store::maintain() {
  WL_CHECK(compact_journal(*m_database, *m_files->journal, 1));
  [[maybe_unused]] const auto moved = m_database->checkpoint();  // a reader may hold the log: the next night does it
  WL_TRY(const auto ballast, fill_ballast(m_files->disk, m_files->options.paths.ballast, m_files->options.ballast_bytes));
  m_files->ballast_in_place = ballast == BallastState::InPlace;
  return {};
}

}  // namespace wardlight::store
