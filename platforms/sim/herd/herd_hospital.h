// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "platforms/sim/faults/virtual_clock.h"
#include "sync/hub/hub.h"
#include "sync/storage/sqlite/sqlite_storage.h"
#include "sync/transport/certificates.h"

namespace wardlight::sim {

inline constexpr std::size_t kBedsOfWard = 28;

// The hub of a herd, on a real file; its clock is the simulation's.
class HerdHospital {
 public:
  static Expected<std::unique_ptr<HerdHospital>> make(const std::string& folder, std::size_t wards, const VirtualTime& time,
                                                      Disk& disk, RandomSource& random);

  hub::Hub& hub() { return *m_hub; }
  storage::HubStorage& storage() { return *m_storage; }
  const crypto::BoxPublicKey& ingest_key() const { return m_ingest_key; }

 private:
  HerdHospital(const VirtualTime& time, RandomSource& random) : m_clock(time), m_random(random) {}
  Expected<void> open(const std::string& folder, Disk& disk);
  Expected<void> admit(std::size_t wards);

  MachineClock m_clock;
  RandomSource& m_random;
  crypto::BoxPublicKey m_ingest_key{};
  std::unique_ptr<storage::HubStorage> m_storage;
  std::unique_ptr<hub::Hub> m_hub;
};

// A full round as long as the ward's own, in JSON.
std::string write_herd_round(const std::string& id, std::size_t ward, std::size_t bed, const std::string& nurse, Instant at);

}  // namespace wardlight::sim
