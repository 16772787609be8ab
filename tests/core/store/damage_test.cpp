// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "tests/core/store/tablet.h"

using namespace wardlight;
using namespace wardlight::store;
using support::FaultDisk;
using support::Tablet;

namespace {

constexpr std::size_t kWalHeader = 32;
constexpr std::size_t kWalFrame = 24 + 4096;

bool has_alarm(const Store& store, AlarmKind kind) {
  return std::any_of(store.alarms().begin(), store.alarms().end(), [&](const Alarm& alarm) { return alarm.kind == kind; });
}

bool is_kept_aside(const FaultDisk& disk, const Bytes& content, const std::string& name) {
  for (const auto& path : disk.paths())
    if (path.find("/quarantine/") != std::string::npos && path.ends_with(name) && disk.contents(path) == content) return true;
  return false;
}

// The disk as a power cut would leave it if everything had been written: the log is still beside the file.
FaultDisk::Image with_log(FaultDisk& disk, Tablet& tablet, int rounds) {
  auto store = tablet.create();
  REQUIRE(store);
  for (int i = 0; i < rounds; ++i) REQUIRE((*store)->save(tablet.round("r" + std::to_string(i))));
  return disk.image();
}

}  // namespace

TEST_CASE("A log cut at any frame is noticed, kept aside, and charting goes on in a new chain") {
  FaultDisk disk;
  Tablet tablet(disk);
  const auto image = with_log(disk, tablet, 6);
  const auto log = image.at(tablet.path("store/wardlight.db-wal"));
  const auto frames = (log.size() - kWalHeader) / kWalFrame;
  REQUIRE(frames > 12);
  for (std::size_t kept = 0; kept < frames; ++kept) {
    INFO("frames kept: " << kept << " of " << frames);
    disk.restore(image, 1);
    const Bytes cut(log.begin(), log.begin() + static_cast<std::ptrdiff_t>(kWalHeader + kept * kWalFrame));
    disk.set_contents(tablet.path("store/wardlight.db-wal"), cut);
    auto store = tablet.open();
    REQUIRE(store);
    CHECK(!(*store)->alarms().empty());
    CHECK((has_alarm(**store, AlarmKind::LostCommits) || has_alarm(**store, AlarmKind::StoreReplaced)));
    CHECK(is_kept_aside(disk, cut, "wardlight.db-wal"));
    CHECK((*tablet.journal())->unanswered().size() == 6);
    auto receipt = (*store)->save(tablet.round("after"));
    REQUIRE(receipt);
    CHECK(receipt->units[0].unit == UnitName{2, 1});
    CHECK((*store)->sync_state()->cursor.empty());
  }
  disk.restore(image, 1);
  CHECK((*tablet.open())->alarms().empty());
}

TEST_CASE("An old file put back is noticed") {
  FaultDisk disk;
  Tablet tablet(disk);
  REQUIRE((*tablet.create())->save(tablet.round("r1")));
  const auto old_file = disk.contents(tablet.path("store/wardlight.db"));
  REQUIRE((*tablet.open())->save(tablet.round("r2")));
  disk.set_contents(tablet.path("store/wardlight.db"), old_file);
  auto store = tablet.open();
  REQUIRE(store);
  CHECK(has_alarm(**store, AlarmKind::LostCommits));
  CHECK((*store)->incarnation() == 2);
  REQUIRE((*store)->save(tablet.round("r3")));
  store = tablet.open();
  REQUIRE(store);
  CHECK((*store)->alarms().empty());
  CHECK((*store)->list_unsent(9)->size() == 2);
}

TEST_CASE("A file of zero bytes, a missing or a damaged file: kept aside, an empty store is begun, unsent records survive") {
  FaultDisk disk;
  Tablet tablet(disk);
  {
    auto store = tablet.create();
    REQUIRE(store);
    REQUIRE((*store)->save(tablet.round("r1")));
  }
  const auto image = disk.image();
  const std::string file = tablet.path("store/wardlight.db");
  Bytes damaged = image.at(file);
  std::fill(damaged.begin() + 16, damaged.begin() + 4096, std::uint8_t{0x5A});
  const Bytes plain = to_bytes("SQLite format 3" + std::string(4081, '\0'));
  for (const Bytes& content : {Bytes{}, damaged, plain}) {
    disk.restore(image, 1);
    disk.set_contents(file, content);
    auto store = tablet.open();
    REQUIRE(store);
    CHECK(has_alarm(**store, AlarmKind::StoreReplaced));
    CHECK(is_kept_aside(disk, content, "wardlight.db"));
    CHECK((*tablet.journal())->unanswered().size() == 1);
    auto receipt = (*store)->save(tablet.round("r2"));
    REQUIRE(receipt);
    CHECK(receipt->units[0].unit == UnitName{2, 1});
  }
  disk.restore(image, 1);
  REQUIRE(disk.remove(file));
  auto store = tablet.open();
  REQUIRE(store);
  CHECK(has_alarm(**store, AlarmKind::StoreReplaced));
}

TEST_CASE("A wrong key or a newer store is refused and nothing is touched") {
  FaultDisk disk;
  Tablet tablet(disk);
  REQUIRE((*tablet.create())->save(tablet.round("r1")));
  const auto image = disk.image();
  {
    support::SeededRandom random(99);
    auto journal = tablet.journal();
    auto store = Store::open(disk, tablet.clock(), *journal, tablet.options(), crypto::Secret::random(kKeySize, random));
    REQUIRE_FALSE(store);
    CHECK(store.error().code == ErrorCode::WrongKey);
    CHECK(disk.image() == image);
  }
  {
    auto options = DatabaseOptions{.path = tablet.options().paths.database, .vfs = disk.vfs_name()};
    REQUIRE((*Database::open(options, tablet.key()))->script("PRAGMA user_version = 9999"));
    const auto newer = disk.image();
    auto store = tablet.open();
    REQUIRE_FALSE(store);
    CHECK(store.error().code == ErrorCode::NewerSchema);
    CHECK(disk.contents(tablet.path("store/wardlight.db")) == newer.at(tablet.path("store/wardlight.db")));
  }
}

TEST_CASE("A beacon that is gone or damaged is told, and made anew") {
  FaultDisk disk;
  Tablet tablet(disk);
  REQUIRE((*tablet.create())->save(tablet.round("r1")));
  REQUIRE(disk.remove(tablet.path("store/beacon")));
  CHECK(has_alarm(**tablet.open(), AlarmKind::BeaconMissing));
  CHECK((*tablet.open())->alarms().empty());
  Bytes beacon = disk.contents(tablet.path("store/beacon"));
  for (auto& byte : beacon) byte ^= 1;
  disk.set_contents(tablet.path("store/beacon"), beacon);
  CHECK(has_alarm(**tablet.open(), AlarmKind::BeaconDamaged));
  CHECK((*tablet.open())->alarms().empty());
}

TEST_CASE("On a full disk the record in hand is still saved, and nothing saved is lost") {
  FaultDisk disk;
  Tablet tablet(disk);
  tablet.set_ballast(1 << 20);
  auto store = tablet.create();
  REQUIRE(store);
  REQUIRE((*store)->save(tablet.round("r0")));
  disk.set_capacity(disk.used() + 10'000);
  int saved = 1;
  Expected<Receipt> last = Receipt{};
  bool was_low_while_saving = false;
  for (int i = 1; i < 500 && last; ++i) {
    last = (*store)->save(tablet.round("r" + std::to_string(i)));
    if (!last) break;
    ++saved;
    was_low_while_saving = was_low_while_saving || (*store)->is_disk_low();
  }
  REQUIRE_FALSE(last);
  CHECK(last.error().code == ErrorCode::DiskFull);
  CHECK(was_low_while_saving);  // the ballast gave room for at least one more
  for (int i = 0; i < saved; ++i) CHECK((*store)->find_statement({"r" + std::to_string(i)})->has_value());
  store = Error{};

  auto full = tablet.open();  // still opens
  REQUIRE(full);
  CHECK(has_alarm(**full, AlarmKind::DiskLow));
  disk.set_capacity(std::uint64_t{1} << 40);
  REQUIRE((*full)->save(tablet.round("room again")));
  REQUIRE((*full)->maintain());
  CHECK_FALSE((*full)->is_disk_low());
  CHECK((*full)->check_integrity()->empty());
}

TEST_CASE("Whatever disk operation fails, once or for good, no acknowledged round is lost") {
  FaultDisk disk;
  Tablet tablet(disk);
  REQUIRE((*tablet.create())->save(tablet.round("before")));
  const auto image = disk.image();
  const auto save_some = [&](std::vector<std::string>& saved) {
    auto store = tablet.open();
    if (!store) return;
    for (const auto* id : {"a", "b", "c"})
      if ((*store)->save(tablet.round(id))) saved.push_back(id);
  };
  disk.restore(image, 1);
  std::vector<std::string> all;
  save_some(all);
  const auto operations = disk.operations();
  for (std::uint64_t at = 1; at <= operations; ++at) {
    for (const int variant : {0, 1, 2, 3, 4, 5, 6, 7}) {
      INFO("operation " << at << " variant " << variant);
      disk.restore(image, at * 8 + static_cast<std::uint64_t>(variant));
      disk.fail_at(at, (variant & 1) != 0 ? FaultDisk::Failure::Full : FaultDisk::Failure::Input,
                   (variant & 2) != 0 ? FaultDisk::Lasting::FromThenOn : FaultDisk::Lasting::Once);
      std::vector<std::string> saved{"before"};
      save_some(saved);
      if ((variant & 4) != 0) {
        disk.cut_power_at(disk.operations() + 1);
        static_cast<void>(disk.sync_folder("/"));
        disk.reboot();
      }
      disk.heal();
      auto store = tablet.open();
      REQUIRE(store);
      for (const auto& id : saved) CHECK((*store)->find_statement({id})->has_value());
      CHECK((*store)->save(tablet.round("after")));
      CHECK_FALSE(has_alarm(**store, AlarmKind::StoreReplaced));
    }
  }
}
