// SPDX-License-Identifier: Apache-2.0
#include "core/base/disk.h"

namespace wardlight {
namespace {

std::string folder_of(const std::string& path) {
  const auto slash = path.find_last_of('/');
  return slash == std::string::npos ? "." : path.substr(0, slash);
}

}  // namespace

Expected<Bytes> read_file(Disk& disk, const std::string& path) {
  WL_TRY(auto file, disk.open(path, OpenMode::Read));
  WL_TRY(const auto size, file->size());
  return file->read_at(0, size);
}

Expected<void> replace_file(Disk& disk, const std::string& path, ByteView bytes) {
  const std::string beside = path + ".new";
  {
    WL_TRY(auto file, disk.open(beside, OpenMode::CreateOrOpen));
    WL_CHECK(file->truncate(0));
    WL_CHECK(file->write_at(0, bytes));
    WL_CHECK(file->sync());
  }
  WL_CHECK(disk.rename(beside, path));
  return disk.sync_folder(folder_of(path));
}

}  // namespace wardlight
