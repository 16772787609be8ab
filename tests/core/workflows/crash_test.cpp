// SPDX-License-Identifier: Apache-2.0
// Pulls the power anywhere between the PIN and the second "Saved", with slots, tries, store, journal and beacon on one disk.
#include <cstdlib>

#include "core/access/access_control.h"
#include "core/store/guards.h"
#include "tests/core/workflows/test_ward.h"

namespace wardlight::workflows {
namespace {

using support::FaultDisk;
using support::kAna;

constexpr int kRounds = 2;

int crash_points() {
  const char* given = std::getenv("WARDLIGHT_CRASH_POINTS");
  return given == nullptr ? 10'000 : std::atoi(given);
}

struct Tally {
  int acknowledged = 0;
  int lost = 0;
  int lost_without_alarm = 0;
  int doors_shut = 0;
  int stores_shut = 0;
  int cannot_go_on = 0;
};

// A whole tablet on one disk, and the program that can be started on it again and again.
class Machine {
 public:
  explicit Machine(store::GuardLists guards = {}) : m_guards(guards), m_hub(crypto::make_box_keys(random)) {
    clock.set_wall(zone.to_instant({2025, 6, 10}, 14 * 60 + 20));
    must(disk.make_folder(folder.root));
    m_device_key = must(access::SoftwareKeyStore::create(disk, folder.key_store(), random));
    const auto pending = must(access::prepare_enrolment(parts(), support::roster_of({kAna}, random)));
    must(access::commit_enrolment(parts(), pending));
    const auto opened = must(store::Store::create(disk, clock, journal(), options(), pending.store_key));
    put_ward(*opened);
  }

  // What one nurse does after switching the tablet on: PIN, form, Save, form, Save. Gives what was acknowledged.
  std::vector<Saved> work() {
    std::vector<Saved> acknowledged;
    const auto done = try_to_work(acknowledged);
    static_cast<void>(done.has_value());
    return acknowledged;
  }

  void judge(const std::vector<Saved>& acknowledged, Tally& tally) {
    tally.acknowledged += static_cast<int>(acknowledged.size());
    auto session = sign_in();
    if (!session) {
      ++tally.doors_shut;
      return;
    }
    auto opened = open_store(**session);
    if (!opened) {
      ++tally.stores_shut;
      return;
    }
    for (const Saved& one : acknowledged) {
      const auto found = (*opened)->find_statement(one.id);
      if (found && found->has_value()) continue;
      ++tally.lost;
      const bool nurse_was_told = one.second_copy == store::SecondCopy::Owed;  // that only the store holds it
      if (!nurse_was_told && (*opened)->alarms().empty()) ++tally.lost_without_alarm;
    }
    const Ward ward{**opened, **session, test_content(), zone, clock, random};
    const auto after = save_one(ward);
    if (!after) ++tally.cannot_go_on;
  }
  void reboot() {
    m_door.reset();
    disk.reboot();
    clock.reboot();
  }

  FaultDisk disk{1};
  support::FakeClock clock;
  support::SeededRandom random{23};
  Zone zone = Zone::find("America/New_York").value();
  access::TabletFolder folder{"/tablet"};

 private:
  access::TabletParts parts() {
    return {disk, clock, random, *m_device_key, folder, {"tablet-1"}, m_rules, support::kCheapStretch};
  }
  Expected<std::shared_ptr<store::SealedJournal>> open_journal() {
    return store::SealedJournal::open(disk, folder.journal(), m_hub.public_key);
  }
  std::shared_ptr<store::SealedJournal> journal() { return must(open_journal()); }
  store::StoreOptions options() const {
    store::StoreOptions options;
    options.paths = store::StorePaths::in(folder.root);
    options.device = {"tablet-1"};
    options.rules = projection_rules(test_content());
    options.ballast_bytes = 16 << 10;
    options.vfs = disk.vfs_name();
    options.guards = m_guards;
    return options;
  }
  static void put_ward(store::Store& opened) {
    const auto item = [](const std::string& type, const std::string& id, const std::string& members) {
      return store::ReferenceItem{type, id, R"({"resourceType":")" + type + R"(","id":")" + id + R"(",)" + members + "}"};
    };
    const std::vector<store::ReferenceItem> items{
        item("Location", "unit-1", R"("name":"5 East","physicalType":{"coding":[{"code":"wa"}]})"),
        item("Location", "bed-A",
             R"("name":"A","physicalType":{"coding":[{"code":"bd"}]},"partOf":{"reference":"Location/unit-1"})"),
        item("Patient", "pat-1", R"("name":[{"family":"Kim","given":["Sun"]}],"birthDate":"1950-01-02")"),
        item("Encounter", "enc-1", R"("status":"in-progress","subject":{"reference":"Patient/pat-1"},)"
                                   R"("period":{"start":"2025-06-10T06:00:00-04:00"},)"
                                   R"("location":[{"location":{"reference":"Location/bed-A"},)"
                                   R"("status":"active","period":{"start":"2025-06-10T06:00:00-04:00"}}])")};
    must(opened.put_references(items));
  }

  Expected<std::shared_ptr<access::Session>> sign_in() {
    WL_TRY(m_device_key, access::SoftwareKeyStore::open(disk, folder.key_store()));
    WL_TRY(m_door, access::AccessControl::open(parts(), {}));
    WL_TRY(const Duration wait, m_door->wait_before_next_try(kAna.practitioner));
    clock.advance(wait);
    return m_door->sign_in(kAna.practitioner, support::pin_of(kAna));
  }
  Expected<std::unique_ptr<store::Store>> open_store(const access::Session& session) {
    WL_TRY(const auto key, session.store_key());
    WL_TRY(auto sealed, open_journal());
    return store::Store::open(disk, clock, std::move(sealed), options(), key);
  }
  Expected<Saved> save_one(const Ward& ward) {
    WL_TRY(OpenRound round, open_round(ward, kSun));
    WL_TRY(const json::Value answers, json::parse(kFull));
    WL_TRY(const auto problems, forms::give_plain_answers(round.form, answers));
    WL_CHECK(keep_draft(ward, round));
    WL_TRY(const Outcome outcome, record_round(ward, round));
    if (!problems.empty() || !outcome.saved) return Error{ErrorCode::InvalidContent, "crash_test", "The round was not saved."};
    return *outcome.saved;
  }
  Expected<void> try_to_work(std::vector<Saved>& acknowledged) {
    WL_TRY(const auto session, sign_in());
    WL_TRY(const auto opened, open_store(*session));
    const Ward ward{*opened, *session, test_content(), zone, clock, random};
    for (int i = 0; i < kRounds; ++i) {
      WL_TRY(const Saved saved, save_one(ward));
      acknowledged.push_back(saved);
    }
    return {};
  }

  store::GuardLists m_guards;
  crypto::BoxKeys m_hub;
  access::AccessRules m_rules = support::ward_rules();
  std::unique_ptr<access::SoftwareKeyStore> m_device_key;
  std::unique_ptr<access::AccessControl> m_door;
};

Tally cut_power(Machine& machine, int first, int points) {
  const auto image = machine.disk.image();
  machine.disk.restore(image, 1);
  REQUIRE(machine.work().size() == kRounds);
  machine.reboot();
  const auto operations = machine.disk.operations();
  Tally tally;
  for (int point = first; point < first + points; ++point) {
    machine.disk.restore(image, static_cast<std::uint64_t>(point));
    machine.disk.cut_power_at(1 + static_cast<std::uint64_t>(point) % operations);
    const auto acknowledged = machine.work();
    machine.reboot();
    machine.judge(acknowledged, tally);
  }
  WARN(points << " power cuts over " << operations << " operations from PIN to Saved: " << tally.acknowledged << " acknowledged, "
              << tally.lost << " lost, " << tally.stores_shut << " stores and " << tally.doors_shut << " doors that do not open");
  return tally;
}

void check_quarter(int quarter) {
  Machine machine;
  const int points = crash_points() / 4;
  const Tally tally = cut_power(machine, quarter * points, points);
  CHECK(tally.acknowledged > 0);
  CHECK(tally.lost == 0);
  CHECK(tally.doors_shut == 0);
  CHECK(tally.stores_shut == 0);
  CHECK(tally.cannot_go_on == 0);
}

// In quarters, so that they can run side by side.
TEST_CASE("No power cut between PIN and Saved loses a round, a store or a door: first quarter") { check_quarter(0); }
TEST_CASE("No power cut between PIN and Saved loses a round, a store or a door: second quarter") { check_quarter(1); }
TEST_CASE("No power cut between PIN and Saved loses a round, a store or a door: third quarter") { check_quarter(2); }
TEST_CASE("No power cut between PIN and Saved loses a round, a store or a door: fourth quarter") { check_quarter(3); }

TEST_CASE("With synchronous=NORMAL the same cuts between PIN and Saved lose rounds, each with an alarm: so the test can see") {
  auto careless = store::kGuards;
  for (auto& guard : careless)
    if (guard.pragma == "synchronous") guard.value = "1";
  Machine machine({careless, careless});
  const Tally tally = cut_power(machine, 0, std::min(crash_points(), 1000));
  CHECK(tally.lost > 0);
  CHECK(tally.lost_without_alarm == 0);
  CHECK(tally.stores_shut == 0);
  CHECK(tally.cannot_go_on == 0);
}

}  // namespace
}  // namespace wardlight::workflows
