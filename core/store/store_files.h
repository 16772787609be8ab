// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

#include "core/store/changes.h"
#include "core/store/database.h"
#include "core/store/head_beacon.h"
#include "core/store/side_worker.h"
#include "core/store/store.h"

namespace wardlight::store {

// What every Store on the same files shares: all that is not the database connection.
struct StoreFiles {
  StoreFiles(Disk& disk_, const Clock& clock_, std::shared_ptr<SealedJournal> journal_, StoreOptions options_, crypto::Secret key_)
      : disk(disk_), clock(clock_), journal(std::move(journal_)), options(std::move(options_)), key(std::move(key_)) {}

  Disk& disk;
  const Clock& clock;
  std::shared_ptr<SealedJournal> journal;
  StoreOptions options;
  crypto::Secret key;
  std::unique_ptr<HeadBeacon> beacon;
  std::vector<SealedJournal::SealedUnit> owed;  // committed, not sealed yet
  SideWorker sealing;  // under `writing`
  std::mutex writing;  // from BEGIN to the beacon: journal and beacon follow the order of commits
  std::atomic<std::uint64_t> incarnation{0};
  std::atomic<std::uint64_t> tick{1};
  ChangeLog changes;
  std::atomic<bool> ballast_in_place{true};

  // Without migrations: opening looks at the store before it changes anything.
  DatabaseOptions database_options(OpenAs open_as) const {
    return {.path = options.paths.database, .open_as = open_as, .vfs = options.vfs, .guards = options.guards};
  }
};

// The last unit of this device's chain, or of the incarnation alone; seq 0 when there is none.
Expected<Head> read_head(Database& database);
Expected<Head> read_head(Database& database, std::uint64_t incarnation);

Expected<void> apply_answers(Database& database, const SealedJournal& journal);

// Drops frames whose records are safe at the hub, once there are that many.
Expected<void> compact_journal(Database& database, SealedJournal& journal, std::size_t at_least);

}  // namespace wardlight::store
