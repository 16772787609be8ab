// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "core/base/uuid.h"
#include "sync/client/sync_client.h"
#include "sync/transport/loopback/loopback.h"
#include "tests/core/store/tablet.h"
#include "tests/sync/client/mini_hub.h"

namespace wardlight::support {

// One tablet with a real store on a disk in memory, its client, and the way to the hub.
class SyncTablet {
 public:
  SyncTablet(transport::HttpHandler& hub, const std::string& name, std::uint64_t seed)
      : m_random(seed), m_disk(seed), m_tablet(m_disk, name), m_network(hub, crypto::Hash{}) {
    m_http = m_network.connect(std::nullopt);
    m_journal = *m_tablet.journal();
    m_store = *store::Store::create(m_disk, m_tablet.clock(), m_journal, m_tablet.options(), m_tablet.key());
    start_client();
    unlock_client();
  }

  // What the program does after a power cut; nothing in memory survives.
  void restart_after_cut() {
    close();
    m_disk.reboot();
    m_journal = *m_tablet.journal();
    open();
    start_client();
    unlock_client();
  }
  void lock() {
    m_client->close_store();
    m_store.reset();
  }
  void unlock() {
    open();
    unlock_client();
  }

  std::string save_round(store::Urgency urgency = store::Urgency::Usual) {
    const std::string id = make_uuid_v7(m_tablet.clock().now(), m_random);
    auto request = m_tablet.round(id);
    request.statements[0].urgency = urgency;
    if (m_store->save(request)) saved.insert(id);
    return id;
  }

  // Steps until there is nothing to do, waiting out every back-off; false when that takes forever.
  bool run_until_quiet(int most_steps = 400) {
    for (int i = 0; i < most_steps; ++i) {
      const auto progress = m_client->step(0);
      if (progress == sync::Progress::CaughtUp) return true;
      if (progress == sync::Progress::Waiting) m_tablet.clock().advance(m_client->wait());
    }
    return false;
  }

  std::set<std::string> ids() const {
    std::set<std::string> ids;
    auto page = m_store->list_statements(0, 10'000);
    for (const auto& statement : page->statements) ids.insert(statement.id.value);
    return ids;
  }

  sync::SyncClient& client() { return *m_client; }
  store::Store& store() { return *m_store; }
  transport::LoopbackNetwork& network() { return m_network; }
  FaultDisk& disk() { return m_disk; }
  Tablet& tablet() { return m_tablet; }
  SeededRandom& random() { return m_random; }
  std::shared_ptr<store::SealedJournal> journal() { return m_journal; }

  std::set<std::string> saved;  // ids whose save was acknowledged

 private:
  void open() { m_store = *store::Store::open(m_disk, m_tablet.clock(), m_journal, m_tablet.options(), m_tablet.key()); }
  void close() {
    m_client.reset();
    m_store.reset();
    m_journal.reset();
  }
  void start_client() {
    m_client = std::make_unique<sync::SyncClient>(*m_http, m_journal, m_tablet.clock(), m_random);
    m_tablet.clock().advance(seconds(10));
  }
  void unlock_client() { m_client->use_store(*m_store->connect()); }

  SeededRandom m_random;
  FaultDisk m_disk;
  Tablet m_tablet;
  transport::LoopbackNetwork m_network;
  std::unique_ptr<transport::HttpClient> m_http;
  std::shared_ptr<store::SealedJournal> m_journal;
  std::unique_ptr<store::Store> m_store;
  std::unique_ptr<sync::SyncClient> m_client;
};

// A hub and two tablets. All tablets seal to the same ingest key.
struct SyncWard {
  FaultDisk unused{1};
  Tablet keys{unused, "keys"};
  MiniHub hub{keys.hub()};
  SyncTablet first{hub, "tablet-1", 11};
  SyncTablet second{hub, "tablet-2", 22};
};

}  // namespace wardlight::support
