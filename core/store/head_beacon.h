// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "core/base/disk.h"
#include "core/base/expected.h"
#include "core/crypto/crypto.h"

namespace wardlight::store {

// How far this device's chain had got: what SQLite cannot know when the end of its log is gone.
struct Head {
  std::uint64_t incarnation = 0;
  std::uint64_t seq = 0;
  crypto::Hash chain{};
  friend bool operator==(const Head&, const Head&) = default;
};

// The chain's head in a small file outside the database, MACed with a key derived from the store's and written after
// each commit. Two places are written in turn, each with one write and one sync, so that a torn write leaves the one
// before. Not thread-safe.
class HeadBeacon {
 public:
  enum class Condition { Absent, Sound, Damaged };  // Damaged: no place is sound under this key

  // Reads what is there; makes nothing. Fails with Environment.
  static Expected<std::unique_ptr<HeadBeacon>> open(Disk& disk, std::string path, const crypto::Secret& store_key);

  Condition condition() const { return m_condition; }
  const Head& head() const { return m_head; }  // zeros unless Sound

  // After a failure the head before is still there.
  Expected<void> write(const Head& head);

 private:
  HeadBeacon(Disk& disk, std::string path, crypto::Secret key) : m_disk(disk), m_path(std::move(path)), m_key(std::move(key)) {}
  Expected<void> read();
  Expected<void> make_file();
  Bytes place(const Head& head, std::uint64_t generation) const;

  Disk& m_disk;
  std::string m_path;
  crypto::Secret m_key;
  std::unique_ptr<File> m_file;
  Condition m_condition = Condition::Absent;
  Head m_head;
  std::uint64_t m_generation = 0;
};

}  // namespace wardlight::store
