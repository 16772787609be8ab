// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/access/role.h"
#include "core/base/clock.h"
#include "core/base/disk.h"
#include "core/base/random.h"
#include "core/crypto/crypto.h"
#include "platforms/hub/hub_folder.h"
#include "sync/hub/hub.h"
#include "sync/transport/http/http_server.h"

namespace wardlight::demo {

struct DemoPerson {
  PractitionerId practitioner;
  std::string name;
  access::Role role = access::Role::Nurse;
  std::string pin;  // made up anew each time
};

struct HospitalWorld {
  Disk& disk;
  const Clock& clock;
  RandomSource& random;
  crypto::StretchCost pin_cost = {};  // a simulation signs in thousands of times and takes less
  hub_program::StoreChoice store = {};
};

// The made-up hospital of assets/demo: a real hub in a folder of its own, serving on loopback with real TLS, its
// census imported and its staff on the list. Everything in the world must outlive it. Stops serving when it goes.
class Hospital {
 public:
  static Expected<std::unique_ptr<Hospital>> make(const std::string& folder, const HospitalWorld& world);
  ~Hospital();

  const std::vector<DemoPerson>& staff() const { return m_staff; }
  const std::string& base() const { return m_base; }
  storage::HubStorage& storage() { return *m_folder.storage; }
  Expected<std::string> make_enrolment_code(const std::string& device);
  void tick() { m_hub->tick(); }

 private:
  explicit Hospital(const HospitalWorld& world) : m_world(world) {}
  Expected<void> import_census(const std::string& assets);
  Expected<void> add_staff(const std::string& assets);
  Expected<void> serve();

  HospitalWorld m_world;
  hub_program::HubFolder m_folder{{}, crypto::Secret(0), nullptr};
  std::vector<DemoPerson> m_staff;
  std::string m_base;
  std::unique_ptr<transport::HttpHandler> m_door;
  std::unique_ptr<transport::HttpServer> m_server;
  std::unique_ptr<storage::IncidentFile> m_incidents;
  std::unique_ptr<hub::Hub> m_hub;
};

}  // namespace wardlight::demo
