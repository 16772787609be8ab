// SPDX-License-Identifier: Apache-2.0
#include "sync/transport/jwt.h"

#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/param_build.h>

#include "sync/transport/openssl_parts.h"
#include "sync/wire/url.h"

namespace wardlight::transport {
namespace {

constexpr std::size_t kLargestToken = 16384;
constexpr int kLeastBits = 2048;
constexpr std::size_t kCoordinate = 48;  // bytes of a P-384 number

using NumberPtr = std::unique_ptr<BIGNUM, FreeWith<BN_free>>;
using BuilderPtr = std::unique_ptr<OSSL_PARAM_BLD, FreeWith<OSSL_PARAM_BLD_free>>;
using ParametersPtr = std::unique_ptr<OSSL_PARAM, FreeWith<OSSL_PARAM_free>>;
using KeyContextPtr = std::unique_ptr<EVP_PKEY_CTX, FreeWith<EVP_PKEY_CTX_free>>;
using DigestPtr = std::unique_ptr<EVP_MD_CTX, FreeWith<EVP_MD_CTX_free>>;
using EcSignaturePtr = std::unique_ptr<ECDSA_SIG, FreeWith<ECDSA_SIG_free>>;

Error not_believed() { return {ErrorCode::NotAllowed, "The token is not signed by a key this system registered.", "token"}; }

NumberPtr number_of(const Bytes& bytes) { return NumberPtr(BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr)); }

KeyPtr make_key(const char* type, OSSL_PARAM_BLD* builder) {
  const ParametersPtr parameters(OSSL_PARAM_BLD_to_param(builder));
  const KeyContextPtr context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
  EVP_PKEY* key = nullptr;
  if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1)
    return nullptr;
  return KeyPtr(key);
}

KeyPtr rsa_key(const json::Value& jwk) {
  const auto modulus = wire::from_base64_url(jwk.text_of("n"));
  const auto exponent = wire::from_base64_url(jwk.text_of("e"));
  if (!modulus || !exponent) return nullptr;
  const auto n = number_of(*modulus);
  const auto e = number_of(*exponent);
  const BuilderPtr builder(OSSL_PARAM_BLD_new());
  if (!builder || OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) != 1 ||
      OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) != 1)
    return nullptr;
  auto key = make_key("RSA", builder.get());
  return key && EVP_PKEY_get_bits(key.get()) >= kLeastBits ? std::move(key) : nullptr;
}

KeyPtr ec_key(const json::Value& jwk) {
  const auto x = wire::from_base64_url(jwk.text_of("x"));
  const auto y = wire::from_base64_url(jwk.text_of("y"));
  if (jwk.text_of("crv") != "P-384" || !x || !y || x->size() != kCoordinate || y->size() != kCoordinate) return nullptr;
  Bytes point{4};  // both coordinates follow
  append(point, *x);
  append(point, *y);
  const BuilderPtr builder(OSSL_PARAM_BLD_new());
  if (!builder || OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "P-384", 0) != 1 ||
      OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()) != 1)
    return nullptr;
  return make_key("EC", builder.get());
}

// JWS gives r and s side by side where OpenSSL wants DER.
Bytes to_der(const Bytes& signature) {
  if (signature.size() != 2 * kCoordinate) return {};
  const EcSignaturePtr parts(ECDSA_SIG_new());
  const auto middle = signature.begin() + kCoordinate;
  auto r = number_of(Bytes(signature.begin(), middle));
  auto s = number_of(Bytes(middle, signature.end()));
  if (!parts || ECDSA_SIG_set0(parts.get(), r.get(), s.get()) != 1) return {};
  (void)r.release(), (void)s.release();
  unsigned char* der = nullptr;
  const int size = i2d_ECDSA_SIG(parts.get(), &der);
  if (size <= 0) return {};
  Bytes result(der, der + size);
  OPENSSL_free(der);
  return result;
}

bool is_signed(EVP_PKEY* key, std::string_view text, const Bytes& signature) {
  const DigestPtr digest(EVP_MD_CTX_new());
  return digest && !signature.empty() && EVP_DigestVerifyInit(digest.get(), nullptr, EVP_sha384(), nullptr, key) == 1 &&
         EVP_DigestVerify(digest.get(), signature.data(), signature.size(), as_bytes(text).data(), text.size()) == 1;
}

Expected<json::Value> part_of(std::string_view base64) {
  const auto bytes = wire::from_base64_url(base64);
  if (!bytes) return not_believed();
  auto value = json::parse(as_text(*bytes));
  if (!value || !value->is_object()) return not_believed();
  return value;
}

}  // namespace

Expected<json::Value> verify_token(std::string_view token, const json::Value& jwks) {
  const auto first = token.find('.');
  const auto second = first == std::string_view::npos ? first : token.find('.', first + 1);
  if (second == std::string_view::npos || token.size() > kLargestToken) return not_believed();
  WL_TRY(const auto header, part_of(token.substr(0, first)));
  WL_TRY(auto claims, part_of(token.substr(first + 1, second - first - 1)));
  const auto signature = wire::from_base64_url(token.substr(second + 1));
  if (!signature || header.find("crit") != nullptr) return not_believed();
  const bool rsa = header.text_of("alg") == "RS384";
  if (!rsa && header.text_of("alg") != "ES384") return not_believed();
  for (const auto& jwk : jwks["keys"].items()) {
    if (jwk.text_of("kid") != header.text_of("kid") || jwk.text_of("kty") != (rsa ? "RSA" : "EC")) continue;
    const auto key = rsa ? rsa_key(jwk) : ec_key(jwk);
    if (key && is_signed(key.get(), token.substr(0, second), rsa ? *signature : to_der(*signature))) return claims;
  }
  return not_believed();
}

}  // namespace wardlight::transport
