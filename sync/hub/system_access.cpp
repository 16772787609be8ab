// SPDX-License-Identifier: Apache-2.0
#include "sync/hub/system_access.h"

#include "sync/hub/search.h"
#include "sync/transport/jwt.h"
#include "sync/wire/numbers.h"
#include "sync/wire/url.h"

namespace wardlight::hub {
namespace {

using json::Value;

constexpr std::string_view kAssertion = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
constexpr std::string_view kBearer = "Bearer ";
constexpr Duration kLife = minutes(5);

Answer oauth_error(int status, std::string_view error, std::string_view why) {
  return {status, json::write(Value::object({{"error", Value(error)}, {"error_description", Value(why)}})), {}, {}, {}};
}

template <class Visit>
void for_each_word(std::string_view text, Visit visit) {
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    if (end > 0) visit(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

// What one scope grants. SMART 1's words and SMART 2's letters both count; of the letters, writing needs c and u together.
struct Grant {
  std::string_view type;  // "*" for all; empty: the scope is none of these
  bool read = false;
  bool write = false;
  bool covers(std::string_view one) const { return type == "*" || (!type.empty() && type == one); }
};
Grant grant_of(std::string_view scope) {
  const auto dot = scope.find('.');
  if (!scope.starts_with("system/") || dot == std::string_view::npos) return {};
  const auto what = scope.substr(dot + 1);
  const auto type = scope.substr(7, dot - 7);
  if (what == "read") return {type, true, false};
  if (what == "write") return {type, false, true};
  if (what == "*") return {type, true, true};
  constexpr std::string_view kLetters = "crus";  // nothing is ever deleted
  for (std::size_t i = 0, place = 0; i < what.size(); ++i, ++place) {
    place = kLetters.find(what[i], place);
    if (place == std::string_view::npos) return {};
  }
  const auto has = [&](char letter) { return what.find(letter) != std::string_view::npos; };
  const bool write = has('c') && has('u');
  if (!has('r') && !write) return {};
  return {type, has('r'), write};
}

template <class Covers>
bool any_grant(std::string_view scope, Covers covers) {
  bool any = false;
  for_each_word(scope, [&](std::string_view one) { any |= covers(grant_of(one)); });
  return any;
}

// Worked out from the record, and searched on their own.
bool is_figure(std::string_view type) { return type == "Measure" || type == "MeasureReport"; }

}  // namespace

bool may_read(std::string_view scope, std::string_view type) {
  return any_grant(scope, [&](const Grant& grant) { return grant.read && grant.covers(type); });
}

bool may_write(std::string_view scope, std::string_view type) {
  return any_grant(scope, [&](const Grant& grant) { return grant.write && grant.covers(type); });
}

Expected<void> put_system(storage::HubStorage& storage, const KnownSystem& system) {
  bool good = !system.scope.empty() && !system.client.empty();
  for_each_word(system.scope, [&](std::string_view one) {
    const auto grant = grant_of(one);
    good &= grant.type == "*" || is_readable(grant.type) || is_figure(grant.type);
  });
  if (!good)
    return Error{ErrorCode::InvalidContent,
                 "A scope is system/*.rs, system/TYPE.rs or, to write too, system/TYPE.crus, with a type that the hub serves.",
                 "scope"};
  if (system.jwks["keys"].items().empty())
    return Error{ErrorCode::InvalidContent, "The file holds no JWK set: an object with \"keys\".", "jwks"};
  const auto text = json::write(Value::object({{"scope", Value(system.scope)}, {"jwks", system.jwks}}));
  return storage.put_setting("system/" + system.client, text);
}

Expected<KnownSystem> SystemAccess::find_system(std::string_view client) {
  WL_TRY(const auto text, m_storage.setting("system/" + std::string(client)));
  WL_TRY(const auto value, json::parse(text));
  return KnownSystem{std::string(client), std::string(value.text_of("scope")), value["jwks"]};
}

Answer SystemAccess::configuration() const {
  auto value = Value::object({{"token_endpoint", Value(token_url())}});
  value.set("token_endpoint_auth_methods_supported", Value::array({Value("private_key_jwt")}));
  value.set("token_endpoint_auth_signing_alg_values_supported", Value::array({Value("RS384"), Value("ES384")}));
  value.set("grant_types_supported", Value::array({Value("client_credentials")}));
  value.set("scopes_supported", Value::array({Value("system/*.rs"), Value("system/*.crus")}));
  value.set("capabilities", Value::array({Value("client-confidential-asymmetric"), Value("permission-v2")}));
  return {200, json::write(value), {}, {}, {}};
}

// iss and sub are the client, aud is here, exp at most five minutes ahead, jti new.
Expected<void> SystemAccess::judge_claims(const Value& claims, std::string_view client) {
  const Error wrong{ErrorCode::NotAllowed,
      "The token's iss and sub must be the client, its aud this address, its exp within five minutes, its jti new.", "token"};
  const auto expires = wire::to_number(claims["exp"].text());
  const Instant now = m_clock.now();
  if (claims.text_of("iss") != client || claims.text_of("aud") != token_url() || !expires || claims.text_of("jti").empty())
    return wrong;
  if (*expires > std::uint64_t{1} << 40) return wrong;
  const Instant end{static_cast<std::int64_t>(*expires) * 1000};
  if (end <= now || end > now + kLife + seconds(10)) return wrong;
  const std::lock_guard lock(m_mutex);
  std::erase_if(m_seen, [&](const auto& seen) { return seen.second <= now; });
  if (!m_seen.emplace(std::string(client) + " " + std::string(claims.text_of("jti")), end).second) return wrong;
  return {};
}

Answer SystemAccess::give_token(std::string_view form) {
  if (wire::query_value(form, "grant_type") != "client_credentials")
    return oauth_error(400, "unsupported_grant_type", "Only client_credentials is granted here.");
  if (wire::query_value(form, "client_assertion_type") != kAssertion)
    return oauth_error(401, "invalid_client", "The client must show a JWT signed with its key.");
  const std::string assertion = wire::query_value(form, "client_assertion");
  const auto first = assertion.find('.');
  const auto second = first == std::string::npos ? first : assertion.find('.', first + 1);
  const auto claimed = second == std::string::npos
                           ? std::nullopt
                           : wire::from_base64_url(std::string_view(assertion).substr(first + 1, second - first - 1));
  const auto unproved = claimed ? json::parse(as_text(*claimed)) : Expected<Value>(Value());
  const std::string client(unproved && unproved->is_object() ? unproved->text_of("sub") : std::string_view());
  const auto system = find_system(client);
  if (!system && system.error().code != ErrorCode::NotFound) return storage_failure(system.error());
  if (!system) return oauth_error(401, "invalid_client", "This hub knows no such system. Add it with wardlight-hub system add.");
  const auto claims = transport::verify_token(assertion, system->jwks);
  if (!claims) return oauth_error(401, "invalid_client", claims.error().text);
  if (const auto judged = judge_claims(*claims, client); !judged) return oauth_error(401, "invalid_client", judged.error().text);

  std::string granted;
  for_each_word(wire::query_value(form, "scope"), [&](std::string_view one) {
    const auto grant = grant_of(one);
    const bool known = grant.type == "*" || is_readable(grant.type) || is_figure(grant.type);
    const bool given =
        (!grant.read || may_read(system->scope, grant.type)) && (!grant.write || may_write(system->scope, grant.type));
    if (known && given) granted += (granted.empty() ? "" : " ") + std::string(one);
  });
  if (granted.empty()) return oauth_error(400, "invalid_scope", "None of these scopes was given to this system.");
  auto content = Value::object({{"client", Value(client)}, {"scope", Value(granted)}});
  content.set("until", (m_clock.now() + kLife).milliseconds);
  const std::string body = wire::to_base64_url(as_bytes(json::write(content)));
  const std::string token = body + "." + wire::to_base64_url(crypto::hmac_sha256(m_key, as_bytes(body)));
  auto answer = Value::object({{"access_token", Value(token)}, {"token_type", Value("bearer")}});
  answer.set("expires_in", kLife.milliseconds / 1000).set("scope", granted);
  return {200, json::write(answer), {}, {}, {}};
}

std::optional<std::string> SystemAccess::scope_of(std::string_view authorization) const {
  if (!authorization.starts_with(kBearer)) return std::nullopt;
  const auto token = authorization.substr(kBearer.size());
  const auto dot = token.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  const auto proof = wire::from_base64_url(token.substr(dot + 1));
  if (!proof || !crypto::equal(*proof, crypto::hmac_sha256(m_key, as_bytes(token.substr(0, dot))))) return std::nullopt;
  const auto body = wire::from_base64_url(token.substr(0, dot));
  const auto content = body ? json::parse(as_text(*body)) : Expected<Value>(Value());
  if (!content) return std::nullopt;
  const auto until = wire::to_number((*content)["until"].text());
  if (!until || Instant{static_cast<std::int64_t>(*until)} <= m_clock.now()) return std::nullopt;
  return std::string(content->text_of("scope"));
}

}  // namespace wardlight::hub
