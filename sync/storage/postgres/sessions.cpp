// SPDX-License-Identifier: Apache-2.0
#include "sync/storage/postgres/sessions.h"

namespace wardlight::storage {

Expected<std::unique_ptr<Session>> Sessions::take() {
  {
    const std::lock_guard lock(m_mutex);
    if (!m_idle.empty()) {
      auto session = std::move(m_idle.back());
      m_idle.pop_back();
      return session;
    }
  }
  return Session::connect(m_uri);
}

void Sessions::give_back(std::unique_ptr<Session> session) {
  const std::lock_guard lock(m_mutex);
  if (m_idle.size() < kMostIdle) m_idle.push_back(std::move(session));
}

void Sessions::drop_idle() {
  std::vector<std::unique_ptr<Session>> dropped;
  const std::lock_guard lock(m_mutex);
  dropped.swap(m_idle);
}

}  // namespace wardlight::storage
