// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "platforms/faults/fault_disk.h"
#include "platforms/sim/faults/virtual_clock.h"
#include "sync/hub/hub.h"
#include "sync/storage/sqlite/sqlite_backup.h"

namespace wardlight::sim {

// The hospital's server: the real hub over the real storage, on a disk that loses power.
class HubMachine {
 public:
  HubMachine(const VirtualTime& time, std::uint64_t seed, const transport::Authority& authority);

  bool start(store::OpenAs open_as = store::OpenAs::Existing);  // false: its disk refuses; try again later
  void stop();                                                  // its program ends; nothing that was written is lost
  void power_back();                                            // after a power cut
  bool is_up() const { return m_hub != nullptr; }

  Expected<storage::Backup> back_up(int number);  // while it serves
  Expected<storage::Backup> put_back(int number);
  // While it is down. What fails in the middle may have left the newer log beside the older store.
  Expected<void> put_back_by_hand(int number);

  hub::Hub& hub() { return *m_hub; }
  storage::HubStorage& storage() { return *m_storage; }
  faults::FaultDisk& disk() { return m_disk; }
  const faults::FaultDisk& disk() const { return m_disk; }
  MachineClock& clock() { return m_clock; }
  const crypto::Secret& cursor_key() const { return m_cursor_key; }
  const crypto::BoxPublicKey& ingest_key() const { return m_ingest_key; }
  void set_full(bool full) { m_full = full; }

 private:
  storage::SqliteOptions options(store::OpenAs open_as) const;

  faults::SeededRandom m_random;
  faults::FaultDisk m_disk;
  MachineClock m_clock;
  const transport::Authority& m_authority;
  crypto::Secret m_key;
  crypto::Secret m_cursor_key;
  crypto::BoxPublicKey m_ingest_key;
  bool m_full = false;
  std::unique_ptr<storage::HubStorage> m_storage;
  std::unique_ptr<hub::Hub> m_hub;
};

}  // namespace wardlight::sim
