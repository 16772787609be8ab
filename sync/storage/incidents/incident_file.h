// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "core/store/database.h"
#include "sync/storage/hub_storage.h"

namespace wardlight::storage {

struct IncidentRow {
  std::string id;
  std::string type;
  store::UnitEnvelope envelope;
  Instant received_at;
  std::string bytes;
  std::uint64_t position = 0;  // in order of arrival
};

// The hub's incidents, apart from its record: one SQLCipher file beside it, read by its own export and by what counts measures,
// and by nothing else (clinical.md 15, no. 14). Safe on any thread.
class IncidentFile {
 public:
  static Expected<std::unique_ptr<IncidentFile>> open(const std::string& path, store::OpenAs open_as, const crypto::Secret& key,
                                                      const std::string& vfs = {});

  // One transaction: when it returns, they are on the disk. The same again is Known; another content under a known id is kept
  // beside the first as OtherBytes. Positions are left 0: incidents have none in the feed.
  Expected<std::vector<AppendResult>> append(std::span<const NewUnit> units, Instant received_at);
  Expected<std::vector<IncidentRow>> list(std::uint64_t after = 0);  // in order of arrival, those behind that position

 private:
  explicit IncidentFile(std::unique_ptr<store::Database> database) : m_database(std::move(database)) {}
  std::mutex m_mutex;
  std::unique_ptr<store::Database> m_database;
};

// Whether a unit is one: an AdverseEvent, or anything tagged "incident".
bool is_incident(std::string_view type, const json::Value& resource);

}  // namespace wardlight::storage
