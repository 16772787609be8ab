// SPDX-License-Identifier: Apache-2.0
#include "platforms/sim/faults/hub_machine.h"

#include "platforms/sim/faults/made_up_ward.h"

namespace wardlight::sim {
namespace {

constexpr std::uint64_t kLeastFree = 1000;

std::string backup_path(int number) { return "/backups/" + std::to_string(number) + ".db"; }

}  // namespace

HubMachine::HubMachine(const VirtualTime& time, std::uint64_t seed, const transport::Authority& authority)
    : m_random(seed),
      m_disk(seed + 1),
      m_clock(time),
      m_authority(authority),
      m_key(crypto::Secret::random(store::kKeySize, m_random)),
      m_cursor_key(hub::cursor_key_from(m_key)),
      m_ingest_key(hub::ingest_keys_from(m_key).public_key) {}

storage::SqliteOptions HubMachine::options(store::OpenAs open_as) const {
  return {"/hub/hub.db", "/hub/epoch", open_as, m_disk.vfs_name()};
}

bool HubMachine::start(store::OpenAs open_as) {
  auto storage = storage::open_sqlite_storage(options(open_as), m_key, m_disk, m_random);
  if (!storage) return false;
  hub::KnownForms forms;
  if (!forms.add(form_text())) return false;
  hub::HubKeys keys{m_cursor_key.clone(), hub::ingest_keys_from(m_key), hub::signing_keys_from(m_key),
                    {m_authority.certificate, m_authority.key.clone()}, {}};
  hub::HubOptions options{"https://hub/fhir", "America/New_York", "Simulated",
                          [this]() -> Expected<std::uint64_t> { return m_full ? 0 : kLeastFree + 1; }, kLeastFree};
  m_storage = *std::move(storage);
  m_hub = std::make_unique<hub::Hub>(*m_storage, std::move(keys), std::move(forms), std::move(options), m_clock, m_random);
  return true;
}

void HubMachine::stop() {
  m_hub.reset();
  m_storage.reset();
}

void HubMachine::power_back() {
  stop();
  m_disk.reboot();
  m_clock.reboot();
}

Expected<storage::Backup> HubMachine::back_up(int number) {
  return storage::back_up_sqlite(options(store::OpenAs::Existing), backup_path(number), m_key, m_disk);
}

Expected<storage::Backup> HubMachine::put_back(int number) {
  return storage::put_back_sqlite(options(store::OpenAs::Existing), backup_path(number), m_key, m_disk, m_random, m_clock.now());
}

Expected<void> HubMachine::put_back_by_hand(int number) {
  m_disk.set_contents("/hub/hub.db", m_disk.contents(backup_path(number)));
  for (const char* beside : {"/hub/hub.db-wal", "/hub/hub.db-shm"}) {
    WL_TRY(const bool there, m_disk.exists(beside));
    if (there) WL_CHECK(m_disk.remove(beside));
  }
  return m_disk.sync_folder("/hub");
}

}  // namespace wardlight::sim
