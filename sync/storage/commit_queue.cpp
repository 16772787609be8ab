// SPDX-License-Identifier: Apache-2.0
#include "sync/storage/commit_queue.h"

namespace wardlight::storage {

Expected<CommitQueue::Results> CommitQueue::append(const Delivery& delivery) {
  Waiting mine{&delivery, std::nullopt};
  std::unique_lock lock(m_mutex);
  m_waiting.push_back(&mine);
  m_done.wait(lock, [&] { return mine.result.has_value() || !m_committing; });
  if (!mine.result) commit_all(lock);
  return *std::move(mine.result);
}

void CommitQueue::commit_all(std::unique_lock<std::mutex>& lock) {
  m_committing = true;
  std::vector<Waiting*> group;
  group.swap(m_waiting);
  lock.unlock();
  std::vector<const Delivery*> deliveries;
  for (const auto* waiting : group) deliveries.push_back(waiting->delivery);
  auto committed = m_commit(deliveries);
  lock.lock();
  for (std::size_t i = 0; i < group.size(); ++i)
    group[i]->result.emplace(committed ? Expected<Results>(std::move((*committed)[i])) : Expected<Results>(committed.error()));
  m_committing = false;
  m_done.notify_all();
}

}  // namespace wardlight::storage
