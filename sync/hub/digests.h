// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "sync/hub/answer.h"
#include "sync/hub/scope.h"
#include "sync/hub/search.h"
#include "sync/storage/hub_storage.h"
#include "sync/wire/digests.h"

namespace wardlight::hub {

// $digest and $repair (sync.md D9): which encounters a tablet sees otherwise than the hub, and what it takes to see them alike.
// Finds the statements of an encounter by the search rows; what it has added up once it remembers. Safe on any thread.
class DigestService {
 public:
  DigestService(storage::HubStorage& storage, SearchService& search, ScopeService& scopes, const crypto::Secret& cursor_key,
                std::string base)
      : m_storage(storage), m_search(search), m_scopes(scopes), m_cursor_key(cursor_key), m_base(std::move(base)) {}

  Answer compare(const std::string& body, const Scope& scope);
  Answer repair(const std::string& body, const Scope& scope);

 private:
  // The statements of one encounter, as far as they were read: ids by position, and for each type how many.
  struct Known {
    std::map<std::uint64_t, std::string> ids;
    std::array<std::size_t, 4> read{};
    store::Digest digest;
  };
  Expected<bool> is_outside(const Scope& scope, const EncounterId& encounter);
  Expected<Known> read(const EncounterId& encounter);
  Expected<Known> catch_up(const EncounterId& encounter, Known known, std::uint64_t head);
  Expected<std::string> page_of(const std::vector<std::uint64_t>& positions);

  storage::HubStorage& m_storage;
  SearchService& m_search;
  ScopeService& m_scopes;
  const crypto::Secret& m_cursor_key;
  const std::string m_base;
  std::mutex m_mutex;
  std::string m_epoch;
  std::map<std::string, Known> m_known;
};

}  // namespace wardlight::hub
