// SPDX-License-Identifier: Apache-2.0
#include "core/access/attempts.h"

#include <catch2/catch_test_macros.hpp>

#include "core/access/enrol_staff.h"
#include "tests/core/access/temporary_tablet.h"

using namespace wardlight;
using namespace wardlight::access;

namespace {

const PractitionerId kAna = support::kAna.practitioner;
constexpr auto kAnybody = AttemptCounter::Holder::Anybody;
constexpr auto kChargeNurse = AttemptCounter::Holder::ChargeNurse;

struct CounterOnTest : TemporaryTablet {
  AttemptCounter counter = open_attempts(tablet.parts()).value();

  // Waits as long as it is told to and tries; false when it may not.
  bool try_patiently(const PractitionerId& who, AttemptCounter::Holder holder = kAnybody) {
    clock.advance(counter.wait(who).value());
    const auto tries = counter.begin(who, holder);
    return tries && *tries == Tries::Counted;
  }
  void fail(int times, const PractitionerId& who = kAna) {
    for (int i = 0; i < times; ++i) REQUIRE(try_patiently(who));
  }
};

}  // namespace

TEST_CASE("Five tries are free, then the waits of the policy, and after ten the name is disabled") {
  CounterOnTest t;
  for (int i = 0; i < 5; ++i) {
    CHECK(t.counter.wait(kAna).value() == Duration{});
    CHECK(t.counter.begin(kAna, kAnybody).value() == Tries::Counted);
  }
  for (const auto wait : {seconds(30), minutes(1), minutes(5), minutes(15), minutes(15)}) {
    CHECK(t.counter.wait(kAna).value() == wait);
    CHECK(t.counter.begin(kAna, kAnybody).error().code == ErrorCode::NotAllowed);
    t.clock.advance(milliseconds(wait.milliseconds - 1));
    CHECK_FALSE(t.counter.begin(kAna, kAnybody));
    t.clock.advance(milliseconds(1));
    CHECK(t.counter.begin(kAna, kAnybody).value() == Tries::Counted);
  }
  CHECK(t.counter.begin(kAna, kAnybody).value() == Tries::Disabled);
  t.clock.advance(hours(1000));
  CHECK(t.counter.begin(kAna, kAnybody).value() == Tries::Disabled);
  CHECK(t.counter.list_disabled().value() == std::vector<PractitionerId>{kAna});
}

TEST_CASE("The wait is told in words a person can act on") {
  CounterOnTest t;
  t.fail(5);
  CHECK(t.counter.begin(kAna, kAnybody).error().text == "There were too many wrong PINs; wait 30 seconds and try again.");
  t.fail(3);
  CHECK(t.counter.begin(kAna, kAnybody).error().text == "There were too many wrong PINs; wait 15 minutes and try again.");
}

TEST_CASE("A right PIN makes all tries free again, and so does being unlocked") {
  CounterOnTest t;
  t.fail(6);
  REQUIRE(t.counter.succeeded(kAna, kAnybody));
  CHECK(t.counter.wait(kAna).value() == Duration{});
  t.fail(10);
  CHECK_FALSE(t.try_patiently(kAna));
  REQUIRE(t.counter.forgive(kAna));
  CHECK(t.try_patiently(kAna));
}

TEST_CASE("One person's failures do not lock another out") {
  CounterOnTest t;
  t.fail(10);
  CHECK(t.counter.begin(support::kBen.practitioner, kAnybody).value() == Tries::Counted);
}

TEST_CASE("Setting the clock ends no wait, neither forward nor back, nor with a restart") {
  CounterOnTest t;
  t.fail(7);
  REQUIRE(t.counter.wait(kAna).value() == minutes(5));
  t.clock.set_wall(t.clock.now() + hours(5));
  CHECK(t.counter.wait(kAna).value() == minutes(5));
  t.clock.set_wall(t.clock.now() - hours(500));
  CHECK(t.counter.wait(kAna).value() == minutes(5));
  t.clock.reboot();
  CHECK(t.counter.wait(kAna).value() == minutes(5));
  t.clock.advance(minutes(2));
  CHECK(t.counter.wait(kAna).value() == minutes(3));
}

TEST_CASE("The time a tablet was off counts when its clock went on") {
  CounterOnTest t;
  t.fail(7);
  t.clock.advance(minutes(4));
  t.clock.reboot();
  CHECK(t.counter.wait(kAna).value() == minutes(1));
}

TEST_CASE("The whole tablet bears thirty failures an hour and no more, whoever they are spread over") {
  CounterOnTest t;
  for (int i = 0; i < 30; ++i) CHECK(t.counter.begin({"nurse-" + std::to_string(i)}, kAnybody).value() == Tries::Counted);
  CHECK(t.counter.begin({"nurse-30"}, kAnybody).error().code == ErrorCode::NotAllowed);
  CHECK(t.counter.begin({"carla"}, kChargeNurse).error().code == ErrorCode::NotAllowed);
  t.clock.advance(hours(1));
  CHECK(t.counter.begin({"nurse-31"}, kAnybody));
}

TEST_CASE("After fifty failures a charge nurse has to sign in before anybody else can") {
  CounterOnTest t;
  for (int i = 0; i < 50; ++i) {
    t.clock.advance(minutes(3));
    CHECK(t.counter.begin({"nurse-" + std::to_string(i)}, kAnybody));
  }
  t.clock.advance(hours(2));
  CHECK(t.counter.begin({"nurse-50"}, kAnybody).error().code == ErrorCode::NotAllowed);
  REQUIRE(t.counter.begin({"carla"}, kChargeNurse).value() == Tries::Counted);
  REQUIRE(t.counter.succeeded({"carla"}, kChargeNurse));
  CHECK(t.counter.begin({"nurse-50"}, kAnybody));
}

TEST_CASE("Right PINs in between do not use up the tablet's tries") {
  CounterOnTest t;
  for (int i = 0; i < 200; ++i) {
    REQUIRE(t.counter.begin(kAna, kAnybody));
    REQUIRE(t.counter.succeeded(kAna, kAnybody));
  }
  CHECK(t.counter.begin(kAna, kAnybody));
}

TEST_CASE("A count that is lost, cut or edited stands for used-up tries, yet the right PIN still gets in") {
  CounterOnTest t;
  const auto path = t.tablet.folder().attempts();
  SECTION("lost") { REQUIRE(t.disk.remove(path)); }
  SECTION("emptied") { REQUIRE(replace_file(t.disk, path, {})); }
  SECTION("edited") {
    Bytes bytes = read_file(t.disk, path).value();
    bytes[40] ^= 1;
    REQUIRE(replace_file(t.disk, path, bytes));
  }
  CHECK(t.counter.wait(kAna).value() == seconds(30));
  CHECK_FALSE(t.counter.begin(kAna, kAnybody));
  t.clock.advance(seconds(30));
  CHECK(t.counter.begin(kAna, kAnybody).value() == Tries::Counted);
  REQUIRE(t.counter.succeeded(kAna, kAnybody));
  CHECK(t.counter.wait(kAna).value() == Duration{});
  CHECK(t.counter.wait(support::kBen.practitioner).value() == Duration{});
}
