// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "platforms/faults/fault_disk.h"
#include "platforms/sim/faults/virtual_clock.h"
#include "platforms/sim/faults/virtual_network.h"
#include "sync/client/sync_client.h"

namespace wardlight::sim {

// What a tablet was given when it was enrolled, and a copy of its folder has too.
struct TabletIdentity {
  DeviceId device;
  PractitionerId nurse;
  std::shared_ptr<const crypto::SigningKeys> nurse_keys;
  std::shared_ptr<const crypto::Secret> store_key;
  crypto::BoxPublicKey ingest_key{};
};

// One tablet: the real store, journal and client on a disk that loses power. It is off, or locked, or somebody is signed in.
class TabletMachine {
 public:
  TabletMachine(std::size_t number, TabletIdentity identity, const VirtualTime& time, std::uint64_t seed,
                VirtualNetwork& network);
  ~TabletMachine() { halt(); }

  Expected<void> create();
  // Somebody has just copied another tablet's folder onto this one's disk, or an older one of its own.
  void take_over(const faults::FaultDisk::Image& image, std::uint64_t seed);

  Expected<void> boot();  // the program starts and somebody signs in
  void halt();            // the program ends, wherever it is
  void power_back();      // after a power cut; the program is off
  void lock();
  Expected<void> unlock();

  Expected<store::Receipt> save(const store::NewStatement& statement);
  std::optional<sync::Progress> step(int wait_seconds);  // nothing while it is off
  bool forget(const std::string& statement);             // behind the store's back, while it is open

  bool is_on() const { return m_client != nullptr; }
  bool is_open() const { return m_store != nullptr; }
  std::size_t number() const { return m_number; }
  const TabletIdentity& identity() const { return m_identity; }
  store::Store& store() { return *m_store; }
  sync::SyncClient& client() { return *m_client; }
  const store::SealedJournal& journal() const { return *m_journal; }
  faults::FaultDisk& disk() { return m_disk; }
  const faults::FaultDisk& disk() const { return m_disk; }
  MachineClock& clock() { return m_clock; }
  faults::SeededRandom& random() { return m_random; }

 private:
  store::StoreOptions options() const;
  Expected<void> open_journal();
  Expected<void> open_store();

  const std::size_t m_number;
  const TabletIdentity m_identity;
  faults::SeededRandom m_random;
  faults::FaultDisk m_disk;
  MachineClock m_clock;
  std::unique_ptr<transport::HttpClient> m_http;
  std::shared_ptr<store::SealedJournal> m_journal;
  std::unique_ptr<store::Store> m_store;
  std::unique_ptr<sync::SyncClient> m_client;
};

}  // namespace wardlight::sim
