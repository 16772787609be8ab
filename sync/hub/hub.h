// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "core/base/clock.h"
#include "core/base/random.h"
#include "sync/hub/digests.h"
#include "sync/hub/enrolment.h"
#include "sync/hub/exchange.h"
#include "sync/hub/feed.h"
#include "sync/hub/hub_keys.h"
#include "sync/hub/known_forms.h"
#include "sync/hub/push.h"
#include "sync/hub/reading.h"
#include "sync/hub/scope.h"
#include "sync/hub/search.h"
#include "sync/hub/system_access.h"
#include "sync/hub/turnstile.h"
#include "sync/hub/units.h"
#include "sync/storage/hub_storage.h"
#include "sync/transport/http.h"

namespace wardlight::hub {

// The version of what a tablet may see when nobody said otherwise: the whole hospital.
inline constexpr std::string_view kScope = "hospital-1";
// Every version of every form is accepted.
inline constexpr std::string_view kOldestForm = "all";

struct HubOptions {
  std::string base;      // https://HOST:PORT/fhir
  std::string zone;      // the hospital's, IANA
  std::string hospital;  // its name
  std::function<Expected<std::uint64_t>()> free_bytes;  // on the disk that holds the store
  std::uint64_t least_free_bytes = std::uint64_t{256} << 20;
  std::size_t most_pushes_at_once = 8;
  std::function<void(const std::string&)> log = {};  // events without patient data; any thread
  storage::IncidentFile* incidents = nullptr;         // must outlive the hub; null: it takes none
  // Figures as FHIR: what stands at a path that begins with Measure; none: the hub has no figures.
  std::function<Expected<json::Value>(std::string_view path, std::string_view query)> measures = {};
  Objection objection = {};                           // for a hub that takes other things than tablets write
  std::size_t most_pushes_in_line = 64;
  std::size_t most_in_first_load = 5'000;  // statements of the days before the one that reaches it are left out
};

// The hospital's server, without the network and without a thread of its own: give it to a transport's server, and call
// tick() about four times a second. Everything in `storage`, `clock` and `random` must outlive it. Safe on any thread.
class Hub final : public transport::HttpHandler {
 public:
  Hub(storage::HubStorage& storage, HubKeys keys, KnownForms forms, HubOptions options, const Clock& clock, RandomSource& random);

  void handle(transport::IncomingRequest request, transport::Respond respond) override;
  transport::HttpResponse refuse(int status) override;

  // Wakes readers for what other processes wrote, ends waits that are over, writes down who was in contact.
  void tick();
  // Before the end: nobody waits any more. What was pushed is committed already.
  void finish();

 private:
  struct Caller;
  void route(const Caller& caller, const Deliver& deliver);
  void serve_device(const Caller& caller, const Deliver& deliver);
  void route_device(const Caller& caller, const storage::Device& device, const Deliver& deliver);
  Answer tablets();
  Answer take_word(const Caller& caller, const storage::Device& device);
  void push(const Caller& caller, const storage::Device& device, const Deliver& deliver);
  void read_feed(const Caller& caller, const storage::Device& device, const Deliver& deliver);
  Answer compare(const Caller& caller, const storage::Device& device, const std::string& body);
  Answer read(std::string_view path, std::string_view query);
  Answer read_for_device(const Caller& caller, const storage::Device& device);
  Answer read_measures(std::string_view path, std::string_view query);
  Answer read_history(std::string_view path);
  void serve_system(const Caller& caller, std::string_view authorization, const Deliver& deliver);
  Answer room_on_disk() const;
  void take_push(const Caller& caller, const storage::Device& device, const Deliver& deliver);
  Expected<void> recognise_history(const Caller& caller);
  void note_contact(const Caller& caller, const DeviceId& device);
  void log(const std::string& event) const;
  transport::HttpResponse finish_answer(Answer answer, bool gzip_allowed, const std::string& scope = std::string(kScope));

  storage::HubStorage& m_storage;
  const HubKeys m_keys;
  const KnownForms m_forms;
  const HubOptions m_options;
  const Clock& m_clock;
  Turnstile m_turnstile;
  UnitJudge m_judge;
  PushService m_push;
  ScopeService m_scopes;
  EnrolmentService m_enrolment;
  ReadingService m_reading;
  SearchService m_search;
  FeedService m_feed;
  DigestService m_digests;
  SystemAccess m_systems;
  Exchange m_exchange;

  std::mutex m_mutex;
  storage::FeedState m_last_state;  // what the headers say while the store does not answer
  std::map<DeviceId, storage::Contact> m_contacts;  // not written down yet
};

}  // namespace wardlight::hub
