// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "core/base/boot.h"
#include "core/base/mechanism.h"
#include "core/store/rows.h"
#include "core/store/store_files.h"

namespace wardlight::store {
namespace {

// `state < 4` is what the partial index outbox_open holds.
#define WARDLIGHT_OUTBOX_COLUMNS \
  "outbox.incarnation, outbox.seq, outbox.state, outbox.urgent, outbox.recorded_at, outbox.problem, " WARDLIGHT_UNIT_COLUMNS
constexpr std::string_view kListUnsent =
    "SELECT " WARDLIGHT_OUTBOX_COLUMNS
    WARDLIGHT_UNITS " WHERE outbox.state < 4 AND outbox.state IN (0, 1)"
    " ORDER BY outbox.urgent DESC, outbox.incarnation, outbox.seq LIMIT ?";
constexpr std::string_view kListRejected =
    "SELECT " WARDLIGHT_OUTBOX_COLUMNS
    WARDLIGHT_UNITS " WHERE outbox.state < 4 AND outbox.state = 2"
    " ORDER BY outbox.incarnation, outbox.seq";
constexpr std::string_view kListOutbox =
    "SELECT " WARDLIGHT_OUTBOX_COLUMNS
    WARDLIGHT_UNITS " WHERE (outbox.incarnation, outbox.seq) > (?, ?)"
    " ORDER BY outbox.incarnation, outbox.seq LIMIT ?";
// Only what is open is counted row by row; a chain has no gaps, so its last number says how many there are.
constexpr std::string_view kCountOpen = "SELECT state, count(*) FROM outbox WHERE state < 4 GROUP BY state";
constexpr std::string_view kCountAll =
    "WITH RECURSIVE own (incarnation) AS (SELECT min(incarnation) FROM outbox UNION ALL SELECT (SELECT min(outbox.incarnation)"
    " FROM outbox WHERE outbox.incarnation > own.incarnation) FROM own WHERE own.incarnation IS NOT NULL)"
    " SELECT sum((SELECT max(seq) FROM outbox WHERE outbox.incarnation = own.incarnation)) FROM own";
// Incidents count down from -1, so that the first of them is the greatest.
#define WARDLIGHT_FIRST_OPEN(state_and_urgency)                                                                       \
  "SELECT * FROM (SELECT recorded_at FROM outbox WHERE state < 4 AND " state_and_urgency                              \
  " AND position > 0 ORDER BY position LIMIT 1) UNION ALL SELECT * FROM (SELECT recorded_at FROM outbox WHERE state < 4 AND " \
  state_and_urgency " AND position < 0 ORDER BY position DESC LIMIT 1)"
constexpr std::string_view kOldestUnsent =
    "SELECT min(recorded_at) FROM (" WARDLIGHT_FIRST_OPEN("state = 0 AND urgent = 0") " UNION ALL " WARDLIGHT_FIRST_OPEN(
        "state = 0 AND urgent = 1") " UNION ALL " WARDLIGHT_FIRST_OPEN("state = 1 AND urgent = 0") " UNION ALL "
    WARDLIGHT_FIRST_OPEN("state = 1 AND urgent = 1") ")";
constexpr std::string_view kMarkSent = "UPDATE outbox SET state = 1 WHERE incarnation = ? AND seq = ? AND state = 0";
constexpr std::string_view kMarkAccepted =
    "UPDATE outbox SET state = 3, hub_position = ?, epoch = ?, problem = NULL WHERE incarnation = ? AND seq = ? AND state < 4";
constexpr std::string_view kMarkRejected =
    "UPDATE outbox SET state = 2, problem = ? WHERE incarnation = ? AND seq = ? AND state IN (0, 1)";
constexpr std::string_view kOfferAgain = "UPDATE outbox SET state = 0, hub_position = NULL, epoch = NULL"
                                         " WHERE state < 4 AND state = 3 AND epoch IS NOT ?";
// The copy that the hub set aside may be gone with the other epoch.
constexpr std::string_view kOfferRejected = "UPDATE outbox SET state = 0, problem = NULL WHERE state < 4 AND state = 2";
constexpr std::string_view kRelease =
    "UPDATE outbox SET state = 4 WHERE state < 4 AND state = 3 AND epoch = ? AND hub_position <= ?";
constexpr std::string_view kLetGo = "UPDATE outbox SET state = 4 WHERE state < 4 AND state = 3";
constexpr std::string_view kReadSync = 
    "SELECT cursor, epoch, head, durable, last_contact, clock_offset - CASE WHEN boot = ? AND boot <> '' THEN ? - boot_began ELSE 0 "
    "END FROM sync_state";
constexpr std::string_view kHear = "UPDATE sync_state SET epoch = ?, head = ?, durable = ?, last_contact = ?";
constexpr std::string_view kHearTime = "UPDATE sync_state SET clock_offset = ?, boot = ?, boot_began = ?";
constexpr std::string_view kDropCursor = "UPDATE sync_state SET cursor = NULL";
constexpr std::string_view kFindState = "SELECT state FROM outbox WHERE incarnation = ? AND seq = ?";

OutboxRow read_row(const Statement& row) {
  OutboxRow read;
  read.unit = {row.count(0), row.count(1)};
  read.state = static_cast<OutboxState>(row.integer(2));
  read.urgency = row.integer(3) != 0 ? Urgency::Urgent : Urgency::Usual;
  read.recorded_at = row.time(4);
  read.problem = row.text(5);
  read.statement = read_statement(row, 6);
  return read;
}

Expected<void> put_answer(Database& database, const SealedJournal::Answer& answer) {
  if (answer.verdict == SealedJournal::Verdict::Accepted)
    return database.run(kMarkAccepted, answer.position, answer.epoch, answer.name.incarnation, answer.name.seq);
  return database.run(kMarkRejected, answer.problem, answer.name.incarnation, answer.name.seq);
}

// With this boot of the machine, the hub's offset is less what somebody has set the clock by since it was heard; over another
// start nobody can tell.
Expected<SyncState> read_sync(Database& database, std::string_view boot = {}, Instant began = {}) {
  WL_TRY(auto row, database.query(kReadSync, boot, began));
  WL_CHECK(row.step());
  const auto offset = row.is_null(5) ? std::nullopt : std::optional(milliseconds(row.integer(5)));
  return SyncState{row.text(0), row.text(1), row.count(2), row.count(3), row.optional_time(4), offset};
}

}  // namespace

Expected<void> apply_answers(Database& database, const SealedJournal& journal) {
  const auto answers = journal.answers();
  if (answers.empty()) return {};
  WL_TRY(auto transaction, Transaction::begin(database));
  for (const auto& answer : answers) WL_CHECK(put_answer(database, answer));
  return transaction.commit();
}

Expected<std::vector<OutboxRow>> Store::list_unsent(std::size_t count) const {
  WL_TRY(auto rows, m_database->query(kListUnsent, count));
  return read_all(rows, read_row);
}

Expected<std::vector<OutboxRow>> Store::list_rejected() const {
  WL_TRY(auto rows, m_database->query(kListRejected));
  return read_all(rows, read_row);
}

Expected<std::vector<OutboxRow>> Store::list_outbox(const UnitName& after, std::size_t count) const {
  WL_TRY(auto rows, m_database->query(kListOutbox, after.incarnation, after.seq, count));
  return read_all(rows, read_row);
}

Expected<OutboxCounts> Store::count_outbox() const {
  OutboxCounts counts;
  WL_TRY(auto all, m_database->query(kCountAll));
  WL_CHECK(all.step());
  counts.released = all.integer(0);
  WL_TRY(auto rows, m_database->query(kCountOpen));
  while (true) {
    WL_TRY(const bool row, rows.step());
    if (!row) break;
    counts.released -= rows.integer(1);
    switch (static_cast<OutboxState>(rows.integer(0))) {
      case OutboxState::Pending:
      case OutboxState::Sent: counts.pending += rows.integer(1); break;
      case OutboxState::Rejected: counts.rejected = rows.integer(1); break;
      case OutboxState::Accepted: counts.accepted = rows.integer(1); break;
      case OutboxState::Released: break;
    }
  }
  WL_TRY(auto oldest, m_database->query(kOldestUnsent));
  WL_CHECK(oldest.step());
  counts.oldest_unsent = oldest.optional_time(0);
  return counts;
}

Expected<void> Store::mark_sent(std::span<const UnitName> units) {
  WL_TRY(auto transaction, Transaction::begin(*m_database));
  for (const auto& unit : units) WL_CHECK(m_database->run(kMarkSent, unit.incarnation, unit.seq));
  WL_CHECK(transaction.commit());
  ++m_files->tick;
  return {};
}

// The answers also go beside the journal: then a tablet that is locked next does not send these again.
Expected<void> Store::answer_all(const std::vector<SealedJournal::Answer>& answers) {
  if (answers.empty()) return {};
  WL_TRY(auto transaction, Transaction::begin(*m_database));
  for (const auto& answer : answers) WL_CHECK(put_answer(*m_database, answer));
  if (!works(Mechanism::Retain)) WL_CHECK(m_database->run(kLetGo));
  WL_CHECK(transaction.commit());
  m_files->changes.note_deliveries();
  ++m_files->tick;
  WL_CHECK(m_files->journal->note_answers(answers));
  if (works(Mechanism::Retain)) return {};
  std::vector<UnitName> gone;
  for (const auto& answer : answers) gone.push_back(answer.name);
  std::ranges::sort(gone);
  return m_files->journal->compact(gone);
}

Expected<void> Store::mark_accepted(std::span<const Acceptance> units, const std::string& epoch) {
  std::vector<SealedJournal::Answer> answers;
  for (const auto& unit : units) answers.push_back({unit.unit, SealedJournal::Verdict::Accepted, unit.position, epoch, {}});
  return answer_all(answers);
}

Expected<void> Store::mark_rejected(std::span<const Rejection> units) {
  WL_TRY(const SyncState known, read_sync(*m_database));
  std::vector<SealedJournal::Answer> answers;
  for (const auto& unit : units) answers.push_back({unit.unit, SealedJournal::Verdict::Rejected, 0, known.epoch, unit.problem});
  return answer_all(answers);
}

Expected<void> Store::hear_hub(const HubWord& word) {
  WL_TRY(const SyncState known, read_sync(*m_database));
  // The journal first: an answer of the old epoch that outlived this would count as accepted again at the next unlock.
  if (known.epoch != word.epoch) WL_CHECK(m_files->journal->forget_other_epochs(word.epoch));
  WL_TRY(auto transaction, Transaction::begin(*m_database));
  WL_TRY(const SyncState before, read_sync(*m_database));
  if (before.epoch != word.epoch) {
    WL_CHECK(m_database->run(kOfferAgain, word.epoch));
    if (!before.epoch.empty()) {
      WL_CHECK(m_database->run(kOfferRejected));
      WL_CHECK(m_database->run(kDropCursor));
    }
  }
  WL_CHECK(m_database->run(kRelease, word.epoch, works(Mechanism::Release) ? word.durable : word.head));
  const Clock& clock = m_files->clock;
  WL_CHECK(m_database->run(kHear, word.epoch, word.head, word.durable, clock.now()));
  if (word.clock_offset)
    WL_CHECK(m_database->run(kHearTime, word.clock_offset->milliseconds, clock.boot_id(), boot_began(clock)));
  WL_CHECK(transaction.commit());
  if (before.epoch != word.epoch) m_files->changes.note_deliveries();
  ++m_files->tick;
  return {};
}

Expected<SyncState> Store::sync_state() const {
  return read_sync(*m_database, m_files->clock.boot_id(), boot_began(m_files->clock));
}

Expected<void> Store::restart_feed() { return m_database->run(kDropCursor); }

// A frame goes when the hub holds its record in a verified backup: released here, or, when this store lost it,
// accepted up to the durable position.
Expected<void> compact_journal(Database& database, SealedJournal& journal, std::size_t at_least) {
  WL_TRY(const SyncState sync, read_sync(database));
  std::set<UnitName> safe_at_hub;
  for (const auto& answer : journal.answers())
    if (answer.verdict == SealedJournal::Verdict::Accepted && answer.epoch == sync.epoch && answer.position <= sync.durable)
      safe_at_hub.insert(answer.name);
  std::vector<UnitName> released;
  for (const auto& frame : journal.frames()) {
    WL_TRY(auto row, database.query(kFindState, frame.name.incarnation, frame.name.seq));
    WL_TRY(const bool own, row.step());
    const bool done = own ? static_cast<OutboxState>(row.integer(0)) == OutboxState::Released : safe_at_hub.contains(frame.name);
    if (done) released.push_back(frame.name);
  }
  if (released.size() < at_least) return {};
  std::sort(released.begin(), released.end());
  return journal.compact(released);
}

}  // namespace wardlight::store
