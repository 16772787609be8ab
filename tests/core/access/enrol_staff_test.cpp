// SPDX-License-Identifier: Apache-2.0
#include "core/access/enrol_staff.h"

#include <catch2/catch_test_macros.hpp>

#include "core/access/sign_keys.h"
#include "tests/core/access/temporary_tablet.h"

using namespace wardlight;
using namespace wardlight::access;
using support::kAna;
using support::kBen;
using support::kCarla;

namespace {

const support::WardPerson kDan{{"dan"}, "Dan Weiss", Role::Aide, "640281"};

Expected<std::shared_ptr<Session>> sign_in(TemporaryTablet& t, const support::WardPerson& who, std::string_view pin) {
  return t.tablet.door().sign_in(who.practitioner, crypto::Secret(as_bytes(pin)));
}

}  // namespace

TEST_CASE("A tablet is enrolled once, and never with nobody who could open it") {
  TemporaryTablet t;
  CHECK(is_enrolled(t.tablet.parts()).value());
  CHECK(prepare_enrolment(t.tablet.parts(), support::roster_of({kDan}, t.random)).error().code == ErrorCode::NotAllowed);

  TemporaryTablet other;
  REQUIRE(other.disk.remove(other.tablet.folder().slots() + "/current"));
  CHECK_FALSE(is_enrolled(other.tablet.parts()).value());
  CHECK(prepare_enrolment(other.tablet.parts(), {}).error().code == ErrorCode::InvalidContent);
  CHECK(AccessControl::open(other.tablet.parts(), {}).error().code == ErrorCode::NotFound);
}

TEST_CASE("An enrolment that was cut short counts for nothing, and its leftovers open nothing") {
  TemporaryTablet t;
  REQUIRE(t.disk.remove(t.tablet.folder().slots() + "/current"));
  const auto again = prepare_enrolment(t.tablet.parts(), support::roster_of({kAna, kDan}, t.random)).value();
  REQUIRE(commit_enrolment(t.tablet.parts(), again));
  t.tablet.reopen();
  CHECK(t.tablet.door().list_staff().value().size() == 2);  // Ben and Carla were of the first try
  CHECK_FALSE(sign_in(t, kBen, kBen.pin));
  CHECK(crypto::equal(sign_in(t, kDan, kDan.pin).value()->store_key().value().view(), again.store_key.view()));
}

TEST_CASE("A mark of enrolment that is damaged is told as damage, not as a new tablet") {
  TemporaryTablet t;
  const auto path = t.tablet.folder().slots() + "/current";
  Bytes bytes = read_file(t.disk, path).value();
  bytes[10] ^= 1;
  REQUIRE(replace_file(t.disk, path, bytes));
  CHECK(is_enrolled(t.tablet.parts()).error().code == ErrorCode::Corrupt);
  REQUIRE(replace_file(t.disk, path, {}));
  CHECK(is_enrolled(t.tablet.parts()).error().code == ErrorCode::Corrupt);
}

TEST_CASE("People who come later get a slot while somebody is signed in, and everybody else keeps theirs") {
  TemporaryTablet t;
  const auto roster = support::roster_of({kAna, kBen, kCarla, kDan}, t.random);
  const auto key = t.tablet.sign_in(kAna)->store_key().value();
  const auto signers = update_staff(t.tablet.parts(), key, roster).value();
  REQUIRE(signers.size() == 1);
  CHECK(signers[0].practitioner == kDan.practitioner);
  const auto dan = sign_in(t, kDan, kDan.pin).value();
  CHECK(dan->sign_key() == signers[0].sign_key);
  CHECK(sign_in(t, kAna, kAna.pin));
  CHECK(update_staff(t.tablet.parts(), key, roster).value().empty());
}

TEST_CASE("A PIN that the hub gave anew opens, the one before is dead, and a disabled name is free again") {
  TemporaryTablet t;
  for (int i = 0; i < 10; ++i) {
    t.clock.advance(t.tablet.door().wait_before_next_try(kAna.practitioner).value());
    REQUIRE_FALSE(sign_in(t, kAna, "271935"));
  }
  auto renewed = kAna;
  renewed.pin = "730592";
  auto roster = support::roster_of({renewed}, t.random);
  roster[0].pin_version = 2;
  REQUIRE(update_staff(t.tablet.parts(), t.tablet.store_key(), roster).value().size() == 1);
  CHECK_FALSE(sign_in(t, kAna, kAna.pin));
  CHECK(sign_in(t, kAna, renewed.pin));
}

TEST_CASE("What somebody signed before a new PIN stays good: the old key is known, a forged line and a foreign key are not") {
  TemporaryTablet t;
  const auto parts = t.tablet.parts();
  const auto before = list_sign_keys(parts, t.tablet.store_key()).value().at(kAna.practitioner);
  REQUIRE(before.size() == 1);
  auto roster = support::roster_of({kAna}, t.random);
  for (std::uint64_t version : {2, 3}) {
    roster[0].pin_version = version;
    REQUIRE(update_staff(parts, t.tablet.store_key(), roster).value().size() == 1);
  }
  const auto after = list_sign_keys(parts, t.tablet.store_key()).value().at(kAna.practitioner);
  REQUIRE(after.size() == 3);
  CHECK(after[0] != before[0]);
  CHECK(after[1] == before[0]);
  const Bytes kept = read_file(t.disk, parts.folder.old_sign_keys()).value();
  const std::string forged = "ana " + crypto::to_hex(crypto::SignPublicKey{}) + " " + crypto::to_hex(crypto::Hash{}) + "\n";
  REQUIRE(replace_file(t.disk, parts.folder.old_sign_keys(), as_bytes(forged + to_string(kept) + "ana")));
  CHECK(list_sign_keys(parts, t.tablet.store_key()).value().at(kAna.practitioner) == after);
}

TEST_CASE("The staff list is taken in only with the key of this tablet") {
  TemporaryTablet t;
  const auto wrong = make_store_key(t.random);
  CHECK(update_staff(t.tablet.parts(), wrong, support::roster_of({kDan}, t.random)).error().code == ErrorCode::WrongKey);
}

TEST_CASE("Two tablets give the same person different keys") {
  TemporaryTablet t;
  support::SeededRandom random(99);
  support::EnrolledTablet other(t.disk, t.clock, random, t.root + "/other", {"tablet-2"});
  CHECK(t.tablet.signers()[0].sign_key != other.signers()[0].sign_key);
  CHECK_FALSE(crypto::equal(t.tablet.store_key().view(), other.store_key().view()));
}

TEST_CASE("The door takes in the staff list while somebody is signed in, and leaves that person's slot alone") {
  TemporaryTablet t;
  auto roster = support::roster_of({kAna, kBen, kCarla, kDan}, t.random);
  CHECK(t.tablet.door().take_in_staff(roster).error().code == ErrorCode::Locked);
  const auto ana = t.tablet.sign_in(kAna);
  roster[0].pin_version = 2;
  const auto signers = t.tablet.door().take_in_staff(roster).value();
  REQUIRE(signers.size() == 4);
  CHECK(signers[0].sign_key == ana->sign_key());
  CHECK(sign_in(t, kDan, kDan.pin));
  const auto later = t.tablet.door().take_in_staff(roster).value();
  CHECK(later[0].sign_key != ana->sign_key());
}

TEST_CASE("The hub is told the keys of everybody whose slot is vouched for, and of nobody who was slipped in") {
  TemporaryTablet t;
  const auto signers = list_signers(t.tablet.parts(), t.tablet.store_key()).value();
  REQUIRE(signers.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) CHECK(signers[i].sign_key == t.tablet.signers()[i].sign_key);

  SlotFolder slots(t.disk, t.tablet.folder().slots());
  auto forged = slots.find(kBen.practitioner).value().value();
  forged.header.sign_key = crypto::make_signing_keys(t.random).public_key;
  REQUIRE(slots.replace(forged, [](const Slot&) { return Expected<void>(); }));
  const auto left = list_signers(t.tablet.parts(), t.tablet.store_key()).value();
  REQUIRE(left.size() == 2);
  CHECK(left[1].practitioner == kCarla.practitioner);
}
