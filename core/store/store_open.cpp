// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/store/ballast.h"
#include "core/store/projection.h"
#include "core/store/quarantine.h"
#include "core/store/rows.h"
#include "core/store/store_files.h"
#include "core/store/store_opener.h"

namespace wardlight::store {
namespace {

constexpr std::string_view kReadIncarnation = "SELECT incarnation FROM sync_state";
constexpr std::string_view kWriteIncarnation = "UPDATE sync_state SET incarnation = ?";
constexpr std::string_view kNewChain = "UPDATE sync_state SET incarnation = ?, cursor = NULL";
constexpr std::string_view kFindChain = "SELECT chain FROM outbox WHERE incarnation = ? AND seq = ?";
constexpr std::string_view kListUnreleased =
    "SELECT outbox.incarnation, outbox.seq, " WARDLIGHT_UNIT_COLUMNS WARDLIGHT_UNITS
    " WHERE outbox.state < 4 ORDER BY outbox.incarnation, outbox.seq";
// The plus keeps SQLite from any index over the state, and so from reading more than the newest.
constexpr std::string_view kListNewest =
    "SELECT outbox.incarnation, outbox.seq, " WARDLIGHT_UNIT_COLUMNS WARDLIGHT_UNITS
    " WHERE +outbox.state < 4 ORDER BY outbox.incarnation DESC, outbox.seq DESC";
constexpr std::string_view kReadRules = "SELECT rules FROM projection_state";

constexpr std::size_t kWorthCompacting = 64;

std::string suspicion_of(const StorePaths& paths) { return paths.database + ".suspect"; }

std::string folder_of(const std::string& path) { return path.substr(0, path.find_last_of('/')); }

std::vector<std::string> database_files(const StorePaths& paths) {
  return {paths.database + "-wal", paths.database + "-shm", paths.database + "-journal", paths.database};
}

}  // namespace

StorePaths StorePaths::in(const std::string& root) {
  return {root + "/store/wardlight.db", root + "/store/beacon", root + "/ballast", root + "/quarantine"};
}

// The steps of opening, in the order they are taken.
struct Opening {
  std::shared_ptr<StoreFiles> files;
  std::unique_ptr<Database> database;
  std::vector<Alarm> alarms;

  const StorePaths& paths() const { return files->options.paths; }
  bool looking() const { return files->options.open_for == OpenFor::Looking; }

  Expected<void> open_database(OpenAs open_as) {
    auto opened = Database::open(files->database_options(open_as), files->key);
    if (!opened && opened.error().code == ErrorCode::DiskFull) {
      WL_CHECK(release_ballast(files->disk, paths().ballast));
      opened = Database::open(files->database_options(open_as), files->key);
    }
    if (!opened) return opened.error();
    database = *std::move(opened);
    return {};
  }

  // A beacon that is sound under this key proves that there was a store and that the key is the right one.
  bool is_damage(const Error& error) const {
    return files->beacon->condition() == HeadBeacon::Condition::Sound &&
           (error.code == ErrorCode::Corrupt || error.code == ErrorCode::WrongKey || error.code == ErrorCode::NotFound);
  }

  // Written where nothing can be read: the next opening looks. On a disk that does not answer there is nothing to mark.
  static void suspect(Disk& disk, const StorePaths& paths, const Error& error) {
    if (error.code != ErrorCode::Corrupt && error.code != ErrorCode::Environment && error.code != ErrorCode::WrongKey) return;
    [[maybe_unused]] const auto marked = disk.open(suspicion_of(paths), OpenMode::CreateOrOpen);
  }

  // A byte that rotted deep in the file is met only by whoever reads it: then the whole file is read once, here.
  Expected<void> dispel_suspicion() {
    WL_TRY(const bool suspected, files->disk.exists(suspicion_of(paths())));
    if (!suspected || looking()) return {};
    const auto findings = database->check_integrity();
    if (!findings && (findings.error().code == ErrorCode::DiskFull || findings.error().code == ErrorCode::Conflict)) return findings.error();
    if (!findings || !findings->empty())  // a page that cannot be deciphered makes SQLCipher refuse everything after it
      return Error{ErrorCode::Corrupt, "The store is damaged. It is kept aside; call the hospital engineer.", "integrity"};
    return files->disk.remove(suspicion_of(paths()));
  }

  // Saved when the power went or the disk failed before its sealed copy was written, so in the damaged store alone. Newest first,
  // down to what the journal has, or to what cannot be read.
  std::vector<SealedJournal::SealedUnit> read_unsealed() {
    std::vector<SealedJournal::SealedUnit> found;
    auto rows = database->query(kListNewest);
    while (rows) {
      const auto row = rows->step();
      if (!row || !*row || files->journal->contains({rows->count(0), rows->count(1)})) break;
      found.push_back(seal_row(*rows));
    }
    std::ranges::reverse(found);
    return found;
  }

  // Anew: SQLCipher reads nothing more through a connection that has met a page it cannot decipher.
  Expected<void> seal_what_can_be_read() {
    database.reset();
    if (!open_database(OpenAs::Existing)) return {};
    const auto found = read_unsealed();
    database.reset();
    return files->journal->append(found);
  }

  Expected<void> replace_store() {
    WL_CHECK(seal_what_can_be_read());
    alarms.clear();
    auto moving = database_files(paths());
    moving.push_back(suspicion_of(paths()));  // last: until then the next opening replaces the store again
    WL_CHECK(move_to_quarantine(files->disk, paths().quarantine, moving, files->clock.now()));
    WL_CHECK(open_database(OpenAs::CreateIfMissing));
    WL_CHECK(database->migrate(tablet_migrations()));
    WL_CHECK(begin_chain(std::max(files->beacon->head().incarnation, files->options.incarnation) + 1));
    WL_CHECK(refresh_projections());
    alarms.push_back({AlarmKind::StoreReplaced,
                      "The tablet's store was damaged. It is kept aside, unsent records are in the sealed journal, and a new store "
                      "was begun: charting goes on. Tell the hospital engineer."});
    return {};
  }

  Expected<void> begin_chain(std::uint64_t incarnation) {
    WL_CHECK(database->run(kNewChain, incarnation));
    files->incarnation = incarnation;
    return files->beacon->write({incarnation, 0, {}});
  }

  Expected<void> settle_incarnation() {
    std::uint64_t stored = 0;
    {
      WL_TRY(auto row, database->query(kReadIncarnation));
      WL_CHECK(row.step());
      stored = row.count(0);
    }
    files->incarnation = std::max(stored, files->options.incarnation);
    if (files->incarnation == stored || looking()) return {};
    return database->run(kWriteIncarnation, files->incarnation.load());
  }

  // What was projected by other rules, or by an older schema that had none, is projected anew.
  Expected<void> refresh_projections() {
    std::string made_by;
    {
      WL_TRY(auto row, database->query(kReadRules));
      WL_CHECK(row.step());
      made_by = row.text(0);
    }
    if (made_by == files->options.rules.version) return {};
    return rebuild(*database, files->options.rules);
  }

  Expected<bool> holds(const Head& head) {
    if (head.seq == 0) return true;
    WL_TRY(auto row, database->query(kFindChain, head.incarnation, head.seq));
    WL_TRY(const bool there, row.step());
    return there && row.hash(0) == head.chain;
  }

  // ST6: what was acknowledged must still be there. Reads only: a store that lost something is copied as it was found.
  Expected<bool> is_whole() {
    if (database->schema() == 0) return files->beacon->head().seq == 0;
    WL_TRY(const Head head, read_head(*database));
    const auto& beacon = *files->beacon;
    if (beacon.condition() == HeadBeacon::Condition::Sound) {
      if (head.incarnation == beacon.head().incarnation && head.seq > beacon.head().seq + 1)
        alarms.push_back({AlarmKind::BeaconBehind, "The mark of the last saved record is older than the store. Nothing is missing; "
                                                   "tell the hospital engineer."});
      return holds(beacon.head());
    }
    if (head.seq > 0) {
      const bool absent = beacon.condition() == HeadBeacon::Condition::Absent;
      alarms.push_back({absent ? AlarmKind::BeaconMissing : AlarmKind::BeaconDamaged,
                        "The mark of the last saved record is gone, so it cannot be shown that all are there. Compare with the hub; "
                        "tell the hospital engineer."});
    }
    return true;
  }

  Expected<void> keep_copy() {
    alarms.push_back({AlarmKind::LostCommits,
                      "The store holds less than was saved. A copy is kept aside, the missing records are in the sealed journal and "
                      "come back from the hub. Charting goes on; tell the hospital engineer."});
    if (looking()) return {};
    auto kept = database_files(paths());
    kept.push_back(paths().beacon);
    WL_TRY([[maybe_unused]] const auto folder, copy_to_quarantine(files->disk, paths().quarantine, kept, files->clock.now()));
    return {};
  }

  Expected<void> settle() {
    const bool newer = database->schema() > tablet_migrations().back().number;
    if (newer) return database->migrate(tablet_migrations());  // says so, and touches nothing
    if (looking() && database->schema() < tablet_migrations().back().number)
      return Error{ErrorCode::Conflict, "An older version wrote this store last; sign in on the tablet once, then look again.", "store"};
    WL_TRY(const bool whole, is_whole());
    if (!whole) WL_CHECK(keep_copy());
    if (!looking()) WL_CHECK(database->migrate(tablet_migrations()));
    WL_CHECK(settle_incarnation());
    if (!looking()) WL_CHECK(refresh_projections());
    if (whole || looking()) return {};
    WL_TRY(const Head head, read_head(*database));
    return begin_chain(std::max({files->beacon->head().incarnation, head.incarnation, files->incarnation.load()}) + 1);
  }

  // What a crash after COMMIT left undone: sealed copies, the beacon; and what the hub said while the store was locked.
  Expected<void> make_good() {
    WL_CHECK(apply_answers(*database, *files->journal));
    WL_CHECK(append_missing_frames());
    // Rewriting the journal can wait for a better day; opening cannot.
    [[maybe_unused]] const auto compacted = compact_journal(*database, *files->journal, kWorthCompacting);
    WL_TRY(const Head head, read_head(*database, files->incarnation));
    if (files->beacon->condition() == HeadBeacon::Condition::Sound && files->beacon->head() == head) return {};
    return files->beacon->write(head);
  }

  SealedJournal::SealedUnit seal_row(const Statement& row) const {
    const auto statement = read_statement(row, 2);
    return files->journal->seal({{row.count(0), row.count(1)}, statement.envelope.hash, statement.entry()});
  }

  Expected<void> append_missing_frames() {
    std::vector<SealedJournal::SealedUnit> missing;
    WL_TRY(auto rows, database->query(kListUnreleased));
    while (true) {
      WL_TRY(const bool row, rows.step());
      if (!row) break;
      if (files->journal->contains({rows.count(0), rows.count(1)})) continue;
      missing.push_back(seal_row(rows));
    }
    return files->journal->append(missing);
  }

  Expected<void> refill_ballast() {
    WL_TRY(const auto state, fill_ballast(files->disk, paths().ballast, files->options.ballast_bytes));
    files->ballast_in_place = state == BallastState::InPlace;
    if (!files->ballast_in_place)
      alarms.push_back({AlarmKind::DiskLow, "The tablet's disk is nearly full. Records are still saved; free some space."});
    return {};
  }

  std::unique_ptr<Store> finish() {
    return StoreOpener::make(std::move(files), std::move(database), std::move(alarms));
  }
};

std::unique_ptr<Store> StoreOpener::make(std::shared_ptr<StoreFiles> files, std::unique_ptr<Database> database, std::vector<Alarm> alarms) {
  std::unique_ptr<Store> store(new Store(std::move(files), std::move(database)));
  store->m_alarms = std::move(alarms);
  return store;
}

Database& StoreOpener::database(const Store& store) { return *store.m_database; }
void StoreOpener::note_all(const Store& store) { store.m_files->changes.note_all(); }

Expected<std::unique_ptr<Store>> Store::create(Disk& disk, const Clock& clock, std::shared_ptr<SealedJournal> journal,
                                               StoreOptions options, const crypto::Secret& key) {
  Opening opener{std::make_shared<StoreFiles>(disk, clock, std::move(journal), std::move(options), key.clone()), {}, {}};
  WL_CHECK(disk.make_folder(folder_of(opener.paths().database)));
  WL_TRY(opener.files->beacon, HeadBeacon::open(disk, opener.paths().beacon, key));
  WL_CHECK(opener.open_database(OpenAs::CreateIfMissing));
  WL_CHECK(opener.database->migrate(tablet_migrations()));
  WL_TRY(const Head head, read_head(*opener.database));
  if (head.seq > 0 || opener.files->beacon->head().seq > 0)
    return Error{ErrorCode::Conflict, "This folder already holds a store with records. Open it, or enrol into another folder.", "store"};
  WL_CHECK(opener.settle_incarnation());
  WL_CHECK(opener.refresh_projections());
  WL_CHECK(opener.files->beacon->write({opener.files->incarnation, 0, {}}));
  WL_CHECK(disk.sync_folder(folder_of(opener.paths().database)));
  WL_CHECK(opener.refill_ballast());
  return opener.finish();
}

Expected<std::unique_ptr<Store>> Store::open(Disk& disk, const Clock& clock, std::shared_ptr<SealedJournal> journal,
                                             StoreOptions options, const crypto::Secret& key) {
  Opening opener{std::make_shared<StoreFiles>(disk, clock, std::move(journal), std::move(options), key.clone()), {}, {}};
  WL_TRY(opener.files->beacon, HeadBeacon::open(disk, opener.paths().beacon, key));
  auto opened = opener.open_database(OpenAs::Existing);
  if (!opened) opened = opener.open_database(OpenAs::Existing);  // a disk that stumbled once is no damage
  if (opened) opened = opener.dispel_suspicion();
  if (opened) opened = opener.settle();
  if (opened && !opener.looking()) opened = opener.make_good();
  if (!opened && opener.database && !opener.looking()) Opening::suspect(disk, opener.paths(), opened.error());
  if (!opened && (!opener.is_damage(opened.error()) || opener.looking())) return opened.error();
  if (!opened) {
    WL_CHECK(opener.replace_store());
    WL_CHECK(opener.make_good());
  }
  if (!opener.looking()) {
    WL_CHECK(opener.refill_ballast());
  }
  return opener.finish();
}

Expected<void> Store::begin_chain(std::uint64_t incarnation) {
  const std::lock_guard lock(m_files->writing);
  if (incarnation <= m_files->incarnation) return {};
  // The database first: a beacon that is ahead of it would look like lost commits.
  WL_CHECK(m_database->run(kWriteIncarnation, incarnation));
  m_files->incarnation = incarnation;
  return m_files->beacon->write({incarnation, 0, {}});
}

void Store::note_trouble(const Error& error) const {
  Opening::suspect(m_files->disk, m_files->options.paths, error);
}

Expected<std::unique_ptr<Store>> Store::connect() const {
  WL_TRY(auto database, Database::open(m_files->database_options(OpenAs::Existing), m_files->key));
  return std::unique_ptr<Store>(new Store(m_files, std::move(database)));
}

Store::Store(std::shared_ptr<StoreFiles> files, std::unique_ptr<Database> database)
    : m_files(std::move(files)), m_database(std::move(database)) {
  if (m_files->options.open_for != OpenFor::Looking) m_database->watch([this](const Error& error) { note_trouble(error); });
}
Store::~Store() = default;

std::uint64_t Store::incarnation() const { return m_files->incarnation; }
const DeviceId& Store::device() const { return m_files->options.device; }
std::uint64_t Store::change_tick() const { return m_files->tick; }
Changes Store::changes_since(std::uint64_t mark) const { return m_files->changes.since(mark); }
bool Store::is_disk_low() const { return !m_files->ballast_in_place; }

}  // namespace wardlight::store
