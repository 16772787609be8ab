// SPDX-License-Identifier: Apache-2.0
#include "platforms/sim/sim_tablet.h"

#include "sync/client/fetch_tablets.h"
#include "sync/client/plain/plain_hub.h"
#include "sync/transport/http/http_client.h"

namespace wardlight::sim {
namespace {

constexpr int kMostSteps = 400;  // of one visit to the network
constexpr Duration kServerWindow = seconds(5);  // a shift's minutes pass in its milliseconds

Error no_network() { return {ErrorCode::Offline, "There is no network here.", "sim"}; }

}  // namespace

Expected<transport::HttpResponse> WeakNetwork::send(const transport::HttpRequest& request, Duration patience) {
  if (!m_reachable) return no_network();
  auto answer = m_inner->send(request, patience);
  if (m_chance() % 100 < m_lost_percent) return no_network();
  return answer;
}

Expected<std::unique_ptr<SimTablet>> SimTablet::enrol(const std::string& folder, const platform::TabletWorld& world,
                                                      demo::Hospital& hospital, const std::string& name, std::uint64_t seed,
                                                      const std::string& through) {
  WL_TRY(const std::string code, hospital.make_enrolment_code(name));
  WL_TRY(auto data, platform::TabletData::enrol(folder, world, hospital.base(), code, name));
  WL_TRY(auto zone, data->zone());
  std::unique_ptr<SimTablet> tablet(new SimTablet(world, std::move(zone)));
  tablet->m_data = std::move(data);
  WL_CHECK(tablet->connect(seed, through));
  const auto close = [raw = tablet.get()](const access::Session&) {
    raw->m_client->close_store();
    raw->m_store.reset();
  };
  WL_TRY(tablet->m_door, access::AccessControl::open(tablet->m_data->parts(), close));
  return tablet;
}

Expected<void> SimTablet::connect(std::uint64_t seed, const std::string& through) {
  sync::SyncOptions options;
  options.first_contact_within = Duration{};
  if (through.empty()) {
    WL_TRY(auto http, sync::connect_to_hub(m_world.disk, m_data->folder(), m_data->device(), m_world.clock));
    auto network = std::make_unique<WeakNetwork>(std::move(http), seed);
    m_network = network.get();
    m_way = std::move(network);
  } else {
    WL_TRY(const auto address, sync::read_plain_address(through));
    WL_TRY(auto http, transport::make_server_client({address.origin, {}, std::nullopt}, m_world.clock));
    auto network = std::make_unique<WeakNetwork>(std::move(http), seed);
    m_network = network.get();
    sync::PlainHubOptions how;
    how.feed.window = kServerWindow;
    auto hub = std::make_unique<sync::PlainHub>(std::move(network), address, std::string(), m_world.random, how);
    options = hub->sync_options(options);
    m_way = std::move(hub);
  }
  m_client = std::make_unique<sync::SyncClient>(*m_way, m_data->journal(), m_world.clock, m_world.random, options);
  return {};
}

Expected<void> SimTablet::sign_in(const demo::DemoPerson& person) {
  if (m_store && m_session && m_session->person().practitioner == person.practitioner) {
    m_door->touch();
    return {};
  }
  WL_TRY(m_session, m_door->sign_in(person.practitioner, crypto::Secret(as_bytes(person.pin))));
  WL_TRY(m_store, m_data->open_store(*m_session));
  WL_TRY(auto connection, m_store->connect());
  m_client->use_store(std::move(connection));
  return {};
}

workflows::Ward SimTablet::ward() { return {*m_store, *m_session, m_world.content, m_zone, m_world.clock, m_world.random}; }

workflows::OtherTablets SimTablet::other_tablets() {
  const auto told = sync::fetch_tablets(*m_network);
  if (!told) return std::nullopt;
  std::vector<workflows::TabletNews> news;
  for (const wire::TabletNews& one : *told)
    news.push_back({one.device, one.name, one.seen, one.oldest_unsent,
                    one.unsent ? std::optional(static_cast<int>(*one.unsent)) : std::nullopt});
  return news;
}

void SimTablet::sync() {
  for (int i = 0; i < kMostSteps; ++i)
    if (m_client->step(0) != sync::Progress::More) return;
}

}  // namespace wardlight::sim
