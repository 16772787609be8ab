// SPDX-License-Identifier: Apache-2.0
#include "core/store/quarantine.h"

#include <algorithm>

namespace wardlight::store {
namespace {

constexpr std::size_t kChunk = std::size_t{1} << 20;

std::string name_of(const std::string& path) { return path.substr(path.find_last_of('/') + 1); }
std::string folder_of(const std::string& path) { return path.substr(0, path.find_last_of('/')); }

Expected<std::string> make_case(Disk& disk, const std::string& quarantine, Instant now) {
  WL_CHECK(disk.make_folder(quarantine));
  WL_TRY(const auto names, disk.list(quarantine));
  std::string name = std::to_string(now.milliseconds);
  while (std::find(names.begin(), names.end(), name) != names.end()) name += "-again";
  const std::string folder = quarantine + "/" + name;
  WL_CHECK(disk.make_folder(folder));
  return folder;
}

Expected<void> copy_file(Disk& disk, const std::string& from, const std::string& to) {
  WL_TRY(auto source, disk.open(from, OpenMode::Read));
  WL_TRY(auto target, disk.open(to, OpenMode::CreateNew));
  for (std::uint64_t at = 0;;) {
    WL_TRY(const Bytes bytes, source->read_at(at, kChunk));
    if (bytes.empty()) break;
    WL_CHECK(target->write_at(at, bytes));
    at += bytes.size();
  }
  return target->sync();
}

}  // namespace

Expected<std::string> copy_to_quarantine(Disk& disk, const std::string& quarantine, const std::vector<std::string>& files,
                                         Instant now) {
  WL_TRY(const std::string folder, make_case(disk, quarantine, now));
  for (const auto& file : files) {
    WL_TRY(const bool there, disk.exists(file));
    if (there) WL_CHECK(copy_file(disk, file, folder + "/" + name_of(file)));
  }
  WL_CHECK(disk.sync_folder(folder));
  WL_CHECK(disk.sync_folder(quarantine));
  return folder;
}

Expected<std::string> move_to_quarantine(Disk& disk, const std::string& quarantine, const std::vector<std::string>& files,
                                         Instant now) {
  WL_TRY(const std::string folder, make_case(disk, quarantine, now));
  for (const auto& file : files) {
    WL_TRY(const bool there, disk.exists(file));
    if (!there) continue;
    WL_CHECK(disk.rename(file, folder + "/" + name_of(file)));
    WL_CHECK(disk.sync_folder(folder_of(file)));
  }
  WL_CHECK(disk.sync_folder(folder));
  WL_CHECK(disk.sync_folder(quarantine));
  return folder;
}

}  // namespace wardlight::store
