// SPDX-License-Identifier: Apache-2.0
#include "platforms/desktop/desk_tablet.h"

#include <utility>

#include "sync/client/enrol.h"

namespace wardlight::desktop {
namespace {

shell::SyncNews news_of(const sync::SyncStatus& status) {
  shell::SyncNews news;
  news.online = status.link == sync::Link::Online;
  news.sending = news.online && status.unsent > 0;
  news.last_contact = status.last_contact;
  if (!status.problem.empty()) news.failure = status.problem;
  news.hub_ahead = status.hub_ahead;
  news.saved_here = status.saved_here();
  news.accepted = status.accepted + status.released;
  news.unsent = status.unsent;
  news.oldest_unsent = status.oldest_unsent;
  return news;
}

}  // namespace

Expected<std::unique_ptr<DeskTablet>> DeskTablet::start(std::unique_ptr<platform::TabletData> data, const platform::TabletWorld& world,
                                                        const shell::BedsideContent& bedside, const shell::Settings& settings, std::function<void()> wake) {
  std::unique_ptr<DeskTablet> tablet(new DeskTablet(std::move(data)));
  WL_TRY(auto zone, tablet->m_data->zone());
  WL_TRY(auto http, sync::connect_to_hub(world.disk, tablet->m_data->folder(), tablet->m_data->device(), world.clock));
  WL_TRY(tablet->m_ward, shell::TabletWard::open(tablet->parts(world, bedside, settings, std::move(zone), std::move(wake))));
  tablet->m_sync = std::make_unique<sync::BackgroundSync>(std::move(http), tablet->m_data->journal(), world.clock, world.random,
                                                          sync::SyncOptions{}, [at = tablet.get()] { at->pass_on_news(); });
  tablet->m_running = tablet->m_sync.get();
  tablet->pass_on_news();
  return tablet;
}

DeskTablet::~DeskTablet() {
  if (m_ward) m_ward->lock();
  m_running = nullptr;
  m_sync.reset();
  m_ward.reset();
}

shell::TabletWardParts DeskTablet::parts(const platform::TabletWorld& world, const shell::BedsideContent& bedside,
                                         const shell::Settings& settings, Zone zone, std::function<void()> wake) {
  shell::TabletWardParts parts{m_data->parts(), m_data->journal(), m_data->store_options(), world.content, bedside, std::move(zone)};
  parts.unit = settings.unit;
  parts.unit_name = settings.unit_name;
  parts.help_number = settings.help_number;
  parts.hospital_name = m_data->device().hospital;
  parts.wake = std::move(wake);
  parts.opened = [this](const store::Store& store) {
    auto connection = store.connect();
    sync::BackgroundSync* sync = m_running;
    if (sync == nullptr || !connection) return;
    sync->unlock(*std::move(connection));
    sync->run_errand([this](transport::HttpClient& hub) { return sync::refresh_staff(hub, m_ward->access()); });
  };
  parts.closing = [this] {
    if (sync::BackgroundSync* sync = m_running) sync->lock();
  };
  parts.send_now = [this] {
    if (sync::BackgroundSync* sync = m_running) sync->wake();
  };
  return parts;
}

void DeskTablet::pass_on_news() {
  if (const sync::BackgroundSync* sync = m_running) m_ward->hear(news_of(sync->status()));
}

}  // namespace wardlight::desktop
