// SPDX-License-Identifier: Apache-2.0
#include "sync/hub/system_access.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include "sync/wire/url.h"
#include "tests/sync/hub/hub_world.h"

using namespace wardlight;
using namespace wardlight::hub;

namespace {

constexpr const char* kTokenUrl = "https://hub.test/fhir/auth/token";

// Another program of the hospital, with a key of its own.
class System {
 public:
  explicit System(bool rsa) : m_rsa(rsa), m_key(rsa ? EVP_RSA_gen(2048) : EVP_EC_gen("P-384")) { REQUIRE(m_key); }
  ~System() { EVP_PKEY_free(m_key); }

  json::Value jwks() const {
    auto jwk = json::Value::object({{"kty", json::Value(m_rsa ? "RSA" : "EC")}, {"kid", json::Value("k1")}});
    if (!m_rsa) jwk.set("crv", "P-384");
    for (const auto& [name, parameter] : std::vector<std::pair<const char*, const char*>>{
             {m_rsa ? "n" : "x", m_rsa ? OSSL_PKEY_PARAM_RSA_N : OSSL_PKEY_PARAM_EC_PUB_X},
             {m_rsa ? "e" : "y", m_rsa ? OSSL_PKEY_PARAM_RSA_E : OSSL_PKEY_PARAM_EC_PUB_Y}}) {
      BIGNUM* number = nullptr;
      REQUIRE(EVP_PKEY_get_bn_param(m_key, parameter, &number) == 1);
      Bytes bytes(static_cast<std::size_t>(m_rsa ? BN_num_bytes(number) : 48));
      BN_bn2binpad(number, bytes.data(), static_cast<int>(bytes.size()));
      BN_free(number);
      jwk.set(name, wire::to_base64_url(bytes));
    }
    return json::Value::object({{"keys", json::Value::array({std::move(jwk)})}});
  }

  std::string assertion(Instant expires, const std::string& jti, const std::string& audience = kTokenUrl,
                        const std::string& client = "ehr", const char* algorithm = nullptr) const {
    const std::string header = std::string(R"({"alg":")") +
                               (algorithm ? algorithm
                                : m_rsa   ? "RS384"
                                          : "ES384") +
                               R"(","kid":"k1","typ":"JWT"})";
    const std::string claims = R"({"iss":")" + client + R"(","sub":")" + client + R"(","aud":")" + audience + R"(","exp":)" +
                               std::to_string(expires.milliseconds / 1000) + R"(,"jti":")" + jti + "\"}";
    const std::string text = wire::to_base64_url(as_bytes(header)) + "." + wire::to_base64_url(as_bytes(claims));
    return text + "." + wire::to_base64_url(sign(text));
  }

 private:
  Bytes sign(const std::string& text) const {
    EVP_MD_CTX* digest = EVP_MD_CTX_new();
    std::size_t size = 0;
    const auto* data = reinterpret_cast<const unsigned char*>(text.data());
    REQUIRE(EVP_DigestSignInit(digest, nullptr, EVP_sha384(), nullptr, m_key) == 1);
    REQUIRE(EVP_DigestSign(digest, nullptr, &size, data, text.size()) == 1);
    Bytes signature(size);
    REQUIRE(EVP_DigestSign(digest, signature.data(), &size, data, text.size()) == 1);
    signature.resize(size);
    EVP_MD_CTX_free(digest);
    if (m_rsa) return signature;
    const unsigned char* der = signature.data();
    ECDSA_SIG* parts = d2i_ECDSA_SIG(nullptr, &der, static_cast<long>(signature.size()));
    Bytes both(96);
    BN_bn2binpad(ECDSA_SIG_get0_r(parts), both.data(), 48);
    BN_bn2binpad(ECDSA_SIG_get0_s(parts), both.data() + 48, 48);
    ECDSA_SIG_free(parts);
    return both;
  }

  bool m_rsa;
  EVP_PKEY* m_key;
};

std::string form(const std::string& assertion, const std::string& scope = "system/*.rs") {
  return "grant_type=client_credentials&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&"
         "scope=" +
         scope + "&client_assertion=" + assertion;
}

HubWorld::Reply get_with(HubWorld& world, const std::string& token, const std::string& target,
                         const std::string& method = "GET") {
  return world.ask("", method, target, "", {{"Authorization", "Bearer " + token}});
}

std::string token_of(const HubWorld::Reply& reply) {
  INFO(reply.body);
  REQUIRE(reply.status == 200);
  return std::string(must(json::parse(reply.body)).text_of("access_token"));
}

}  // namespace

TEST_CASE("A system signs with its own key, RSA or P-384, and reads with the token it gets until that is out of date") {
  for (const bool rsa : {true, false}) {
    HubWorld world;
    auto tablet = world.add_tablet("tab-1");
    const auto round = tablet.round();
    world.push("tab-1", {round.entry});
    const System system(rsa);
    must(put_system(world.storage(), {"ehr", "system/*.rs", system.jwks()}));
    const auto token =
        token_of(world.ask("", "POST", "/fhir/auth/token", form(system.assertion(world.clock.now() + minutes(4), "1"))));
    CHECK(get_with(world, token, "/fhir/QuestionnaireResponse/" + round.id).body == round.bytes);
    CHECK(get_with(world, token, "/fhir/QuestionnaireResponse?patient=p1").status == 200);
    CHECK(get_with(world, token, "/fhir/current/QuestionnaireResponse/" + round.id).status == 200);
    CHECK(get_with(world, token, "/fhir/$staff").status == 404);
    CHECK(get_with(world, token, "/fhir", "POST").status == 415);
    CHECK(get_with(world, token + "A", "/fhir/Patient/p1").status == 401);
    world.clock.advance(minutes(6));
    CHECK(get_with(world, token, "/fhir/QuestionnaireResponse/" + round.id).status == 401);
  }
}

TEST_CASE("A signed token is refused when it is another's, old, far ahead, for elsewhere, or shown twice") {
  HubWorld world;
  const System system(false);
  const System stranger(false);
  must(put_system(world.storage(), {"ehr", "system/*.rs", system.jwks()}));
  const Instant soon = world.clock.now() + minutes(4);
  const auto status = [&](const std::string& assertion, const std::string& scope = "system/*.rs") {
    return world.ask("", "POST", "/fhir/auth/token", form(assertion, scope)).status;
  };
  const auto good = system.assertion(soon, "once");
  CHECK(status(good) == 200);
  CHECK(status(good) == 401);
  CHECK(status(stranger.assertion(soon, "2")) == 401);
  CHECK(status(system.assertion(world.clock.now() - minutes(1), "3")) == 401);
  CHECK(status(system.assertion(world.clock.now() + hours(1), "4")) == 401);
  CHECK(status(system.assertion(soon, "5", "https://elsewhere/token")) == 401);
  CHECK(status(system.assertion(soon, "6", kTokenUrl, "nobody")) == 401);
  CHECK(status(system.assertion(soon, "7", kTokenUrl, "ehr", "none")) == 401);
  CHECK(status(system.assertion(soon, "8", kTokenUrl, "ehr", "HS384")) == 401);
  CHECK(status(system.assertion(soon, "")) == 401);
  CHECK(status("a.b.c") == 401);
  CHECK(status("") == 401);
  CHECK(world.ask("", "POST", "/fhir/auth/token", "grant_type=password").status == 400);
}

TEST_CASE("A system gets what it was given and nothing more") {
  HubWorld world;
  const System system(false);
  must(put_system(world.storage(), {"ehr", "system/Encounter.rs", system.jwks()}));
  const Instant soon = world.clock.now() + minutes(4);
  CHECK(world.ask("", "POST", "/fhir/auth/token", form(system.assertion(soon, "1"), "system/*.rs")).status == 400);
  CHECK(world.ask("", "POST", "/fhir/auth/token", form(system.assertion(soon, "2"), "system/Encounter.cruds")).status == 400);
  const auto token = token_of(
      world.ask("", "POST", "/fhir/auth/token", form(system.assertion(soon, "3"), "system/Patient.rs%20system/Encounter.rs")));
  CHECK(get_with(world, token, "/fhir/Encounter?patient=p1").status == 200);
  CHECK(get_with(world, token, "/fhir/Patient/p1").status == 403);
  CHECK(get_with(world, token, "/fhir/_history").status == 403);
  CHECK_FALSE(put_system(world.storage(), {"x", "system/Spaceship.rs", system.jwks()}));
  CHECK_FALSE(put_system(world.storage(), {"x", "system/*.cruds", system.jwks()}));
  CHECK_FALSE(put_system(world.storage(), {"x", "system/*.rs", json::Value::object()}));
}

TEST_CASE("Where tokens are to be had is said where SMART looks for it") {
  HubWorld world;
  const auto reply = world.ask("", "GET", "/fhir/.well-known/smart-configuration");
  CHECK(reply.status == 200);
  CHECK(must(json::parse(reply.body)).text_of("token_endpoint") == kTokenUrl);
}

TEST_CASE("A system writes what its scope lets it write, over TLS as in a Bundle, and never a clinical act") {
  HubWorld world;
  auto tablet = world.add_tablet("tab-1");
  const auto round = tablet.round();
  world.push("tab-1", {round.entry});
  const System system(false);
  must(put_system(world.storage(), {"ehr", "system/Patient.crus system/*.rs", system.jwks()}));
  auto token_for = [&, n = 0](const std::string& scope) mutable {
    return token_of(world.ask("", "POST", "/fhir/auth/token",
                              form(system.assertion(world.clock.now() + minutes(4), std::to_string(++n)), scope)));
  };
  const auto ask = [&](const std::string& token, const std::string& method, const std::string& target, const std::string& body,
                       wire::HeaderList headers = {}) {
    headers.emplace_back("Authorization", "Bearer " + token);
    headers.emplace_back("Content-Type", "application/fhir+json");
    return world.ask("", method, target, body, std::move(headers));
  };
  const std::string patient = R"({"resourceType":"Patient","id":"p9","name":[{"family":"Kim"}]})";
  const auto reading = token_for("system/*.rs");
  CHECK(ask(reading, "PUT", "/fhir/Patient/p9", patient).status == 403);
  CHECK(ask(reading, "GET", "/fhir/QuestionnaireResponse/" + round.id, "").status == 200);
  const auto writing = token_for("system/Patient.crus");
  const auto made = ask(writing, "PUT", "/fhir/Patient/p9", patient);
  CHECK(made.status == 201);
  CHECK(transport::find_header(made.headers, "ETag") == "W/\"1\"");
  CHECK(transport::find_header(made.headers, "Location") == "https://hub.test/fhir/Patient/p9/_history/1");
  CHECK(ask(writing, "GET", "/fhir/Patient/p9", "", {{"If-None-Match", "W/\"1\""}}).status == 304);
  CHECK(ask(writing, "GET", "/fhir/Encounter/e1", "").status == 403);
  CHECK(ask(writing, "PUT", "/fhir/Encounter/e1", R"({"resourceType":"Encounter","id":"e1"})").status == 403);
  CHECK(ask(writing, "PUT", "/fhir/QuestionnaireResponse/" + round.id, round.bytes).status == 422);
  CHECK(ask(writing, "DELETE", "/fhir/Patient/p9", "{}").status == 405);
  CHECK(world.ask("", "POST", "/fhir/auth/token", form(system.assertion(world.clock.now() + minutes(4), "x"), "system/*.crus"))
            .status == 400);
  CHECK(world
            .ask("", "POST", "/fhir/auth/token",
                 form(system.assertion(world.clock.now() + minutes(4), "y"), "system/Patient.cruds"))
            .status == 400);
  CHECK_FALSE(put_system(world.storage(), {"adt", "system/Patient.sr", system.jwks()}));
  CHECK_FALSE(put_system(world.storage(), {"adt", "system/Patient.c", system.jwks()}));
  // The tablet learns of it as of everything that the hospital owns.
  std::vector<std::string> ids;
  world.read_all("tab-1", ids);
  CHECK(std::find(ids.begin(), ids.end(), "p9") != ids.end());
}
