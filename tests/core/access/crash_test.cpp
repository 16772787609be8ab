// SPDX-License-Identifier: Apache-2.0
// Pulls the power in the middle of everything that access writes, and looks at what is left.
#include <catch2/catch_test_macros.hpp>

#include "core/access/access_control.h"
#include "core/access/enrol_staff.h"
#include "tests/support/fake_clock.h"
#include "tests/support/fault_disk.h"
#include "tests/support/seeded_random.h"
#include "tests/support/tablet.h"

using namespace wardlight;
using namespace wardlight::access;
using support::kAna;
using support::kBen;
using support::kCarla;

namespace {

constexpr std::string_view kNewPin = "620847";
constexpr int kPointsEach = 3'400;  // three times that: more than 10,000

crypto::Secret pin(std::string_view digits) { return crypto::Secret(as_bytes(digits)); }

// A tablet's folder on a disk that can lose power, and a program that can be started on it again and again.
struct Machine {
  support::FaultDisk disk{1};
  support::FakeClock clock;
  support::SeededRandom random{17};
  AccessRules rules = support::ward_rules();
  TabletFolder folder{"/tablet"};
  StaffRoster roster = support::roster_of({kAna, kBen, kCarla}, random);
  std::unique_ptr<SoftwareKeyStore> device_key;

  TabletParts parts() { return {disk, clock, random, *device_key, folder, {"tablet-1"}, rules, support::kCheapStretch}; }
  void reboot() {
    disk.cut_power_at(0);
    disk.reboot();
    clock.reboot();
  }
  bool opens(const support::WardPerson& who, std::string_view digits) {
    auto door = AccessControl::open(parts(), {}).value();
    clock.advance(door->wait_before_next_try(who.practitioner).value());
    return door->sign_in(who.practitioner, pin(digits)).has_value();
  }
  Expected<KeyId> enrol() {
    WL_CHECK(disk.make_folder(folder.root));
    WL_TRY(device_key, SoftwareKeyStore::create(disk, folder.key_store(), random));
    WL_TRY(const auto pending, prepare_enrolment(parts(), roster));
    WL_CHECK(commit_enrolment(parts(), pending));
    return key_id_of(pending.store_key);
  }
  std::uint64_t operations_of(const std::function<void()>& work) {
    const auto before = disk.operations();
    work();
    return disk.operations() - before;
  }
  void cut_within(std::uint64_t operations) { disk.cut_power_at(disk.operations() + 1 + random.below(operations)); }
};

}  // namespace

TEST_CASE("Power cut while enrolling: the tablet is enrolled for everybody, or not at all and can be enrolled again") {
  Machine m;
  const auto operations = m.operations_of([&m] { REQUIRE(m.enrol()); });
  int enrolled = 0;
  for (int point = 0; point < kPointsEach; ++point) {
    INFO("point " << point);
    m.disk.restore({}, static_cast<std::uint64_t>(point));
    m.cut_within(operations);
    const auto done = m.enrol();
    m.device_key.reset();
    m.reboot();
    const bool there = m.disk.exists(m.folder.key_store()).value();
    if (there) m.device_key = SoftwareKeyStore::open(m.disk, m.folder.key_store()).value();
    const auto mark = SlotFolder(m.disk, m.folder.slots()).find_mark().value();
    if (done) REQUIRE((mark && mark->id == *done));
    if (!mark) REQUIRE(m.enrol());
    enrolled += mark.has_value() ? 1 : 0;
    for (const auto& person : {kAna, kBen, kCarla}) REQUIRE(m.opens(person, person.pin));
  }
  CHECK(enrolled > 0);
  CHECK(enrolled < kPointsEach);
}

TEST_CASE("Power cut while a PIN is changed: exactly one PIN opens, the new one if the change was confirmed") {
  Machine m;
  const auto key = m.enrol().value();
  const auto image = m.disk.image();
  const auto change = [&m]() -> Expected<void> {
    WL_TRY(auto door, AccessControl::open(m.parts(), {}));
    WL_CHECK(door->sign_in(kAna.practitioner, pin(kAna.pin)));
    return door->change_pin(pin(kAna.pin), pin(kNewPin));
  };
  const auto operations = m.operations_of([&] { REQUIRE(change()); });
  int changed = 0;
  for (int point = 0; point < kPointsEach; ++point) {
    INFO("point " << point);
    m.disk.restore(image, static_cast<std::uint64_t>(point));
    m.cut_within(operations);
    const bool confirmed = change().has_value();
    m.reboot();
    const bool by_old = m.opens(kAna, kAna.pin);
    const bool by_new = m.opens(kAna, kNewPin);
    REQUIRE(by_old != by_new);
    if (confirmed) REQUIRE(by_new);
    changed += by_new ? 1 : 0;
    REQUIRE(m.opens(kCarla, kCarla.pin));
    REQUIRE(SlotFolder(m.disk, m.folder.slots()).find_mark().value()->id == key);
  }
  CHECK(changed > 0);
  CHECK(changed < kPointsEach);
}

TEST_CASE("Pulling the power in the middle of tries gives no free one: never more than ten looks at the PIN") {
  Machine m;
  REQUIRE(m.enrol());
  const auto image = m.disk.image();
  std::uint64_t points = 0;
  int most_looks = 0;
  for (std::uint64_t seed = 0; points < kPointsEach; ++seed) {
    m.disk.restore(image, seed);
    int looks = 0;
    for (int tries = 0; tries < 30; ++tries) {
      if (m.random.one_in(2)) m.cut_within(3), ++points;
      auto counter = open_attempts(m.parts()).value();
      if (const auto wait = counter.wait(kAna.practitioner)) m.clock.advance(*wait);
      const auto answer = counter.begin(kAna.practitioner, AttemptCounter::Holder::Anybody);
      if (answer && *answer == Tries::Counted) ++looks;
      if (!m.disk.has_power() || m.random.one_in(4)) m.reboot();
    }
    INFO("seed " << seed);
    m.reboot();
    REQUIRE(looks <= m.rules.policy.disable_at);
    most_looks = std::max(most_looks, looks);
    REQUIRE(m.opens(kBen, kBen.pin));  // nobody else is locked out
  }
  CHECK(most_looks == m.rules.policy.disable_at);
}

TEST_CASE("A full disk or one that gives errors lets nobody guess, and lets the right person in afterwards") {
  Machine m;
  REQUIRE(m.enrol());
  const auto image = m.disk.image();
  for (std::uint64_t operation = 1; operation <= 6; ++operation)
    for (const auto failure : {support::FaultDisk::Failure::Input, support::FaultDisk::Failure::Full}) {
      m.disk.restore(image, operation);
      m.disk.fail_at(m.disk.operations() + operation, failure, support::FaultDisk::Lasting::FromThenOn);
      auto door = AccessControl::open(m.parts(), {}).value();
      int looked = 0;
      for (int tries = 0; tries < 20; ++tries) {
        const auto answer = door->sign_in(kAna.practitioner, pin("271935"));
        if (answer.error().text.find("do not open the tablet") != std::string::npos) ++looked;
      }
      CHECK(looked <= 5);
      m.disk.heal();
      CHECK(m.opens(kAna, kAna.pin));
    }
}
