// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/expected.h"

namespace wardlight {

// One open file. Not thread-safe. What is written is durable only after sync() returned.
class File {
 public:
  virtual ~File() = default;
  virtual Expected<Bytes> read_at(std::uint64_t offset, std::size_t count) = 0;  // fewer bytes at the end
  virtual Expected<void> write_at(std::uint64_t offset, ByteView bytes) = 0;
  virtual Expected<void> truncate(std::uint64_t size) = 0;
  virtual Expected<void> sync() = 0;
  virtual Expected<std::uint64_t> size() = 0;
};

enum class OpenMode { Read, ReadWrite, CreateNew, CreateOrOpen };

// The one seam to the disk for everything that is not SQLite's own file: journal, beacon, slots,
// keys, ballast. The platform gives the real one; tests give one that loses power.
// New files are made for the owner only (0600), folders 0700.
// Fails with NotFound, DiskFull, Conflict (CreateNew on an existing file) or Environment.
class Disk {
 public:
  virtual ~Disk() = default;
  virtual Expected<std::unique_ptr<File>> open(const std::string& path, OpenMode mode) = 0;
  virtual Expected<void> rename(const std::string& from, const std::string& to) = 0;  // replaces
  virtual Expected<void> remove(const std::string& path) = 0;
  virtual Expected<bool> exists(const std::string& path) = 0;
  virtual Expected<std::vector<std::string>> list(const std::string& folder) = 0;  // names, sorted
  virtual Expected<void> make_folder(const std::string& path) = 0;  // with its parents
  virtual Expected<void> sync_folder(const std::string& path) = 0;
  virtual Expected<std::uint64_t> free_bytes(const std::string& path) = 0;  // on the disk that holds or would hold it
};

// The whole file; NotFound when it is not there.
Expected<Bytes> read_file(Disk& disk, const std::string& path);

// Writes beside, syncs, renames over, syncs the folder: after a crash the file holds the old
// bytes or the new ones, never a mixture.
Expected<void> replace_file(Disk& disk, const std::string& path, ByteView bytes);

}  // namespace wardlight
