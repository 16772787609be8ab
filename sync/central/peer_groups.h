// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "core/base/expected.h"
#include "core/measures/measure_registry.h"
#include "core/measures/network_rules.h"
#include "sync/storage/central_storage.h"

namespace wardlight::central {

// What the hospitals of one size may know of each other in one measure: quartiles of enough of them, or why there are none.
struct PeerFigures {
  bool enough = false;                               // so many that each stays unnamed
  std::optional<measures::Quartiles> quartiles;      // none either when their events are too few
};

// The recent months of the whole network, up to one month.
struct PeerWindow {
  storage::Period from = 0, to = 0;
  std::map<int, const measures::SizeGroup*> group_of;  // by hospital, as PeerSum numbers them
  std::map<std::pair<const measures::SizeGroup*, std::string>, PeerFigures> figures;  // by size and measure
  std::map<std::string, std::string, std::less<>> network;  // the rate of everybody by measure, where it is not small

  const measures::SizeGroup* size_of(int hospital) const;       // null: it says nothing of its patient days
  PeerFigures find(const measures::SizeGroup* group, const std::string& measure) const;
};

// Works a window out once and keeps it until any sum changes, here or in another process on the same database.
// Safe on any thread. Errors: the storage's.
class PeerGroups {
 public:
  PeerGroups(storage::CentralStorage& storage, const measures::MeasureRegistry& registry, const measures::NetworkRules& rules)
      : m_storage(storage), m_registry(registry), m_rules(rules) {}

  Expected<std::shared_ptr<const PeerWindow>> up_to(storage::Period newest);

 private:
  Expected<std::shared_ptr<const PeerWindow>> work_out(storage::Period newest) const;

  storage::CentralStorage& m_storage;
  const measures::MeasureRegistry& m_registry;
  const measures::NetworkRules& m_rules;
  std::mutex m_mutex;
  std::uint64_t m_tick = 0;  // of the sums that the windows were made from
  std::map<storage::Period, std::shared_ptr<const PeerWindow>> m_windows;
};

}  // namespace wardlight::central
