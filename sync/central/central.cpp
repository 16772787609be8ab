// SPDX-License-Identifier: Apache-2.0
#include "sync/central/central.h"

#include "sync/central/report_bundle.h"
#include "sync/wire/bundle.h"

namespace wardlight::central {
namespace {

constexpr std::size_t kMostOpen = 256;  // hospitals whose feed is kept at hand
constexpr std::size_t kSumAtOnce = 500;
constexpr std::string_view kClosedSetting = "closed month";
constexpr std::string_view kSigner = "hub";  // a hospital's hub signs for itself

// Who has no certificate yet, and who only asks what there is, is the network's own to answer.
bool is_for_registry(const transport::IncomingRequest& request) {
  return (!request.device && !request.expired_device) || request.request.target.starts_with("/fhir/$enrol") ||
         request.request.target.starts_with("/fhir/metadata");
}

storage::StaffRow make_signer(const std::string& hospital, RandomSource& random) {
  storage::StaffRow signer;
  signer.practitioner.value = kSigner;
  signer.name = hospital;
  signer.role = "admin";
  random.fill(signer.salt);
  signer.stretched = crypto::Secret::random(signer.stretched.size(), random);
  return signer;
}

}  // namespace

struct Central::Hospital {
  std::string name;
  std::uint64_t incarnation = 1;
  std::shared_ptr<storage::HubStorage> storage;
  std::unique_ptr<hub::Hub> hub;
  ~Hospital() {
    if (hub) hub->finish();
  }
};

Central::Central(Parts parts, CentralOptions options)
    : m_parts(parts),
      m_options(std::move(options)),
      m_registry(parts.storage.registry(), keys(), hub::KnownForms(), hub_options(), parts.clock, parts.random) {}

hub::HubKeys Central::keys() const {
  return {hub::cursor_key_from(m_parts.hub_key), hub::ingest_keys_from(m_parts.hub_key), hub::signing_keys_from(m_parts.hub_key),
          {m_parts.authority.certificate, m_parts.authority.key.clone()}, m_parts.tls_key};
}

hub::HubOptions Central::hub_options() const {
  hub::HubOptions options;
  options.base = m_options.base;
  options.zone = m_options.zone.name();
  options.hospital = m_options.network;
  options.free_bytes = m_options.free_bytes;
  options.log = m_options.log;
  options.objection = objection_to;
  return options;
}

void Central::handle(transport::IncomingRequest request, transport::Respond respond) {
  if (is_for_registry(request)) return m_registry.handle(std::move(request), std::move(respond));
  const auto hospital = hospital_of(request.device ? *request.device : *request.expired_device);
  if (!hospital) return respond(m_registry.refuse(503));
  if (!*hospital) return m_registry.handle(std::move(request), std::move(respond));  // it says that the device is unknown
  (*hospital)->hub->handle(std::move(request), [keep = *hospital, respond = std::move(respond)](
                                                   transport::HttpResponse response) { respond(std::move(response)); });
}

Expected<std::shared_ptr<Central::Hospital>> Central::hospital_of(const transport::CertificateIdentity& identity) {
  {
    const std::lock_guard lock(m_mutex);
    const auto known = m_open.find(identity.device);
    if (known != m_open.end() && known->second->incarnation >= identity.incarnation) {
      m_order.remove(identity.device);
      m_order.push_front(identity.device);
      return known->second;
    }
  }
  WL_TRY(const auto device, m_parts.storage.registry().find_device(identity.device));
  if (!device) return std::shared_ptr<Hospital>();
  WL_TRY(auto hospital, open(*device));
  std::vector<std::shared_ptr<Hospital>> closed;  // their waiting readers are answered without the lock
  const std::lock_guard lock(m_mutex);
  m_open[identity.device] = hospital;
  m_order.remove(identity.device);
  m_order.push_front(identity.device);
  while (m_order.size() > kMostOpen) {
    closed.push_back(m_open[m_order.back()]);
    m_open.erase(m_order.back());
    m_order.pop_back();
  }
  return hospital;
}

Expected<std::shared_ptr<Central::Hospital>> Central::open(const storage::Device& device) {
  auto hospital = std::make_shared<Hospital>();
  hospital->name = device.name;
  WL_TRY(hospital->storage, m_parts.storage.open_hospital(device.name));
  WL_TRY(const auto here, hospital->storage->find_device(device.id));
  if (!here || here->incarnation < device.incarnation) {
    WL_CHECK(hospital->storage->put_device(device));
    WL_CHECK(hospital->storage->put_staff(make_signer(device.name, m_parts.random)));
  }
  hospital->incarnation = device.incarnation;
  hospital->hub =
      std::make_unique<hub::Hub>(*hospital->storage, keys(), hub::KnownForms(), hub_options(), m_parts.clock, m_parts.random);
  return hospital;
}

storage::Period Central::closed_month() const {
  const Date today = m_options.zone.local(m_parts.clock.now()).date;
  const int back = static_cast<int>(today.day) > m_parts.reports.rules().closing_day ? 1 : 2;
  return static_cast<storage::Period>(period_of(today) - back);
}

Expected<void> Central::settle() {
  const std::lock_guard lock(m_settling);
  while (true) {
    WL_TRY(const std::size_t summed, m_parts.storage.sum_up(kSumAtOnce));
    if (summed == 0) break;
  }
  return let_bytes_go();
}

Expected<void> Central::let_bytes_go() {
  const std::string closed = month_of(closed_month());
  const auto before = m_parts.storage.registry().setting(kClosedSetting);
  if (before && *before >= closed) return {};
  WL_CHECK(m_parts.storage.let_bytes_go(closed_month()));
  if (m_options.log) m_options.log("The month " + closed + " is closed");
  return m_parts.storage.registry().put_setting(kClosedSetting, closed);
}

Expected<void> Central::hand_back() {
  WL_TRY(const auto names, m_parts.storage.list_hospitals());
  for (const auto& name : names) {
    WL_TRY(const auto figures, m_parts.reports.figures_of(name));
    const storage::NewReference reference{std::string(kFiguresType), std::string(kFiguresId), write_figures(figures), {}};
    WL_TRY(const auto storage, m_parts.storage.open_hospital(name));
    WL_TRY(const auto put, storage->put_references(std::span(&reference, 1), m_parts.clock.now()));
  }
  return {};
}

void Central::tick() {
  std::vector<std::shared_ptr<Hospital>> open;
  {
    const std::lock_guard lock(m_mutex);
    for (const auto& [device, hospital] : m_open) open.push_back(hospital);
  }
  m_registry.tick();
  for (const auto& hospital : open) hospital->hub->tick();
  if (const auto settled = settle(); !settled && m_options.log)
    m_options.log("Figures could not be summed: " + settled.error().text);
  const std::int64_t now = m_parts.clock.monotonic_milliseconds();
  if (now < m_hand_back_due) return;
  m_hand_back_due = now + m_options.hand_back_every.milliseconds;
  if (const auto handed = hand_back(); !handed && m_options.log)
    m_options.log("Figures could not be handed back: " + handed.error().text);
}

void Central::finish() {
  m_registry.finish();
  const std::lock_guard lock(m_mutex);
  for (const auto& [device, hospital] : m_open) hospital->hub->finish();
}

std::string write_figures(const json::Value& figures) {
  auto extension = json::Value::object({{"url", json::Value(kFiguresUrl)}, {"valueString", json::Value(json::write(figures))}});
  auto code = json::Value::object({{"text", json::Value("Figures of the network for this hospital")}});
  return json::write(json::Value::object({{"resourceType", json::Value(kFiguresType)},
                                          {"id", json::Value(kFiguresId)},
                                          {"extension", json::Value::array({std::move(extension)})},
                                          {"code", std::move(code)}}));
}

Expected<json::Value> read_figures(std::string_view resource) {
  WL_TRY(const json::Value root, json::parse(resource));
  for (const json::Value& extension : root["extension"].items())
    if (extension.text_of("url") == kFiguresUrl) return json::parse(extension.text_of("valueString"));
  return Error{ErrorCode::NotFound, "There are no figures of the network in this resource.", "figures"};
}

}  // namespace wardlight::central
