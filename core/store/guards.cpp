// SPDX-License-Identifier: Apache-2.0
#include "core/store/guards.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstdio>

#include "core/store/database.h"
#include "core/store/sqlite_error.h"

namespace wardlight::store {
namespace {

constexpr std::string_view kReadCipherVersion = "PRAGMA cipher_version";
constexpr std::string_view kReadSchema = "SELECT count(*) FROM sqlite_schema";
constexpr std::string_view kPlainHeader = "SQLite format 3";
constexpr int kBusyMilliseconds = 10'000;
constexpr std::string_view kQuiet = "PRAGMA cipher_log_level = NONE";  // it would write to the terminal
constexpr std::string_view kCacheSize = "PRAGMA cache_size = -8192";

Error refuse(ErrorCode code, std::string text, std::string where) { return {code, std::move(text), std::move(where)}; }

// Looks at the file through SQLite's own handle, so that the same eyes see it whatever the VFS.
Expected<void> refuse_foreign_file(sqlite3* db, OpenAs open_as) {
  sqlite3_file* file = nullptr;
  sqlite3_file_control(db, "main", SQLITE_FCNTL_FILE_POINTER, &file);
  if (file == nullptr || file->pMethods == nullptr) return error_from_sqlite(SQLITE_CANTOPEN);
  sqlite3_int64 size = 0;
  if (const int code = file->pMethods->xFileSize(file, &size); code != SQLITE_OK) return error_from_sqlite(code);
  if (size == 0 && open_as == OpenAs::Existing)
    return refuse(ErrorCode::Corrupt, "The store's file is empty where records are expected. It is kept; call the hospital engineer.",
                  "size");
  if (size < static_cast<sqlite3_int64>(kPlainHeader.size())) return {};
  std::array<char, kPlainHeader.size()> head{};
  if (const int code = file->pMethods->xRead(file, head.data(), static_cast<int>(head.size()), 0); code != SQLITE_OK)
    return error_from_sqlite(code);
  if (std::string_view(head.data(), head.size()) == kPlainHeader)
    return refuse(ErrorCode::Corrupt, "The store's file is not encrypted. It was not made by Wardlight and is not opened.", "header");
  return {};
}

bool is_missing(const DatabaseOptions& options) {
  auto* vfs = sqlite3_vfs_find(options.vfs.empty() ? nullptr : options.vfs.c_str());
  int there = 1;
  return vfs != nullptr && vfs->xAccess(vfs, options.path.c_str(), SQLITE_ACCESS_EXISTS, &there) == SQLITE_OK && there == 0;
}

Error missing() { return {ErrorCode::NotFound, "There is no store in the data folder. Enrol the tablet, or name the right folder.", "store"}; }

Expected<void> give_key(sqlite3* db, const crypto::Secret& key) {
  if (key.size() != kKeySize) return refuse(ErrorCode::BadUsage, "A store's key has 48 bytes. Report this to the maintainers.", "key");
  constexpr std::string_view kDigits = "0123456789abcdef";
  crypto::Secret literal(2 * kKeySize + 3);
  auto out = literal.writable();
  std::size_t at = 0;
  out[at++] = 'x';
  out[at++] = '\'';
  for (const std::uint8_t byte : key.view()) {
    out[at++] = static_cast<std::uint8_t>(kDigits[byte >> 4]);
    out[at++] = static_cast<std::uint8_t>(kDigits[byte & 15]);
  }
  out[at] = '\'';
  const int code = sqlite3_key_v2(db, "main", literal.view().data(), static_cast<int>(literal.size()));
  if (code != SQLITE_OK) return error_from_sqlite(code);
  return {};
}

Expected<void> check_cipher(Database& database) {
  WL_TRY(auto row, database.query(kReadCipherVersion));
  WL_TRY(const bool answered, row.step());
  const std::string version = answered ? row.text(0) : std::string();
  int major = 0;
  int minor = 0;
  if (std::sscanf(version.c_str(), "%d.%d", &major, &minor) == 2 &&
      (major > kCipherMajor || (major == kCipherMajor && minor >= kCipherMinor)))
    return {};
  return refuse(ErrorCode::Environment, "This program was built without SQLCipher 4.6 or newer. Install it with platforms/linux/setup.",
                "cipher_version");
}

Expected<void> set_guard(Database& database, const Guard& guard) {
  return database.script("PRAGMA " + std::string(guard.pragma) + " = " + std::string(guard.value));
}

Expected<std::string> read_guard(Database& database, std::string_view pragma) {
  static constexpr std::array<std::string_view, kGuards.size()> kReads{
      "PRAGMA auto_vacuum",     "PRAGMA temp_store",   "PRAGMA journal_mode",  "PRAGMA synchronous", "PRAGMA trusted_schema",
      "PRAGMA cell_size_check", "PRAGMA foreign_keys", "PRAGMA secure_delete", "PRAGMA mmap_size"};
  const auto* read = std::find_if(kReads.begin(), kReads.end(), [&](std::string_view r) { return r.substr(7) == pragma; });
  if (read == kReads.end()) return refuse(ErrorCode::BadUsage, "The store has no such guard.", std::string(pragma));
  WL_TRY(auto row, database.query(*read));
  WL_TRY(const bool answered, row.step());
  return answered ? row.text(0) : std::string("0");
}

Expected<void> require_guard(Database& database, const Guard& guard) {
  WL_TRY(const std::string found, read_guard(database, guard.pragma));
  if (found == guard.value) return {};
  return refuse(ErrorCode::Environment, "A safety setting of the store could not be made. It stays closed; call the hospital engineer.",
                std::string(guard.pragma));
}

}  // namespace

Expected<std::unique_ptr<Database>> Database::open(const DatabaseOptions& options, const crypto::Secret& key) {
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                    (options.open_as == OpenAs::CreateIfMissing ? SQLITE_OPEN_CREATE : 0);
  sqlite3* db = nullptr;
  const int code = sqlite3_open_v2(options.path.c_str(), &db, flags, options.vfs.empty() ? nullptr : options.vfs.c_str());
  std::unique_ptr<Database> database(new Database(db));
  if (code != SQLITE_OK) return is_missing(options) ? missing() : error_from_sqlite(code);
  sqlite3_busy_timeout(db, kBusyMilliseconds);
  WL_CHECK(refuse_foreign_file(db, options.open_as));
  WL_CHECK(give_key(db, key));
  WL_CHECK(database->script(kQuiet));
  WL_CHECK(check_cipher(*database));
  WL_CHECK(database->run(kReadSchema));  // the first page answers only to the right key
  for (const auto& guard : options.guards.set) WL_CHECK(set_guard(*database, guard));
  for (const auto& guard : options.guards.require) WL_CHECK(require_guard(*database, guard));
  WL_CHECK(database->script(kCacheSize));
  WL_CHECK(options.migrations.empty() ? database->read_schema() : database->migrate(options.migrations));
  return database;
}

}  // namespace wardlight::store
