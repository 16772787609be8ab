// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/base/disk.h"
#include "core/base/expected.h"
#include "core/crypto/crypto.h"
#include "core/json/value.h"
#include "core/store/guards.h"
#include "core/store/projection_rules.h"
#include "core/store/records.h"
#include "core/store/sealed_journal.h"

namespace wardlight::store {

struct Changes;
class Database;
struct StoreFiles;

// Where the parts of a tablet's store lie (the names of access::TabletFolder).
struct StorePaths {
  std::string database;    // …/store/wardlight.db
  std::string beacon;      // …/store/beacon
  std::string ballast;     // …/ballast
  std::string quarantine;  // …/quarantine
  static StorePaths in(const std::string& root);
};

// Looking: reads only, beside the program that charts; nothing is repaired and nothing can be saved.
enum class OpenFor { Charting, Looking };

struct StoreOptions {
  StorePaths paths;
  DeviceId device;
  std::uint64_t incarnation = 1;  // from enrolment; the store may have gone on to a later one, see Store::incarnation
  ProjectionRules rules;
  std::uint64_t ballast_bytes = std::uint64_t{16} << 20;
  std::string vfs = {};  // SQLite's name of the disk; empty: the machine's
  OpenFor open_for = OpenFor::Charting;
  GuardLists guards = {};
};

// A tablet's encrypted store with everything that guards it: database, sealed journal, head beacon, ballast.
// Use one Store per thread; connect() gives another on the same files, and they share what must be written in turn.
// One process saves at a time; others may read. Closing = destroying every Store: then no key is left in memory.
// Errors as Database; besides Conflict when an id is already taken by other bytes.
class Store {
 public:
  // Makes the store of a newly enrolled tablet; an interrupted creation is finished. Conflict when statements are in it already.
  static Expected<std::unique_ptr<Store>> create(Disk& disk, const Clock& clock, std::shared_ptr<SealedJournal> journal,
                                                 StoreOptions options, const crypto::Secret& key);
  // Opens it, looks whether it is as it was left, makes good what a crash left undone. A damaged file is kept in
  // quarantine and an empty store is begun: never deleted, and never without an alarm. WrongKey and NewerSchema touch nothing.
  static Expected<std::unique_ptr<Store>> open(Disk& disk, const Clock& clock, std::shared_ptr<SealedJournal> journal,
                                               StoreOptions options, const crypto::Secret& key);
  Expected<std::unique_ptr<Store>> connect() const;
  ~Store();

  const std::vector<Alarm>& alarms() const { return m_alarms; }  // of this opening
  std::uint64_t incarnation() const;
  const DeviceId& device() const;
  // Moves whenever anything that a screen shows may have changed, by whichever Store of these files.
  std::uint64_t change_tick() const;
  // Whatever may have moved the ward's picture since that mark of an earlier answer, by whichever Store of these files; 0 at first.
  Changes changes_since(std::uint64_t mark) const;
  bool is_disk_low() const;  // the ballast is in use: tell somebody

  // ---- Saving. When it returns a receipt, the statements are on the disk, whatever happens next.
  // Saving the same again gives the same receipt. After an error nothing is certain but find_statement().
  Expected<Receipt> save(const SaveRequest& request);
  Expected<void> append_audit(const std::vector<Bytes>& entries);  // what was seen, not written
  // Chain value of entry n = SHA-256("wardlight-audit-1" 0 previous SHA-256(entry)); the first one's previous is 32 zeros.
  struct AuditRow {
    std::uint64_t seq = 0;
    crypto::Hash chain{};
    Bytes entry;
  };
  Expected<std::vector<AuditRow>> list_audit(std::uint64_t from_seq, std::size_t count) const;

  // ---- Statements
  Expected<std::optional<StoredStatement>> find_statement(const StatementId& id) const;
  Expected<std::int64_t> count_statements() const;
  // In order of arrival; `after` is the position that was given last, 0 at first.
  struct StatementPage {
    std::vector<StoredStatement> statements;
    std::int64_t last = 0;
  };
  Expected<StatementPage> list_statements(std::int64_t after, std::size_t count) const;

  // ---- Outbox
  // Pending and sent ones: urgent first, then in the order they were made.
  Expected<std::vector<OutboxRow>> list_unsent(std::size_t count) const;
  Expected<std::vector<OutboxRow>> list_rejected() const;
  // All that were made here and are here, whatever became of them, in the order of the chain from the one after `after`.
  Expected<std::vector<OutboxRow>> list_outbox(const UnitName& after, std::size_t count) const;
  Expected<OutboxCounts> count_outbox() const;
  Expected<void> mark_sent(std::span<const UnitName> units);
  Expected<void> mark_accepted(std::span<const Acceptance> units, const std::string& epoch);
  Expected<void> mark_rejected(std::span<const Rejection> units);
  // A new epoch makes accepted but unreleased units, and rejected ones, pending again and the feed start over;
  // units up to the durable position are released.
  Expected<void> hear_hub(const HubWord& word);
  // The hub found that this device's chain has forked (a copy, or an old image): what is saved from now on stands in the
  // incarnation it gave. Nothing happens when the chain has gone on further already.
  Expected<void> begin_chain(std::uint64_t incarnation);

  // ---- Feed
  // Items and cursor land together or not at all; applying a page twice changes nothing.
  Expected<PageOutcome> apply_page(const FeedPage& page);
  Expected<void> restart_feed();  // 410 Gone
  Expected<SyncState> sync_state() const;

  // ---- Reference data
  Expected<void> put_references(std::span<const ReferenceItem> items);
  Expected<std::optional<std::string>> find_reference(std::string_view type, std::string_view id) const;
  Expected<std::vector<ReferenceItem>> list_references(std::string_view type) const;

  // ---- Drafts
  Expected<void> put_draft(const Draft& draft);
  Expected<std::optional<Draft>> find_draft(const DraftKey& key) const;
  Expected<std::vector<Draft>> list_drafts(const PractitionerId& practitioner) const;
  Expected<void> remove_draft(const DraftKey& key);

  // ---- The ward, each in one query. An encounter or patient that was replaced is answered for by its successor.
  // Present now, on that unit; an empty unit means anywhere. Sorted by unit and bed. Nobody is hidden for having come later
  // than this tablet's clock says it is. Of a time that is over: whoever was there then.
  Expected<std::vector<CensusEntry>> list_census(const LocationId& unit, Instant now) const;
  Expected<std::vector<CensusEntry>> list_past_census(const LocationId& unit, Instant then) const;
  Expected<std::optional<CensusEntry>> find_census(const EncounterId& encounter) const;
  // Who left that unit in (from, to], an empty unit means any: `now` is where they were last. By the time they left.
  Expected<std::vector<CensusEntry>> list_departed(const LocationId& unit, Instant from, Instant to) const;
  // Of these encounters, everything that occurred from `since` on, by encounter and time.
  Expected<std::vector<Act>> list_acts(std::span<const EncounterId> encounters, Instant since) const;
  // Of one person, or of everybody, whoever the patients are; by time. Reads the whole table: for figures, not for screens.
  Expected<std::vector<Act>> list_acts_of(const std::optional<PractitionerId>& author, Instant since) const;
  Expected<std::vector<Act>> list_timeline(const EncounterId& encounter, std::size_t count) const;  // newest first
  Expected<std::vector<Assignment>> list_assignments(std::span<const EncounterId> encounters) const;
  Expected<std::vector<PersonName>> list_practitioners() const;
  Expected<EncounterId> resolve(const EncounterId& encounter) const;
  Expected<PatientId> resolve(const PatientId& patient) const;

  // ---- The bedside
  // All facts of these stays and their patients; of those that came from a QuestionnaireResponse only the ones from `since` on
  // and, before that, the newest of each kind. What was superseded says nothing. Unsorted.
  Expected<std::vector<FactRow>> list_facts(std::span<const EncounterId> encounters, Instant since) const;
  // By time and id, which is the same on every tablet. An empty type means all.
  enum class OfUnit { No, Yes };  // also what is about no patient
  Expected<std::vector<Record>> list_records(std::span<const EncounterId> encounters, std::string_view type,
                                             OfUnit of_unit = OfUnit::No) const;
  Expected<std::vector<Record>> list_thread(const StatementId& thread) const;
  // What was made here and is not on the hub, and how far it has got.
  Expected<std::vector<std::pair<StatementId, Delivery>>> list_undelivered() const;
  // Several readings as of one moment: nothing that is saved meanwhile is seen until it ends. Keep it short.
  class Moment {
   public:
    Moment(Moment&& other) noexcept : m_database(other.m_database), m_last(other.m_last) { other.m_database = nullptr; }
    Moment& operator=(Moment&&) = delete;
    ~Moment();
    std::int64_t last_position() const { return m_last; }  // of the statements that are seen

   private:
    friend class Store;
    explicit Moment(Database& database) : m_database(&database) {}
    Database* m_database;
    std::int64_t m_last = 0;
  };
  Expected<Moment> hold_moment() const;
  // Made on this tablet; oldest first. No feed brings any.
  Expected<std::vector<StoredStatement>> list_incidents() const;
  Expected<std::optional<StoredStatement>> find_incident(const StatementId& id) const;

  // ---- Care of the store
  // Something could not be read or written. After what looks like damage the next opening reads the whole file before it is
  // believed; a sound one stays. save() does this by itself.
  void note_trouble(const Error& error) const;
  Expected<void> rebuild_projections();
  // Findings of every check; empty means sound. Slow: reads the whole file.
  Expected<std::vector<std::string>> check_integrity();
  // Nightly, or on charge: empties the log, refills the ballast when there is room, compacts the journal.
  Expected<void> maintain();

 private:
  friend struct StoreOpener;
  Store(std::shared_ptr<StoreFiles> files, std::unique_ptr<Database> database);
  struct Saving;
  Expected<void> project_own(const SaveRequest& request, const NewStatement& statement, const json::Value& resource, Saving& saving);
  Expected<Saving> save_once(const SaveRequest& request);
  Expected<Saving> find_saving(const SaveRequest& request) const;
  Expected<void> put_statement(const SaveRequest& request, const NewStatement& statement, Saving& saving);
  Expected<void> secure(const Saving& saving);
  bool make_room();
  Expected<void> answer_all(const std::vector<SealedJournal::Answer>& answers);

  std::shared_ptr<StoreFiles> m_files;
  std::unique_ptr<Database> m_database;
  std::vector<Alarm> m_alarms;
};

}  // namespace wardlight::store
