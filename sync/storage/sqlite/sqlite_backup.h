// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "core/base/clock.h"
#include "core/base/disk.h"
#include "core/base/expected.h"
#include "core/base/random.h"
#include "core/store/database.h"
#include "sync/storage/sqlite/sqlite_storage.h"

// A hub's database copied aside and put back. Both work while a hub serves from it, and a power cut at any moment leaves
// what was there before, or all of what was wanted.
namespace wardlight::storage {

// Opens a database file anew, so that nothing is believed that only stands in memory, and reads every page of it. Corrupt, in
// the words for a copy, when one of them is damaged.
Expected<std::unique_ptr<store::Database>> open_sound(const std::string& path, const std::string& vfs, const crypto::Secret& key);

// Copies one database file, opens the copy anew and reads all of it; then, at once, it stands in the place of an older one.
// Corrupt when the copy is not sound.
Expected<void> copy_database(const std::string& from, const std::string& to, const std::string& vfs, const crypto::Secret& key,
                             Disk& disk);

struct Backup {
  std::uint64_t head = 0;        // every position up to here is in it
  std::uint64_t statements = 0;
};

// Copies the database to the file `to`, over an older backup if there is one, then opens the copy anew and reads all of
// it. It bears a mark, so that a hub knows it when somebody copies it back by hand. Only then is it the backup; and only a caller
// who keeps it may tell the hub by HubStorage::set_durable(). Corrupt when the copy is not sound: the older one is still there.
Expected<Backup> back_up_sqlite(const SqliteOptions& source, const std::string& to, const crypto::Secret& key, Disk& disk);

// Makes the database what it was when `from` was made, and begins a new epoch, so that every tablet offers again what was
// not let go and reads again from the start. A database that cannot be opened is kept beside, with the time in its name.
// Corrupt when the backup is not sound: then nothing was touched.
Expected<Backup> put_back_sqlite(const SqliteOptions& target, const std::string& from, const crypto::Secret& key, Disk& disk,
                                 RandomSource& random, Instant now);

}  // namespace wardlight::storage
