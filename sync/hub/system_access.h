// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/clock.h"
#include "core/crypto/crypto.h"
#include "core/json/value.h"
#include "sync/hub/answer.h"
#include "sync/storage/hub_storage.h"

namespace wardlight::hub {

// Another program of the hospital: its public keys and what it may be granted.
struct KnownSystem {
  std::string client;
  std::string scope;  // "system/*.rs", "system/TYPE.rs", "system/TYPE.crus" (writes too), separated by spaces
  json::Value jwks;
};
// InvalidContent when the keys are no JWK set or the scope grants nothing that the hub has.
Expected<void> put_system(storage::HubStorage& storage, const KnownSystem& system);

// SMART Backend Services: a system shows a token signed with its own key (private_key_jwt, RS384 or ES384) and gets one of
// the hub's for five minutes. The hub's is vouched for by a key all hubs of the hospital share, so any of them takes it; a
// signed token's jti is taken once by each hub. Safe on any thread.
class SystemAccess {
 public:
  SystemAccess(storage::HubStorage& storage, const crypto::Secret& hub_secret, std::string base, const Clock& clock)
      : m_storage(storage),
        m_key(crypto::derive(hub_secret, "wardlight hub system tokens")),
        m_base(std::move(base)),
        m_clock(clock) {}

  Answer configuration() const;             // .well-known/smart-configuration
  Answer give_token(std::string_view form);  // POST auth/token; refusals are OAuth's, not OperationOutcomes
  // The scope behind "Bearer …"; nothing when it is not the hub's token or out of date.
  std::optional<std::string> scope_of(std::string_view authorization) const;

 private:
  std::string token_url() const { return m_base + "/auth/token"; }
  Expected<KnownSystem> find_system(std::string_view client);
  Expected<void> judge_claims(const json::Value& claims, std::string_view client);

  storage::HubStorage& m_storage;
  const crypto::Secret m_key;
  const std::string m_base;
  const Clock& m_clock;
  std::mutex m_mutex;
  std::map<std::string, Instant> m_seen;  // client and jti of signed tokens that are still good
};

bool may_read(std::string_view scope, std::string_view type);
bool may_write(std::string_view scope, std::string_view type);

}  // namespace wardlight::hub
