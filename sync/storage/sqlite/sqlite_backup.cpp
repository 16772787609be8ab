// SPDX-License-Identifier: Apache-2.0
#include "sync/storage/sqlite/sqlite_backup.h"

#include "sync/storage/sqlite/feed_tables.h"
#include "sync/storage/sqlite/people_tables.h"

namespace wardlight::storage {
namespace {

constexpr std::string_view kUnfinished = ".unfinished";
constexpr std::string_view kBesideDatabase[] = {"-wal", "-shm"};

Expected<void> remove_if_there(Disk& disk, const std::string& path) {
  WL_TRY(const bool there, disk.exists(path));
  return there ? disk.remove(path) : Expected<void>();
}

Expected<void> remove_database(Disk& disk, const std::string& path) {
  for (const auto ending : kBesideDatabase) WL_CHECK(remove_if_there(disk, path + std::string(ending)));
  return remove_if_there(disk, path);
}

std::string folder_of(const std::string& path) { return path.substr(0, path.find_last_of('/')); }

Expected<Backup> read_backup(const std::string& path, const std::string& vfs, const crypto::Secret& key) {
  WL_TRY(auto database, open_sound(path, vfs, key));
  WL_TRY(const auto head, read_head(*database));
  WL_TRY(const auto counts, read_counts(*database));
  return Backup{head, counts.statements};
}

Expected<void> move_aside(Disk& disk, const std::string& path, Instant now) {
  const std::string aside = path + ".damaged-" + std::to_string(now.milliseconds);
  for (const char* ending : {"-wal", "-shm", ""}) {
    WL_TRY(const bool there, disk.exists(path + ending));
    if (there) WL_CHECK(disk.rename(path + ending, aside + ending));
  }
  return disk.sync_folder(folder_of(path));
}

// The database that is there, or an empty one in the place of what cannot be opened.
Expected<std::unique_ptr<store::Database>> open_target(const SqliteOptions& target, const crypto::Secret& key, Disk& disk,
                                                       Instant now) {
  auto there = store::Database::open({.path = target.path, .vfs = target.vfs}, key);
  if (there) return there;
  const auto code = there.error().code;
  if (code != ErrorCode::Corrupt && code != ErrorCode::NotFound && code != ErrorCode::WrongKey) return there;
  WL_CHECK(move_aside(disk, target.path, now));
  return store::Database::open({.path = target.path, .open_as = store::OpenAs::CreateIfMissing, .vfs = target.vfs}, key);
}

Expected<void> begin_epoch(const SqliteOptions& target, std::uint64_t durable, const crypto::Secret& key, Disk& disk,
                           RandomSource& random) {
  WL_TRY(const auto storage, open_sqlite_storage(target, key, disk, random));
  WL_CHECK(storage->set_durable(durable));
  return storage->start_new_epoch();
}

Expected<void> leave_as_it_is(store::Database&) { return {}; }
Expected<void> mark_as_copy(store::Database& copy) { return write_setting(copy, kCopyMark, "backup"); }

// `finish` is done to the copy before it is looked at and has its name.
Expected<void> make_copy(const std::string& from, const std::string& to, const std::string& vfs, const crypto::Secret& key,
                         Disk& disk, Expected<void> (*finish)(store::Database&)) {
  const std::string unfinished = to + std::string(kUnfinished);
  WL_CHECK(remove_database(disk, unfinished));
  {
    WL_TRY(auto database, store::Database::open({.path = from, .vfs = vfs}, key));
    WL_TRY(auto copy, store::Database::open({.path = unfinished, .open_as = store::OpenAs::CreateIfMissing, .vfs = vfs}, key));
    WL_CHECK(database->copy_into(*copy));
    WL_CHECK(finish(*copy));
  }
  WL_TRY(auto sound, open_sound(unfinished, vfs, key));
  sound.reset();
  for (const auto ending : kBesideDatabase) WL_CHECK(remove_if_there(disk, unfinished + std::string(ending)));
  WL_CHECK(disk.sync_folder(folder_of(to)));
  WL_CHECK(disk.rename(unfinished, to));
  return disk.sync_folder(folder_of(to));
}

}  // namespace

Expected<std::unique_ptr<store::Database>> open_sound(const std::string& path, const std::string& vfs,
                                                      const crypto::Secret& key) {
  WL_TRY(auto database, store::Database::open({.path = path, .vfs = vfs}, key));
  WL_TRY(const auto findings, database->check_integrity());
  if (findings.empty()) return database;
  return Error{ErrorCode::Corrupt, "This copy of the hub's store is damaged. Use another disk for backups.", findings.front()};
}

Expected<void> copy_database(const std::string& from, const std::string& to, const std::string& vfs, const crypto::Secret& key,
                             Disk& disk) {
  return make_copy(from, to, vfs, key, disk, leave_as_it_is);
}

Expected<Backup> back_up_sqlite(const SqliteOptions& source, const std::string& to, const crypto::Secret& key, Disk& disk) {
  WL_CHECK(make_copy(source.path, to, source.vfs, key, disk, mark_as_copy));
  WL_TRY(auto copy, store::Database::open({.path = to, .vfs = source.vfs}, key));
  WL_TRY(const auto head, read_head(*copy));
  WL_TRY(const auto counts, read_counts(*copy));
  return Backup{head, counts.statements};
}

Expected<Backup> put_back_sqlite(const SqliteOptions& target, const std::string& from, const crypto::Secret& key, Disk& disk,
                                 RandomSource& random, Instant now) {
  WL_TRY(const Backup backup, read_backup(from, target.vfs, key));
  {
    WL_TRY(auto source, store::Database::open({.path = from, .vfs = target.vfs}, key));
    WL_TRY(auto database, open_target(target, key, disk, now));
    WL_CHECK(source->copy_into(*database));
  }
  // After the content, so that nobody is accepted in the new epoch by what is about to go.
  WL_CHECK(begin_epoch(target, backup.head, key, disk, random));
  return backup;
}

}  // namespace wardlight::storage
