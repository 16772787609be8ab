// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/base/expected.h"
#include "core/json/value.h"
#include "sync/transport/http.h"

namespace wardlight::sync {

// "https://fhir.example/r4/" in its two parts: "https://fhir.example" and "/r4".
struct PlainAddress {
  std::string origin;
  std::string root;
};
// BadUsage when it is no address, or neither https nor on this machine.
Expected<PlainAddress> read_plain_address(std::string_view url);

// What a FHIR server said.
struct PlainAnswer {
  int status = 0;
  transport::HeaderList headers;
  std::string body;   // inflated
  json::Value root;   // the body, read; null when there was none
  bool ok() const { return status >= 200 && status < 300; }
  std::optional<Instant> last_updated() const;  // of meta
  // To a search: the server has no such type. Only in FHIR's own words: a bare 404 or a page may be any proxy's.
  bool knows_no_such_type() const;
};
// When that resource was last changed, by its meta; nothing when it does not say.
std::optional<Instant> last_updated_of(const json::Value& resource);
// The first next link of a Bundle; empty when it has none.
std::string_view next_link_of(const json::Value& bundle);

// A FHIR R4 server of somebody else's, which knows nothing of Wardlight: requests and answers, no more. One thread.
class PlainServer {
 public:
  // `http` must outlive it. `token` is a bearer token; empty for none.
  PlainServer(transport::HttpClient& http, PlainAddress address, std::string token)
      : m_http(http), m_address(std::move(address)), m_token(std::move(token)) {}

  // `path` is below the base, without its slash. Offline when nothing came, or what came is no FHIR server's answer. An answer of
  // any status is one; so is an empty body.
  Expected<PlainAnswer> get(std::string_view path) { return ask("GET", path, {}, {}); }
  Expected<PlainAnswer> ask(std::string method, std::string_view path, std::string_view json, transport::HeaderList headers);

  // The path below the base that a link leads to. Offline when it leads to another server: the token is not for that one.
  Expected<std::string> path_of(std::string_view link) const;

  // The server's clock as it last said; nothing before the first answer.
  std::optional<Instant> clock() const { return m_date; }
  void cancel() { m_http.cancel(); }

 private:
  transport::HttpClient& m_http;
  const PlainAddress m_address;
  const std::string m_token;
  std::optional<Instant> m_date;
};

// One request of a Bundle.
struct PlainEntry {
  std::string method;
  std::string url;
  std::string_view resource;  // JSON; empty for none
  std::string if_none_exist = {};
};
// `kind` is batch or transaction.
std::string write_plain_bundle(std::string_view kind, const std::vector<PlainEntry>& entries);
// The number at the start of entry i's response.status; 0 when there is none.
int status_of_entry(const json::Value& bundle, std::size_t i);

}  // namespace wardlight::sync
