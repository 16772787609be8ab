// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "sync/client/sync_client.h"

namespace wardlight::sync {

// The app's one sync thread: runs a SyncClient, waits when there is nothing, goes on when told.
// Every call is safe on any thread, but not from within OnChange. The destructor ends the thread; what was under way is made
// again next time.
class BackgroundSync {
 public:
  using OnChange = std::function<void()>;  // on the sync thread: the status moved or a page was applied; wake the screen

  BackgroundSync(std::unique_ptr<transport::HttpClient> http, std::shared_ptr<store::SealedJournal> journal, const Clock& clock,
                 RandomSource& random, SyncOptions options = {}, OnChange on_change = {});
  ~BackgroundSync();

  // Somebody signed in: from now on work on this connection of the store, which becomes this thread's.
  void unlock(std::unique_ptr<store::Store> connection);
  // Before the keys are wiped. When it returns, the connection is closed; sending goes on from the journal.
  void lock();
  // Done once on the sync thread, after the hub was reached and while somebody is signed in; again at the next contact when it
  // fails. lock() forgets it. It must return soon once the connection is cancelled.
  using Errand = std::function<Expected<void>(transport::HttpClient& hub)>;
  void run_errand(Errand errand);
  // Something was saved, or somebody asks: try now, back-off or not.
  void wake();

  SyncStatus status() const;

 private:
  void run();
  void run_pending_errand(std::unique_lock<std::mutex>& guard);
  template <class Change>
  void between_steps(Change change);

  std::unique_ptr<transport::HttpClient> m_http;
  SyncClient m_client;
  OnChange m_on_change;
  mutable std::mutex m_mutex;
  std::condition_variable m_moved;
  SyncStatus m_status;
  int m_visitors = 0;  // who want to change something between two steps
  Errand m_errand;
  bool m_locked = true;
  bool m_stepping = false;
  bool m_woken = false;
  bool m_hurried = false;
  bool m_stopping = false;
  std::thread m_thread;  // last: it uses all the others
};

}  // namespace wardlight::sync
