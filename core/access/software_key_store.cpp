// SPDX-License-Identifier: Apache-2.0
#include "core/access/software_key_store.h"

namespace wardlight::access {
namespace {

constexpr std::string_view kMagic{"WLKEYS\0\1", 8};
constexpr std::size_t kKeySize = 32;

void append_counted(Bytes& to, std::string_view part) {
  append_big_endian(to, static_cast<std::uint32_t>(part.size()));
  append(to, part);
}

}  // namespace

Expected<std::unique_ptr<SoftwareKeyStore>> SoftwareKeyStore::create(Disk& disk, std::string path, RandomSource& random) {
  WL_TRY(const bool there, disk.exists(path));
  if (!there) {
    const auto key = crypto::Secret::random(kKeySize, random);
    const auto content = crypto::join({as_bytes(kMagic), key.view()});
    WL_CHECK(replace_file(disk, path, content.view()));
  }
  return open(disk, std::move(path));
}

Expected<std::unique_ptr<SoftwareKeyStore>> SoftwareKeyStore::open(Disk& disk, std::string path) {
  std::unique_ptr<SoftwareKeyStore> opened(new SoftwareKeyStore(disk, std::move(path)));
  WL_CHECK(opened->read_key());
  return opened;
}

// Read anew for each use: between sign-ins the key is in no memory at all.
Expected<crypto::Secret> SoftwareKeyStore::read_key() {
  auto read = read_file(m_disk, m_path);
  if (!read && read.error().code == ErrorCode::NotFound)
    return Error{ErrorCode::NotFound, "This tablet has lost its device key; enrol it again. What it saved is kept.", "keystore"};
  WL_TRY(Bytes content, std::move(read));
  const bool ours = content.size() == kMagic.size() + kKeySize && as_text(ByteView(content).first(kMagic.size())) == kMagic;
  if (!ours) {
    crypto::wipe(content);
    return Error{ErrorCode::Corrupt, "This tablet's device key is damaged; enrol it again. What it saved is kept.", "keystore"};
  }
  crypto::Secret key(ByteView(content).subspan(kMagic.size()));
  crypto::wipe(content);
  return key;
}

Expected<crypto::Secret> SoftwareKeyStore::mix(std::string_view object, ByteView secret, std::string_view person) {
  WL_TRY(const auto key, read_key());
  Bytes head;
  append_counted(head, object);
  append_big_endian(head, static_cast<std::uint32_t>(secret.size()));
  Bytes tail;
  append_counted(tail, person);
  return crypto::hmac_secret(key, crypto::join({head, secret, tail}).view());
}

Expected<void> SoftwareKeyStore::destroy() {
  auto opened = m_disk.open(m_path, OpenMode::ReadWrite);
  if (!opened && opened.error().code == ErrorCode::NotFound) return {};
  WL_TRY(const auto file, std::move(opened));
  WL_TRY(const auto size, file->size());
  WL_CHECK(file->write_at(0, Bytes(static_cast<std::size_t>(size), 0)));
  WL_CHECK(file->sync());
  WL_CHECK(m_disk.remove(m_path));
  const auto slash = m_path.find_last_of('/');
  return m_disk.sync_folder(slash == std::string::npos ? "." : m_path.substr(0, slash));
}

}  // namespace wardlight::access
