// SPDX-License-Identifier: Apache-2.0
#include <sodium.h>

#include <cstring>

#include "core/crypto/crypto.h"

namespace wardlight::crypto {
namespace {

constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t kStackOfBlake2 = 8192;  // libsodium's BLAKE2b leaves its answer there

Error wrong_key() { return {ErrorCode::WrongKey, "This cannot be opened with the key at hand.", "crypto"}; }

}  // namespace

Expected<Secret> stretch(const Secret& pin, const Salt& salt, StretchCost cost) {
  Secret key(32);
  const auto* text = reinterpret_cast<const char*>(pin.view().data());
  const int failed = crypto_pwhash(key.writable().data(), key.size(), text, pin.size(), salt.data(), cost.passes, cost.memory,
                                   crypto_pwhash_ALG_ARGON2ID13);
  sodium_stackzero(kStackOfBlake2);
  if (failed != 0)
    return Error{ErrorCode::Environment, "There is not enough memory to check a PIN; close other programs and try again.",
                 "crypto"};
  return key;
}

Secret derive(const Secret& from, std::string_view label) {
  Secret key(32);
  crypto_generichash(key.writable().data(), key.size(), as_bytes(label).data(), label.size(), from.view().data(), from.size());
  sodium_stackzero(kStackOfBlake2);
  return key;
}

Bytes encrypt(const Secret& key, ByteView message, ByteView bound_to, RandomSource& random) {
  Bytes result(kNonce + message.size() + kTag);
  random.fill(std::span(result).first(kNonce));
  crypto_aead_xchacha20poly1305_ietf_encrypt(result.data() + kNonce, nullptr, message.data(), message.size(), bound_to.data(),
                                             bound_to.size(), nullptr, result.data(), key.view().data());
  return result;
}

Expected<Secret> decrypt(const Secret& key, ByteView encrypted, ByteView bound_to) {
  if (encrypted.size() < kNonce + kTag) return wrong_key();
  Secret message(encrypted.size() - kNonce - kTag);
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(message.writable().data(), nullptr, nullptr, encrypted.data() + kNonce,
                                                 encrypted.size() - kNonce, bound_to.data(), bound_to.size(), encrypted.data(),
                                                 key.view().data()) != 0)
    return wrong_key();
  return message;
}

BoxKeys make_box_keys(RandomSource& random) { return box_keys_from_secret(Secret::random(32, random)); }

BoxKeys box_keys_from_secret(Secret secret_key) {
  BoxPublicKey public_key;
  crypto_scalarmult_base(public_key.data(), secret_key.view().data());
  return {public_key, std::move(secret_key)};
}

Bytes seal(const BoxPublicKey& to, ByteView message) {
  Bytes sealed(message.size() + crypto_box_SEALBYTES);
  crypto_box_seal(sealed.data(), message.data(), message.size(), to.data());
  return sealed;
}

Expected<Secret> open_sealed(const BoxKeys& keys, ByteView sealed) {
  if (sealed.size() < crypto_box_SEALBYTES) return wrong_key();
  Secret message(sealed.size() - crypto_box_SEALBYTES);
  if (crypto_box_seal_open(message.writable().data(), sealed.data(), sealed.size(), keys.public_key.data(),
                           keys.secret_key.view().data()) != 0)
    return wrong_key();
  return message;
}

SigningKeys make_signing_keys(RandomSource& random) {
  const Secret seed = Secret::random(crypto_sign_SEEDBYTES, random);
  SignPublicKey public_key;
  Secret secret_key(crypto_sign_SECRETKEYBYTES);
  crypto_sign_seed_keypair(public_key.data(), secret_key.writable().data(), seed.view().data());
  return {public_key, std::move(secret_key)};
}

SigningKeys signing_keys_from_secret(Secret secret_key) {
  SignPublicKey public_key;
  crypto_sign_ed25519_sk_to_pk(public_key.data(), secret_key.view().data());
  return {public_key, std::move(secret_key)};
}

Signature sign(const SigningKeys& keys, ByteView message) {
  Signature signature;
  crypto_sign_detached(signature.data(), nullptr, message.data(), message.size(), keys.secret_key.view().data());
  return signature;
}

bool verify(const SignPublicKey& key, ByteView message, ByteView signature) {
  return signature.size() == crypto_sign_BYTES &&
         crypto_sign_verify_detached(signature.data(), message.data(), message.size(), key.data()) == 0;
}

}  // namespace wardlight::crypto
