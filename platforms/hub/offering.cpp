// SPDX-License-Identifier: Apache-2.0
#include "platforms/hub/offering.h"

#include <algorithm>
#include <chrono>

#include "sync/central/report_bundle.h"
#include "sync/client/sync_client.h"
#include "sync/transport/http/http_client.h"

namespace wardlight::hub_program {
namespace {

constexpr auto kLook = std::chrono::seconds(2);
constexpr std::int64_t kTalkEvery = 60'000;  // milliseconds: central is asked for news this often
constexpr std::string_view kHospitalSystem = "urn:wardlight:hospital";

json::Value reporter(const std::string& hospital) {
  auto identifier = json::Value::object({{"system", json::Value(kHospitalSystem)}, {"value", json::Value(hospital)}});
  return json::Value::object(
      {{"type", json::Value("Organization")}, {"identifier", std::move(identifier)}, {"display", json::Value(hospital)}});
}

}  // namespace

access::TabletFolder central_folder(const std::string& data) { return {data + "/central"}; }

Expected<std::string> dress_bundle(std::string_view text, const std::string& hospital) {
  const Error wrong{ErrorCode::InvalidContent, "A Bundle of MeasureReports is expected, as wardlight-tool measures makes it.",
                    "Bundle"};
  WL_TRY(const json::Value bundle, json::parse(text));
  std::vector<json::Value> reports;
  for (const json::Value& entry : bundle["entry"].items()) {
    json::Value report = entry["resource"];
    if (report.text_of("resourceType") != "MeasureReport") return wrong;
    if (report.find("reporter") == nullptr) report.set("reporter", reporter(hospital));
    reports.push_back(std::move(report));
  }
  if (reports.empty()) return wrong;
  return central::write_report_bundle(reports);
}

Offering::Offering(Parts parts, crypto::SigningKeys signing) : m_parts(std::move(parts)), m_signing(std::move(signing)) {}

Expected<std::unique_ptr<Offering>> Offering::start(Parts parts) {
  auto signing = hub::signing_keys_from(parts.hub_key);
  std::unique_ptr<Offering> offering(new Offering(std::move(parts), std::move(signing)));
  const Parts& mine = offering->m_parts;
  WL_TRY(offering->m_outbox,
         sync::ReportOutbox::open({mine.disk, mine.clock, central_folder(mine.data), mine.hub_key, offering->m_signing}));
  auto record = offering->m_outbox->record();
  record.hub = sync::hub_address(mine.central);
  WL_TRY(offering->m_http, sync::connect_to_hub(mine.disk, central_folder(mine.data), record, mine.clock));
  WL_CHECK(mine.disk.make_folder(inbox_of(mine.data)));
  offering->m_thread = std::thread([raw = offering.get()] { raw->run(); });
  return offering;
}

Offering::~Offering() {
  {
    const std::lock_guard lock(m_mutex);
    m_stopping = true;
  }
  m_http->cancel();
  m_stopped.notify_all();
  if (m_thread.joinable()) m_thread.join();
}

bool Offering::offer(const std::string& bundle) {
  const auto offered = m_outbox->offer(central::bundle_id(bundle), bundle);
  if (!offered) m_parts.log("A report could not be kept for central: " + offered.error().text);
  return offered && *offered;
}

bool Offering::empty_inbox() {
  bool any = false;
  const std::string inbox = inbox_of(m_parts.data);
  const auto names = m_parts.disk.list(inbox);
  for (const auto& name : names ? *names : std::vector<std::string>()) {
    if (!name.ends_with(".json")) continue;
    const auto bytes = read_file(m_parts.disk, inbox + "/" + name);
    const auto bundle = bytes ? dress_bundle(as_text(*bytes), m_outbox->record().name) : Expected<std::string>(bytes.error());
    if (!bundle) {
      m_parts.log("A file in the inbox for central is no Bundle of MeasureReports and stays there");
      continue;
    }
    any = offer(*bundle) || any;
    if (const auto kept = m_outbox->connect(); !kept || !*(*kept)->find_statement({central::bundle_id(*bundle)})) continue;
    [[maybe_unused]] const auto removed = m_parts.disk.remove(inbox + "/" + name);
  }
  return any;
}

bool Offering::take_in() {
  bool any = empty_inbox();
  const std::int64_t now = m_parts.clock.monotonic_milliseconds();
  if (!m_parts.collect || now < m_collect_due) return any;
  m_collect_due = now + kTalkEvery;
  const auto collected = m_parts.collect();
  if (!collected) m_parts.log("What is to be reported could not be read: " + collected.error().text);
  for (const auto& bundle : collected ? *collected : std::vector<std::string>()) any = offer(bundle) || any;
  return any;
}

void Offering::run() {
  sync::SyncClient client(*m_http, m_outbox->journal(), m_parts.clock, m_parts.random);
  if (auto connection = m_outbox->connect()) client.use_store(*std::move(connection));
  std::int64_t due = 0;
  std::unique_lock lock(m_mutex);
  while (!m_stopping) {
    lock.unlock();
    if (take_in()) client.hurry(), due = 0;
    if (m_parts.clock.monotonic_milliseconds() >= due) {
      const auto progress = client.step(0);
      if (progress == sync::Progress::CaughtUp) due = m_parts.clock.monotonic_milliseconds() + kTalkEvery;
      lock.lock();
      if (progress == sync::Progress::More) continue;
      lock.unlock();
    }
    lock.lock();
    m_stopped.wait_for(lock, kLook, [this] { return m_stopping; });
  }
}

}  // namespace wardlight::hub_program
