// SPDX-License-Identifier: Apache-2.0
#include "sync/storage/sqlite/connections.h"

namespace wardlight::storage {

Expected<std::unique_ptr<Connections>> Connections::open(store::DatabaseOptions options, const crypto::Secret& key) {
  WL_TRY(auto writer, store::Database::open(options, key));
  options.open_as = store::OpenAs::Existing;
  return std::unique_ptr<Connections>(new Connections(std::move(options), key.clone(), std::move(writer)));
}

Expected<Connections::Reading> Connections::read() {
  {
    const std::lock_guard lock(m_readers_mutex);
    if (!m_readers.empty()) {
      auto database = std::move(m_readers.back());
      m_readers.pop_back();
      return Reading(*this, std::move(database));
    }
  }
  WL_TRY(auto database, store::Database::open(m_options, m_key));
  return Reading(*this, std::move(database));
}

Connections::Reading::~Reading() {
  if (!m_database) return;
  const std::lock_guard lock(m_owner->m_readers_mutex);
  m_owner->m_readers.push_back(std::move(m_database));
}

}  // namespace wardlight::storage
