// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <atomic>
#include <iostream>
#include <thread>

#include "core/base/uuid.h"
#include "platforms/linux/paths.h"
#include "platforms/linux/posix_disk.h"
#include "platforms/linux/system_clock.h"
#include "platforms/linux/system_random.h"
#include "platforms/network/network.h"
#include "platforms/postgres/temporary_database.h"
#include "platforms/tool/bench/benches.h"
#include "sync/central/report_bundle.h"
#include "sync/client/enrol.h"
#include "sync/client/hub_talk.h"
#include "sync/storage/postgres/session.h"
#include "sync/wire/bundle.h"

namespace wardlight::tool::bench {
namespace {

constexpr int kUnits = 20;
constexpr std::size_t kMeasures = 30;
constexpr int kAtOnce = 40;  // hospitals whose reports are written before they are sent
constexpr int kThreads = 4;  // that send, and that insert raw
constexpr std::string_view kMonth = "2025-03";
constexpr std::string_view kMakeRaw =
    "CREATE TABLE raw_fact (n bigint NOT NULL, d bigint NOT NULL, received_at bigint NOT NULL, x int NOT NULL, hospital int NOT "
    "NULL, "
    "unit int NOT NULL, period smallint NOT NULL, measure smallint NOT NULL, version smallint NOT NULL, status smallint NOT "
    "NULL, "
    "PRIMARY KEY (hospital, period, measure, unit, version)); "
    "CREATE TABLE raw_report (id text COLLATE \"C\" PRIMARY KEY, bytes bytea NOT NULL)";
constexpr std::string_view kRawFact = "INSERT INTO raw_fact VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
constexpr std::string_view kRawReport = "INSERT INTO raw_report VALUES ($1, $2)";

struct World {
  platform::PosixDisk disk;
  platform::SystemClock clock;
  platform::SystemRandom random;
  std::unique_ptr<platform::TemporaryDatabase> database;
  std::unique_ptr<network::Network> network;
};

Expected<std::unique_ptr<World>> make_world(const std::string& folder) {
  auto world = std::make_unique<World>();
  WL_TRY(world->database, platform::TemporaryDatabase::start({"shared_buffers=512MB", "max_wal_size=4GB"}));
  WL_TRY(const auto assets, platform::assets_folder());
  WL_TRY(world->network,
         network::Network::make({world->disk, world->clock, world->random, assets, world->database->uri(), folder}));
  return world;
}

// One hospital's month, as its hub would send it and as raw rows.
struct Month {
  transport::CertificateIdentity identity;
  std::vector<transport::HttpRequest> pushes;
  std::vector<std::size_t> units_in;  // of each push
  std::vector<std::pair<std::string, std::string>> bundles;  // id and bytes
  std::vector<measures::MeasureRow> rows;
  Expected<void> done;
};

std::vector<measures::MeasureRow> rows_of_unit(const measures::MeasureRegistry& registry, const std::string& hospital, int unit) {
  std::vector<measures::MeasureRow> rows;
  for (const auto& rule : registry.measures) {
    if (rows.size() == kMeasures) break;
    const auto at = static_cast<std::int64_t>(rows.size());
    measures::MeasureRow row{hospital, "unit " + std::to_string(unit), rule.id, std::string(kMonth), 1, at % 7, 100 + at * 20,
                             rule.x,   measures::RowStatus::Complete,  {}};
    rows.push_back(std::move(row));
  }
  return rows;
}

// Signs and chains a hospital's statements, as its outbox does.
class Pen {
 public:
  Pen(DeviceId device, const crypto::SigningKeys& keys) : m_device(std::move(device)), m_keys(keys) {}
  std::string write(const std::string& id, const std::string& bundle) {
    store::UnitEnvelope envelope{m_device, 1, ++m_seq, crypto::sha256(as_bytes(bundle)), m_prev, {"hub"}, {}};
    m_prev = store::chain_value(envelope);
    envelope.signature = crypto::sign(m_keys, m_prev);
    return store::write_entry(envelope, central::kBundleType, id, bundle);
  }

 private:
  DeviceId m_device;
  const crypto::SigningKeys& m_keys;
  std::uint64_t m_seq = 0;
  crypto::Hash m_prev{};
};

Expected<Month> write_month(World& world, int number, const crypto::SigningKeys& keys) {
  const std::string name = "hospital-" + std::to_string(number);
  const DeviceId device{make_uuid_v7(world.clock.now(), world.random)};
  WL_CHECK(world.network->storage().registry().put_device({device, name, 1, "1", world.clock.now(), {}, {}, {}}));
  Month month;
  month.identity = {device, 1, "1", {}, {}, {}};
  const auto client = world.network->wires().connect(month.identity);
  WL_CHECK(sync::register_signers(*client, {{{"hub"}, keys.public_key, {}}}));
  Pen pen(device, keys);
  std::vector<std::string> entries;
  const auto& registry = world.network->content().registry;
  for (int unit = 0; unit < kUnits; ++unit) {
    std::vector<json::Value> reports;
    for (const auto& row : rows_of_unit(registry, name, unit)) {
      reports.push_back(measures::to_measure_report(registry, row, {name, "2025-04-05T08:00:00Z", {}}));
      month.rows.push_back(row);
    }
    const std::string bundle = central::write_report_bundle(reports);
    const std::string id = central::bundle_id(bundle);
    entries.push_back(pen.write(id, bundle));
    month.bundles.emplace_back(id, bundle);
  }
  for (std::span<const std::string> rest = entries; !rest.empty();) {
    const std::size_t taken = wire::count_for_push(rest);
    month.pushes.push_back(sync::post_json("/fhir", wire::write_push(rest.first(taken))));
    month.units_in.push_back(taken);
    rest = rest.subspan(taken);
  }
  return month;
}

Expected<void> send(network::Network& network, const Month& month) {
  for (std::size_t i = 0; i < month.pushes.size(); ++i) {
    transport::HttpResponse heard;
    network.central().handle({month.pushes[i], month.identity, {}},
                             [&](transport::HttpResponse response) { heard = std::move(response); });
    WL_TRY(const auto answers, wire::read_push_answer(heard.body, month.units_in[i]));
    for (const auto& answer : answers)
      if (answer.status != wire::UnitStatus::New)
        return Error{ErrorCode::InvalidContent, "Central refused the bench's reports: " + answer.reason, "bench"};
  }
  return {};
}

Expected<void> insert_raw(storage::Session& session, const Month& month, int hospital) {
  std::vector<storage::Query> queries;
  queries.push_back({storage::kBegin, {}});
  for (std::size_t i = 0; i < month.rows.size(); ++i) {
    const auto& row = month.rows[i];
    const auto at = static_cast<std::int64_t>(i);
    queries.push_back(
        {kRawFact,
         {row.n, row.d, std::int64_t{1'743'840'000'000}, row.x, hospital, at / static_cast<std::int64_t>(kMeasures) + 1, 302,
          at % static_cast<std::int64_t>(kMeasures) + 1, 1, 1}});
  }
  for (const auto& [id, bytes] : month.bundles) queries.push_back({kRawReport, {id, as_bytes(bytes)}});
  queries.push_back({storage::kCommit, {}});
  WL_TRY(const auto rows, session.run(queries));
  return {};
}

// Each thread takes the next month until none is left.
template <class Work>
Nanoseconds work_together(std::vector<Month>& months, Work work) {
  std::atomic<std::size_t> next = 0;
  return time_once([&] {
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t)
      threads.emplace_back([&, t] {
        for (std::size_t i = next++; i < months.size(); i = next++)
          months[i].done = work(months[i], static_cast<std::size_t>(t), i);
      });
    for (auto& thread : threads) thread.join();
  });
}

Expected<void> all_done(const std::vector<Month>& months) {
  for (const Month& month : months) WL_CHECK(month.done);
  return {};
}

}  // namespace

Expected<std::vector<Figure>> bench_central(const std::string& folder, int hospitals) {
  WL_TRY(const auto world, make_world(folder));
  const auto keys = crypto::make_signing_keys(world->random);
  std::vector<std::unique_ptr<storage::Session>> sessions;
  for (int t = 0; t < kThreads; ++t) {
    WL_TRY(auto session, storage::Session::connect(world->database->uri()));
    sessions.push_back(std::move(session));
  }
  WL_CHECK(sessions.front()->script(std::string(kMakeRaw)));
  Nanoseconds ours = 0;
  Nanoseconds raw = 0;
  std::int64_t reports = 0;
  for (int first = 1; first <= hospitals; first += kAtOnce) {
    std::vector<Month> months;
    for (int number = first; number < first + kAtOnce && number <= hospitals; ++number) {
      WL_TRY(auto month, write_month(*world, number, keys));
      reports += static_cast<std::int64_t>(month.rows.size());
      months.push_back(std::move(month));
    }
    ours += work_together(months, [&](const Month& month, std::size_t, std::size_t) { return send(*world->network, month); });
    WL_CHECK(all_done(months));
    Expected<void> settled;
    ours += time_once([&] { settled = world->network->central().settle(); });
    WL_CHECK(settled);
    raw += work_together(months, [&](const Month& month, std::size_t thread, std::size_t i) {
      return insert_raw(*sessions[thread], month, first + static_cast<int>(i));
    });
    WL_CHECK(all_done(months));
    if (first % 400 == 1) std::cerr << first + kAtOnce - 1 << " hospitals\n";
  }
  const auto per_second = [&](Nanoseconds time) {
    return static_cast<std::int64_t>(static_cast<double>(reports) * 1e9 / static_cast<double>(time));
  };
  return std::vector<Figure>{{"central: a month's reports of " + std::to_string(hospitals) + " hospitals (" +
                                  std::to_string(reports) + "), pushed, judged, kept and summed",
                              per_second(ours), "reports/s", "the same rows and bytes by pipelined PostgreSQL inserts",
                              per_second(raw), "0.50", Better::AtLeast}};
}

}  // namespace wardlight::tool::bench
