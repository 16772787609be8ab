// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <random>
#include <string>
#include <vector>

#include "core/workflows/read_shift.h"
#include "platforms/demo/hospital.h"
#include "platforms/tablet/tablet_data.h"
#include "platforms/sim/plan.h"
#include "sync/client/sync_client.h"

namespace wardlight::sim {

// The real connection, behind a network that can be switched off and that loses some answers after the hub took the request.
class WeakNetwork final : public transport::HttpClient {
 public:
  WeakNetwork(std::unique_ptr<transport::HttpClient> inner, std::uint64_t seed) : m_inner(std::move(inner)), m_chance(seed) {}
  void set_reachable(bool reachable) { m_reachable = reachable; }
  void set_lossless() { m_lost_percent = 0; }

  Expected<transport::HttpResponse> send(const transport::HttpRequest& request, Duration patience) override;
  Expected<crypto::Hash> peer_key() override { return m_inner->peer_key(); }
  void cancel() override { m_inner->cancel(); }

 private:
  std::unique_ptr<transport::HttpClient> m_inner;
  std::mt19937_64 m_chance;
  bool m_reachable = true;
  unsigned m_lost_percent = 3;
};

// One tablet of the simulated ward: its own data folder, door, store and sync client. One thread.
class SimTablet {
 public:
  // Enrolled at the hospital's hub; with `through` the rounds go through that FHIR server all the same.
  static Expected<std::unique_ptr<SimTablet>> enrol(const std::string& folder, const platform::TabletWorld& world,
                                                    demo::Hospital& hospital, const std::string& name, std::uint64_t seed,
                                                    const std::string& through = {});

  // Signs that person in, whoever was in before; nothing when they are in already.
  Expected<void> sign_in(const demo::DemoPerson& person);
  // The PIN again, for one signature; whoever is signed in stays.
  Expected<std::unique_ptr<access::Session>> confirm(const demo::DemoPerson& person) {
    return m_door->confirm(person.practitioner, crypto::Secret(as_bytes(person.pin)));
  }
  void lock_when_idle() { (void)m_door->lock_when_idle(); }
  workflows::Ward ward();
  store::Store& store() { return *m_store; }
  bool is_open() const { return m_store != nullptr; }

  WeakNetwork& network() { return *m_network; }
  // What the hub tells of the others; nothing while it cannot be reached.
  workflows::OtherTablets other_tablets();
  // Sends and hears until there is nothing more to do now.
  void sync();
  bool is_caught_up() const { return m_client->status().caught_up; }
  const std::string& problem() const { return m_client->status().problem; }

 private:
  SimTablet(const platform::TabletWorld& world, Zone zone) : m_world(world), m_zone(std::move(zone)) {}

  Expected<void> connect(std::uint64_t seed, const std::string& through);

  platform::TabletWorld m_world;
  Zone m_zone;
  std::unique_ptr<platform::TabletData> m_data;
  std::unique_ptr<transport::HttpClient> m_way;  // the network, or what speaks over it
  WeakNetwork* m_network = nullptr;
  std::unique_ptr<sync::SyncClient> m_client;
  std::shared_ptr<access::Session> m_session;
  std::unique_ptr<store::Store> m_store;
  std::unique_ptr<access::AccessControl> m_door;
};

}  // namespace wardlight::sim
