// SPDX-License-Identifier: Apache-2.0
#include "platforms/sim/herd/herd.h"

#include <malloc.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <iostream>
#include <queue>

#include "core/base/uuid.h"
#include "platforms/faults/seeded_random.h"
#include "platforms/linux/posix_disk.h"
#include "platforms/sim/faults/made_up_ward.h"
#include "platforms/sim/faults/virtual_network.h"
#include "platforms/sim/herd/herd_hospital.h"
#include "sync/client/sync_client.h"
#include "sync/wire/feed.h"

namespace wardlight::sim {
namespace {

constexpr Duration kBreath = seconds(1);             // between two waits for news, as the app takes it
constexpr Duration kOneWay = milliseconds(20);       // of a request and of its answer
constexpr std::uint64_t kBytesPerSecond = 125'000;   // 1 Mbit/s for each tablet
constexpr Duration kPatience = seconds(30);
constexpr Duration kTick = milliseconds(250);        // as wardlight-hub does
constexpr int kVainAttempts = 9;                     // during the outage: by then every back-off is at its longest
constexpr std::uint64_t kBallast = 4096;

std::int64_t cpu_microseconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * 1'000'000 + now.tv_nsec / 1000;
}
std::int64_t wall_microseconds() {
  return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}
std::int64_t heap_bytes() {
  const auto heap = mallinfo2();
  return static_cast<std::int64_t>(heap.uordblks + heap.hblkhd);
}

// The hub as a server of one thread: what it costs is measured, and requests wait for one another in simulated time.
class MeteredHub final : public transport::HttpHandler {
 public:
  explicit MeteredHub(hub::Hub& hub) : m_hub(hub) {}
  void handle(transport::IncomingRequest request, transport::Respond respond) override {
    const std::int64_t heap = heap_bytes();
    const std::int64_t cpu = cpu_microseconds();
    const std::int64_t wall = wall_microseconds();
    m_inside = true;
    m_answered = 0;
    m_hub.handle(std::move(request), [this, respond = std::move(respond), call = ++m_calls](transport::HttpResponse response) {
      if (m_inside && call == m_calls) m_answered = response.body.capacity();
      respond(std::move(response));
    });
    m_inside = false;
    served = wall_microseconds() - wall;
    this->cpu += cpu_microseconds() - cpu;
    kept += heap_bytes() - heap - static_cast<std::int64_t>(m_answered);
  }
  void tick() {
    const std::int64_t begun = cpu_microseconds();
    m_hub.tick();
    cpu += cpu_microseconds() - begun;
  }

  std::int64_t served = 0;  // the last request, in microseconds
  std::int64_t cpu = 0;
  std::int64_t kept = 0;

 private:
  hub::Hub& m_hub;
  std::uint64_t m_calls = 0;
  std::size_t m_answered = 0;
  bool m_inside = false;
};

struct HerdTablet {
  std::size_t ward = 0;
  DeviceId device;
  PractitionerId nurse;
  std::unique_ptr<MachineClock> clock;
  std::unique_ptr<faults::SeededRandom> random;
  std::shared_ptr<const crypto::SigningKeys> keys;
  std::shared_ptr<store::SealedJournal> journal;
  std::unique_ptr<store::Store> store;
  std::unique_ptr<transport::HttpClient> http;
  std::unique_ptr<sync::SyncClient> client;
  std::uint64_t turn = 0;
  bool parked = false;
  std::optional<Instant> began;
  std::optional<Instant> uploaded;
  std::optional<Instant> done;
};

class HerdPlay {
 public:
  HerdPlay(const HerdOptions& options, std::string folder)
      : m_options(options), m_folder(std::move(folder)), m_random(1),
        m_network(2, m_calm,
                  {[this]() -> transport::HttpHandler* { return m_reachable ? m_hub.get() : nullptr; }, [] { return true; },
                   [](std::size_t, const auto&, const auto&) {},
                   [](std::size_t, const auto&, const auto&) {},
                   [this](std::size_t tablet) { park(tablet); },
                   [this](std::size_t tablet) { poke(tablet, kOneWay); }}) {}

  Expected<HerdReport> play();

 private:
  class MeteredClient;
  struct Turn {
    Instant at;
    std::size_t tablet = 0;
    std::uint64_t turn = 0;
    bool operator<(const Turn& other) const { return other.at < at; }
  };

  Expected<void> open();
  Expected<void> add_tablet(std::size_t number);
  Expected<void> hear_everything(HerdTablet& tablet);
  Expected<void> work_alone();
  Expected<void> save_round(HerdTablet& tablet, std::size_t bed, Instant at);
  Expected<void> come_back();
  void step(std::size_t number);
  void note(HerdTablet& tablet, bool at_rest);
  void poke(std::size_t number, Duration from_now);
  void park(std::size_t number);
  Expected<HerdReport> look_back();

  const HerdOptions m_options;
  const std::string m_folder;
  VirtualTime m_time;
  faults::SeededRandom m_random;
  platform::PosixDisk m_disk;
  const Swarm m_calm{};
  std::unique_ptr<HerdHospital> m_hospital;
  std::unique_ptr<MeteredHub> m_hub;
  VirtualNetwork m_network;
  bool m_reachable = true;
  std::vector<HerdTablet> m_tablets;
  std::priority_queue<Turn> m_turns;
  Instant m_hub_free;
  Instant m_answer_at;  // of the last request
  Instant m_back;       // when the network was there again
  std::vector<std::string> m_rounds;
  std::size_t m_uploaded = 0;
  std::size_t m_done = 0;
  bool m_metering = false;
  HerdReport m_report;
};

// The way to the hub and back: latency, the tablet's share of the air, and the hub's other work.
class HerdPlay::MeteredClient final : public transport::HttpClient {
 public:
  MeteredClient(HerdPlay& play, std::unique_ptr<transport::HttpClient> inner) : m_play(play), m_inner(std::move(inner)) {}
  Expected<transport::HttpResponse> send(const transport::HttpRequest& request, Duration patience) override {
    const Instant arrives = m_play.m_time.now + kOneWay + on_air(size_of(request.headers, request.body));
    auto answer = m_inner->send(request, patience);
    if (!m_play.m_metering) return answer;
    const Instant starts = std::max(arrives, m_play.m_hub_free);
    m_play.m_hub_free = starts + milliseconds((m_play.m_hub->served + 999) / 1000);
    ++m_play.m_report.requests;
    m_play.m_report.bytes_up += size_of(request.headers, request.body);
    m_play.m_answer_at = m_play.m_hub_free + kOneWay;
    if (!answer) return answer;
    const auto size = size_of(answer->headers, answer->body);
    m_play.m_report.bytes_down += size;
    m_play.m_report.largest_answer = std::max(m_play.m_report.largest_answer, answer->body.size());
    m_play.m_answer_at = m_play.m_answer_at + on_air(size);
    if (m_play.m_answer_at - m_play.m_time.now > kPatience)
      return Error{ErrorCode::Offline, "The hub was too slow; everything stays saved here.", "herd"};
    return answer;
  }
  Expected<crypto::Hash> peer_key() override { return m_inner->peer_key(); }
  void cancel() override { m_inner->cancel(); }

 private:
  static Duration on_air(std::uint64_t bytes) { return milliseconds(static_cast<std::int64_t>(bytes * 1000 / kBytesPerSecond)); }
  static std::uint64_t size_of(const wire::HeaderList& headers, const std::string& body) {
    std::uint64_t size = body.size() + 40;  // and the first line
    for (const auto& [name, value] : headers) size += name.size() + value.size() + 4;
    return size;
  }
  HerdPlay& m_play;
  std::unique_ptr<transport::HttpClient> m_inner;
};

Expected<void> HerdPlay::open() {
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) == 0) {  // a store is open on every tablet
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
  }
  WL_TRY(m_hospital, HerdHospital::make(m_folder + "/hub", m_options.wards, m_time, m_disk, m_random));
  m_hub = std::make_unique<MeteredHub>(m_hospital->hub());
  m_tablets.resize(m_options.wards * m_options.tablets);
  for (std::size_t i = 0; i < m_tablets.size(); ++i) {
    WL_CHECK(add_tablet(i));
    WL_CHECK(hear_everything(m_tablets[i]));
  }
  return {};
}

Expected<void> HerdPlay::add_tablet(std::size_t number) {
  HerdTablet& tablet = m_tablets[number];
  tablet.ward = number / m_options.tablets;
  tablet.device = {"tablet-" + std::to_string(number)};
  tablet.nurse = {"nurse-" + std::to_string(number)};
  tablet.clock = std::make_unique<MachineClock>(m_time);
  tablet.random = std::make_unique<faults::SeededRandom>(m_random.next());
  tablet.keys = std::make_shared<crypto::SigningKeys>(crypto::make_signing_keys(*tablet.random));
  WL_CHECK(m_hospital->storage().put_device({tablet.device, tablet.device.value, 1, "01", m_time.now, {}, {}, ""}));
  const wire::SignerKeys keys{tablet.nurse, tablet.keys->public_key, {}};
  WL_CHECK(m_hospital->storage().put_signers(tablet.device, std::span(&keys, 1), m_time.now));
  const std::string root = m_folder + "/" + tablet.device.value;
  WL_CHECK(m_disk.make_folder(root));
  WL_TRY(tablet.journal, store::SealedJournal::open(m_disk, root + "/journal", m_hospital->ingest_key()));
  store::StoreOptions options;
  options.paths = store::StorePaths::in(root);
  options.device = tablet.device;
  options.rules = sim_rules();
  options.ballast_bytes = kBallast;
  WL_TRY(tablet.store, store::Store::create(m_disk, *tablet.clock, tablet.journal, options,
                                            crypto::Secret::random(store::kKeySize, *tablet.random)));
  tablet.http = std::make_unique<MeteredClient>(*this, m_network.connect(number, tablet.device));
  sync::SyncOptions how;
  how.first_contact_within = Duration{};
  tablet.client = std::make_unique<sync::SyncClient>(*tablet.http, tablet.journal, *tablet.clock, *tablet.random, how);
  WL_TRY(auto connection, tablet.store->connect());
  tablet.client->use_store(std::move(connection));
  return {};
}

Expected<void> HerdPlay::hear_everything(HerdTablet& tablet) {
  for (int i = 0; i < 1000; ++i)
    if (tablet.client->step(0) == sync::Progress::CaughtUp) return {};
  return Error{ErrorCode::Environment, "A tablet did not come to rest before the outage: " + tablet.client->status().problem,
               "herd"};
}

Expected<void> HerdPlay::save_round(HerdTablet& tablet, std::size_t bed, Instant at) {
  const std::string id = make_uuid_v7(at, *tablet.random);
  store::SaveRequest request;
  request.statements = {{{id}, "QuestionnaireResponse", write_herd_round(id, tablet.ward, bed, tablet.nurse.value, at)}};
  request.signer = tablet.nurse;
  request.sign = [&tablet](const crypto::Hash& chain) -> Expected<crypto::Signature> {
    return crypto::sign(*tablet.keys, chain);
  };
  WL_TRY(const auto receipt, tablet.store->save(request));
  m_rounds.push_back(id);
  return {};
}

// One round an hour for every patient, by one tablet of the ward after another; now and then each looks for the hub in vain.
Expected<void> HerdPlay::work_alone() {
  m_reachable = false;
  const Instant begins = m_time.now;
  std::size_t turn = 0;
  for (Duration passed; passed < m_options.outage; passed = passed + hours(1)) {
    m_time.now = begins + passed;
    for (std::size_t ward = 0; ward < m_options.wards; ++ward)
      for (std::size_t bed = 0; bed < kBedsOfWard; ++bed)
        WL_CHECK(save_round(m_tablets[ward * m_options.tablets + turn++ % m_options.tablets], bed, m_time.now));
  }
  m_time.now = begins + m_options.outage;
  for (int i = 0; i < kVainAttempts; ++i) {
    for (auto& tablet : m_tablets) tablet.client->step(0);
    m_time.now = m_time.now + minutes(1);
  }
  return {};
}

void HerdPlay::poke(std::size_t number, Duration from_now) {
  m_tablets[number].parked = false;
  m_turns.push({m_time.now + from_now, number, ++m_tablets[number].turn});
}

void HerdPlay::park(std::size_t number) {
  m_tablets[number].parked = true;
  m_tablets[number].client->abort();
}

// Whoever has all rounds stays and waits for news, as tablets do: it costs the hub no less.
void HerdPlay::note(HerdTablet& tablet, bool at_rest) {
  const auto count = at_rest && !tablet.done ? tablet.store->count_statements() : Expected<std::int64_t>(0);
  if (!tablet.done && count && static_cast<std::size_t>(*count) == m_rounds.size()) {
    tablet.done = m_answer_at;
    ++m_done;
    if (m_done % 50 == 0) std::cerr << m_done << " tablets have everything" << std::endl;
  }
  if (tablet.uploaded || tablet.client->status().unsent > 0) return;
  tablet.uploaded = m_answer_at;
  if (++m_uploaded == m_tablets.size() / 2) m_report.hub_kept_half = m_hub->kept;
}

void HerdPlay::step(std::size_t number) {
  HerdTablet& tablet = m_tablets[number];
  if (!tablet.began) tablet.began = m_time.now;
  m_answer_at = m_time.now;
  const std::int64_t began = wall_microseconds();
  m_hub->served = 0;
  const auto progress = tablet.client->step(wire::kLongestWaitSeconds);
  const Duration own = milliseconds((wall_microseconds() - began - m_hub->served) / 1000);
  note(tablet, tablet.parked || progress == sync::Progress::CaughtUp);
  if (tablet.parked) return;
  const Duration answered = m_answer_at - m_time.now + own;
  switch (progress) {
    case sync::Progress::More: return poke(number, answered);
    case sync::Progress::CaughtUp: return poke(number, answered + kBreath);
    case sync::Progress::Waiting: return poke(number, std::max(answered, tablet.client->wait() + milliseconds(1)));
  }
}

Expected<void> HerdPlay::come_back() {
  m_reachable = m_metering = true;
  m_back = m_hub_free = m_time.now;
  m_hub->cpu = m_hub->kept = 0;
  for (std::size_t i = 0; i < m_tablets.size(); ++i) poke(i, m_tablets[i].client->wait() + milliseconds(1));
  const Instant latest = m_back + hours(1);
  Instant next_tick = m_back;
  while (m_done < m_tablets.size() && !m_turns.empty() && m_time.now < latest) {
    const Turn turn = m_turns.top();
    m_turns.pop();
    if (turn.turn != m_tablets[turn.tablet].turn) continue;
    m_time.now = std::max(m_time.now, turn.at);
    for (; next_tick <= m_time.now; next_tick = next_tick + kTick) m_hub->tick();
    step(turn.tablet);
  }
  return {};
}

Expected<HerdReport> HerdPlay::look_back() {
  HerdReport& report = m_report;
  report.wards = m_options.wards;
  report.tablets = m_tablets.size();
  report.outage = m_options.outage;
  report.rounds = m_rounds.size();
  WL_TRY(const auto counts, m_hospital->storage().counts());
  report.rounds_on_hub = counts.statements;
  for (const auto& id : m_rounds) {
    WL_TRY(const auto found, m_hospital->storage().find_resource("QuestionnaireResponse", id));
    report.lost += found ? 0U : 1U;
  }
  report.ward.resize(m_options.wards);
  report.in_time = m_done == m_tablets.size();
  for (const auto& tablet : m_tablets) {
    const Duration done = tablet.done.value_or(m_time.now) - m_back;
    const Duration uploaded = tablet.uploaded.value_or(m_time.now) - m_back;
    report.tablet.push_back(done);
    report.ward[tablet.ward] = std::max(report.ward[tablet.ward], done);
    report.done = std::max(report.done, done);
    report.uploaded = std::max(report.uploaded, uploaded);
    report.slowest_upload = std::max(report.slowest_upload, tablet.uploaded.value_or(m_time.now) - tablet.began.value_or(m_back));
  }
  report.in_time = report.in_time && report.done <= m_options.most;
  report.hub_cpu = milliseconds(m_hub->cpu / 1000);
  report.hub_kept = m_hub->kept;
  return report;
}

Expected<HerdReport> HerdPlay::play() {
  WL_CHECK(open());
  WL_CHECK(work_alone());
  WL_CHECK(come_back());
  return look_back();
}

}  // namespace

Expected<HerdReport> play_herd(const HerdOptions& options, const std::string& folder) { return HerdPlay(options, folder).play(); }

}  // namespace wardlight::sim
