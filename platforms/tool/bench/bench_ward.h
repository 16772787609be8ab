// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/access/session.h"
#include "core/workflows/record_round.h"
#include "core/workflows/statement_parts.h"
#include "platforms/linux/posix_disk.h"
#include "platforms/linux/system_clock.h"
#include "platforms/linux/system_random.h"

namespace wardlight::tool::bench {

// A disk that passes everything on and counts what is written and synced outside SQLite's own files.
class CountingDisk final : public Disk {
 public:
  struct Counts {
    std::uint64_t writes = 0;
    std::uint64_t bytes = 0;
    std::uint64_t syncs = 0;
  };
  const Counts& counts() const { return m_counts; }

  Expected<std::unique_ptr<File>> open(const std::string& path, OpenMode mode) override;
  Expected<void> rename(const std::string& from, const std::string& to) override { return m_disk.rename(from, to); }
  Expected<void> remove(const std::string& path) override { return m_disk.remove(path); }
  Expected<bool> exists(const std::string& path) override { return m_disk.exists(path); }
  Expected<std::vector<std::string>> list(const std::string& folder) override { return m_disk.list(folder); }
  Expected<void> make_folder(const std::string& path) override { return m_disk.make_folder(path); }
  Expected<void> sync_folder(const std::string& path) override { return m_disk.sync_folder(path); }
  Expected<std::uint64_t> free_bytes(const std::string& path) override { return m_disk.free_bytes(path); }

 private:
  platform::PosixDisk m_disk;
  Counts m_counts;
};

// Everything that a full round asks, answered with the first answer offered.
Expected<forms::FormSession> answer_all(const workflows::WardContent& content);
// A full round as a finished statement, for whoever needs many at once.
workflows::NamedResource full_response(const workflows::Ward& ward, const forms::FormSession& answers);

// A tablet's store on the machine's disk with a ward of 40 patients, a charge nurse signed in, and as many rounds of the
// past as asked for. Everything is the real thing but the door: no PIN is stretched. One thread.
class BenchWard {
 public:
  static constexpr std::size_t kPatients = 40;
  static Expected<std::unique_ptr<BenchWard>> make(const std::string& folder, std::size_t rounds);

  workflows::Ward ward() { return {*m_store, *m_session, m_content, m_zone, m_clock, m_random}; }
  store::Store& store() { return *m_store; }
  CountingDisk& disk() { return m_disk; }
  Instant now() const { return m_clock.now(); }
  EncounterId encounter(std::size_t patient) const { return {"bench-stay-" + std::to_string(patient % kPatients)}; }
  // A full round, every question answered, ready to save.
  Expected<workflows::OpenRound> full_round(std::size_t patient);
  Expected<void> close_and_open();
  // Other tablets' rounds of this hour, as one page of the feed.
  Expected<void> hear_page(std::size_t rounds);

 private:
  BenchWard(std::string folder, workflows::WardContent content, Zone zone);
  Expected<void> open_store(bool fresh);
  Expected<void> fill_census();
  Expected<void> fill_rounds(std::size_t rounds);
  Expected<void> apply_rounds(std::size_t first, std::size_t count, const std::function<Instant(std::size_t)>& time_of);
  std::optional<forms::FormSession> m_full;
  std::size_t m_rounds = 0;  // that the feed brought so far

  const std::string m_folder;
  const workflows::WardContent m_content;
  const Zone m_zone;
  CountingDisk m_disk;
  platform::SystemClock m_clock;
  platform::SystemRandom m_random;
  crypto::Secret m_key;
  crypto::BoxKeys m_ingest;
  std::unique_ptr<access::Session> m_session;
  std::unique_ptr<store::Store> m_store;
};

}  // namespace wardlight::tool::bench
