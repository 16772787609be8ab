// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/base/expected.h"
#include "core/base/strong_id.h"
#include "sync/storage/hub_storage.h"

namespace wardlight::hub {

// What one device may see: the patients who lie in certain wards now, or the whole hospital.
struct Scope {
  std::string version;          // stands in headers and cursors; another one: the tablet starts over within it
  std::set<std::string> wards;  // Location ids; none: the whole hospital
  bool is_whole() const { return wards.empty(); }
};

// Gives that device another scope, of the next version. No wards: the whole hospital. NotFound when there is no such device;
// InvalidContent when one of them is no Location.
Expected<Scope> put_scope(storage::HubStorage& storage, const DeviceId& device, const std::set<std::string>& wards);

// A ward's tablets keep a stay so long after its end, for what comes late, the calls after discharge and the week's figures; then
// it is theirs no more (sync.md, row 7).
inline constexpr Duration kSeenAfterTheEnd = hours(8 * 24);

// Who may see what. A patient who lies nowhere yet is seen by everybody; whoever once was in a ward and is not any more is seen
// there no longer. What a tablet writes is taken whatever its scope. Follows the census as the feed brings it. `storage` and
// `clock` must outlive it. Safe on any thread.
class ScopeService {
 public:
  ScopeService(storage::HubStorage& storage, const Clock& clock) : m_storage(storage), m_clock(clock) {}

  Expected<Scope> scope_of(const DeviceId& device);
  // What others may have changed meanwhile is read again.
  void forget();

  // The encounters and patients that are seen now, as the census stands at the head of the feed.
  struct Sight {
    std::set<std::string> encounters;
    std::set<std::string> patients;
  };
  Expected<std::shared_ptr<const Sight>> look(const Scope& scope, const storage::FeedState& state);

 private:
  struct Stay {
    std::string patient;
    std::string location;  // now, or the last one
    std::optional<Instant> end;
    std::string replaced_by;  // the hospital's own stay, of one that a tablet made up
  };
  struct Seen {
    std::uint64_t position = 0;
    Instant until = {INT64_MAX};  // when the next stay goes out of sight
    std::shared_ptr<const Sight> sight;
  };
  Expected<void> catch_up(const storage::FeedState& state);
  void note(std::string_view type, std::string_view id, std::string_view bytes);
  bool lies_in(const Scope& scope, std::string location) const;
  Seen see(const Scope& scope, Instant now) const;

  storage::HubStorage& m_storage;
  const Clock& m_clock;
  std::mutex m_mutex;
  std::map<DeviceId, Scope> m_scopes;
  std::string m_epoch;
  std::uint64_t m_position = 0;
  std::map<std::string, Stay> m_stays;               // of encounters
  std::map<std::string, std::string> m_part_of;      // of locations
  std::map<std::string, std::string> m_replaced_by;  // of patients
  std::map<std::string, Seen> m_seen;  // by the wards
};

// Of one row of the feed: may it be seen? `fields` are its patient and encounter, empty for none.
bool is_seen(const ScopeService::Sight& sight, const storage::SearchRow& fields);

}  // namespace wardlight::hub
