// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <thread>

#include "core/store/database.h"
#include "platforms/demo/hospital.h"
#include "platforms/linux/paths.h"
#include "platforms/linux/posix_disk.h"
#include "platforms/linux/system_clock.h"
#include "platforms/linux/system_random.h"
#include "platforms/tablet/tablet_data.h"
#include "platforms/tool/bench/bench_ward.h"
#include "platforms/tool/bench/benches.h"
#include "sync/client/hub_talk.h"
#include "sync/wire/bundle.h"

namespace wardlight::tool::bench {
namespace {

constexpr std::size_t kBatch = 25;
constexpr std::size_t kBatches = 40;  // of each tablet
constexpr std::size_t kTablets = 4;
constexpr crypto::StretchCost kCheapPin{1, std::size_t{8} << 10};
constexpr std::string_view kInsert = "INSERT INTO raw (bytes) VALUES (?)";
constexpr std::array kRawSchema{store::Migration{1, "create_raw", "CREATE TABLE raw (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;"}};

struct World {
  platform::PosixDisk disk;
  platform::SystemClock clock;
  platform::SystemRandom random;
  access::AccessRules rules;
  std::optional<workflows::WardContent> content;
};

struct Unit {
  std::string entry;
  std::string bytes;
};

// Full rounds as a signed-in nurse of this tablet saves them, taken from its outbox.
Expected<std::vector<Unit>> make_units(World& world, demo::Hospital& hospital, platform::TabletData& tablet, std::size_t count) {
  WL_TRY(auto door, access::AccessControl::open(tablet.parts(), [](const access::Session&) {}));
  const auto& person = hospital.staff().front();
  WL_TRY(const auto session, door->sign_in(person.practitioner, crypto::Secret(as_bytes(person.pin))));
  WL_TRY(auto store, tablet.open_store(*session));
  WL_TRY(const auto zone, tablet.zone());
  const workflows::Ward ward{*store, *session, *world.content, zone, world.clock, world.random};
  std::vector<Unit> units;
  WL_TRY(const auto answers, answer_all(*world.content));
  while (units.size() < count) {
    std::vector<workflows::NamedResource> resources;
    for (std::size_t i = 0; i < kBatch; ++i) resources.push_back(full_response(ward, answers));
    WL_TRY(const auto receipt, workflows::save_statements(ward, resources));
    for (const auto& saved : receipt.units) {
      WL_TRY(const auto statement, store->find_statement(saved.id));
      units.push_back({statement->entry(), statement->bytes});
    }
  }
  return units;
}

// One tablet with its rounds in bundles, ready to push.
struct Pusher {
  std::unique_ptr<platform::TabletData> tablet;
  std::unique_ptr<transport::HttpClient> client;
  std::vector<std::string> bundles;
  Expected<void> pushed;

  Expected<void> push_all() {
    for (const auto& bundle : bundles) {
      WL_TRY(const auto heard, sync::talk(*client, sync::post_json("/fhir", bundle), seconds(30)));
      if (heard.status != 200) return Error{ErrorCode::InvalidContent, "The hub did not take the bench's rounds.", "bench"};
      WL_TRY(const auto answers, wire::read_push_answer(heard.body, kBatch));
      if (answers.front().status != wire::UnitStatus::New)
        return Error{ErrorCode::InvalidContent, "The hub refused a round: " + answers.front().reason, "bench"};
    }
    return {};
  }
};

Expected<Pusher> make_pusher(World& world, demo::Hospital& hospital, const std::string& folder, std::vector<Unit>& all) {
  WL_TRY(const std::string code, hospital.make_enrolment_code(folder));
  const platform::TabletWorld tablet_world{world.disk, world.clock, world.random, world.rules, *world.content, kCheapPin};
  Pusher pusher;
  WL_TRY(pusher.tablet, platform::TabletData::enrol(folder, tablet_world, hospital.base(), code, folder));
  WL_TRY(const auto units, make_units(world, hospital, *pusher.tablet, kBatch * kBatches));
  for (std::size_t first = 0; first < units.size(); first += kBatch) {
    std::vector<std::string> entries;
    for (std::size_t i = first; i < first + kBatch; ++i) entries.push_back(units[i].entry);
    pusher.bundles.push_back(wire::write_push(entries));
  }
  all.insert(all.end(), units.begin(), units.end());
  WL_TRY(pusher.client, sync::connect_to_hub(world.disk, pusher.tablet->folder(), pusher.tablet->device(), world.clock));
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

Expected<Nanoseconds> insert_all(World& world, const std::string& folder, const std::vector<Unit>& units) {
  WL_CHECK(world.disk.make_folder(folder));
  WL_TRY(auto database, store::Database::open({folder + "/raw.db", store::OpenAs::CreateIfMissing, kRawSchema},
                                              crypto::Secret::random(store::kKeySize, world.random)));
  Expected<void> inserted;
  const auto insert_batch = [&](std::size_t first) -> Expected<void> {
    WL_TRY(auto transaction, store::Transaction::begin(*database));
    for (std::size_t i = first; i < first + kBatch; ++i) WL_CHECK(database->run(kInsert, as_bytes(units[i].bytes)));
    return transaction.commit();
  };
  const Nanoseconds time = time_once([&] {
    for (std::size_t first = 0; first < units.size() && inserted; first += kBatch) inserted = insert_batch(first);
  });
  if (!inserted) return inserted.error();
  return time;
}

}  // namespace

Expected<std::vector<Figure>> bench_hub(const std::string& folder) {
  World world;
  WL_TRY(const std::string assets, platform::assets_folder());
  WL_TRY(world.rules, access::load_access_rules(world.disk, assets));
  WL_TRY(world.content, workflows::load_ward_content(world.disk, assets));
  WL_TRY(auto hospital, demo::Hospital::make(folder + "/hub", {world.disk, world.clock, world.random, kCheapPin}));
  std::vector<Unit> units;
  std::vector<Pusher> pushers;
  for (std::size_t i = 0; i < kTablets; ++i) {
    WL_TRY(auto pusher, make_pusher(world, *hospital, folder + "/tablet-" + std::to_string(i), units));
    pushers.push_back(std::move(pusher));
  }
  WL_TRY(const Nanoseconds ours, push_together(pushers));
  WL_TRY(const Nanoseconds raw, insert_all(world, folder + "/raw", units));
  const auto per_second = [&](Nanoseconds time) { return static_cast<std::int64_t>(units.size()) * 1'000'000'000 / time; };
  return std::vector<Figure>{{"hub: rounds accepted over loopback TLS, batches of 25, 4 tablets at once", per_second(ours), "rounds/s",
                              "the same bytes inserted raw into the same kind of store", per_second(raw), "0.50", Better::AtLeast}};
}

}  // namespace wardlight::tool::bench
