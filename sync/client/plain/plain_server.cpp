// SPDX-License-Identifier: Apache-2.0
#include "sync/client/plain/plain_server.h"

#include "core/time/time.h"
#include "sync/wire/gzip.h"
#include "sync/wire/headers.h"
#include "sync/wire/numbers.h"

namespace wardlight::sync {
namespace {

constexpr Duration kPatience = seconds(60);
constexpr std::size_t kWorthGzip = 1400;
constexpr std::string_view kThisMachine[] = {"http://127.0.0.1:", "http://localhost:", "http://[::1]:"};

Error not_a_server(std::string_view what) {
  return {ErrorCode::Offline, "What answered is no FHIR server (" + std::string(what) + "); everything stays saved here.",
          "network"};
}

bool is_allowed(std::string_view url) {
  if (url.starts_with("https://")) return true;
  for (const auto start : kThisMachine)
    if (url.starts_with(start)) return true;
  return false;
}

}  // namespace

Expected<PlainAddress> read_plain_address(std::string_view url) {
  while (url.ends_with('/')) url.remove_suffix(1);
  const auto scheme = url.find("://");
  if (!is_allowed(url) || scheme == std::string_view::npos || scheme + 3 == url.size() ||
      url.find_first_of("?# ") != std::string_view::npos)
    return Error{ErrorCode::BadUsage, "Give a FHIR base address that begins with https://, as in https://fhir.example/r4.",
                 "URL"};
  const auto path = url.find('/', scheme + 3);
  if (path == std::string_view::npos) return PlainAddress{std::string(url), ""};
  return PlainAddress{std::string(url.substr(0, path)), std::string(url.substr(path))};
}

std::optional<Instant> last_updated_of(const json::Value& resource) {
  const auto time = parse_time(resource["meta"].text_of("lastUpdated"));
  return time ? std::optional(time->instant) : std::nullopt;
}

std::optional<Instant> PlainAnswer::last_updated() const { return last_updated_of(root); }

bool PlainAnswer::knows_no_such_type() const {
  return (status == 404 || status == 501) && root.text_of("resourceType") == "OperationOutcome";
}

std::string_view next_link_of(const json::Value& bundle) {
  for (const auto& link : bundle["link"].items())
    if (link.text_of("relation") == "next") return link.text_of("url");
  return {};
}

Expected<PlainAnswer> PlainServer::ask(std::string method, std::string_view path, std::string_view json,
                                       transport::HeaderList headers) {
  transport::HttpRequest request{std::move(method),
                                 m_address.root + (path.empty() || path.front() == '?' ? "" : "/") + std::string(path),
                                 std::move(headers),
                                 {}};
  request.headers.emplace_back("Accept", wire::kFhirJson);
  request.headers.emplace_back("Accept-Encoding", "gzip");
  request.headers.emplace_back("Cache-Control", "no-cache");
  if (!m_token.empty()) request.headers.emplace_back("Authorization", "Bearer " + m_token);
  if (!json.empty()) {
    if (wire::find_header(request.headers, "Content-Type").empty()) request.headers.emplace_back("Content-Type", wire::kFhirJson);
    if (json.size() > kWorthGzip) request.headers.emplace_back("Content-Encoding", "gzip");
    request.body = json.size() > kWorthGzip ? wire::gzip(json) : std::string(json);
  }
  WL_TRY(auto response, m_http.send(request, kPatience));
  PlainAnswer answer{response.status, std::move(response.headers), {}, {}};
  if (const auto date = wire::parse_http_date(wire::find_header(answer.headers, "Date"))) m_date = date;
  auto body = wire::read_body(answer.headers, response.body);
  if (!body) return not_a_server("its answer cannot be unpacked");
  answer.body = *std::move(body);
  if (answer.body.empty()) return answer;
  const auto type = wire::find_header(answer.headers, "Content-Type");
  auto root = json::parse(answer.body);
  if (type.find("json") == std::string_view::npos || !root || root->text_of("resourceType").empty()) {
    if (!answer.ok()) return answer;
    return not_a_server("its answer is no FHIR JSON");
  }
  answer.root = *std::move(root);
  return answer;
}

Expected<std::string> PlainServer::path_of(std::string_view link) const {
  const std::string base = m_address.origin + m_address.root;
  if (link.starts_with(base)) link.remove_prefix(base.size());
  else if (link.starts_with(m_address.root + "/")) link.remove_prefix(m_address.root.size());
  else if (link.find("://") != std::string_view::npos) return not_a_server("its next page is on another server");
  while (link.starts_with('/')) link.remove_prefix(1);
  return std::string(link);
}

std::string write_plain_bundle(std::string_view kind, const std::vector<PlainEntry>& entries) {
  const auto quoted = [](std::string_view text) { return json::write(json::Value(text)); };
  std::string text = R"({"resourceType":"Bundle","type":)" + quoted(kind) + R"(,"entry":[)";
  for (std::size_t i = 0; i < entries.size(); ++i) {
    text += i == 0 ? "{" : ",{";
    if (!entries[i].resource.empty()) text += R"("resource":)" + std::string(entries[i].resource) + ",";
    text += R"("request":{"method":)" + quoted(entries[i].method) + R"(,"url":)" + quoted(entries[i].url);
    if (!entries[i].if_none_exist.empty()) text += R"(,"ifNoneExist":)" + quoted(entries[i].if_none_exist);
    text += "}}";
  }
  return text + "]}";
}

int status_of_entry(const json::Value& bundle, std::size_t i) {
  const auto status = bundle["entry"][i]["response"].text_of("status");
  const auto number = wire::to_number(status.substr(0, status.find(' ')));
  return number ? static_cast<int>(*number) : 0;
}

}  // namespace wardlight::sync
