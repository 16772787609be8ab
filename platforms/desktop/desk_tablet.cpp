// SPDX-License-Identifier: Apache-2.0
#include "platforms/desktop/desk_tablet.h"

#include <algorithm>
#include <utility>

#include "sync/client/device_care.h"
#include "platforms/print/print_file.h"
#include "sync/client/enrol.h"
#include "sync/client/fetch_tablets.h"
#include "ui/print/patient_card_page.h"
#include "ui/print/shift_page.h"

namespace wardlight::desktop {
namespace {

constexpr Duration kTabletsEvery = seconds(60);
constexpr Duration kTabletsKnown = minutes(5);

shell::SyncNews news_of(const sync::SyncStatus& status) {
  shell::SyncNews news;
  news.online = status.link == sync::Link::Online;
  news.sending = news.online && status.unsent > 0;
  news.last_contact = status.last_contact;
  if (!status.problem.empty()) news.failure = status.problem;
  else if (!status.uncompared.empty()) news.failure = status.uncompared;
  news.hub_ahead = status.hub_ahead;
  news.saved_here = status.saved_here();
  news.accepted = status.accepted + status.released;
  news.unsent = status.unsent;
  news.oldest_unsent = status.oldest_unsent;
  return news;
}

// A name that says what and when, and of whom nothing.
std::string file_name(std::string_view what, const Zone& zone, Instant now) {
  std::string at = zone.format(now).substr(0, 16);
  std::ranges::replace(at, ':', '-');
  return std::string(what) + "-" + at + ".pdf";
}

Expected<shell::PrintedAt> print_pages(const std::string& folder, const std::string& name, Expected<print::Print> pages) {
  if (!pages) return pages.error();
  WL_TRY(auto printed, platform::print_pdf(folder, name, pages->pdf));
  return shell::PrintedAt{std::move(printed.file), printed.on_printer};
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
  parts.built_at = world.built_at;
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
  const auto name_of = [&clock = world.clock, zone = parts.zone](std::string_view what) {
    return file_name(what, zone, clock.now());
  };
  parts.shift.print_report = [name_of, folder = settings.print_folder](const models::ShiftReport& report) {
    return print_pages(folder, name_of("shift"), print::print_shift_report(report));
  };
  parts.shift.print_list = [name_of, folder = settings.print_folder](const models::DowntimeList& list) {
    return print_pages(folder, name_of("downtime"), print::print_downtime_list(list));
  };
  parts.shift.print_card = [name_of, folder = settings.print_folder](const models::PaperCard& card) {
    return print_pages(folder, name_of("card"), print::print_patient_card(card));
  };
  parts.shift.other_tablets = [this] { return other_tablets(); };
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
  m_owes_word = true;
  if (sync::BackgroundSync* sync = m_running) sync->run_errand([this](transport::HttpClient& hub) { return tell_hub(hub); });
}

// As the hub told at most a minute ago; asked again on the thread that talks to it, never while somebody waits.
workflows::OtherTablets DeskTablet::other_tablets() {
  const Instant now = m_world.clock.now();
  const std::lock_guard guard(m_told_mutex);
  if (!m_asked_at || now - *m_asked_at >= kTabletsEvery) {
    m_asked_at = now;
    if (sync::BackgroundSync* sync = m_running)
      sync->run_errand([this](transport::HttpClient& hub) { return ask_of_tablets(hub); });
  }
  if (!m_told_at || now - *m_told_at > kTabletsKnown) return std::nullopt;
  return m_told;
}

Expected<void> DeskTablet::ask_of_tablets(transport::HttpClient& hub) {
  if (m_owes_word) WL_CHECK(tell_hub(hub));  // this errand may have taken that one's place
  WL_TRY(const auto tablets, sync::fetch_tablets(hub));
  const std::lock_guard guard(m_told_mutex);
  m_told.clear();
  for (const wire::TabletNews& one : tablets)
    m_told.push_back({one.device, one.name, one.seen, one.oldest_unsent,
                      one.unsent ? std::optional(static_cast<int>(*one.unsent)) : std::nullopt});
  m_told_at = m_world.clock.now();
  return {};
}

// At the first contact of a session: the staff and their keys, what was kept aside, and the next certificate.
Expected<void> DeskTablet::tell_hub(transport::HttpClient& hub) {
  WL_CHECK(sync::refresh_staff(hub, m_ward->access()));
  WL_CHECK(sync::report_kept_aside(m_world.disk, m_data->folder(), hub));
  m_owes_word = false;
  WL_TRY(const bool due, sync::is_renewal_due(m_data->device(), m_world.clock.now()));
  if (!due || m_renewed) return {};
  WL_TRY(const auto renewed, sync::renew_certificate(m_world.disk, m_data->folder(), hub, m_data->device()));
  m_renewed = !renewed.certificate.empty();
  return {};
}

}  // namespace wardlight::desktop
