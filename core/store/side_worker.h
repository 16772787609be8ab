// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace wardlight::store {

// One thread that waits for work to be done beside the caller's own, such as arithmetic while the disk is written. Nobody
// ever waits for a processor that is busy elsewhere: what the thread has not begun by the time of finish(), the caller does.
// One caller at a time. The thread comes with the first work and goes with its owner.
class SideWorker {
 public:
  SideWorker() = default;
  ~SideWorker();
  SideWorker(const SideWorker&) = delete;
  SideWorker& operator=(const SideWorker&) = delete;

  // `work` must not throw, and what it refers to must stay until finish() has returned.
  void begin(std::function<void()> work);
  // The work of begin() is done when this returns.
  void finish();

 private:
  void run();

  std::mutex m_mutex;
  std::condition_variable m_changed;
  std::function<void()> m_work;  // empty: none that nobody has begun
  bool m_busy = false;           // the thread is at work
  bool m_leaving = false;
  std::thread m_thread;
};

}  // namespace wardlight::store
