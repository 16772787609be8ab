// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "core/base/disk.h"
#include "core/store/database.h"

namespace wardlight::tool::bench {

// The yardstick of all saving: the same kind of store with one plain table in it and nothing else, under the same guards.
class RawStore {
 public:
  static Expected<std::unique_ptr<RawStore>> make(Disk& disk, const std::string& folder);
  // One transaction.
  Expected<void> insert(std::span<const std::string> rows);

 private:
  explicit RawStore(std::unique_ptr<store::Database> database) : m_database(std::move(database)) {}
  std::unique_ptr<store::Database> m_database;
};

// And of appending: as many bytes at the end of a plain file, with as many syncs.
class RawFile {
 public:
  static Expected<std::unique_ptr<RawFile>> make(Disk& disk, const std::string& folder);
  Expected<void> append(ByteView bytes);

 private:
  explicit RawFile(std::unique_ptr<File> file) : m_file(std::move(file)) {}
  std::unique_ptr<File> m_file;
  std::uint64_t m_end = 0;
};

}  // namespace wardlight::tool::bench
