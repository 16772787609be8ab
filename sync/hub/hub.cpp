// SPDX-License-Identifier: Apache-2.0
#include "sync/hub/hub.h"

#include "core/time/time.h"
#include "sync/hub/reconcile.h"
#include "sync/hub/search_fields.h"
#include "sync/wire/gzip.h"
#include "sync/wire/headers.h"
#include "sync/wire/numbers.h"
#include "sync/wire/sealed.h"
#include "sync/wire/tablets.h"

namespace wardlight::hub {
namespace {

constexpr std::string_view kRoot = "/fhir";
constexpr std::string_view kCurrent = "current/";
constexpr std::string_view kMeasures = "Measure";  // and MeasureReport
constexpr std::string_view kHistory = "/_history";
constexpr std::string_view kOldestUnsentHeader = "Wardlight-Oldest-Unsent";
constexpr std::string_view kUrgentHeader = "Wardlight-Urgent";
constexpr std::string_view kUnsentHeader = "Wardlight-Unsent";
constexpr std::string_view kKnownHeader = "Wardlight-Known";
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

constexpr std::string_view kSealed = "$deliver-sealed";
constexpr std::string_view kQuoted = "$deliver-quoted";

// What brings units, in one form or another.
bool brings_units(std::string_view method, std::string_view path) {
  return method == "POST" && (path.empty() || path == kSealed || path == kQuoted);
}

// No cache keeps the answer to a POST that does not say how long it is good for (RFC 9111): deliveries spare the words.
bool is_delivery(const transport::HttpRequest& request) {
  const auto path = path_below_root(request.target);
  return path && brings_units(request.method, *path);
}

struct TypeAndId {
  std::string_view type;
  std::string_view id;
};
std::optional<TypeAndId> type_and_id(std::string_view path) {
  const auto slash = path.find('/');
  if (slash == std::string_view::npos || slash == 0 || slash + 1 == path.size()) return std::nullopt;
  if (path.find('/', slash + 1) != std::string_view::npos) return std::nullopt;
  return TypeAndId{path.substr(0, slash), path.substr(slash + 1)};
}

Answer unknown_path() {
  return refusal(404, "not-found", "The hub has nothing at this address; GET metadata tells what there is.");
}

}  // namespace

struct Hub::Caller {
  std::shared_ptr<const transport::IncomingRequest> incoming;  // a push that waits in line keeps it
  std::string_view path;                                       // below the root
  std::string_view query;
  std::optional<Instant> oldest_unsent;  // of the tablet, as it says

  const transport::HttpRequest& request() const { return incoming->request; }
  const std::string& method() const { return request().method; }
  std::string_view header(std::string_view name) const { return transport::find_header(request().headers, name); }
  bool is(std::string_view wanted_method, std::string_view wanted_path) const {
    return method() == wanted_method && path == wanted_path;
  }
  Expected<std::string> body() const { return wire::read_body(request().headers, request().body); }
};

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
  const bool expired = !caller.incoming->device && caller.incoming->expired_device;
  const auto& identity = expired ? caller.incoming->expired_device : caller.incoming->device;
  if (!identity) return deliver(
      refusal(401, "login", "The hub speaks only with enrolled devices: show the certificate that enrolment gave."));
  const auto device = m_storage.find_device(identity->device);
  if (!device) return deliver(storage_failure(device.error()));
  if (!*device) return deliver(refusal(403, "security", "This device is not on the hub's list. Enrol it again."));
  note_contact(caller, identity->device);
  const bool brings = brings_units(caller.method(), caller.path);
  if (expired && !brings && !caller.is("POST", "$renew"))
    return deliver(
        refusal(403, "expired",
        "The device's certificate is out of date: it may deliver what it has, and renew it."));
  if (identity->incarnation != (*device)->incarnation && !brings)
    return deliver(
        refusal(403, "security", "This device was enrolled again since: its old certificate may only deliver what it has."));
  if ((*device)->lost_at && !brings)
    return deliver(refusal(403, "security", "This device is marked lost. Give it to the hospital's engineer."));
  if (!expired && !(*device)->lost_at && identity->incarnation == (*device)->incarnation)
    if (const auto known = recognise_history(caller); !known) return deliver(storage_failure(known.error()));
  route_device(caller, **device, deliver);
}

void Hub::route_device(const Caller& caller, const storage::Device& device, const Deliver& deliver) {
  if (brings_units(caller.method(), caller.path)) return push(caller, device, deliver);
  if (caller.is("GET", "_history")) return read_feed(caller, device, deliver);
  if (caller.is("GET", "$staff")) return deliver(m_enrolment.staff());
  if (caller.is("GET", "$tablets")) return deliver(tablets());
  if (caller.method() == "POST" && caller.path.starts_with('$')) return deliver(take_word(caller, device));
  if (caller.method() == "GET") return deliver(read_for_device(caller, device));
  deliver(refusal(405, "not-supported", "The hub does not take this method here; tablets push to the base address."));
}

// What every tablet was last known to hold, with the contacts that are not written down yet.
Answer Hub::tablets() {
  const auto devices = m_storage.list_devices();
  if (!devices) return storage_failure(devices.error());
  std::vector<wire::TabletNews> news;
  const std::lock_guard lock(m_mutex);
  for (const storage::Device& device : *devices) {
    news.push_back({device.id, device.name, device.last_seen, device.oldest_unsent, device.unsent});
    const auto found = m_contacts.find(device.id);
    if (found == m_contacts.end()) continue;
    const storage::Contact& contact = found->second;
    news.back().seen = contact.seen, news.back().oldest_unsent = contact.oldest_unsent, news.back().unsent = contact.unsent;
  }
  return {200, wire::write_tablets(news), {}, {}, {}};
}

// What a tablet tells or asks about itself.
Answer Hub::take_word(const Caller& caller, const storage::Device& device) {
  const auto body = caller.body();
  if (!body) return refusal(400, "structure", body.error().text);
  if (caller.path == "$signers") return m_enrolment.register_signers(*body, device.id);
  if (caller.path == "$renew") {
    log("Device " + device.id.value + " renews its certificate");
    return m_enrolment.renew(*body, device);
  }
  if (caller.path == "$digest" || caller.path == "$repair") return compare(caller, device, *body);
  if (caller.path == "$quarantine") {
    log("Device " + device.id.value + " kept a store aside");
    return m_enrolment.note_kept_aside(*body, device);
  }
  return refusal(405, "not-supported", "The hub does not take this method here; tablets push to the base address.");
}

// A tablet that was told of positions which are not here has met a later day of this store: it was put back, with the file
// beside it, and everybody has to offer and read again.
Expected<void> Hub::recognise_history(const Caller& caller) {
  const auto known = caller.header(kKnownHeader);
  const auto slash = known.find('/');
  if (slash == std::string_view::npos) return {};
  const auto position = wire::to_number(known.substr(slash + 1));
  WL_TRY(const auto state, m_storage.state());
  if (!position || known.substr(0, slash) != state.epoch || *position <= state.head) return {};
  log("A device knows of later positions: a new epoch begins");
  return m_storage.start_new_epoch();
}

// Why nothing can be written now; 200 when it can.
Answer Hub::room_on_disk() const {
  if (!m_options.free_bytes) return {};
  const auto free = m_options.free_bytes();
  return free && *free < m_options.least_free_bytes ? storage_failure({ErrorCode::DiskFull, {}, {}}) : Answer{};
}

void Hub::push(const Caller& caller, const storage::Device& device, const Deliver& deliver) {
  if (auto room = room_on_disk(); room.status != 200) return deliver(std::move(room));
  const auto turn_away = [deliver] {
    Answer busy = refusal(429, "throttled", "Many tablets are sending at once. Send it again in a moment.");
    busy.retry_after = seconds(2);
    deliver(std::move(busy));
  };
  const auto take = [this, caller, device, deliver] { take_push(caller, device, deliver); };
  m_turnstile.enter({!caller.header(kUrgentHeader).empty(), caller.oldest_unsent, take, turn_away});
}

void Hub::take_push(const Caller& caller, const storage::Device& device, const Deliver& deliver) {
  auto body = caller.body();
  if (!body) return deliver(refusal(400, "structure", body.error().text));
  PushService::Taken taken = caller.path == kSealed   ? m_push.take_sealed(*body, device)
                             : caller.path == kQuoted ? m_push.take_quoted(*body, device)
                                                      : m_push.take_bundle(*std::move(body), device);
  if (taken.set_aside > 0) log("Units of device " + device.id.value + " were set aside: " + std::to_string(taken.set_aside));
  deliver(std::move(taken.answer));
  if (taken.temporary_arrived) [[maybe_unused]] const auto reconciled = reconcile_temporaries(m_storage, m_clock.now());
  if (taken.feed_moved) m_feed.wake();
}

void Hub::read_feed(const Caller& caller, const storage::Device& device, const Deliver& deliver) {
  const auto question = wire::read_feed_question(caller.query);
  if (!question) return deliver(refusal(400, "invalid", question.error().text));
  const auto scope = m_scopes.scope_of(device.id);
  if (!scope) return deliver(storage_failure(scope.error()));
  m_feed.ask(*question, *scope, deliver);
}

Answer Hub::compare(const Caller& caller, const storage::Device& device, const std::string& body) {
  const auto scope = m_scopes.scope_of(device.id);
  if (!scope) return storage_failure(scope.error());
  if (caller.path == "$digest") return m_digests.compare(body, *scope);
  log("Device " + device.id.value + " repairs what it holds of a stay");
  return m_digests.repair(body, *scope);
}

// A device of certain wards reads one resource at a time, and only about the patients it sees; its feed brings it all of them.
Answer Hub::read_for_device(const Caller& caller, const storage::Device& device) {
  const auto scope = m_scopes.scope_of(device.id);
  if (!scope) return storage_failure(scope.error());
  if (scope->is_whole()) return read(caller.path, caller.query);
  const auto outside = refusal(
      403, "forbidden", "This device reads what its feed brings, of the wards it was given; other programs come with a token.");
  const auto name = type_and_id(caller.path.starts_with(kCurrent) ? caller.path.substr(kCurrent.size()) : caller.path);
  if (!name) return outside;
  const auto row = m_storage.find_resource(name->type, name->id);
  if (!row) return storage_failure(row.error());
  const auto state = m_storage.state();
  if (!state) return storage_failure(state.error());
  const auto sight = m_scopes.look(*scope, *state);
  if (!sight) return storage_failure(sight.error());
  // What is not there is answered like what is not theirs: nobody learns which ids exist.
  return *row && is_seen(**sight, search_row_of(**row, *Zone::find("UTC"))) ? read(caller.path, caller.query) : outside;
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

void Hub::note_contact(const Caller& caller, const DeviceId& device) {
  const auto unsent = wire::to_number(caller.header(kUnsentHeader));
  const std::lock_guard lock(m_mutex);
  m_contacts[device] = {m_clock.now(), caller.oldest_unsent, unsent};
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
