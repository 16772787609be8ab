// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "platforms/tablet/tablet_data.h"
#include "sync/client/background_sync.h"
#include "ui/shell/settings.h"
#include "ui/shell/tablet_ward.h"

namespace wardlight::desktop {

// An enrolled tablet at work: its ward for the screens, and the thread that sends and hears. The two know nothing of each
// other; here the one's news become the other's plain data.
class DeskTablet {
 public:
  static Expected<std::unique_ptr<DeskTablet>> start(std::unique_ptr<platform::TabletData> data,
                                                     const platform::TabletWorld& world, const shell::BedsideContent& bedside,
                                                     const shell::Settings& settings, std::function<void()> wake);
  ~DeskTablet();

  shell::TabletWard& ward() { return *m_ward; }

 private:
  DeskTablet(std::unique_ptr<platform::TabletData> data, const platform::TabletWorld& world)
      : m_data(std::move(data)), m_world(world) {}
  shell::TabletWardParts parts(const platform::TabletWorld& world, const shell::BedsideContent& bedside,
                               const shell::Settings& settings, Zone zone, std::function<void()> wake);
  void pass_on_news();
  void talk_of_itself();
  Expected<void> tell_hub(transport::HttpClient& hub);
  workflows::OtherTablets other_tablets();
  Expected<void> ask_of_tablets(transport::HttpClient& hub);

  std::unique_ptr<platform::TabletData> m_data;
  std::unique_ptr<shell::TabletWard> m_ward;
  std::unique_ptr<sync::BackgroundSync> m_sync;
  std::atomic<sync::BackgroundSync*> m_running{nullptr};
  const platform::TabletWorld m_world;
  std::string m_epoch;       // as last heard; on the sync thread
  std::atomic<bool> m_owes_word{false};  // to the hub, of itself: tell_hub() was not done yet
  std::mutex m_told_mutex;               // over what the hub told of the tablets
  std::optional<Instant> m_asked_at, m_told_at;
  std::vector<workflows::TabletNews> m_told;
  bool m_renewed = false;    // the next start uses the new certificate; on the sync thread
};

}  // namespace wardlight::desktop
