// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <fstream>

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
constexpr std::size_t kBatches = 60;
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

Expected<Nanoseconds> push_all(transport::HttpClient& hub, const std::vector<std::string>& bundles) {
  Expected<void> pushed;
  const Nanoseconds time = time_once([&] {
    for (const auto& bundle : bundles) {
      const auto heard = sync::talk(hub, sync::post_json("/fhir", bundle), seconds(30));
      if (!heard) pushed = heard.error();
      else if (heard->status != 200) pushed = Error{ErrorCode::InvalidContent, "The hub did not take the bench's rounds.", "bench"};
      else if (const auto answers = wire::read_push_answer(heard->body, kBatch); !answers || answers->front().status != wire::UnitStatus::New)
        pushed = Error{ErrorCode::InvalidContent, "The hub refused a round: " + (answers ? answers->front().reason : answers.error().text), "bench"};
    }
  });
  if (!pushed) return pushed.error();
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
  WL_TRY(const std::string code, hospital->make_enrolment_code("Bench"));
  const platform::TabletWorld tablet_world{world.disk, world.clock, world.random, world.rules, *world.content, kCheapPin};
  WL_TRY(auto tablet, platform::TabletData::enrol(folder + "/tablet", tablet_world, hospital->base(), code, "Bench"));
  WL_TRY(const auto units, make_units(world, *hospital, *tablet, kBatch * kBatches));
  std::vector<std::string> bundles;
  for (std::size_t first = 0; first < units.size(); first += kBatch) {
    std::vector<std::string> entries;
    for (std::size_t i = first; i < first + kBatch; ++i) entries.push_back(units[i].entry);
    bundles.push_back(wire::write_push(entries));
  }
  WL_TRY(auto client, sync::connect_to_hub(world.disk, tablet->folder(), tablet->device(), world.clock));
  WL_TRY(const Nanoseconds ours, push_all(*client, bundles));
  WL_TRY(const Nanoseconds raw, insert_all(world, folder + "/raw", units));
  const auto per_second = [&](Nanoseconds time) { return static_cast<std::int64_t>(units.size()) * 1'000'000'000 / time; };
  return std::vector<Figure>{{"hub: rounds accepted over loopback TLS, batches of 25", per_second(ours), "rounds/s",
                              "the same bytes inserted raw into the same kind of store", per_second(raw), "0.50", Better::AtLeast}};
}

}  // namespace wardlight::tool::bench
