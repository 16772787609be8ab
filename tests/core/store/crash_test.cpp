// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <set>

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
  return given == nullptr ? 10'000 : std::atoi(given);
}

struct Tally {
  int acknowledged = 0;
  int lost = 0;
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

// Saves rounds until the power goes; those that were acknowledged.
std::set<std::string> save_rounds(Expected<std::unique_ptr<Store>> store, Tablet& tablet) {
  std::set<std::string> acknowledged{"before-0", "before-1", "before-2"};
  if (!store) return acknowledged;
  for (int i = 0; i < kRounds; ++i) {
    const std::string id = "round-" + std::to_string(i);
    if ((*store)->save(tablet.round(id, "enc-" + std::to_string(i)))) acknowledged.insert(id);
  }
  return acknowledged;
}

void judge(FaultDisk& disk, Tablet& tablet, const std::set<std::string>& acknowledged, Tally& tally) {
  tally.acknowledged += static_cast<int>(acknowledged.size());
  auto store = tablet.open();
  if (!store) {
    ++tally.cannot_open;
    return;
  }
  if (!(*store)->alarms().empty()) ++tally.alarmed;
  for (const auto& id : acknowledged) {
    const auto found = (*store)->find_statement({id});
    if (!found || !found->has_value()) ++tally.lost;
  }
  const auto sealed = tablet.journal();
  const auto here = (*store)->list_unsent(100);
  if (!sealed || !here || (*sealed)->frames().size() < here->size()) ++tally.frames_missing;
  if (!(*store)->save(tablet.round("after"))) ++tally.cannot_go_on;
  static_cast<void>(disk);
}

}  // namespace

TEST_CASE("No power cut while saving a round loses one that was acknowledged, or a store") {
  FaultDisk disk(1);
  Tablet tablet(disk);
  const auto image = used_tablet(disk, tablet);
  disk.restore(image, 1);
  save_rounds(tablet.open(), tablet);
  const auto operations = disk.operations();
  REQUIRE(operations > 20);

  Tally tally;
  support::SeededRandom random(2);
  const int points = crash_points();
  for (int point = 0; point < points; ++point) {
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
  WARN(points << " power cuts, " << tally.acknowledged << " acknowledged, " << tally.lost << " lost, " << tally.cannot_open
              << " stores not opened");
  CHECK(tally.lost == 0);
  CHECK(tally.cannot_open == 0);
  CHECK(tally.alarmed == 0);
  CHECK(tally.frames_missing == 0);
  CHECK(tally.cannot_go_on == 0);
}
