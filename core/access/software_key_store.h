// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "core/access/key_store.h"
#include "core/base/disk.h"
#include "core/base/random.h"

namespace wardlight::access {

// The key store of a machine without a chip: HMAC-SHA256 under a random key in a file of its owner
// (0600). It stops who copies the other files, not who copies this one too.
class SoftwareKeyStore final : public KeyStore {
 public:
  // Makes the key at enrolment; a key that is there already is kept, since slots may hang on it.
  static Expected<std::unique_ptr<SoftwareKeyStore>> create(Disk& disk, std::string path, RandomSource& random);
  // NotFound when there is none, Corrupt when the file is not one of ours.
  static Expected<std::unique_ptr<SoftwareKeyStore>> open(Disk& disk, std::string path);

  Expected<crypto::Secret> mix(std::string_view object, ByteView secret, std::string_view person) override;
  Expected<void> destroy() override;

 private:
  SoftwareKeyStore(Disk& disk, std::string path) : m_disk(disk), m_path(std::move(path)) {}
  Expected<crypto::Secret> read_key();

  Disk& m_disk;
  std::string m_path;
};

}  // namespace wardlight::access
