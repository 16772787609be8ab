// SPDX-License-Identifier: Apache-2.0
#include "core/store/head_beacon.h"

#include <algorithm>

namespace wardlight::store {
namespace {

// "WLBEACN1", generation, incarnation, seq: 8 bytes each; chain 32; MAC 32.
constexpr std::string_view kMagic = "WLBEACN1";
constexpr std::size_t kMacAt = 64;
constexpr std::size_t kPlaceSize = 96;
constexpr std::uint64_t kPlaceDistance = 4096;  // no two places share a block

std::string folder_of(const std::string& path) {
  const auto slash = path.find_last_of('/');
  return slash == std::string::npos ? "." : path.substr(0, slash);
}

}  // namespace

Expected<std::unique_ptr<HeadBeacon>> HeadBeacon::open(Disk& disk, std::string path, const crypto::Secret& store_key) {
  std::unique_ptr<HeadBeacon> beacon(new HeadBeacon(disk, std::move(path), crypto::derive(store_key, "wardlight head beacon")));
  WL_CHECK(beacon->read());
  return beacon;
}

Expected<void> HeadBeacon::read() {
  WL_TRY(const bool there, m_disk.exists(m_path));
  if (!there) return {};
  WL_TRY(m_file, m_disk.open(m_path, OpenMode::ReadWrite));
  m_condition = Condition::Damaged;
  for (std::uint64_t i = 0; i < 2; ++i) {
    WL_TRY(const Bytes bytes, m_file->read_at(i * kPlaceDistance, kPlaceSize));
    const ByteView view(bytes);
    if (view.size() < kPlaceSize || as_text(view.first(kMagic.size())) != kMagic) continue;
    if (!crypto::equal(crypto::hmac_sha256(m_key, view.first(kMacAt)), view.subspan(kMacAt, 32))) continue;
    const auto generation = read_big_endian<std::uint64_t>(view.subspan(8, 8));
    if (m_condition == Condition::Sound && generation <= m_generation) continue;
    m_condition = Condition::Sound;
    m_generation = generation;
    m_head.incarnation = read_big_endian<std::uint64_t>(view.subspan(16, 8));
    m_head.seq = read_big_endian<std::uint64_t>(view.subspan(24, 8));
    std::copy_n(view.begin() + 32, m_head.chain.size(), m_head.chain.begin());
  }
  return {};
}

Bytes HeadBeacon::place(const Head& head, std::uint64_t generation) const {
  Bytes bytes = to_bytes(kMagic);
  append_big_endian(bytes, generation);
  append_big_endian(bytes, head.incarnation);
  append_big_endian(bytes, head.seq);
  append(bytes, head.chain);
  append(bytes, crypto::hmac_sha256(m_key, bytes));
  return bytes;
}

// Full size at once, so that later writes change no length and need no more than one sync.
Expected<void> HeadBeacon::make_file() {
  WL_TRY(m_file, m_disk.open(m_path, OpenMode::CreateOrOpen));
  WL_CHECK(m_file->write_at(0, Bytes(kPlaceDistance + kPlaceSize)));
  WL_CHECK(m_file->sync());
  return m_disk.sync_folder(folder_of(m_path));
}

Expected<void> HeadBeacon::write(const Head& head) {
  if (!m_file) WL_CHECK(make_file());
  const std::uint64_t generation = m_generation + 1;
  WL_CHECK(m_file->write_at((generation % 2) * kPlaceDistance, place(head, generation)));
  WL_CHECK(m_file->sync());
  m_generation = generation;
  m_head = head;
  m_condition = Condition::Sound;
  return {};
}

}  // namespace wardlight::store
