// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/disk.h"

namespace wardlight::platform {

// The machine's own disk. Files are made 0600 and folders 0700, none is inherited by a child
// process, and sync() and sync_folder() return only when the drive says it holds the bytes.
// Safe on any thread; each File belongs to one thread at a time.
class PosixDisk final : public Disk {
 public:
  Expected<std::unique_ptr<File>> open(const std::string& path, OpenMode mode) override;
  Expected<void> rename(const std::string& from, const std::string& to) override;
  Expected<void> remove(const std::string& path) override;
  Expected<bool> exists(const std::string& path) override;
  Expected<std::vector<std::string>> list(const std::string& folder) override;
  Expected<void> make_folder(const std::string& path) override;
  Expected<void> sync_folder(const std::string& path) override;
  Expected<std::uint64_t> free_bytes(const std::string& path) override;
};

}  // namespace wardlight::platform
