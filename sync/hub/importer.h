// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "sync/census/census.h"
#include "sync/storage/hub_storage.h"

namespace wardlight::hub {

struct ImportRefusal {
  std::string file;
  std::size_t line = 0;
  std::string what;  // begins with "entry N: " in a Bundle
};

struct ImportSummary {
  std::uint64_t read = 0;
  std::uint64_t added = 0;  // new, or changed since the last import
  std::uint64_t same = 0;
  std::vector<ImportRefusal> refused;
  std::map<std::string, std::uint64_t> by_type;  // of those taken
};

// Puts what a census reader finds into the store, some hundred resources a transaction, so that a hub that serves at the
// same time never waits long. Importing the same again changes nothing.
class Importer final : public census::Sink {
 public:
  using Progress = std::function<void(std::uint64_t read, std::uint64_t size)>;
  Importer(storage::HubStorage& storage, const Clock& clock, Progress progress)
      : m_storage(storage), m_clock(clock), m_progress(std::move(progress)) {}

  Expected<void> take(census::Resource resource, const census::Place& place) override;
  void refuse(const census::Place& place, const std::string& what) override;
  void progress(std::uint64_t read, std::uint64_t size) override { m_progress(read, size); }

  // Stores what is still in hand. Call it after the last file.
  Expected<void> finish();
  const ImportSummary& summary() const { return m_summary; }

 private:
  storage::HubStorage& m_storage;
  const Clock& m_clock;
  Progress m_progress;
  std::vector<storage::NewReference> m_in_hand;
  std::size_t m_bytes_in_hand = 0;
  ImportSummary m_summary;
};

}  // namespace wardlight::hub
