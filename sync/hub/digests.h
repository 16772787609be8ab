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
  // Of one encounter's statements, as far as they were read; for each type up to which position.
  struct Sum {
    std::array<std::uint64_t, 4> read_to{};
    store::Digest digest;
  };
  using Ids = std::map<std::uint64_t, std::string>;  // by position
  Expected<bool> is_outside(const Scope& scope, const EncounterId& encounter);
  Expected<storage::FeedState> catch_up();
  Expected<store::Digest> digest_of(const EncounterId& encounter);
  Expected<Ids> list_ids(const EncounterId& encounter);
  Expected<void> add_up(const EncounterId& encounter, std::uint64_t head, Sum& sum, Ids* ids);
  void remember(const std::string& epoch, const EncounterId& encounter, const Sum& sum);
  Expected<wire::RepairAnswer> answer_with(const std::vector<std::uint64_t>& lacking);

  storage::HubStorage& m_storage;
  SearchService& m_search;
  ScopeService& m_scopes;
  const crypto::Secret& m_cursor_key;
  const std::string m_base;
  std::mutex m_mutex;
  std::string m_epoch;
  std::map<std::string, Sum> m_known;
};

}  // namespace wardlight::hub
