// SPDX-License-Identifier: Apache-2.0
#include <openssl/evp.h>
#include <sodium.h>

#include <memory>

#include "core/crypto/crypto.h"

namespace wardlight::crypto {
namespace {

struct FreeDigest {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

// By the processor's own instructions where it has them, which libsodium does not use: every statement is hashed several times.
bool hash_by_openssl(ByteView bytes, Hash& hash) {
  static const EVP_MD* const kSha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  thread_local const std::unique_ptr<EVP_MD_CTX, FreeDigest> context(EVP_MD_CTX_new());
  return kSha256 != nullptr && context && EVP_DigestInit_ex2(context.get(), kSha256, nullptr) == 1 &&
         EVP_DigestUpdate(context.get(), bytes.data(), bytes.size()) == 1 &&
         EVP_DigestFinal_ex(context.get(), hash.data(), nullptr) == 1;
}

}  // namespace

Hash sha256(ByteView bytes) {
  Hash hash;
  if (!hash_by_openssl(bytes, hash)) crypto_hash_sha256(hash.data(), bytes.data(), bytes.size());
  return hash;
}

namespace {

void hmac_into(std::uint8_t* mac, const Secret& key, ByteView message) {
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, key.view().data(), key.size());
  crypto_auth_hmacsha256_update(&state, message.data(), message.size());
  crypto_auth_hmacsha256_final(&state, mac);
  sodium_memzero(&state, sizeof state);
}

}  // namespace

Hash hmac_sha256(const Secret& key, ByteView message) {
  Hash mac;
  hmac_into(mac.data(), key, message);
  return mac;
}

Secret hmac_secret(const Secret& key, ByteView message) {
  Secret mac(crypto_auth_hmacsha256_BYTES);
  hmac_into(mac.writable().data(), key, message);
  return mac;
}

bool equal(ByteView a, ByteView b) { return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0; }

std::string to_base64(ByteView bytes) {
  std::string text(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();  // libsodium counts the terminating zero
  return text;
}

std::optional<Bytes> from_base64(std::string_view text) {
  Bytes bytes(text.size() / 4 * 3 + 3);
  std::size_t size = 0;
  if (sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &size, nullptr,
                        sodium_base64_VARIANT_ORIGINAL) != 0)
    return std::nullopt;
  bytes.resize(size);
  return bytes;
}

std::string to_hex(ByteView bytes) {
  std::string text(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
  text.pop_back();
  return text;
}

std::optional<Bytes> from_hex(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  Bytes bytes(text.size() / 2 + 1);
  std::size_t size = 0;
  if (sodium_hex2bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &size, nullptr) != 0 ||
      size * 2 != text.size())
    return std::nullopt;
  bytes.resize(size);
  return bytes;
}

}  // namespace wardlight::crypto
