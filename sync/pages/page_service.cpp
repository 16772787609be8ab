// SPDX-License-Identifier: Apache-2.0
#include "sync/pages/page_service.h"

#include <utility>

#include "core/time/time.h"
#include "sync/pages/downloads.h"
#include "sync/wire/gzip.h"
#include "sync/wire/headers.h"
#include "sync/wire/url.h"

namespace wardlight::pages {
namespace {

using transport::HttpRequest;
using transport::HttpResponse;

constexpr std::string_view kRoot = "/reports";
constexpr std::string_view kCookie = "wl_reports";
constexpr std::string_view kJson = "application/json; charset=utf-8";
constexpr std::size_t kLeastZipped = 1024;
// Charts place their own style elements; scripts, pictures and data come from here alone.
constexpr std::string_view kPolicy =
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'";

HttpResponse response(int status, std::string_view type, std::string body) {
  return {status,
          {{"Content-Type", std::string(type)},
           {"Content-Security-Policy", std::string(kPolicy)},
           {"X-Content-Type-Options", "nosniff"},
           {"Referrer-Policy", "no-referrer"},
           {"Cache-Control", "no-store"}},
          std::move(body)};
}

HttpResponse json_response(int status, const json::Value& value) { return response(status, kJson, json::write(value)); }

HttpResponse refuse_with(int status, std::string_view sentence) {
  return json_response(status, json::Value::object({{"error", json::Value(sentence)}}));
}

int status_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::NotFound: return 404;
    case ErrorCode::NotAllowed: return 403;
    case ErrorCode::InvalidContent:
    case ErrorCode::BadUsage: return 400;
    default: return 503;
  }
}

bool takes_gzip(const HttpRequest& request) {
  return wire::find_header(request.headers, "Accept-Encoding").find("gzip") != std::string_view::npos;
}

void send_zipped(HttpResponse& response, std::string zipped) {
  response.body = std::move(zipped);
  response.headers.emplace_back("Content-Encoding", "gzip");
  response.headers.emplace_back("Vary", "Accept-Encoding");
}

bool is_json(const HttpRequest& request) {
  return wire::find_header(request.headers, "Content-Type").starts_with("application/json");
}

// Browsers say where a request was made; another site's is refused, though its cookie would not come along anyway.
bool is_from_elsewhere(const HttpRequest& request) {
  const auto site = wire::find_header(request.headers, "Sec-Fetch-Site");
  const auto origin = wire::find_header(request.headers, "Origin");
  const std::string own = "https://" + std::string(wire::find_header(request.headers, "Host"));
  return (!site.empty() && site != "same-origin") || (!origin.empty() && origin != own);
}

std::string cookie_of(const HttpRequest& request) {
  std::string_view cookies = wire::find_header(request.headers, "Cookie");
  while (!cookies.empty()) {
    const auto end = cookies.find(';');
    auto one = cookies.substr(0, end);
    while (one.starts_with(' ')) one.remove_prefix(1);
    if (one.starts_with(kCookie) && one.substr(kCookie.size()).starts_with('='))
      return std::string(one.substr(kCookie.size() + 1));
    cookies = end == std::string_view::npos ? std::string_view() : cookies.substr(end + 1);
  }
  return {};
}

std::string write_cookie(std::string_view token, std::string_view more) {
  return std::string(kCookie) + '=' + std::string(token) + "; Path=/reports; Secure; HttpOnly; SameSite=Strict" +
         std::string(more);
}

}  // namespace

// One request, taken apart.
struct PageService::Visit {
  const HttpRequest& request;
  std::string_view path;  // below /reports/
  std::string_view query;

  std::string value(std::string_view name) const { return wire::query_value(query, name); }
};

void PageService::handle(transport::IncomingRequest request, transport::Respond respond) {
  const std::string_view target = request.request.target;
  if (!target.starts_with(kRoot)) return m_parts.next.handle(std::move(request), std::move(respond));
  auto ready = answer(request.request);
  const bool is_zipped = !wire::find_header(ready.headers, "Content-Encoding").empty();
  if (!is_zipped && ready.body.size() >= kLeastZipped && takes_gzip(request.request)) send_zipped(ready, wire::gzip(ready.body));
  respond(std::move(ready));
}

HttpResponse PageService::answer(const HttpRequest& request) {
  const std::string_view target = request.target;
  const auto question = target.find('?');
  const auto whole = target.substr(0, question);
  if (whole == kRoot) {
    auto moved = response(308, "text/plain", {});
    moved.headers.emplace_back("Location", "/reports/");
    return moved;
  }
  if (whole[kRoot.size()] != '/') return refuse_with(404, "There is no such page.");
  const Visit visit{request, whole.substr(kRoot.size() + 1),
                    question == std::string_view::npos ? std::string_view() : target.substr(question + 1)};
  if (visit.path == "session") return change_session(visit);
  if (visit.path == "api/desk" && request.method == "POST") return take_entry(visit);
  if (request.method != "GET") return refuse_with(405, "Figures can only be read here.");
  if (visit.path.starts_with("api/") || visit.path.starts_with("download/")) return give_figures(visit);
  return give_file(visit);
}

HttpResponse PageService::give_file(const Visit& visit) const {
  const auto* file = m_parts.files.find(visit.path.empty() ? std::string_view("index.html") : visit.path);
  if (file == nullptr) return refuse_with(404, "There is no such page.");
  const bool known = wire::find_header(visit.request.headers, "If-None-Match") == file->etag;
  auto given = response(known ? 304 : 200, file->type, {});
  given.headers.back().second = "no-cache";
  given.headers.emplace_back("ETag", file->etag);
  if (known) return given;
  if (takes_gzip(visit.request)) send_zipped(given, file->zipped);
  else given.body = file->body;
  return given;
}

// GET says who is signed in, POST signs in, DELETE signs out.
HttpResponse PageService::change_session(const Visit& visit) {
  const auto describe = [&](const Reader& reader) {
    return json_response(200, json::Value::object({{"name", json::Value(reader.name)},
        {"role", json::Value(access::to_code(reader.role))},
        {"open", json::Value(m_parts.door.allows(reader, access::Action::OpenFigures))},
        {"desk", json::Value(m_parts.desk != nullptr && m_parts.desk->may_speak(access::to_code(reader.role)))}}));
  };
  if (visit.request.method == "GET") {
    const auto reader = m_parts.door.reader_of(cookie_of(visit.request));
    return reader ? describe(*reader) : refuse_with(401, "Nobody is signed in.");
  }
  if (visit.request.method == "DELETE") {
    m_parts.door.leave(cookie_of(visit.request));
    auto gone = json_response(200, json::Value::object());
    gone.headers.emplace_back("Set-Cookie", write_cookie({}, "; Max-Age=0"));
    return gone;
  }
  // A form of another site cannot send this type.
  if (visit.request.method != "POST" || !is_json(visit.request))
    return refuse_with(405, "Sign in by POST of name and pin as JSON.");
  const auto body = json::parse(visit.request.body);
  if (!body) return refuse_with(400, "Sign in by POST of name and pin as JSON.");
  const crypto::Secret pin{as_bytes(body->text_of("pin"))};
  const auto entered = m_parts.door.enter(body->text_of("name"), pin);
  if (!entered) return refuse_with(entered.error().code == ErrorCode::NotAllowed ? 401 : 503, entered.error().text);
  auto welcome = describe(entered->reader);
  welcome.headers.emplace_back("Set-Cookie", write_cookie(entered->token, {}));
  return welcome;
}

// {"pin":…,"entry":{…}}. The session says who asks, the PIN that it is them.
HttpResponse PageService::take_entry(const Visit& visit) {
  if (is_from_elsewhere(visit.request) || !is_json(visit.request))
    return refuse_with(403, "Only the report pages themselves may save.");
  const auto reader = m_parts.door.reader_of(cookie_of(visit.request));
  if (!reader) return refuse_with(401, "Nobody is signed in, or nobody used the page for a while. Sign in.");
  const auto refuse = [](const Error& error) { return refuse_with(status_of(error.code), error.text); };
  if (m_parts.desk == nullptr || !m_parts.desk->may_speak(access::to_code(reader->role)))
    return refuse_with(403, "Your role confirms nothing here; infection prevention and quality do.");
  const auto body = json::parse(visit.request.body);
  if (!body || !(*body)["entry"].is_object()) return refuse_with(400, "An entry and the PIN are needed, as JSON.");
  const auto signer = m_parts.door.confirm(*reader, crypto::Secret(as_bytes(body->text_of("pin"))));
  if (!signer) return refuse(signer.error());
  const auto taken = m_parts.desk->take({signer->practitioner.value, signer->name, std::string(access::to_code(signer->role))},
                                        (*body)["entry"]);
  return taken ? json_response(200, *taken) : refuse(taken.error());
}

HttpResponse PageService::give_figures(const Visit& visit) {
  const auto reader = m_parts.door.reader_of(cookie_of(visit.request));
  if (!reader) return refuse_with(401, "Nobody is signed in, or nobody used the page for a while. Sign in.");
  auto given = visit.path.starts_with("download/") ? download(visit, *reader) : [&]() -> Expected<HttpResponse> {
    WL_TRY(const auto figures, read_figures(visit, *reader));
    return json_response(200, figures);
  }();
  return given ? *std::move(given) : refuse_with(status_of(given.error().code), given.error().text);
}

Expected<reporting::ReportScope> PageService::scope_of(const Visit& visit, const Reader& reader) const {
  reporting::ReportScope scope;
  WL_TRY(scope.hospital, m_parts.hospital_of(reader));
  scope.unit = visit.value("unit");
  if (const auto known_on = visit.value("as-known-on"); !known_on.empty()) {
    WL_TRY(const auto moment, parse_time(known_on));
    scope.as_known_on = moment.instant;
  }
  return scope;
}

Expected<json::Value> PageService::read_figures(const Visit& visit, const Reader& reader) {
  WL_TRY(const auto scope, scope_of(visit, reader));
  if (visit.path == "api/overview") return m_parts.reports.overview(scope);
  if (visit.path == "api/series") return m_parts.reports.series(scope, visit.value("measure"));
  if (visit.path == "api/completeness") return m_parts.reports.completeness(scope, visit.value("period"));
  if (visit.path == "api/heat-map") return m_parts.reports.heat_map(scope, visit.value("day"));
  if (visit.path == "api/desk" && m_parts.desk != nullptr)
    return m_parts.desk->waiting(access::to_code(reader.role), visit.value("period"));
  if (visit.path == "api/events") {
    if (!m_parts.door.allows(reader, access::Action::OpenFigures))
      return Error{ErrorCode::NotAllowed, "Your role sees figures, not the events behind them.", "reports"};
    return m_parts.reports.events(scope, visit.value("measure"), visit.value("period"));
  }
  return Error{ErrorCode::NotFound, "There is no such figure.", "reports"};
}

Expected<HttpResponse> PageService::download(const Visit& visit, const Reader& reader) {
  WL_TRY(const auto scope, scope_of(visit, reader));
  WL_TRY(const auto series, m_parts.reports.series(scope, visit.value("measure")));
  const bool csv = visit.path == "download/series.csv";
  if (!csv && visit.path != "download/reports.json") return Error{ErrorCode::NotFound, "There is no such file.", "reports"};
  const auto as_file = [&](std::string_view type, std::string_view ending, std::string body) {
    auto file = response(200, type, std::move(body));
    file.headers.emplace_back("Content-Disposition",
                              "attachment; filename=\"" + visit.value("measure") + std::string(ending) + '"');
    return file;
  };
  if (csv) return as_file("text/csv; charset=utf-8", ".csv", to_csv(series));
  WL_TRY(const auto overview, m_parts.reports.overview(scope));
  WL_TRY(const auto bundle, to_report_bundle(m_parts.registry, std::string(overview.text_of("name")),
                                             std::string(overview.text_of("as_of")), series));
  return as_file("application/fhir+json", ".json", json::write(bundle));
}

}  // namespace wardlight::pages
