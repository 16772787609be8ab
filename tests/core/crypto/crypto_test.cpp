// SPDX-License-Identifier: Apache-2.0
#include "core/crypto/crypto.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/support/seeded_random.h"

using namespace wardlight;

TEST_CASE("SHA-256 and HMAC agree with the published vectors") {
  CHECK(crypto::to_hex(crypto::sha256(as_bytes("abc"))) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  const crypto::Secret key(as_bytes("Jefe"));
  CHECK(crypto::to_hex(crypto::hmac_sha256(key, as_bytes("what do ya want for nothing?"))) ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST_CASE("Base64 and hex come back as they went, and damage is refused") {
  for (const auto* text : {"", "f", "fo", "foo", "foob"}) {
    CHECK(as_text(*crypto::from_base64(crypto::to_base64(as_bytes(text)))) == text);
    CHECK(as_text(*crypto::from_hex(crypto::to_hex(as_bytes(text)))) == text);
  }
  CHECK(crypto::to_base64(as_bytes("foob")) == "Zm9vYg==");
  for (const auto* damaged : {"Zm9v!", "Zm9vYg=", "Z"}) CHECK_FALSE(crypto::from_base64(damaged));
  for (const auto* damaged : {"0", "0g", "zz"}) CHECK_FALSE(crypto::from_hex(damaged));
}

TEST_CASE("What is encrypted opens only with the same key, bytes and binding") {
  support::SeededRandom random(1);
  const auto key = crypto::Secret::random(32, random);
  const auto other = crypto::Secret::random(32, random);
  auto encrypted = crypto::encrypt(key, as_bytes("round"), as_bytes("slot"), random);
  CHECK(as_text(crypto::decrypt(key, encrypted, as_bytes("slot"))->view()) == "round");
  CHECK_FALSE(crypto::decrypt(other, encrypted, as_bytes("slot")));
  CHECK_FALSE(crypto::decrypt(key, encrypted, as_bytes("tols")));
  for (std::size_t i = 0; i < encrypted.size(); ++i) {
    encrypted[i] ^= 1;
    CHECK_FALSE(crypto::decrypt(key, encrypted, as_bytes("slot")));
    encrypted[i] ^= 1;
  }
}

TEST_CASE("A sealed box opens for its owner alone") {
  support::SeededRandom random(2);
  const auto owner = crypto::make_box_keys(random);
  const auto stranger = crypto::make_box_keys(random);
  const auto sealed = crypto::seal(owner.public_key, as_bytes("frame"));
  CHECK(as_text(crypto::open_sealed(owner, sealed)->view()) == "frame");
  CHECK(crypto::open_sealed(stranger, sealed).error().code == ErrorCode::WrongKey);
  CHECK_FALSE(crypto::open_sealed(owner, as_bytes("short")));
}

TEST_CASE("A signature fits one key and one message") {
  support::SeededRandom random(3);
  const auto nurse = crypto::make_signing_keys(random);
  const auto other = crypto::make_signing_keys(random);
  const auto signature = crypto::sign(nurse, as_bytes("round"));
  CHECK(crypto::verify(nurse.public_key, as_bytes("round"), signature));
  CHECK_FALSE(crypto::verify(other.public_key, as_bytes("round"), signature));
  CHECK_FALSE(crypto::verify(nurse.public_key, as_bytes("Round"), signature));
  CHECK_FALSE(crypto::verify(nurse.public_key, as_bytes("round"), ByteView(signature).first(63)));
}

TEST_CASE("A stretched PIN depends on the PIN, the salt and the cost") {
  const crypto::StretchCost cheap{1, 8192};
  const crypto::Secret pin(as_bytes("482913"));
  crypto::Salt salt{};
  const auto first = crypto::stretch(pin, salt, cheap);
  REQUIRE(first);
  CHECK(crypto::equal(first->view(), crypto::stretch(pin, salt, cheap)->view()));
  CHECK_FALSE(crypto::equal(first->view(), crypto::stretch(crypto::Secret(as_bytes("482914")), salt, cheap)->view()));
  CHECK_FALSE(crypto::equal(first->view(), crypto::stretch(pin, salt, {2, 8192})->view()));
  salt[0] = 1;
  CHECK_FALSE(crypto::equal(first->view(), crypto::stretch(pin, salt, cheap)->view()));
}
