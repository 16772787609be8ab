// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include "core/audit/entry.h"
#include "core/audit/log_head.h"
#include "core/audit/verify_log.h"
#include "core/store/store.h"
#include "tests/support/fake_clock.h"
#include "tests/support/fault_disk.h"
#include "tests/support/seeded_random.h"
#include "tests/support/tablet.h"

using namespace wardlight;
using namespace wardlight::audit;

namespace {

// A tablet with a store, and Ana signed in.
struct LoggingTablet {
  support::FaultDisk disk{3};
  support::FakeClock clock;
  support::SeededRandom random{5};
  support::EnrolledTablet tablet{disk, clock, random, "/t"};
  std::shared_ptr<access::Session> ana = tablet.sign_in(support::kAna);
  std::string head_path = tablet.folder().audit_head(1);

  store::StoreOptions options() {
    store::StoreOptions options;
    options.paths = store::StorePaths::in("/t");
    options.device = tablet.device();
    options.ballast_bytes = 16 << 10;
    options.vfs = disk.vfs_name();
    return options;
  }
  std::shared_ptr<store::SealedJournal> journal() {
    return store::SealedJournal::open(disk, tablet.folder().journal(), crypto::make_box_keys(random).public_key).value();
  }
  std::unique_ptr<store::Store> create() {
    return store::Store::create(disk, clock, journal(), options(), tablet.store_key()).value();
  }
  std::unique_ptr<store::Store> open() {
    return store::Store::open(disk, clock, journal(), options(), tablet.store_key()).value();
  }

  void look_at_charts(store::Store& store, int count) {
    for (int i = 0; i < count; ++i)
      REQUIRE(store.append_audit(
          {write_entry({clock.now(), tablet.device(), {"ana"}, Act::ChartOpened, "Encounter/e1", "patient"})}));
  }
  Expected<LogHead> seal(const store::Store& store) {
    const Sealer by{{"ana"}, [this](ByteView message) { return ana->sign(message); }, tablet.device()};
    return seal_log(store, disk, head_path, by, clock.now());
  }
  Verification verify(const store::Store& store) {
    const auto find_key = [this](const PractitionerId& who) {
      return who == ana->person().practitioner ? std::optional(ana->sign_key()) : std::nullopt;
    };
    return verify_log(store, read_head(disk, head_path).value(), find_key).value();
  }
};

}  // namespace

TEST_CASE("Who saw which chart stands in the store's log, is sealed by the nurse and verifies after a restart") {
  LoggingTablet t;
  auto store = t.create();
  t.look_at_charts(*store, 30);
  CHECK(t.seal(*store).value().tree.count() == 30);
  t.look_at_charts(*store, 5);
  CHECK(t.verify(*store).is_sound());
  CHECK(t.verify(*store).entries == 35);
  const auto head = t.seal(*store).value();
  store.reset();
  store = t.open();
  CHECK(t.verify(*store).is_sound());
  CHECK(t.seal(*store).value().tree.root() == head.tree.root());
}

TEST_CASE("A whole store that was put back is shorter than what the nurse signed for") {
  LoggingTablet t;
  auto store = t.create();
  t.look_at_charts(*store, 10);
  REQUIRE(t.seal(*store));
  store.reset();
  const auto before = t.disk.image();
  store = t.open();
  t.look_at_charts(*store, 10);
  REQUIRE(t.seal(*store));
  store.reset();
  const Bytes head = t.disk.contents(t.head_path);
  t.disk.restore(before, 1);
  t.disk.set_contents(t.head_path, head);
  store = t.open();
  CHECK_FALSE(t.verify(*store).is_sound());
  CHECK(t.seal(*store).error().code == ErrorCode::Conflict);
}

TEST_CASE("A locked session can seal no log, and the head before it stands") {
  LoggingTablet t;
  auto store = t.create();
  t.look_at_charts(*store, 3);
  REQUIRE(t.seal(*store));
  const Bytes head = t.disk.contents(t.head_path);
  t.look_at_charts(*store, 3);
  t.tablet.door().lock();
  CHECK(t.seal(*store).error().code == ErrorCode::Locked);
  CHECK(t.disk.contents(t.head_path) == head);
}

TEST_CASE("A head file that is cut, longer or noise is damaged, never a crash") {
  LoggingTablet t;
  auto store = t.create();
  t.look_at_charts(*store, 13);
  REQUIRE(t.seal(*store));
  const Bytes sound = t.disk.contents(t.head_path);
  for (std::size_t size = 0; size < sound.size(); ++size) {
    t.disk.set_contents(t.head_path, ByteView(sound).first(size));
    CHECK(read_head(t.disk, t.head_path).error().code == ErrorCode::Corrupt);
  }
  for (std::size_t i = 0; i < sound.size(); ++i) {
    Bytes flipped = sound;
    flipped[i] ^= 0x10;
    t.disk.set_contents(t.head_path, flipped);
    const auto read = read_head(t.disk, t.head_path);
    if (read) CHECK_FALSE(t.verify(*store).is_sound());
  }
}
