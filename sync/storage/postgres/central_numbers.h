// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <mutex>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "sync/storage/postgres/session.h"

namespace wardlight::storage::postgres {

// The small numbers under which fact rows keep hospitals, units and measures. Given once, never changed, so that what was
// looked up is remembered. Safe on any thread.
class CentralNumbers {
 public:
  struct Unit {
    std::string id;
    std::string name;
  };
  Expected<int> hospital(Session& session, const std::string& name);
  // Makes numbers for those that have none. A unit whose name differs from the last is renamed; its old names are given back.
  struct Renamed {
    std::string id, before, after;
  };
  Expected<std::vector<Renamed>> learn(Session& session, int hospital, const std::vector<Unit>& units,
                                       const std::set<std::string>& measures);
  // Of those that were learnt; an empty unit is 0.
  int unit(int hospital, const std::string& id) const;
  int measure(const std::string& id) const;

 private:
  struct Known {
    int number = 0;
    std::string name;
  };
  mutable std::mutex m_mutex;
  std::map<std::string, int> m_hospitals;
  std::map<std::pair<int, std::string>, Known> m_units;
  std::map<std::string, int, std::less<>> m_measures;
};

}  // namespace wardlight::storage::postgres
