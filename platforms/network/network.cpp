// SPDX-License-Identifier: Apache-2.0
#include "platforms/network/network.h"

#include "core/base/uuid.h"
#include "sync/central/report_bundle.h"
#include "sync/storage/postgres/central_storage.h"

namespace wardlight::network {
namespace {

constexpr std::string_view kZone = "America/New_York";
constexpr int kMostSteps = 10'000;
const sync::SyncOptions kAtOnce{milliseconds(0), milliseconds(0), milliseconds(0), seconds(30)};

}  // namespace

Network::~Network() {
  if (m_central) m_central->finish();
}

Expected<std::unique_ptr<Network>> Network::make(World world) {
  std::unique_ptr<Network> network(new Network(std::move(world)));
  WL_CHECK(network->prepare());
  return network;
}

Expected<void> Network::prepare() {
  WL_CHECK(m_world.disk.make_folder(m_world.folder));
  WL_TRY(m_content, central::load_central_content(m_world.disk, m_world.assets));
  WL_TRY(m_authority, transport::make_authority("Network", m_world.clock.now()));
  m_signing.emplace(crypto::make_signing_keys(m_world.random));
  WL_TRY(m_storage, storage::open_postgres_central(
                        {m_world.database, m_world.folder + "/central", true}, m_key, m_world.disk, m_world.random,
                        [this](const storage::NewUnit& unit) { return central::read_report_bundle(m_content.registry, unit); }));
  WL_TRY(auto zone, Zone::find(kZone));
  m_reports = std::make_unique<central::CentralReports>(central::CentralReports::Parts{
      *m_storage, m_content.registry, m_content.rules, m_content.run_rules, zone, "Network", m_world.clock});
  central::CentralOptions options{"https://central.test/fhir", zone, "Network"};
  m_central = std::make_unique<central::Central>(
      central::Central::Parts{*m_storage, *m_reports, m_key, *m_authority, {}, m_world.clock, m_world.random},
      std::move(options));
  m_wires = std::make_unique<transport::LoopbackNetwork>(*m_central, crypto::Hash{});
  return {};
}

sync::DeviceRecord Network::enrol(const std::string& name) {
  sync::DeviceRecord record;
  record.device.value = make_uuid_v7(m_world.clock.now(), m_world.random);
  record.name = name;
  record.hub = "https://central.test";
  record.ingest_key = hub::ingest_keys_from(m_key).public_key;
  record.sign_key = hub::signing_keys_from(m_key).public_key;
  record.certificate = m_authority->certificate;
  record.authorities = {m_authority->certificate};
  record.zone = kZone;
  return record;
}

Expected<void> Network::add_hospital(const std::string& name) {
  const auto record = enrol(name);
  WL_CHECK(m_storage->registry().put_device({record.device, name, 1, "1", m_world.clock.now(), {}, {}, {}}));
  Hospital hospital;
  hospital.http = m_wires->connect(transport::CertificateIdentity{record.device, 1, "1", {}, {}, {}});
  const access::TabletFolder folder{m_world.folder + "/" + name};
  WL_CHECK(m_world.disk.make_folder(folder.root));
  WL_CHECK(sync::write_device(m_world.disk, folder, record));
  const sync::ReportOutbox::Parts parts{m_world.disk, m_world.clock, folder, m_key, *m_signing};
  WL_CHECK(sync::ReportOutbox::introduce(parts, record, *hospital.http));
  WL_TRY(hospital.outbox, sync::ReportOutbox::open(parts));
  hospital.client =
      std::make_unique<sync::SyncClient>(*hospital.http, hospital.outbox->journal(), m_world.clock, m_world.random, kAtOnce);
  WL_TRY(auto connection, hospital.outbox->connect());
  hospital.client->use_store(std::move(connection));
  m_hospitals[name] = std::move(hospital);
  return {};
}

Expected<void> Network::report(const std::string& hospital, std::span<const measures::MeasureRow> rows,
                               const std::string& made_at) {
  std::vector<json::Value> reports;
  for (const auto& row : rows) reports.push_back(measures::to_measure_report(m_content.registry, row, {hospital, made_at, {}}));
  const std::string bundle = central::write_report_bundle(reports);
  const auto offered = m_hospitals.at(hospital).outbox->offer(central::bundle_id(bundle), bundle);
  return offered ? Expected<void>() : offered.error();
}

Expected<void> Network::deliver(const std::string& name) {
  auto& hospital = m_hospitals.at(name);
  for (int i = 0; i < kMostSteps; ++i) {
    const auto progress = hospital.client->step(0);
    if (progress == sync::Progress::CaughtUp) break;
    if (progress == sync::Progress::Waiting) return Error{ErrorCode::Offline, hospital.client->status().problem, name};
  }
  if (hospital.client->status().unsent == 0) return {};
  return Error{ErrorCode::Offline, "Central did not answer for everything that was offered.", name};
}

}  // namespace wardlight::network
