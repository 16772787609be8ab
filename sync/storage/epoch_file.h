// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "core/base/disk.h"
#include "core/base/expected.h"
#include "core/base/random.h"

namespace wardlight::storage {

// A name that no epoch of this hub had before, in letters that stand in a header as they are: 72 bits, since it
// travels with every request and answer.
std::string make_epoch_name(RandomSource& random);

// The feed's epoch and the highest position ever given, kept beside the database and never in a backup of it: a database
// that was put back to an earlier day is recognised by them. One small file, written in place.
// Several processes may use it; each keeps the higher position. Safe on any thread.
class EpochFile {
 public:
  // Makes the file with `fresh` as its epoch when there is none, or none that can be read: then nobody's cursor is good.
  static Expected<std::unique_ptr<EpochFile>> open(Disk& disk, const std::string& path, const std::string& fresh);
  ~EpochFile();

  struct State {
    std::string epoch;
    std::uint64_t high_water = 0;
  };
  Expected<State> read();
  // Before anybody is told of `position`.
  Expected<void> note(std::uint64_t position);
  // Synced when it returns.
  Expected<void> begin(const std::string& epoch, std::uint64_t position);

 private:
  explicit EpochFile(std::unique_ptr<File> file) : m_file(std::move(file)) {}
  Expected<State> read_locked();
  Expected<void> write_locked(const State& state);

  std::mutex m_mutex;
  std::unique_ptr<File> m_file;
  std::uint64_t m_synced = 0;
};

}  // namespace wardlight::storage
