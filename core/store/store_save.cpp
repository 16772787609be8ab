// SPDX-License-Identifier: Apache-2.0
#include "core/json/value.h"
#include "core/store/ballast.h"
#include "core/store/projection.h"
#include "core/store/rows.h"
#include "core/store/store_files.h"

namespace wardlight::store {
namespace {

constexpr std::string_view kLastOfChain = "SELECT incarnation, seq, chain FROM outbox ORDER BY incarnation DESC, seq DESC LIMIT 1";
constexpr std::string_view kLastOfIncarnation = "SELECT incarnation, seq, chain FROM outbox WHERE incarnation = ? ORDER BY seq DESC LIMIT 1";
constexpr std::string_view kPutStatement =
    "INSERT INTO statement (id, type, device, incarnation, seq, hash, prev, signer, signature, bytes)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view kPutIncident =
    "INSERT INTO incident_statement (position, id, type, device, incarnation, seq, hash, prev, signer, signature, bytes)"
    " VALUES ((SELECT coalesce(min(position), 0) - 1 FROM incident_statement), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view kPutOutbox =
    "INSERT INTO outbox (incarnation, seq, position, state, urgent, recorded_at, chain) VALUES (?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view kFindSaved =
    "SELECT statement.hash, statement.incarnation, statement.seq, outbox.chain FROM statement"
    " LEFT JOIN outbox ON outbox.incarnation = statement.incarnation AND outbox.seq = statement.seq"
    " AND outbox.position = statement.position WHERE statement.id = ?1"
    " UNION ALL SELECT incident_statement.hash, incident_statement.incarnation, incident_statement.seq, outbox.chain"
    " FROM incident_statement LEFT JOIN outbox ON outbox.incarnation = incident_statement.incarnation"
    " AND outbox.seq = incident_statement.seq WHERE incident_statement.id = ?1";
constexpr std::string_view kDropDraft = "DELETE FROM draft WHERE practitioner = ? AND encounter = ? AND questionnaire = ?";
constexpr std::string_view kLastAudit = "SELECT chain FROM audit ORDER BY seq DESC LIMIT 1";
constexpr std::string_view kPutAudit = "INSERT INTO audit (chain, entry) VALUES (?, ?)";
constexpr std::string_view kListAudit = "SELECT seq, chain, entry FROM audit WHERE seq >= ? ORDER BY seq LIMIT ?";
constexpr std::string_view kFindUnit =
    "SELECT " WARDLIGHT_UNIT_COLUMNS WARDLIGHT_UNITS " WHERE outbox.incarnation = ? AND outbox.seq = ?";

Error taken_id() {
  return {ErrorCode::Conflict, "Another record already has this id. Save it again as a new record.", "statement id"};
}

Head read_head_row(const Statement& row) { return {row.count(0), row.count(1), row.hash(2)}; }

crypto::Hash audit_chain(const crypto::Hash& previous, const Bytes& entry) {
  constexpr std::string_view kLabel("wardlight-audit-1\0", 18);
  Bytes message;
  message.reserve(kLabel.size() + 2 * sizeof(crypto::Hash));
  append(message, kLabel);
  append(message, previous);
  append(message, crypto::sha256(entry));
  return crypto::sha256(message);
}

Expected<void> put_audit(Database& database, const std::vector<Bytes>& entries) {
  if (entries.empty()) return {};
  crypto::Hash chain{};
  {
    WL_TRY(auto row, database.query(kLastAudit));
    WL_TRY(const bool any, row.step());
    if (any) chain = row.hash(0);
  }
  for (const auto& entry : entries) {
    chain = audit_chain(chain, entry);
    WL_CHECK(database.run(kPutAudit, chain, entry));
  }
  return {};
}

// The receipt of statements that are all here already, byte for byte; without units when none is. Conflict in between:
// then an id was used for something else.
Expected<Receipt> find_receipt(Database& database, const SaveRequest& request) {
  Receipt receipt;
  for (const auto& statement : request.statements) {
    WL_TRY(auto row, database.query(kFindSaved, statement.id));
    WL_TRY(const bool known, row.step());
    if (!known) continue;
    if (row.hash(0) != crypto::sha256(as_bytes(statement.bytes))) return taken_id();
    receipt.units.push_back({statement.id, {row.count(1), row.count(2)}, row.hash(3)});
  }
  if (!receipt.units.empty() && receipt.units.size() != request.statements.size()) return taken_id();
  return receipt;
}

Expected<void> put_unit(Database& database, const NewStatement& statement, const UnitEnvelope& envelope, const crypto::Hash& chain,
                        bool incident, Instant now) {
  WL_CHECK(database.run(incident ? kPutIncident : kPutStatement, statement.id, statement.type, envelope.device, envelope.incarnation, envelope.seq,
                        envelope.hash, envelope.prev, envelope.signer, envelope.signature, as_bytes(statement.bytes)));
  return database.run(kPutOutbox, envelope.incarnation, envelope.seq, database.last_row(), static_cast<int>(OutboxState::Pending),
                      statement.urgency == Urgency::Urgent, now, chain);
}

}  // namespace

Expected<Head> read_head(Database& database) {
  WL_TRY(auto row, database.query(kLastOfChain));
  WL_TRY(const bool any, row.step());
  return any ? read_head_row(row) : Head{};
}

Expected<Head> read_head(Database& database, std::uint64_t incarnation) {
  WL_TRY(auto row, database.query(kLastOfIncarnation, incarnation));
  WL_TRY(const bool any, row.step());
  return any ? read_head_row(row) : Head{incarnation, 0, {}};
}

// What one save leaves to be done after COMMIT.
struct Store::Saving {
  Receipt receipt;
  std::optional<std::vector<Change>> changes;  // nobody watches: none
  std::vector<SealedJournal::Unit> frames;
  std::vector<SealedJournal::SealedUnit> sealed;
  Head head;

  void seal(const SealedJournal& journal) {
    for (const auto& frame : frames) sealed.push_back(journal.seal(frame));
  }
};

Expected<void> Store::put_statement(const SaveRequest& request, const NewStatement& statement, Saving& saving) {
  Head& head = saving.head;
  UnitEnvelope envelope{m_files->options.device, head.incarnation, head.seq + 1, crypto::sha256(as_bytes(statement.bytes)),
                        head.chain, request.signer, {}};
  head = {head.incarnation, envelope.seq, chain_value(envelope)};
  WL_TRY(envelope.signature, request.sign(head.chain));
  WL_TRY(const auto resource, json::parse(statement.bytes));
  const bool incident = is_incident(statement.type, resource);
  WL_CHECK(put_unit(*m_database, statement, envelope, head.chain, incident, m_files->clock.now()));
  if (!incident) WL_CHECK(project_own(request, statement, resource, saving));
  const UnitName name{head.incarnation, head.seq};
  saving.receipt.units.push_back({statement.id, name, head.chain});
  saving.frames.push_back({name, envelope.hash, write_entry(envelope, statement.type, statement.id.value, statement.bytes)});
  return {};
}

Expected<void> Store::project_own(const SaveRequest& request, const NewStatement& statement, const json::Value& resource, Saving& saving) {
  Change* change = saving.changes ? &saving.changes->emplace_back() : nullptr;
  const Projected projected{Source::Statement, m_database->last_row(), statement.type,      statement.id.value,
                            request.signer.value, resource,             change};
  WL_CHECK(project(*m_database, m_files->options.rules, projected));
  if (change == nullptr) return {};
  change->type = statement.type, change->id = statement.id.value, change->position = projected.position;
  if (change->act) change->act->delivery = Delivery::SavedHere;
  if (!change->record) return {};
  change->record->device = m_files->options.device;
  change->record->delivery = Delivery::SavedHere;
  change->record->bytes = statement.bytes;
  return {};
}

Expected<Store::Saving> Store::save_once(const SaveRequest& request) {
  Database& database = *m_database;
  WL_TRY(auto transaction, Transaction::begin(database));
  WL_TRY(Saving earlier, find_saving(request));
  if (!earlier.receipt.units.empty()) return earlier;
  Saving saving;
  if (m_files->changes.is_watched()) saving.changes.emplace();
  WL_TRY(saving.head, read_head(database, m_files->incarnation));
  for (const auto& statement : request.statements) WL_CHECK(put_statement(request, statement, saving));
  WL_CHECK(put_audit(database, request.audit));
  if (const auto& draft = request.finishes)
    WL_CHECK(database.run(kDropDraft, draft->practitioner, draft->encounter, draft->questionnaire));
  // COMMIT mostly waits for the disk, sealing is mostly arithmetic: side by side they take the time of one.
  m_files->sealing.begin([&] { saving.seal(*m_files->journal); });
  const auto committed = transaction.commit();
  m_files->sealing.finish();
  WL_CHECK(committed);
  return saving;
}

// The same for statements that are all here already; empty when none is.
Expected<Store::Saving> Store::find_saving(const SaveRequest& request) const {
  Saving saving;
  WL_TRY(saving.receipt, find_receipt(*m_database, request));
  if (saving.receipt.units.empty()) return saving;
  WL_TRY(saving.head, read_head(*m_database, m_files->incarnation));
  for (const auto& unit : saving.receipt.units) {
    WL_TRY(auto row, m_database->query(kFindUnit, unit.unit.incarnation, unit.unit.seq));
    WL_TRY(const bool own, row.step());
    if (!own) continue;
    const auto statement = read_statement(row, 0);
    saving.frames.push_back({unit.unit, statement.envelope.hash, statement.entry()});
  }
  saving.seal(*m_files->journal);
  return saving;
}

// The sealed copy and the beacon, one sync each. What could not be sealed is owed, and tried again with the next.
Expected<void> Store::secure(const Saving& saving) {
  auto& owed = m_files->owed;
  owed.insert(owed.end(), saving.sealed.begin(), saving.sealed.end());
  WL_CHECK(m_files->journal->append(owed));
  owed.clear();
  return m_files->beacon->write(saving.head);
}

Expected<Receipt> Store::save(const SaveRequest& request) {
  if (request.statements.empty() || !request.sign)
    return Error{ErrorCode::BadUsage, "There is nothing to save, or nobody to sign it. Report this to the maintainers.", "save"};
  if (m_files->options.open_for == OpenFor::Looking)
    return Error{ErrorCode::NotAllowed, "This store was opened to look at. Save with the tablet's own program.", "save"};
  const std::lock_guard lock(m_files->writing);
  auto saved = save_once(request);
  if (!saved && saved.error().code == ErrorCode::DiskFull && make_room()) saved = save_once(request);
  if (!saved) {
    // A failed COMMIT means unknown: only what stands in the store counts.
    auto found = find_saving(request);
    if (!found || found->receipt.units.empty()) return saved.error();
    saved = std::move(found);
  }
  auto secured = secure(*saved);
  if (!secured && secured.error().code == ErrorCode::DiskFull && make_room()) secured = secure(*saved);
  saved->receipt.second_copy = secured ? SecondCopy::Written : SecondCopy::Owed;
  m_files->changes.add(std::move(saved->changes));
  ++m_files->tick;
  return std::move(saved->receipt);
}

// Gives the ballast back and lets SQLite move its log into the file.
bool Store::make_room() {
  const auto released = release_ballast(m_files->disk, m_files->options.paths.ballast);
  m_files->ballast_in_place = false;
  [[maybe_unused]] const auto moved = m_database->checkpoint();  // if not now, then at the next commit
  return released && *released == BallastState::InPlace;
}

Expected<void> Store::append_audit(const std::vector<Bytes>& entries) {
  WL_TRY(auto transaction, Transaction::begin(*m_database));
  WL_CHECK(put_audit(*m_database, entries));
  return transaction.commit();
}

Expected<std::vector<Store::AuditRow>> Store::list_audit(std::uint64_t from_seq, std::size_t count) const {
  WL_TRY(auto rows, m_database->query(kListAudit, from_seq, count));
  return read_all(rows, [](const Statement& row) { return AuditRow{row.count(0), row.hash(1), row.blob(2)}; });
}

}  // namespace wardlight::store
