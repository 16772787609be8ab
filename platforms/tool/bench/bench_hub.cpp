// SPDX-License-Identifier: Apache-2.0
#include <thread>

#include "platforms/tool/bench/bench_fleet.h"
#include "platforms/tool/bench/benches.h"
#include "platforms/tool/bench/raw_store.h"
#include "sync/client/hub_talk.h"
#include "sync/storage/postgres/session.h"
#include "sync/wire/bundle.h"

namespace wardlight::tool::bench {
namespace {

constexpr std::size_t kBatch = 25;
constexpr std::size_t kBatches = 20;  // of each tablet
constexpr std::size_t kTablets = 8;
constexpr std::string_view kMakeRawRows = "CREATE TABLE wardlight_bench_raw (id bigserial PRIMARY KEY, bytes bytea NOT NULL)";
constexpr std::string_view kPutRawRow = "INSERT INTO wardlight_bench_raw (bytes) VALUES ($1)";

using Rows = std::vector<std::string>;

// One tablet with its rounds in bundles, ready to push.
struct Pusher {
  Fleet::Tablet tablet;
  std::unique_ptr<transport::HttpClient> client;
  std::vector<std::string> bundles;
  Expected<void> pushed;

  Expected<void> push_all() {
    for (const auto& bundle : bundles) {
      WL_TRY(const auto heard, sync::talk(*client, sync::post_json("/fhir", bundle), seconds(60)));
      if (heard.status != 200) return Error{ErrorCode::InvalidContent, "The hub did not take the bench's rounds.", "bench"};
      WL_TRY(const auto answers, wire::read_push_answer(heard.body, kBatch));
      if (answers.front().status != wire::UnitStatus::New)
        return Error{ErrorCode::InvalidContent, "The hub refused a round: " + answers.front().reason, "bench"};
    }
    return {};
  }
};

Expected<Pusher> make_pusher(Fleet& fleet, Rows& all) {
  Pusher pusher;
  WL_TRY(pusher.tablet, fleet.add_tablet());
  WL_TRY(auto units, fleet.save_rounds(pusher.tablet, kBatch * kBatches));
  for (std::size_t first = 0; first < units.size(); first += kBatch) {
    std::vector<std::string> entries;
    for (std::size_t i = first; i < first + kBatch; ++i) entries.push_back(std::move(units[i].entry));
    pusher.bundles.push_back(wire::write_push(entries));
  }
  for (FleetUnit& unit : units) all.push_back(std::move(unit.bytes));
  const auto& data = *pusher.tablet.data;
  WL_TRY(pusher.client, sync::connect_to_hub(fleet.disk(), data.folder(), data.device(), fleet.clock()));
  // Connected before the clock starts, as the raw store is open before its own does.
  WL_CHECK(sync::talk(*pusher.client, sync::get_request("/fhir/metadata"), seconds(60)));
  return pusher;
}

// All tablets at once, as a ward that comes back to the network.
Expected<Nanoseconds> push_together(std::vector<Pusher>& pushers) {
  const Nanoseconds time = time_once([&] {
    std::vector<std::thread> threads;
    for (Pusher& pusher : pushers) threads.emplace_back([&pusher] { pusher.pushed = pusher.push_all(); });
    for (std::thread& thread : threads) thread.join();
  });
  for (const Pusher& pusher : pushers)
    if (!pusher.pushed) return pusher.pushed.error();
  return time;
}

template <class Insert>
Expected<Nanoseconds> time_batches(const Rows& rows, Insert insert) {
  Expected<void> inserted;
  const Nanoseconds time = time_once([&] {
    for (std::size_t first = 0; first < rows.size() && inserted; first += kBatch)
      inserted = insert(std::span(rows).subspan(first, std::min(kBatch, rows.size() - first)));
  });
  if (!inserted) return inserted.error();
  return time;
}

Expected<Nanoseconds> insert_into_sqlite(Fleet& fleet, const Rows& rows) {
  WL_TRY(const auto raw, RawStore::make(fleet.disk(), fleet.folder() + "/raw"));
  return time_batches(rows, [&](std::span<const std::string> batch) { return raw->insert(batch); });
}

// One round trip a batch: BEGIN, the rows and COMMIT are sent together, as pipelining allows.
Expected<Nanoseconds> insert_into_postgres(const std::string& uri, const Rows& rows) {
  WL_TRY(const auto session, storage::Session::connect(uri));
  WL_CHECK(session->script(std::string(kMakeRawRows)));
  return time_batches(rows, [&](std::span<const std::string> batch) -> Expected<void> {
    std::vector<storage::Query> queries{{storage::kBegin, {}}};
    for (const std::string& row : batch) queries.push_back({kPutRawRow, {as_bytes(row)}});
    queries.push_back({storage::kCommit, {}});
    WL_CHECK(session->run(queries));
    return {};
  });
}

std::int64_t per_second(const Rows& rows, Nanoseconds time) {
  return static_cast<std::int64_t>(rows.size()) * 1'000'000'000 / time;
}

struct Race {
  std::unique_ptr<Fleet> fleet;
  Rows rows;
  Nanoseconds ours = 1;
};

Expected<Race> push_rounds(const std::string& folder, const hub_program::StoreChoice& store) {
  Race race;
  WL_TRY(race.fleet, Fleet::make(folder, store));
  std::vector<Pusher> pushers;
  for (std::size_t i = 0; i < kTablets; ++i) {
    WL_TRY(auto pusher, make_pusher(*race.fleet, race.rows));
    pushers.push_back(std::move(pusher));
  }
  WL_TRY(race.ours, push_together(pushers));
  return race;
}

}  // namespace

Expected<std::vector<Figure>> bench_hub(const std::string& folder) {
  WL_TRY(const Race race, push_rounds(folder, {}));
  WL_TRY(const Nanoseconds raw, insert_into_sqlite(*race.fleet, race.rows));
  return std::vector<Figure>{
      {"hub: rounds accepted over loopback TLS, batches of 25, 8 tablets at once", per_second(race.rows, race.ours), "rounds/s",
       "the same bytes inserted raw into the same kind of store", per_second(race.rows, raw), "0.60", Better::AtLeast}};
}

Expected<std::vector<Figure>> bench_postgres(const std::string& folder) {
  WL_TRY(const auto database, start_database("hub on PostgreSQL"));
  if (database == nullptr) return std::vector<Figure>();
  const std::string& uri = database->uri();
  WL_TRY(const Race race, push_rounds(folder, {uri, "bench"}));
  WL_TRY(const Nanoseconds raw, insert_into_postgres(uri, race.rows));
  return std::vector<Figure>{{"hub on PostgreSQL: the same", per_second(race.rows, race.ours), "rounds/s",
                              "the same bytes inserted raw, each batch pipelined", per_second(race.rows, raw), "0.60",
                              Better::AtLeast}};
}

}  // namespace wardlight::tool::bench
