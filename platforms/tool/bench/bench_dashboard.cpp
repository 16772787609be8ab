// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iostream>

#include "platforms/linux/paths.h"
#include "platforms/linux/posix_disk.h"
#include "platforms/linux/system_clock.h"
#include "platforms/linux/system_random.h"
#include "platforms/network/network.h"
#include "platforms/postgres/temporary_database.h"
#include "platforms/tool/bench/benches.h"
#include "sync/storage/postgres/session.h"

namespace wardlight::tool::bench {
namespace {

constexpr int kMonths = 36;
constexpr int kLooks = 60;
constexpr std::int64_t kBoundMilliseconds = 200;

// Made inside the database: through the protocol it would take hours, and only reading is measured here.
std::string fill_script(const measures::MeasureRegistry& registry, int first, int last) {
  std::string measures;
  for (std::size_t i = 0; i < 30; ++i) measures += (i == 0 ? "('" : "'), ('") + registry.measures[i].id;
  const std::string hospitals = std::to_string(first) + ", " + std::to_string(last);
  return "INSERT INTO central_measure (id) VALUES " + measures +
         "') ON CONFLICT DO NOTHING; "
         "INSERT INTO central_hospital (name) SELECT 'hospital-' || h FROM generate_series(" +
         hospitals +
         ") h; "
         "INSERT INTO central_unit (hospital, id, name) SELECT h, 'unit ' || u, 'unit ' || u FROM generate_series(" +
         hospitals +
         ") h, generate_series(1, 20) u; "
         "INSERT INTO central_fact (n, d, received_at, x, hospital, unit, period, measure, version, status) "
         "SELECT (random() * 9)::int, 500 + (random() * 500)::int, 1735689600000, 1000, u.hospital, u.number, p, m, 1, 1 FROM "
         "central_unit u, "
         "generate_series(264, 299) p, generate_series(1, 30) m WHERE u.hospital BETWEEN " +
         std::to_string(first) + " AND " + std::to_string(last) +
         "; "
         "INSERT INTO central_dirty SELECT h, p FROM generate_series(" +
         hospitals +
         ") h, generate_series(264, 299) p; "
         "ANALYZE central_fact; ANALYZE central_month; ANALYZE central_unit";
}

// At the 95th percentile: everything a hospital sees at once, all its measures with charts, goals and peers.
Expected<Nanoseconds> look_around(network::Network& network, int hospitals) {
  std::vector<Nanoseconds> times;
  for (int i = 0; i < kLooks; ++i) {
    const std::string name = "hospital-" + std::to_string(1 + i * 7 % hospitals);
    Expected<json::Value> figures = json::Value();
    times.push_back(time_once([&] { figures = network.reports().figures_of(name); }));
    if (!figures) return figures.error();
    if ((*figures)["measures"].items().size() < 29)
      return Error{ErrorCode::InvalidContent, "The dashboard shows too little.", "bench"};
  }
  std::ranges::sort(times);
  return times[times.size() * 95 / 100];
}

Expected<Nanoseconds> fill_and_look(network::Network& network, storage::Session& session, int first, int last) {
  WL_CHECK(session.script(fill_script(network.content().registry, first, last)));
  WL_CHECK(network.central().settle());
  WL_CHECK(session.script("VACUUM ANALYZE central_month"));
  return look_around(network, last);
}

}  // namespace

Expected<std::vector<Figure>> bench_dashboard(const std::string& folder, int hospitals) {
  platform::PosixDisk disk;
  platform::SystemClock clock;
  platform::SystemRandom random;
  WL_TRY(const auto database, platform::TemporaryDatabase::start({"shared_buffers=512MB", "max_wal_size=4GB"}));
  WL_TRY(const auto assets, platform::assets_folder());
  WL_TRY(const auto network, network::Network::make({disk, clock, random, assets, database->uri(), folder}));
  WL_TRY(const auto session, storage::Session::connect(database->uri()));
  const int tenth = std::max(1, hospitals / 10);
  WL_TRY(const Nanoseconds small, fill_and_look(*network, *session, 1, tenth));
  WL_TRY(const Nanoseconds large, fill_and_look(*network, *session, tenth + 1, hospitals));
  const std::string size =
      std::to_string(hospitals) + " hospitals, " + std::to_string(std::int64_t{hospitals} * kMonths * 600) + " facts";
  const auto microseconds = [](Nanoseconds time) { return time / 1000; };
  return std::vector<Figure>{
      {"central: dashboard, every measure with chart, goal and peers, p95; " + size, microseconds(large), "us", "200 ms",
       kBoundMilliseconds * 1000, "1.00", Better::AtMost},
      {"the same", microseconds(large), "us", "over a tenth of the facts", microseconds(small), "10.00", Better::AtMost}};
}

}  // namespace wardlight::tool::bench
