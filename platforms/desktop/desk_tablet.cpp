// SPDX-License-Identifier: Apache-2.0
#include "platforms/desktop/desk_tablet.h"

#include <utility>

#include "sync/client/device_care.h"
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

Expected<std::unique_ptr<DeskTablet>> DeskTablet::start(std::unique_ptr<platform::TabletData> data,
                                                        const platform::TabletWorld& world, const shell::BedsideContent& bedside,
                                                        const shell::Settings& settings, std::function<void()> wake) {
  std::unique_ptr<DeskTablet> tablet(new DeskTablet(std::move(data), world));
  WL_TRY(auto zone, tablet->m_data->zone());
  WL_TRY(auto http, sync::connect_to_hub(world.disk, tablet->m_data->folder(), tablet->m_data->device(), world.clock));
  WL_TRY(tablet->m_ward, shell::TabletWard::open(tablet->parts(world, bedside, settings, std::move(zone), std::move(wake))));
  tablet->m_sync = std::make_unique<sync::BackgroundSync>(std::move(http), tablet->m_data->journal(), world.clock, world.random,
                                                          sync::SyncOptions{}, [at = tablet.get()] { at->pass_on_news(); });
  tablet->m_ward->hear(news_of(tablet->m_sync->status()));
  tablet->m_running = tablet->m_sync.get();
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
  shell::TabletWardParts parts{m_data->parts(), m_data->journal(), m_data->store_options(),
                               world.content,   bedside,           std::move(zone)};
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
    talk_of_itself();
  };
  parts.closing = [this] {
    if (sync::BackgroundSync* sync = m_running) sync->lock();
  };
  parts.send_now = [this] {
    if (sync::BackgroundSync* sync = m_running) sync->wake();
  };
  return parts;
}

// A hub that was put back has forgotten who was told to it since: the keys go first, then what was not accepted.
void DeskTablet::pass_on_news() {
  const sync::BackgroundSync* sync = m_running;
  if (sync == nullptr) return;
  const sync::SyncStatus status = sync->status();
  if (!m_epoch.empty() && status.epoch != m_epoch) talk_of_itself();
  m_epoch = status.epoch;
  m_ward->hear(news_of(status));
}

void DeskTablet::talk_of_itself() {
  if (sync::BackgroundSync* sync = m_running) sync->run_errand([this](transport::HttpClient& hub) { return tell_hub(hub); });
}

// At the first contact of a session: the staff and their keys, what was kept aside, and the next certificate.
Expected<void> DeskTablet::tell_hub(transport::HttpClient& hub) {
  WL_CHECK(sync::refresh_staff(hub, m_ward->access()));
  WL_CHECK(sync::report_kept_aside(m_world.disk, m_data->folder(), hub));
  WL_TRY(const bool due, sync::is_renewal_due(m_data->device(), m_world.clock.now()));
  if (!due || m_renewed) return {};
  WL_TRY(const auto renewed, sync::renew_certificate(m_world.disk, m_data->folder(), hub, m_data->device()));
  m_renewed = !renewed.certificate.empty();
  return {};
}

}  // namespace wardlight::desktop
