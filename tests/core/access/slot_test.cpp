// SPDX-License-Identifier: Apache-2.0
#include "core/access/slot.h"

#include <catch2/catch_test_macros.hpp>

#include "core/access/slot_folder.h"
#include "tests/core/access/temporary_tablet.h"

using namespace wardlight;
using namespace wardlight::access;

namespace {

// One slot with everything that opens it.
struct SlotOnTest {
  TemporaryTablet where;
  TabletParts parts = where.tablet.parts();
  Slot slot = SlotFolder(where.disk, where.tablet.folder().slots()).find(support::kAna.practitioner).value().value();
  crypto::Secret stretched = stretch(support::kAna.pin);

  crypto::Secret stretch(std::string_view pin) const {
    return crypto::stretch(crypto::Secret(as_bytes(pin)), slot.header.salt, slot.header.cost).value();
  }
  ErrorCode refusal(const Slot& other) { return open_slot(other, stretched, parts.device_key).error().code; }
};

}  // namespace

TEST_CASE("A slot reads back as it was written and opens with the PIN on its own tablet") {
  SlotOnTest t;
  const auto again = parse_slot(write_slot(t.slot)).value();
  CHECK(write_slot(again) == write_slot(t.slot));
  CHECK(again.header.name == "Ana Ruiz");
  CHECK(again.header.role == Role::Nurse);
  const auto keys = open_slot(again, t.stretched, t.parts.device_key).value();
  CHECK(crypto::equal(keys.store_key.view(), t.where.tablet.store_key().view()));
  CHECK(keys.sign.public_key == t.slot.header.sign_key);
}

TEST_CASE("Every byte of a slot counts: flip one, and it opens no more") {
  SlotOnTest t;
  const Bytes bytes = write_slot(t.slot);
  for (std::size_t i = 0; i < bytes.size(); ++i)
    for (const std::uint8_t flip : {std::uint8_t{0x01}, std::uint8_t{0x80}}) {
      Bytes damaged = bytes;
      damaged[i] ^= flip;
      const auto parsed = parse_slot(damaged);
      INFO("byte " << i);
      if (parsed && parsed->header.cost.memory == t.slot.header.cost.memory)
        CHECK_FALSE(open_slot(*parsed, t.stretched, t.parts.device_key));
    }
}

TEST_CASE("A slot that is cut short, too long or random is damaged, never a crash") {
  SlotOnTest t;
  const Bytes bytes = write_slot(t.slot);
  for (std::size_t size = 0; size < bytes.size(); ++size) CHECK_FALSE(parse_slot(ByteView(bytes).first(size)));
  Bytes longer = bytes;
  longer.push_back(0);
  CHECK(parse_slot(longer).error().code == ErrorCode::Corrupt);
  support::SeededRandom random(5);
  for (int i = 0; i < 20'000; ++i) {
    Bytes noise = bytes;
    for (auto changes = random.below(20) + 1; changes > 0; --changes)
      noise[random.below(noise.size())] = static_cast<std::uint8_t>(random.next());
    noise.resize(random.one_in(2) ? noise.size() : random.below(noise.size()));
    const auto parsed = parse_slot(noise);
    if (parsed) CHECK(write_slot(*parsed) == noise);
  }
}

TEST_CASE("Another PIN, another person's slot or a raised role does not open") {
  SlotOnTest t;
  CHECK(open_slot(t.slot, t.stretch("483927"), t.parts.device_key).error().code == ErrorCode::WrongKey);
  Slot charge = t.slot;
  charge.header.role = Role::Charge;
  CHECK(t.refusal(charge) == ErrorCode::WrongKey);
  Slot renamed = t.slot;
  renamed.header.practitioner = support::kBen.practitioner;
  CHECK(t.refusal(renamed) == ErrorCode::WrongKey);
  Slot lasting = t.slot;
  lasting.header.not_after = Instant{1};
  CHECK(t.refusal(lasting) == ErrorCode::WrongKey);
}

TEST_CASE("A public key that somebody swapped to be given the next store key is caught by the MAC") {
  SlotOnTest t;
  const auto thief = crypto::make_box_keys(t.where.random);
  Slot swapped = t.slot;
  swapped.header.box_key = thief.public_key;
  CHECK(is_vouched(t.slot, t.where.tablet.store_key()));
  CHECK_FALSE(is_vouched(swapped, t.where.tablet.store_key()));
  CHECK(t.refusal(swapped) == ErrorCode::WrongKey);

  // Somebody who knows the PIN but not the store key plants one of their own choosing.
  const auto own_store_key = make_store_key(t.where.random);
  Slot planted = t.slot;
  planted.sealed_store_key = crypto::seal(planted.header.box_key, own_store_key.view());
  CHECK(t.refusal(planted) == ErrorCode::Corrupt);
  CHECK_FALSE(is_vouched(planted, t.where.tablet.store_key()));
}

TEST_CASE("Copied files and the right PIN open nothing on a machine with another device key") {
  SlotOnTest t;
  auto other = SoftwareKeyStore::create(t.where.disk, t.where.root + "/other-keystore", t.where.random).value();
  CHECK(open_slot(t.slot, t.stretched, *other).error().code == ErrorCode::WrongKey);
}

TEST_CASE("Once the device key is destroyed the right PIN opens nothing, and no key is left in the file") {
  SlotOnTest t;
  REQUIRE(t.parts.device_key.destroy());
  CHECK(open_slot(t.slot, t.stretched, t.parts.device_key).error().code == ErrorCode::NotFound);
  CHECK_FALSE(t.where.disk.exists(t.where.tablet.folder().key_store()).value());
  CHECK(t.parts.device_key.destroy());  // twice is once
}

TEST_CASE("A device key that is damaged is told, and an existing one is never made anew") {
  TemporaryTablet where;
  const auto path = where.tablet.folder().key_store();
  const auto before = read_file(where.disk, path).value();
  REQUIRE(SoftwareKeyStore::create(where.disk, path, where.random));
  CHECK(read_file(where.disk, path).value() == before);
  REQUIRE(replace_file(where.disk, path, as_bytes("short")));
  CHECK(SoftwareKeyStore::open(where.disk, path).error().code == ErrorCode::Corrupt);
  CHECK(SoftwareKeyStore::create(where.disk, path, where.random).error().code == ErrorCode::Corrupt);
}

TEST_CASE("What the device mixes depends on the object, the secret and the person, and on where one ends") {
  TemporaryTablet where;
  const auto parts = where.tablet.parts();
  const auto mixed = [&](std::string_view object, std::string_view secret, std::string_view person) {
    return crypto::to_hex(parts.device_key.mix(object, as_bytes(secret), person).value().view());
  };
  CHECK(mixed("a", "b", "c") == mixed("a", "b", "c"));
  CHECK(mixed("a", "b", "c") != mixed("x", "b", "c"));
  CHECK(mixed("a", "b", "c") != mixed("a", "x", "c"));
  CHECK(mixed("a", "b", "c") != mixed("a", "b", "x"));
  CHECK(mixed("ab", "c", "") != mixed("a", "bc", ""));
  CHECK(mixed("", "a", "bc") != mixed("", "ab", "c"));
}

TEST_CASE("The store key sealed for recovery is opened by the hub's recovery key alone") {
  support::SeededRandom random(3);
  const auto hub = crypto::make_box_keys(random);
  const auto stranger = crypto::make_box_keys(random);
  const auto store_key = make_store_key(random);
  const Bytes sealed = seal_for_recovery(store_key, hub.public_key);
  CHECK(crypto::equal(crypto::open_sealed(hub, sealed).value().view(), store_key.view()));
  CHECK_FALSE(crypto::open_sealed(stranger, sealed));
}
