// SPDX-License-Identifier: Apache-2.0
#include "core/access/access_control.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/core/access/temporary_tablet.h"

using namespace wardlight;
using namespace wardlight::access;
using support::kAna;
using support::kBen;
using support::kCarla;
using support::pin_of;

namespace {

crypto::Secret pin(std::string_view digits) { return crypto::Secret(as_bytes(digits)); }

struct DoorOnTest : TemporaryTablet {
  AccessControl& door() { return tablet.door(); }
  Expected<std::shared_ptr<Session>> try_in(const support::WardPerson& who, std::string_view digits) {
    clock.advance(door().wait_before_next_try(who.practitioner).value());
    return door().sign_in(who.practitioner, pin(digits));
  }
  void disable(const support::WardPerson& who) {
    for (int i = 0; i < 10; ++i) REQUIRE_FALSE(try_in(who, "271935"));
  }
};

}  // namespace

TEST_CASE("The sign-in screen lists everybody by name with their role") {
  DoorOnTest t;
  const auto staff = t.door().list_staff().value();
  REQUIRE(staff.size() == 3);
  CHECK(staff[0].name == "Ana Ruiz");
  CHECK(staff[1].name == "Ben Okafor");
  CHECK(staff[2].name == "Carla Nguyen");
  CHECK(staff[2].role == Role::Charge);
}

TEST_CASE("The right PIN opens the store key and the person's own signature, offline") {
  DoorOnTest t;
  const auto ana = t.door().sign_in(kAna.practitioner, pin_of(kAna)).value();
  CHECK(ana->person().name == "Ana Ruiz");
  CHECK(crypto::equal(ana->store_key().value().view(), t.tablet.store_key().view()));
  const auto signature = ana->sign(as_bytes("round")).value();
  CHECK(crypto::verify(t.tablet.signers()[0].sign_key, as_bytes("round"), signature));
  CHECK(t.door().session() == ana);
}

TEST_CASE("One person's session cannot make a signature that passes for another's") {
  DoorOnTest t;
  const auto ana = t.tablet.sign_in(kAna);
  const auto signature = ana->sign(as_bytes("round")).value();
  REQUIRE(t.tablet.signers()[0].practitioner == kAna.practitioner);
  CHECK(crypto::verify(t.tablet.signers()[0].sign_key, as_bytes("round"), signature));
  CHECK_FALSE(crypto::verify(t.tablet.signers()[1].sign_key, as_bytes("round"), signature));
  CHECK_FALSE(crypto::verify(t.tablet.signers()[2].sign_key, as_bytes("round"), signature));
  // With the store key she can read Ben's slot file, but not what is in it.
  const auto ben = SlotFolder(t.disk, t.tablet.folder().slots()).find(kBen.practitioner).value().value();
  const auto stretched = crypto::stretch(pin_of(kAna), ben.header.salt, ben.header.cost).value();
  CHECK_FALSE(open_slot(ben, stretched, t.tablet.parts().device_key));
}

TEST_CASE("A wrong PIN, an unknown name and a disabled name are told with the same words") {
  DoorOnTest t;
  const auto wrong = t.door().sign_in(kAna.practitioner, pin("271935")).error();
  const auto unknown = t.door().sign_in({"nobody"}, pin("271935")).error();
  t.disable(kBen);
  const auto disabled = t.try_in(kBen, kBen.pin).error();
  CHECK(wrong.code == ErrorCode::NotAllowed);
  CHECK(wrong.text == unknown.text);
  CHECK(wrong.text == disabled.text);
  CHECK(unknown.code == wrong.code);
  CHECK(disabled.code == wrong.code);
  CHECK(unknown.where == wrong.where);
}

TEST_CASE("Whoever signs in is told how many wrong tries there were under their name") {
  DoorOnTest t;
  CHECK(t.tablet.sign_in(kAna)->wrong_tries_before() == 0);
  for (int i = 0; i < 3; ++i) CHECK_FALSE(t.try_in(kAna, "271935"));
  CHECK_FALSE(t.try_in(kBen, "271935"));
  CHECK(t.tablet.sign_in(kAna)->wrong_tries_before() == 3);
  CHECK(t.tablet.sign_in(kAna)->wrong_tries_before() == 0);
}

TEST_CASE("Unknown names are counted like known ones") {
  DoorOnTest t;
  for (int i = 0; i < 5; ++i) CHECK_FALSE(t.door().sign_in({"nobody-" + std::to_string(i)}, pin("271935")));
  CHECK(t.door().sign_in({"nobody-9"}, pin("271935")).error().text.find("wait 30 seconds") != std::string::npos);
}

TEST_CASE("A disabled name opens with its right PIN only after a charge nurse unlocked it") {
  DoorOnTest t;
  t.disable(kAna);
  CHECK_FALSE(t.try_in(kAna, kAna.pin));

  t.tablet.sign_in(kBen);
  CHECK(t.door().unlock_staff(kAna.practitioner).error().code == ErrorCode::NotAllowed);
  t.door().lock();
  CHECK(t.door().unlock_staff(kAna.practitioner).error().code == ErrorCode::Locked);

  t.tablet.sign_in(kCarla);
  REQUIRE(t.door().list_disabled().value().size() == 1);
  CHECK(t.door().list_disabled().value()[0].name == "Ana Ruiz");
  REQUIRE(t.door().unlock_staff(kAna.practitioner));
  CHECK(t.door().list_disabled().value().empty());
  CHECK(t.try_in(kAna, kAna.pin));
}

TEST_CASE("Lock closes the store first, then wipes the keys, and a session that was kept is worth nothing") {
  DoorOnTest t;
  std::vector<std::string> seen;
  t.tablet.reopen([&seen](const Session& ending) {
    seen.push_back(ending.person().name);
    CHECK(ending.store_key());  // still there while the store is being closed
  });
  const auto kept = t.tablet.sign_in(kAna);
  t.door().lock();
  t.door().lock();
  CHECK(seen == std::vector<std::string>{"Ana Ruiz"});
  CHECK_FALSE(kept->is_open());
  CHECK(kept->sign(as_bytes("x")).error().code == ErrorCode::Locked);
  CHECK(kept->store_key().error().code == ErrorCode::Locked);
  CHECK(kept->require(Action::RecordRound).error().code == ErrorCode::Locked);
  CHECK(t.door().session() == nullptr);
}

TEST_CASE("An idle tablet locks after two minutes, and a touch begins them again") {
  DoorOnTest t;
  CHECK_FALSE(t.door().lock_when_idle());
  t.tablet.sign_in(kAna);
  t.clock.advance(seconds(119));
  CHECK(t.door().lock_when_idle() == seconds(1));
  t.door().touch();
  CHECK(t.door().lock_when_idle() == minutes(2));
  t.clock.set_wall(t.clock.now() + hours(9));
  CHECK(t.door().lock_when_idle() == minutes(2));
  t.clock.advance(minutes(2));
  CHECK_FALSE(t.door().lock_when_idle());
  CHECK(t.door().session() == nullptr);
}

TEST_CASE("Switching to another person locks the first one, but not before the PIN was right") {
  DoorOnTest t;
  const auto ana = t.tablet.sign_in(kAna);
  CHECK_FALSE(t.try_in(kBen, "271935"));
  CHECK(ana->is_open());
  const auto ben = t.tablet.sign_in(kBen);
  CHECK_FALSE(ana->is_open());
  CHECK(t.door().session() == ben);
}

TEST_CASE("After a PIN change the old PIN is dead at once, and the person's keys are the same") {
  DoorOnTest t;
  const auto before = t.tablet.sign_in(kAna);
  REQUIRE(t.door().change_pin(pin_of(kAna), pin("620847")));
  t.tablet.reopen();
  CHECK_FALSE(t.try_in(kAna, kAna.pin));
  const auto after = t.try_in(kAna, "620847").value();
  CHECK(after->sign_key() == before->sign_key());
  CHECK(crypto::equal(after->store_key().value().view(), t.tablet.store_key().view()));
  t.tablet.sign_in(kCarla);
  CHECK(t.door().check_slots().value().empty());
}

TEST_CASE("A PIN is changed only by who knows the old one, and not to one that is easy to guess") {
  DoorOnTest t;
  CHECK(t.door().change_pin(pin_of(kAna), pin("620847")).error().code == ErrorCode::Locked);
  t.tablet.sign_in(kAna);
  CHECK(t.door().change_pin(pin("271935"), pin("620847")).error().code == ErrorCode::NotAllowed);
  const auto easy = t.door().change_pin(pin_of(kAna), pin("123456")).error();
  CHECK(easy.code == ErrorCode::InvalidContent);
  CHECK(easy.where == "run");
  t.door().lock();
  CHECK(t.try_in(kAna, kAna.pin));
}

TEST_CASE("A lease that is over lets nobody in, also when the clock is set back") {
  DoorOnTest t;
  auto parts = t.tablet.parts();
  SlotFolder slots(t.disk, t.tablet.folder().slots());
  const auto old = slots.find(kAna.practitioner).value().value();
  const auto stretched = crypto::stretch(pin_of(kAna), old.header.salt, old.header.cost).value();
  auto header = old.header;
  header.not_after = t.clock.now() + hours(72);
  const auto leased =
      make_slot(header, open_slot(old, stretched, parts.device_key).value(), stretched, parts.device_key, t.random);
  REQUIRE(slots.replace(leased.value(), [](const Slot&) { return Expected<void>(); }));
  CHECK(t.try_in(kAna, kAna.pin));
  t.clock.advance(hours(73));
  CHECK(t.try_in(kAna, kAna.pin).error().code == ErrorCode::NotAllowed);
  t.clock.set_wall(t.clock.now() - hours(73));
  CHECK(t.try_in(kAna, kAna.pin).error().code == ErrorCode::NotAllowed);
}

TEST_CASE("A damaged slot costs its owner the way in, and nobody else; whoever is in is told") {
  DoorOnTest t;
  const auto names = t.disk.list(t.tablet.folder().slots()).value();
  const auto first = *std::find_if(names.begin(), names.end(), [](const auto& name) { return name.ends_with(".slot"); });
  REQUIRE(replace_file(t.disk, t.tablet.folder().slots() + "/" + first, as_bytes("not a slot")));
  CHECK(t.door().list_staff().value().size() == 2);
  int in = 0;
  for (const auto& person : {kAna, kBen, kCarla}) {
    if (!t.try_in(person, person.pin)) continue;
    ++in;
    CHECK(t.door().check_slots().value().size() == 1);
  }
  CHECK(in == 2);
}

TEST_CASE("What a role may not do is refused with a sentence") {
  DoorOnTest t;
  const auto ana = t.tablet.sign_in(kAna);
  CHECK(ana->require(Action::RecordRound));
  CHECK(ana->require(Action::AssignPatients).error().code == ErrorCode::NotAllowed);
}
