// SPDX-License-Identifier: Apache-2.0
#include "sync/client/background_sync.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "sync/wire/feed.h"

namespace wardlight::sync {
namespace {

constexpr auto kBreath = std::chrono::seconds(1);          // between two waits for news
constexpr auto kLockedLook = std::chrono::seconds(60);     // a locked tablet has nothing new to send
constexpr auto kShortestPause = std::chrono::milliseconds(1);

}  // namespace

BackgroundSync::BackgroundSync(std::unique_ptr<transport::HttpClient> http, std::shared_ptr<store::SealedJournal> journal,
                               const Clock& clock, RandomSource& random, SyncOptions options, OnChange on_change)
    : m_http(std::move(http)),
      m_client(*m_http, std::move(journal), clock, random, options),
      m_on_change(std::move(on_change)),
      m_thread([this] { run(); }) {}

BackgroundSync::~BackgroundSync() {
  between_steps([this] { m_stopping = true; });
  m_thread.join();
}

void BackgroundSync::unlock(std::unique_ptr<store::Store> connection) {
  between_steps([&] {
    m_client.use_store(std::move(connection));
    m_locked = false;
  });
}

void BackgroundSync::lock() {
  between_steps([this] {
    m_client.close_store();
    m_errand = {};
    m_locked = true;
  });
}

void BackgroundSync::run_errand(Errand errand) {
  const std::lock_guard guard(m_mutex);
  m_errand = std::move(errand);
}

// Counts as a step: whoever wants to change something cancels it and waits for it.
void BackgroundSync::run_pending_errand(std::unique_lock<std::mutex>& guard) {
  if (!m_errand || m_visitors > 0 || m_stopping) return;
  m_stepping = true;
  const Errand errand = std::exchange(m_errand, {});
  guard.unlock();
  const bool done = errand(*m_http).has_value();
  guard.lock();
  if (!done && !m_errand) m_errand = errand;
  m_stepping = false;
  m_moved.notify_all();
}

void BackgroundSync::wake() {
  {
    const std::lock_guard guard(m_mutex);
    m_woken = true;
    m_hurried = true;
  }
  m_client.interrupt();
  m_moved.notify_all();
}

SyncStatus BackgroundSync::status() const {
  const std::lock_guard guard(m_mutex);
  return m_status;
}

// Ends the step that is under way and does `change` while the thread stands still.
template <class Change>
void BackgroundSync::between_steps(Change change) {
  std::unique_lock guard(m_mutex);
  ++m_visitors;
  if (m_stepping) m_client.abort();
  m_moved.wait(guard, [this] { return !m_stepping; });
  change();
  m_status = m_client.status();
  m_woken = true;
  --m_visitors;
  guard.unlock();
  m_moved.notify_all();
}

void BackgroundSync::run() {
  std::unique_lock guard(m_mutex);
  while (true) {
    m_moved.wait(guard, [this] { return m_visitors == 0 || m_stopping; });
    if (m_stopping) return;
    m_stepping = true;
    m_woken = false;
    if (std::exchange(m_hurried, false)) m_client.hurry();
    guard.unlock();
    const Progress progress = m_client.step(wire::kLongestWaitSeconds);
    guard.lock();
    m_stepping = false;
    m_status = m_client.status();
    m_moved.notify_all();
    if (m_on_change) {
      guard.unlock();
      m_on_change();
      guard.lock();
    }
    if (progress != Progress::Waiting) run_pending_errand(guard);
    if (progress == Progress::More) continue;
    const auto back_off = std::chrono::milliseconds(m_client.wait().milliseconds);
    const bool idle = progress == Progress::CaughtUp;
    const auto pause = idle ? std::chrono::milliseconds(m_locked ? kLockedLook : kBreath)
                            : std::max(back_off, std::chrono::milliseconds(kShortestPause));
    m_moved.wait_for(guard, pause, [this] { return m_woken || m_visitors > 0 || m_stopping; });
  }
}

}  // namespace wardlight::sync
