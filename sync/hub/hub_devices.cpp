// SPDX-License-Identifier: Apache-2.0
#include "sync/hub/hub_caller.h"
#include "sync/hub/reconcile.h"
#include "sync/hub/search_fields.h"
#include "sync/wire/numbers.h"
#include "sync/wire/tablets.h"

// How the hub serves tablets.
namespace wardlight::hub {
namespace {

constexpr std::string_view kUrgentHeader = "Wardlight-Urgent";
constexpr std::string_view kUnsentHeader = "Wardlight-Unsent";
constexpr std::string_view kKnownHeader = "Wardlight-Known";
constexpr std::string_view kSealed = "$deliver-sealed";
constexpr std::string_view kQuoted = "$deliver-quoted";

}  // namespace

bool brings_units(std::string_view method, std::string_view path) {
  return method == "POST" && (path.empty() || path == kSealed || path == kQuoted);
}

// A device in good standing may all; one that is lost, out of date or enrolled again since may still bring what it has.
void Hub::serve_device(const Caller& caller, const Deliver& deliver) {
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

void Hub::note_contact(const Caller& caller, const DeviceId& device) {
  const auto unsent = wire::to_number(caller.header(kUnsentHeader));
  const std::lock_guard lock(m_mutex);
  m_contacts[device] = {m_clock.now(), caller.oldest_unsent, unsent};
}

}  // namespace wardlight::hub
