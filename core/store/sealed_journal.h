// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "core/base/disk.h"
#include "core/base/expected.h"
#include "core/crypto/crypto.h"
#include "core/store/records.h"

namespace wardlight::store {

// The second copy of what this tablet made: each statement's entry sealed to the hub's ingest key, appended and synced.
// Only the hub can open it, so a locked tablet goes on sending from it, and a broken store loses nothing.
// A torn tail is found by its checksum and written over. Answers that come while the store is locked are kept in a file
// beside it until the next unlock. Safe on any thread; one process at a time.
class SealedJournal {
 public:
  // Opens or makes FOLDER/frames and FOLDER/answers. Fails with DiskFull or Environment.
  static Expected<std::shared_ptr<SealedJournal>> open(Disk& disk, const std::string& folder, const crypto::BoxPublicKey& ingest_key);

  struct Unit {
    UnitName name;
    crypto::Hash hash{};
    std::string entry;  // the Bundle.entry text
  };
  // A frame ready to be appended. Sealing needs no lock and no disk: it may be done while something else waits for one.
  struct SealedUnit {
    UnitName name;
    crypto::Hash hash{};
    Bytes box;
  };
  SealedUnit seal(const Unit& unit) const { return {unit.name, unit.hash, crypto::seal(m_key, as_bytes(unit.entry))}; }

  // Appends those it has not yet, with one write and one sync. After a failure nothing was appended.
  Expected<void> append(const std::vector<SealedUnit>& units);

  struct Frame {
    UnitName name;
    crypto::Hash hash{};
    std::uint64_t offset = 0;  // of the sealed box
    std::uint32_t length = 0;
  };
  std::vector<Frame> frames() const;  // in order
  bool contains(const UnitName& name) const;
  std::vector<Frame> unanswered() const;

  // The frames as $deliver-sealed wants them: 4-byte big-endian length and box, one after another. Conflict when one has
  // been compacted away meanwhile.
  Expected<Bytes> read_for_wire(const std::vector<Frame>& frames) const;

  enum class Verdict : std::uint8_t { Accepted = 1, Rejected = 2 };
  struct Answer {
    UnitName name;
    Verdict verdict = Verdict::Accepted;
    std::uint64_t position = 0;
    std::string epoch;
    std::string problem;
  };
  Expected<void> note_answers(const std::vector<Answer>& answers);
  std::vector<Answer> answers() const;

  // The hub was restored: what it accepted or set aside in another epoch is unanswered again.
  Expected<void> forget_other_epochs(const std::string& epoch);
  // Drops released frames and their answers, atomically.
  Expected<void> compact(const std::vector<UnitName>& released);

 private:
  SealedJournal(Disk& disk, std::string folder, const crypto::BoxPublicKey& key) : m_disk(disk), m_folder(std::move(folder)), m_key(key) {}
  Expected<void> load();
  Expected<void> load_frames();
  Expected<void> load_answers();
  Expected<void> rewrite_answers();
  std::string frames_path() const { return m_folder + "/frames"; }
  std::string answers_path() const { return m_folder + "/answers"; }

  Disk& m_disk;
  std::string m_folder;
  crypto::BoxPublicKey m_key;
  mutable std::mutex m_mutex;
  std::unique_ptr<File> m_file;
  std::unique_ptr<File> m_answers_file;
  std::uint64_t m_end = 0;
  std::uint64_t m_answers_end = 0;
  bool m_answers_rewritten = true;  // false: the file may still hold answers that are forgotten here
  std::vector<Frame> m_frames;
  std::set<UnitName> m_names;
  std::vector<Answer> m_answers;
};

}  // namespace wardlight::store
