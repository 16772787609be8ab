// SPDX-License-Identifier: Apache-2.0
#include "core/store/ballast.h"

#include <algorithm>

namespace wardlight::store {
namespace {

constexpr std::uint64_t kChunk = std::uint64_t{1} << 20;

// Bytes that a compressing file system cannot fold away.
Bytes noise(std::uint64_t size) {
  Bytes bytes(size);
  std::uint64_t state = 88172645463325252ULL;
  for (auto& byte : bytes) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    byte = static_cast<std::uint8_t>(state >> 56);
  }
  return bytes;
}

Expected<void> write_noise(Disk& disk, const std::string& path, std::uint64_t bytes) {
  WL_TRY(auto file, disk.open(path, OpenMode::CreateOrOpen));
  const Bytes chunk = noise(std::min(bytes, kChunk));
  for (std::uint64_t at = 0; at < bytes; at += kChunk)
    WL_CHECK(file->write_at(at, ByteView(chunk).first(std::min(kChunk, bytes - at))));
  return file->sync();
}

Expected<std::uint64_t> size_of(Disk& disk, const std::string& path) {
  WL_TRY(const bool there, disk.exists(path));
  if (!there) return std::uint64_t{0};
  WL_TRY(auto file, disk.open(path, OpenMode::Read));
  return file->size();
}

}  // namespace

Expected<BallastState> fill_ballast(Disk& disk, const std::string& path, std::uint64_t bytes) {
  WL_TRY(const auto size, size_of(disk, path));
  if (size >= bytes) return BallastState::InPlace;
  WL_TRY(const auto spare, disk.free_bytes(path));
  if (spare + size < 2 * bytes) return BallastState::Missing;
  if (write_noise(disk, path, bytes)) return BallastState::InPlace;
  WL_CHECK(disk.remove(path));  // half a ballast would take the last space and give none back in time
  return BallastState::Missing;
}

Expected<BallastState> release_ballast(Disk& disk, const std::string& path) {
  WL_TRY(const bool there, disk.exists(path));
  if (!there) return BallastState::Missing;
  WL_CHECK(disk.remove(path));
  return BallastState::InPlace;
}

}  // namespace wardlight::store
