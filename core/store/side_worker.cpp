// SPDX-License-Identifier: Apache-2.0
#include "core/store/side_worker.h"

#include <system_error>
#include <utility>

namespace wardlight::store {

SideWorker::~SideWorker() {
  {
    const std::lock_guard lock(m_mutex);
    m_leaving = true;
  }
  m_changed.notify_all();
  if (m_thread.joinable()) m_thread.join();
}

void SideWorker::begin(std::function<void()> work) {
  {
    const std::lock_guard lock(m_mutex);
    m_work = std::move(work);
  }
  if (!m_thread.joinable()) {
    try {
      m_thread = std::thread([this] { run(); });
    } catch (const std::system_error&) {
      return;  // no thread to be had: finish() does the work
    }
  }
  m_changed.notify_all();
}

void SideWorker::finish() {
  std::unique_lock lock(m_mutex);
  if (const auto work = std::exchange(m_work, nullptr)) {
    lock.unlock();
    return work();
  }
  m_changed.wait(lock, [this] { return !m_busy; });
}

void SideWorker::run() {
  std::unique_lock lock(m_mutex);
  while (true) {
    m_changed.wait(lock, [this] { return m_leaving || m_work; });
    if (m_leaving) return;
    const auto work = std::exchange(m_work, nullptr);
    m_busy = true;
    lock.unlock();
    work();
    lock.lock();
    m_busy = false;
    m_changed.notify_all();
  }
}

}  // namespace wardlight::store
