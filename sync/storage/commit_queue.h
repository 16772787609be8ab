// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <vector>

#include "sync/storage/hub_storage.h"

namespace wardlight::storage {

// Deliveries that arrive while another is being committed wait and are committed together: one sync of the disk for all of
// them. The first that comes does the work for those behind it, so no thread is needed. Safe on any thread.
class CommitQueue {
 public:
  using Results = std::vector<AppendResult>;
  // Commits all of them in one transaction: all their results, or one error for all.
  using Commit = std::function<Expected<std::vector<Results>>(const std::vector<const Delivery*>&)>;
  explicit CommitQueue(Commit commit) : m_commit(std::move(commit)) {}

  Expected<Results> append(const Delivery& delivery);

 private:
  struct Waiting {
    const Delivery* delivery;
    std::optional<Expected<Results>> result;
  };
  void commit_all(std::unique_lock<std::mutex>& lock);

  Commit m_commit;
  std::mutex m_mutex;
  std::condition_variable m_done;
  std::vector<Waiting*> m_waiting;
  bool m_committing = false;
};

}  // namespace wardlight::storage
