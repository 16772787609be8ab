// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>
#include <algorithm>
#include <cstdlib>
#include <map>

#include "core/store/guards.h"
#include "tests/core/store/tablet.h"

using namespace wardlight;
using namespace wardlight::store;
using support::FaultDisk;
using support::Tablet;

namespace {

constexpr int kRounds = 4;

int crash_points() {
  const char* given = std::getenv("WARDLIGHT_CRASH_POINTS");
  return given == nullptr ? 2'000 : std::atoi(given);
}

struct Tally {
  int acknowledged = 0;
  int lost = 0;
  int lost_silently = 0;          // without an alarm
  int lost_from_the_journal = 0;  // not even the hub could give it back
  int cannot_open = 0;
  int alarmed = 0;
  int frames_missing = 0;
  int cannot_go_on = 0;
};

// A tablet in use: some rounds saved before, so that file and log both hold something.
FaultDisk::Image used_tablet(FaultDisk& disk, Tablet& tablet) {
  {
    auto store = tablet.create();
    REQUIRE(store);
    for (int i = 0; i < 3; ++i) REQUIRE((*store)->save(tablet.round("before-" + std::to_string(i), "enc-" + std::to_string(i))));
  }
  return disk.image();
}

// Saves rounds until the power goes; those that were acknowledged, and whether their second copy was written too.
using Acknowledged = std::map<std::string, SecondCopy>;
Acknowledged save_rounds(Expected<std::unique_ptr<Store>> store, Tablet& tablet) {
  Acknowledged acknowledged{{"before-0", {}}, {"before-1", {}}, {"before-2", {}}};
  if (!store) return acknowledged;
  for (int i = 0; i < kRounds; ++i) {
    const std::string id = "round-" + std::to_string(i);
    if (const auto receipt = (*store)->save(tablet.round(id, "enc-" + std::to_string(i)))) acknowledged[id] = receipt->second_copy;
  }
  return acknowledged;
}

bool is_in_journal(Tablet& tablet, const std::string& id) {
  const auto journal = tablet.journal();
  if (!journal) return false;
  for (const auto& frame : (*journal)->frames()) {
    const Bytes wire = (*journal)->read_for_wire({frame}).value();
    const auto entry = crypto::open_sealed(tablet.hub(), ByteView(wire).subspan(4));
    if (entry && as_text(entry->view()).find("\"id\":\"" + id + "\"") != std::string_view::npos) return true;
  }
  return false;
}

// The alarm of an opening that was itself cut short leaves its copy behind.
bool was_noticed(const Store& store, const FaultDisk& disk) {
  const auto paths = disk.paths();
  return (!store.alarms().empty() && store.alarms().front().kind == AlarmKind::LostCommits) ||
         std::any_of(paths.begin(), paths.end(), [](const auto& path) { return path.find("/quarantine/") != std::string::npos; });
}

void judge_lost(FaultDisk& disk, Store& store, Tablet& tablet, const std::string& id, SecondCopy copy, Tally& tally) {
  const auto found = store.find_statement({id});
  if (found && found->has_value()) return;
  ++tally.lost;
  if (copy == SecondCopy::Owed) return;  // the caller was told that only the store holds it
  if (!was_noticed(store, disk)) ++tally.lost_silently;
  if (!is_in_journal(tablet, id)) ++tally.lost_from_the_journal;
}

void judge(FaultDisk& disk, Tablet& tablet, const Acknowledged& acknowledged, Tally& tally) {
  tally.acknowledged += static_cast<int>(acknowledged.size());
  auto store = tablet.open();
  if (!store) {
    ++tally.cannot_open;
    return;
  }
  if (!(*store)->alarms().empty()) ++tally.alarmed;
  for (const auto& [id, copy] : acknowledged) judge_lost(disk, **store, tablet, id, copy, tally);
  const auto sealed = tablet.journal();
  const auto here = (*store)->list_unsent(100);
  if (!sealed || !here || (*sealed)->frames().size() < here->size()) ++tally.frames_missing;
  if (!(*store)->save(tablet.round("after"))) ++tally.cannot_go_on;
}

Tally cut_power(FaultDisk& disk, Tablet& tablet, int first, int points) {
  const auto image = used_tablet(disk, tablet);
  disk.restore(image, 1);
  save_rounds(tablet.open(), tablet);
  const auto operations = disk.operations();
  Tally tally;
  support::SeededRandom random(static_cast<std::uint64_t>(first) + 2);
  for (int point = first; point < first + points; ++point) {
    disk.restore(image, static_cast<std::uint64_t>(point));
    disk.cut_power_at(1 + static_cast<std::uint64_t>(point) % operations);
    const auto acknowledged = save_rounds(tablet.open(), tablet);
    disk.reboot();
    if (random.one_in(3)) {  // and once more while it is picking itself up
      disk.cut_power_at(disk.operations() + 1 + random.below(12));
      static_cast<void>(tablet.open());
      disk.reboot();
    }
    judge(disk, tablet, acknowledged, tally);
  }
  WARN(points << " power cuts over " << operations << " operations: " << tally.acknowledged << " acknowledged, " << tally.lost << " lost, "
              << tally.cannot_open << " stores not opened");
  return tally;
}

}  // namespace

namespace {

void check_quarter(int quarter) {
  FaultDisk disk(1);
  Tablet tablet(disk);
  const int points = crash_points() / 4;
  const Tally tally = cut_power(disk, tablet, quarter * points, points);
  CHECK(tally.lost == 0);
  CHECK(tally.cannot_open == 0);
  CHECK(tally.alarmed == 0);
  CHECK(tally.frames_missing == 0);
  CHECK(tally.cannot_go_on == 0);
}

}  // namespace

// In quarters, so that they can run side by side.
TEST_CASE("No power cut while saving a round loses one that was acknowledged, or a store: first quarter") { check_quarter(0); }
TEST_CASE("No power cut while saving a round loses one that was acknowledged, or a store: second quarter") { check_quarter(1); }
TEST_CASE("No power cut while saving a round loses one that was acknowledged, or a store: third quarter") { check_quarter(2); }
TEST_CASE("No power cut while saving a round loses one that was acknowledged, or a store: fourth quarter") { check_quarter(3); }

TEST_CASE("With synchronous=NORMAL power cuts lose rounds, each with an alarm and still in the journal: so the test can see") {
  auto careless = kGuards;
  for (auto& guard : careless)
    if (guard.pragma == "synchronous") guard.value = "1";
  FaultDisk disk(1);
  Tablet tablet(disk);
  tablet.weaken({careless, careless});
  const Tally tally = cut_power(disk, tablet, 0, std::min(crash_points(), 1000));
  CHECK(tally.lost > 0);
  CHECK(tally.lost_silently == 0);
  CHECK(tally.lost_from_the_journal == 0);
  CHECK(tally.cannot_open == 0);
  CHECK(tally.cannot_go_on == 0);
}
