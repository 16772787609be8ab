// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/bytes.h"
#include "core/base/expected.h"
#include "core/base/random.h"

// A thin face of libsodium: no primitive is made here. All functions are safe on any thread.
namespace wardlight::crypto {

using Hash = std::array<std::uint8_t, 32>;

// Key material: cannot be copied by accident, is locked in memory, and is wiped when it goes.
class Secret {
 public:
  explicit Secret(std::size_t size);
  explicit Secret(ByteView bytes);
  Secret(Secret&& other) noexcept;
  Secret& operator=(Secret&& other) noexcept;
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  ~Secret();
  static Secret random(std::size_t size, RandomSource& source);

  Secret clone() const { return Secret(view()); }
  std::size_t size() const { return m_size; }
  ByteView view() const { return {m_data, m_size}; }
  std::span<std::uint8_t> writable() { return {m_data, m_size}; }

 private:
  std::uint8_t* m_data;
  std::size_t m_size;
};

void wipe(std::string& text);  // overwrites, then empties
void wipe(std::span<std::uint8_t> bytes);
Secret join(std::initializer_list<ByteView> parts);  // one after the other

Hash sha256(ByteView bytes);
Hash hmac_sha256(const Secret& key, ByteView message);
Secret hmac_secret(const Secret& key, ByteView message);  // the same, where the answer is itself a key
bool equal(ByteView a, ByteView b);  // in constant time

std::string to_base64(ByteView bytes);
std::optional<Bytes> from_base64(std::string_view text);
std::string to_hex(ByteView bytes);
std::optional<Bytes> from_hex(std::string_view text);

// Argon2id. Memory in bytes. Takes as long as it is told to: never on the drawing thread's frame.
struct StretchCost {
  std::uint64_t passes = 3;
  std::size_t memory = std::size_t{64} << 20;
};
using Salt = std::array<std::uint8_t, 16>;
Expected<Secret> stretch(const Secret& pin, const Salt& salt, StretchCost cost);  // 32 bytes

// A 32-byte key from another, for one purpose; different labels give unrelated keys.
Secret derive(const Secret& from, std::string_view label);

// XChaCha20-Poly1305 under a 32-byte key; the random nonce stands at the front of the result.
Bytes encrypt(const Secret& key, ByteView message, ByteView bound_to, RandomSource& random);
// WrongKey when key, bytes or `bound_to` are not the ones that were used.
Expected<Secret> decrypt(const Secret& key, ByteView encrypted, ByteView bound_to);

// X25519 sealed boxes: anyone can seal to the public key, only its owner opens. They do not say who sealed.
using BoxPublicKey = std::array<std::uint8_t, 32>;
struct BoxKeys {
  BoxPublicKey public_key;
  Secret secret_key;
};
BoxKeys make_box_keys(RandomSource& random);
BoxKeys box_keys_from_secret(Secret secret_key);
Bytes seal(const BoxPublicKey& to, ByteView message);
Expected<Secret> open_sealed(const BoxKeys& keys, ByteView sealed);  // WrongKey

// Ed25519.
using SignPublicKey = std::array<std::uint8_t, 32>;
using Signature = std::array<std::uint8_t, 64>;
struct SigningKeys {
  SignPublicKey public_key;
  Secret secret_key;  // 64 bytes, as libsodium keeps it
};
SigningKeys make_signing_keys(RandomSource& random);
SigningKeys signing_keys_from_secret(Secret secret_key);
Signature sign(const SigningKeys& keys, ByteView message);
bool verify(const SignPublicKey& key, ByteView message, ByteView signature);

}  // namespace wardlight::crypto
