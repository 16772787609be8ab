// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/base/disk.h"
#include "core/base/random.h"
#include "core/store/database.h"
#include "sync/storage/hub_storage.h"

namespace wardlight::storage {

struct SqliteOptions {
  std::string path;        // the database
  std::string epoch_path;  // the epoch file; not part of the database's backups
  store::OpenAs open_as = store::OpenAs::Existing;
  std::string vfs = {};  // SQLite's name of the disk; empty: the machine's
};

// In the settings of every copy that was made as a backup, and never of the database that it was made of.
inline constexpr std::string_view kCopyMark = "copy";

// A HubStorage in one SQLCipher file: one connection writes, others read. Pushes that arrive together are committed together.
// A database whose newest position is below the epoch file's was put back from a backup: a new epoch begins at once.
// So it does for one that bears the mark of a copy, whatever a power cut has left of the epoch file; then the mark goes.
// A newer one is what a power cut left of the epoch file: the position is put right before anybody is answered.
// `disk` and `random` must outlive it.
Expected<std::unique_ptr<HubStorage>> open_sqlite_storage(const SqliteOptions& options, const crypto::Secret& key, Disk& disk,
                                                          RandomSource& random);

}  // namespace wardlight::storage
