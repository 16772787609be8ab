// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/measures/measure_row.h"
#include "sync/central/central.h"
#include "sync/central/central_content.h"
#include "sync/client/report_outbox.h"
#include "sync/client/sync_client.h"
#include "sync/transport/loopback/loopback.h"

namespace wardlight::network {

// A network of made-up hospitals in one process: the real central over a real database, and for each hospital the outbox and
// the client its hub would use. Only the wires are missing. One thread.
class Network {
 public:
  struct World {
    Disk& disk;
    const Clock& clock;
    RandomSource& random;
    std::string assets;
    std::string database;  // libpq URI of an empty one
    std::string folder;    // new
  };
  static Expected<std::unique_ptr<Network>> make(World world);
  ~Network();

  Expected<void> add_hospital(const std::string& name);
  // Puts one unit's month into the hospital's outbox.
  Expected<void> report(const std::string& hospital, std::span<const measures::MeasureRow> rows, const std::string& made_at);
  // Everything in that outbox goes to central, and what central says comes back. Fails when central does not take it all.
  Expected<void> deliver(const std::string& hospital);

  central::Central& central() { return *m_central; }
  central::CentralReports& reports() { return *m_reports; }
  storage::CentralStorage& storage() { return *m_storage; }
  const central::CentralContent& content() const { return m_content; }
  sync::ReportOutbox& outbox(const std::string& hospital) { return *m_hospitals.at(hospital).outbox; }
  transport::LoopbackNetwork& wires() { return *m_wires; }

 private:
  explicit Network(World world) : m_world(std::move(world)), m_key(crypto::Secret::random(32, m_world.random)) {}
  Expected<void> prepare();
  sync::DeviceRecord enrol(const std::string& name);

  struct Hospital {
    std::unique_ptr<transport::HttpClient> http;
    std::unique_ptr<sync::ReportOutbox> outbox;
    std::unique_ptr<sync::SyncClient> client;
  };
  const World m_world;
  const crypto::Secret m_key;
  central::CentralContent m_content;
  std::optional<transport::Authority> m_authority;
  std::optional<crypto::SigningKeys> m_signing;  // one for all hospitals: whose report it is, the connection says
  std::unique_ptr<storage::CentralStorage> m_storage;
  std::unique_ptr<central::CentralReports> m_reports;
  std::unique_ptr<central::Central> m_central;
  std::unique_ptr<transport::LoopbackNetwork> m_wires;
  std::map<std::string, Hospital> m_hospitals;
};

}  // namespace wardlight::network
