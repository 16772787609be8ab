// SPDX-License-Identifier: Apache-2.0
#include <condition_variable>
#include <mutex>

#include "platforms/tool/bench/bench_fleet.h"
#include "platforms/tool/bench/benches.h"
#include "platforms/tool/bench/wire_counter.h"
#include "sync/client/background_sync.h"
#include "sync/wire/numbers.h"

namespace wardlight::tool::bench {
namespace {

constexpr std::size_t kBatch = 25;
constexpr std::size_t kRounds = 60;
constexpr std::int64_t kPollSeconds = 55;  // as the app asks the hub to wait
constexpr Nanoseconds kMillisecond = 1'000'000;
const sync::SyncOptions kAtOnce{.first_contact_within = {}};

Expected<std::uint16_t> port_of(const std::string& base) {
  const auto after_colon = base.rfind(':') + 1;
  const auto port = wire::to_number(base.substr(after_colon, base.find('/', after_colon) - after_colon));
  if (!port) return Error{ErrorCode::InvalidContent, "The hub's address has no port.", "bench"};
  return static_cast<std::uint16_t>(*port);
}

// The real client of one tablet, through the counter.
class CountedTablet {
 public:
  CountedTablet(Fleet& fleet, Fleet::Tablet& tablet, WireCounter& counter)
      : m_fleet(fleet), m_tablet(tablet), m_counter(counter) {}

  Expected<void> connect() {
    auto record = m_tablet.data->device();
    record.hub = "https://127.0.0.1:" + std::to_string(m_counter.port());
    WL_TRY(m_http, sync::connect_to_hub(m_fleet.disk(), m_tablet.data->folder(), record, m_fleet.clock()));
    m_client.emplace(*m_http, m_tablet.data->journal(), m_fleet.clock(), m_fleet.random(), kAtOnce);
    WL_TRY(auto connection, m_tablet.store->connect());
    m_client->use_store(std::move(connection));
    return catch_up();
  }
  Expected<void> catch_up() {
    while (true) {
      const auto progress = m_client->step(0);
      if (progress == sync::Progress::CaughtUp) return {};
      if (progress == sync::Progress::Waiting) return Error{ErrorCode::Offline, m_client->status().problem, "bench"};
    }
  }
  // Of one request and its answer.
  std::int64_t bytes_of_step(int wait_seconds) {
    const std::int64_t before = m_counter.bytes();
    m_client->step(wait_seconds);
    return m_counter.bytes() - before;
  }

 private:
  Fleet& m_fleet;
  Fleet::Tablet& m_tablet;
  WireCounter& m_counter;
  std::unique_ptr<transport::HttpClient> m_http;
  std::optional<sync::SyncClient> m_client;
};

Expected<std::vector<Figure>> measure_bytes(Fleet& fleet) {
  WL_TRY(auto tablet, fleet.add_tablet());
  WL_TRY(const auto port, port_of(fleet.hospital().base()));
  WL_TRY(const auto counter, WireCounter::listen(port));
  CountedTablet counted(fleet, tablet, *counter);
  WL_CHECK(counted.connect());
  WL_CHECK(fleet.save_rounds(tablet, kBatch));
  const std::int64_t batch = counted.bytes_of_step(0);
  WL_CHECK(counted.catch_up());
  WL_CHECK(fleet.save_round(tablet, store::Urgency::Urgent));
  const std::int64_t urgent = counted.bytes_of_step(0);
  WL_CHECK(counted.catch_up());
  const std::int64_t poll = counted.bytes_of_step(1);
  return std::vector<Figure>{
      {"on the wire, a full round in a batch of 25, both ways with TLS", batch / static_cast<std::int64_t>(kBatch), "bytes",
       "0.35 kB", 350, "1.00"},
      {"on the wire, one urgent round", urgent, "bytes", "1.7 kB", 1700, "1.00"},
      {"on the wire, an idle tablet in a minute of 55 s polls", poll * 60 / kPollSeconds, "bytes", "0.5 kB", 500, "1.00"}};
}

// The app's sync thread of one tablet.
class LiveTablet {
 public:
  LiveTablet(Fleet& fleet, Fleet::Tablet& tablet) : m_fleet(fleet), m_tablet(tablet) {}

  Expected<void> start() {
    const auto& data = *m_tablet.data;
    WL_TRY(auto http, sync::connect_to_hub(m_fleet.disk(), data.folder(), data.device(), m_fleet.clock()));
    m_sync = std::make_unique<sync::BackgroundSync>(std::move(http), data.journal(), m_fleet.clock(), m_fleet.random(), kAtOnce,
                                                    [this] { m_moved.notify_all(); });
    WL_TRY(auto connection, m_tablet.store->connect());
    m_sync->unlock(std::move(connection));
    return {};
  }
  void wake() { m_sync->wake(); }
  Expected<void> wait_for(const StatementId& id) {
    constexpr int kTries = 3000;
    for (int i = 0; i < kTries; ++i) {
      WL_TRY(const auto there, m_tablet.store->find_statement(id));
      if (there) return {};
      std::unique_lock lock(m_mutex);
      m_moved.wait_for(lock, std::chrono::milliseconds(10));
    }
    return Error{ErrorCode::Offline, "A round did not reach the other tablet in half a minute.", "bench"};
  }
  Expected<void> wait_until_caught_up() {
    constexpr int kTries = 3000;
    for (int i = 0; i < kTries && !m_sync->status().caught_up; ++i) {
      std::unique_lock lock(m_mutex);
      m_moved.wait_for(lock, std::chrono::milliseconds(10));
    }
    return {};
  }

 private:
  Fleet& m_fleet;
  Fleet::Tablet& m_tablet;
  std::mutex m_mutex;
  std::condition_variable m_moved;
  std::unique_ptr<sync::BackgroundSync> m_sync;  // last: its thread uses the others
};

Expected<Figure> measure_way(Fleet& fleet) {
  WL_TRY(auto bedside, fleet.add_tablet());
  WL_TRY(auto other, fleet.add_tablet());
  LiveTablet here(fleet, bedside), there(fleet, other);
  WL_CHECK(here.start());
  WL_CHECK(there.start());
  WL_CHECK(here.wait_until_caught_up());
  WL_CHECK(there.wait_until_caught_up());
  std::vector<Nanoseconds> times;
  for (std::size_t i = 0; i < kRounds; ++i) {
    Expected<void> arrived;
    times.push_back(time_once([&] {
      const auto id = fleet.save_round(bedside, store::Urgency::Usual);
      here.wake();
      arrived = id ? there.wait_for(*id) : Expected<void>(id.error());
    }));
    WL_CHECK(arrived);
  }
  std::sort(times.begin(), times.end());
  return Figure{"from the bedside to another tablet over loopback, 95th percentile of 60",
                times[times.size() * 95 / 100],
                "ns",
                "500 ms",
                500 * kMillisecond,
                "1.00"};
}

}  // namespace

Expected<std::vector<Figure>> bench_wire(const std::string& folder) {
  WL_TRY(const auto fleet, Fleet::make(folder));
  WL_TRY(auto figures, measure_bytes(*fleet));
  WL_TRY(auto way, measure_way(*fleet));
  figures.push_back(std::move(way));
  return figures;
}

}  // namespace wardlight::tool::bench
