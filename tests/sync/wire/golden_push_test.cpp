// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <sstream>

#include "sync/wire/bundle.h"

// push-1.json was made from wire.md with other tools than ours (Python's hashlib and cryptography), the Ed25519 seed being
// 32 bytes of 7. It never changes.
namespace wardlight {
namespace {

struct FixedRandom final : RandomSource {
  void fill(std::span<std::uint8_t> out) override { std::fill(out.begin(), out.end(), std::uint8_t{7}); }
};

std::string golden() {
  std::ifstream file(WARDLIGHT_SOURCE "/tests/data/wire/push-1.json", std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

crypto::SigningKeys nurse() {
  FixedRandom random;
  return crypto::make_signing_keys(random);
}

TEST_CASE("the hub reads the golden push: bytes, chain and signatures are what they say") {
  const auto push = wire::Push::read(golden());
  REQUIRE(push);
  REQUIRE(push->units().size() == 2);
  crypto::Hash prev{};
  for (const auto& unit : push->units()) {
    CHECK_FALSE(unit.problem);
    CHECK(unit.envelope.device.value == "device-5e-07");
    CHECK(unit.envelope.incarnation == 3);
    CHECK(unit.envelope.prev == prev);
    CHECK(wire::fits(unit.envelope, unit.bytes));
    CHECK(wire::signed_by(unit.envelope, nurse().public_key));
    prev = store::chain_value(unit.envelope);
  }
  CHECK(push->units()[0].bytes.find("\"valueDecimal\":36.50") != std::string_view::npos);
  CHECK(push->units()[1].bytes.substr(0, 3) == "{ \"");
}

TEST_CASE("the tablet writes the golden push byte for byte") {
  const auto push = wire::Push::read(golden());
  REQUIRE(push);
  const auto keys = nurse();
  std::vector<std::string> entries;
  crypto::Hash prev{};
  std::uint64_t seq = 1;
  for (const auto& unit : push->units()) {
    store::UnitEnvelope envelope;
    envelope.device.value = "device-5e-07";
    envelope.incarnation = 3;
    envelope.seq = seq++;
    envelope.hash = crypto::sha256(as_bytes(unit.bytes));
    envelope.prev = prev;
    envelope.signer.value = "practitioner-rivera";
    prev = store::chain_value(envelope);
    envelope.signature = crypto::sign(keys, prev);
    entries.push_back(store::write_entry(envelope, unit.type, unit.id, unit.bytes));
  }
  CHECK(wire::write_push(entries) == golden());
}

TEST_CASE("one bit anywhere in the golden push is noticed") {
  const std::string whole = golden();
  const auto key = nurse().public_key;
  std::size_t accepted = 0;
  for (std::size_t i = 0; i < whole.size(); i += 7) {
    std::string changed = whole;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    const auto push = wire::Push::read(changed);
    if (!push || push->units().size() != 2) continue;
    crypto::Hash prev{};
    bool sound = true;
    for (const auto& unit : push->units()) {
      const bool by_the_nurse = unit.envelope.signer.value == "practitioner-rivera" && wire::signed_by(unit.envelope, key);
      sound = sound && !unit.problem && unit.envelope.prev == prev && by_the_nurse;
      prev = store::chain_value(unit.envelope);
    }
    accepted += sound ? 1 : 0;
  }
  CHECK(accepted == 0);
}

}  // namespace
}  // namespace wardlight
