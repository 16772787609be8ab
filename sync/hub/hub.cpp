// SPDX-License-Identifier: Apache-2.0
#include "sync/hub/hub.h"

#include "core/time/time.h"
#include "sync/hub/hub_caller.h"
#include "sync/wire/gzip.h"

namespace wardlight::hub {
namespace {

constexpr std::string_view kRoot = "/fhir";
constexpr std::string_view kMeasures = "Measure";  // and MeasureReport
constexpr std::string_view kHistory = "/_history";
constexpr std::string_view kOldestUnsentHeader = "Wardlight-Oldest-Unsent";
constexpr std::size_t kWorthGzip = 1400;  // less fits one packet anyway

// The part after /fhir, without its slash; nothing for another path.
std::optional<std::string_view> path_below_root(std::string_view path) {
  if (!path.starts_with(kRoot)) return std::nullopt;
  path.remove_prefix(kRoot.size());
  if (path.empty()) return path;
  if (path.front() != '/') return std::nullopt;
  path.remove_prefix(1);
  return path;
}

// No cache keeps the answer to a POST that does not say how long it is good for (RFC 9111): deliveries spare the words.
bool is_delivery(const transport::HttpRequest& request) {
  const auto path = path_below_root(request.target);
  return path && brings_units(request.method, *path);
}

Answer unknown_path() {
  return refusal(404, "not-found", "The hub has nothing at this address; GET metadata tells what there is.");
}

}  // namespace

std::optional<TypeAndId> type_and_id(std::string_view path) {
  const auto slash = path.find('/');
  if (slash == std::string_view::npos || slash == 0 || slash + 1 == path.size()) return std::nullopt;
  if (path.find('/', slash + 1) != std::string_view::npos) return std::nullopt;
  return TypeAndId{path.substr(0, slash), path.substr(slash + 1)};
}

Hub::Hub(storage::HubStorage& storage, HubKeys keys, KnownForms forms, HubOptions options, const Clock& clock,
         RandomSource& random)
    : m_storage(storage),
      m_keys(std::move(keys)),
      m_forms(std::move(forms)),
      m_options(std::move(options)),
      m_clock(clock),
      m_turnstile(m_options.most_pushes_at_once, m_options.most_pushes_in_line),
      m_judge(storage, m_forms, m_options.objection),
      m_push(storage, m_judge, m_keys.ingest, clock, m_options.incidents),
      m_scopes(storage, clock),
      m_enrolment(storage, m_keys, m_options.zone, m_options.hospital, clock, random),
      m_reading(storage, m_forms),
      m_search(storage, m_options.base, m_options.zone),
      m_feed(storage, m_keys.cursor, m_options.base, m_scopes, m_search, m_options.most_in_first_load, clock),
      m_digests(storage, m_search, m_scopes, m_keys.cursor, m_options.base),
      m_systems(storage, m_keys.cursor, m_options.base, clock),
      m_exchange(storage, m_options.base, clock, random,
                 [this](std::string_view path, std::string_view query) { return read(path, query); }) {
  if (auto state = storage.state()) m_last_state = *std::move(state);
}

void Hub::handle(transport::IncomingRequest request, transport::Respond respond) {
  const auto encodings = transport::find_header(request.request.headers, "Accept-Encoding");
  const bool gzip_allowed = encodings.find("gzip") != std::string_view::npos;
  std::string scope(kScope);
  if (request.device)
    if (const auto given = m_scopes.scope_of(request.device->device)) scope = given->version;
  const bool delivery = is_delivery(request.request);
  const Deliver deliver = [this, gzip_allowed, scope, delivery, respond = std::move(respond)](Answer answer) {
    transport::HttpResponse response = finish_answer(std::move(answer), gzip_allowed, scope);
    if (!delivery) response.headers.emplace_back("Cache-Control", "no-store");
    respond(std::move(response));
  };
  const auto incoming = std::make_shared<const transport::IncomingRequest>(std::move(request));
  const std::string_view target = incoming->request.target;
  const auto question = target.find('?');
  const auto path = path_below_root(target.substr(0, question));
  if (!path) return deliver(unknown_path());
  const auto query = question == std::string_view::npos ? std::string_view() : target.substr(question + 1);
  const auto oldest = parse_time(transport::find_header(incoming->request.headers, kOldestUnsentHeader));
  route({incoming, *path, query, oldest ? std::optional(oldest->instant) : std::nullopt}, deliver);
}

transport::HttpResponse Hub::refuse(int status) {
  if (status == 413) return finish_answer(refusal(413, "too-costly",
      "This is more than the hub takes at once; send it in parts."), false);
  if (status == 431) return finish_answer(refusal(431, "too-long", "The request's headers are longer than a hub reads: 16 kB."), false);
  Answer answer = refusal(status, "timeout", "The hub was too slow to answer. Nothing is lost; send it again.");
  answer.retry_after = seconds(5);
  return finish_answer(std::move(answer), false);
}

void Hub::route(const Caller& caller, const Deliver& deliver) {
  if (caller.is("GET", "metadata")) return deliver({200, capability_statement(m_options.base, m_clock.now()), {}, {}, {}});
  if (caller.is("POST", "$enrol")) {
    const auto body = caller.body();
    auto answer = body ? m_enrolment.enrol(*body) : refusal(400, "structure", body.error().text);
    log(answer.status == 200 ? "A device was enrolled" : "An enrolment was refused");
    return deliver(std::move(answer));
  }
  if (caller.is("GET", ".well-known/smart-configuration")) return deliver(m_systems.configuration());
  if (caller.is("POST", "auth/token")) {
    const auto body = caller.body();
    return deliver(body ? m_systems.give_token(*body) : refusal(400, "structure", body.error().text));
  }
  if (const auto bearer = caller.header("Authorization"); !bearer.empty())
    return serve_system(caller, bearer, deliver);
  serve_device(caller, deliver);
}

void Hub::log(const std::string& event) const {
  if (m_options.log) m_options.log(event);
}

Answer Hub::read(std::string_view path, std::string_view query) {
  if (m_options.measures && path.starts_with(kMeasures)) return read_measures(path, query);
  const bool current = path.starts_with(kCurrent);
  if (current) path.remove_prefix(kCurrent.size());
  const auto name = type_and_id(path);
  if (name) return current ? m_reading.current(name->type, name->id) : m_reading.resource(name->type, name->id);
  if (current && path.find('/') == std::string_view::npos) return m_reading.search_current(path, query);
  if (!current && is_readable(path)) return m_search.search(path, query);
  if (!current) return read_history(path);
  return unknown_path();
}

Answer Hub::read_measures(std::string_view path, std::string_view query) {
  const auto found = m_options.measures(path, query);
  if (found) return {200, json::write(*found), {}, {}, {}};
  if (found.error().code == ErrorCode::NotFound) return refusal(404, "not-found", found.error().text);
  if (found.error().code == ErrorCode::InvalidContent) return refusal(400, "invalid", found.error().text);
  return storage_failure(found.error());
}

// Another program of the hospital, by the token it was given.
void Hub::serve_system(const Caller& caller, std::string_view authorization, const Deliver& deliver) {
  const auto scope = m_systems.scope_of(authorization);
  if (!scope)
    return deliver(refusal(401, "login", "The access token is not this hub's or out of date. Get a new one at auth/token."));
  const Rights rights{[&](std::string_view type) { return may_read(*scope, type); },
                      [&](std::string_view type) { return may_write(*scope, type); }};
  const bool writes = caller.method() != "GET";
  if (!writes && m_options.measures && caller.path.starts_with(kMeasures)) {
    const bool may = rights.may_read(caller.path.substr(0, caller.path.find('/')));
    return deliver(may ? read_measures(caller.path, caller.query)
                       : refusal(403, "forbidden", "The access token's scope does not let this be read."));
  }
  if (writes && caller.header("Content-Type").find("json") == std::string_view::npos)
    return deliver(refusal(415, "not-supported", "The hub reads application/fhir+json."));
  std::string text;
  if (writes) {
    if (auto room = room_on_disk(); room.status != 200) return deliver(std::move(room));
    auto body = caller.body();
    if (!body) return deliver(refusal(400, "structure", body.error().text));
    text = *std::move(body);
  }
  const auto header = [&](std::string_view name) { return std::string(caller.header(name)); };
  deliver(caller.is("POST", "") ? m_exchange.bundle(text, rights)
                                : m_exchange.one({caller.method(), std::string(caller.path), std::string(caller.query),
                                                  header("If-Match"), header("If-None-Match"), header("If-None-Exist")},
                                                 text, rights));
  if (writes) m_feed.wake();
}

// TYPE/ID/_history and TYPE/ID/_history/VERSION
Answer Hub::read_history(std::string_view path) {
  const auto at = path.find(kHistory);
  const auto name = at == std::string_view::npos ? std::nullopt : type_and_id(path.substr(0, at));
  if (!name) return unknown_path();
  const auto rest = path.substr(at + kHistory.size());
  if (rest.empty()) return m_search.history(name->type, name->id);
  return rest.front() == '/' ? m_search.version(name->type, name->id, rest.substr(1)) : unknown_path();
}

transport::HttpResponse Hub::finish_answer(Answer answer, bool gzip_allowed, const std::string& scope) {
  storage::FeedState state;
  if (auto now = m_storage.state()) {
    state = *std::move(now);
    const std::lock_guard lock(m_mutex);
    m_last_state = state;
  } else {
    const std::lock_guard lock(m_mutex);
    state = m_last_state;
  }
  transport::HttpResponse response{answer.status, {}, std::move(answer.body)};
  response.headers.emplace_back("Content-Type", wire::kFhirJson);
  if (!answer.etag.empty()) response.headers.emplace_back("ETag", answer.etag);
  if (!answer.location.empty()) response.headers.emplace_back("Location", answer.location);
  if (answer.last_modified) response.headers.emplace_back("Last-Modified", wire::format_http_date(*answer.last_modified));
  wire::write_hub_headers({state.epoch, state.head, state.durable, scope, std::string(kOldestForm), m_clock.now(),
      answer.retry_after, answer.incarnation},
                          response.headers);
  if (gzip_allowed && response.body.size() > kWorthGzip) {
    response.body = wire::gzip(response.body);
    response.headers.emplace_back("Content-Encoding", "gzip");
  }
  return response;
}

void Hub::tick() {
  std::map<DeviceId, storage::Contact> contacts;
  {
    const std::lock_guard lock(m_mutex);
    contacts.swap(m_contacts);
  }
  for (const auto& [device, contact] : contacts)
    [[maybe_unused]] const auto noted = m_storage.note_contact(device, contact);
  m_scopes.forget();
  m_feed.wake();
}

void Hub::finish() {
  tick();
  m_feed.finish();
}

}  // namespace wardlight::hub
