// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "sync/storage/postgres/session.h"

namespace wardlight::storage {

// The connections of one hub to its database: as many as there are users at once, kept for the next. Safe on any thread.
class Sessions {
 public:
  explicit Sessions(std::string uri) : m_uri(std::move(uri)) {}

  // Runs `function(session)` until it succeeds, at most a few times: again on another connection when one that had been
  // idle turned out to be gone, as after a fail-over, and again when another writer was in the way. So `function` has to
  // be one that may be run twice.
  template <class Function>
  auto with(Function function) -> decltype(function(std::declval<Session&>())) {
    for (int tries = 1;; ++tries) {
      WL_TRY(auto session, take());
      auto result = function(*session);
      const bool good = session->is_good();
      if (good) give_back(std::move(session));
      else drop_idle();
      if (result || tries == kMostTries) return result;
      if (good && result.error().code != ErrorCode::Conflict) return result;
    }
  }

 private:
  static constexpr int kMostTries = 4;
  static constexpr std::size_t kMostIdle = 16;

  Expected<std::unique_ptr<Session>> take();
  void give_back(std::unique_ptr<Session> session);
  void drop_idle();  // what broke one has broken all of them

  const std::string m_uri;
  std::mutex m_mutex;
  std::vector<std::unique_ptr<Session>> m_idle;
};

}  // namespace wardlight::storage
