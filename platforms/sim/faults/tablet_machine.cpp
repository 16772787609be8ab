// SPDX-License-Identifier: Apache-2.0
#include "platforms/sim/faults/tablet_machine.h"

#include "core/store/database.h"
#include "platforms/sim/faults/made_up_ward.h"

namespace wardlight::sim {
namespace {

constexpr std::uint64_t kBallast = 16 << 10;
constexpr Duration kCompareEvery = minutes(15);

}  // namespace

TabletMachine::TabletMachine(std::size_t number, TabletIdentity identity, const VirtualTime& time, std::uint64_t seed,
                             VirtualNetwork& network)
    : m_number(number), m_identity(std::move(identity)), m_random(seed), m_disk(seed + 1), m_clock(time),
      m_http(network.connect(number, m_identity.device)) {}

store::StoreOptions TabletMachine::options() const {
  store::StoreOptions options;
  options.paths = store::StorePaths::in("/tablet");
  options.device = m_identity.device;
  options.rules = sim_rules();
  options.ballast_bytes = kBallast;
  options.vfs = m_disk.vfs_name();
  return options;
}

Expected<void> TabletMachine::open_journal() {
  WL_TRY(m_journal, store::SealedJournal::open(m_disk, "/tablet/journal", m_identity.ingest_key));
  return {};
}

Expected<void> TabletMachine::create() {
  WL_CHECK(open_journal());
  WL_TRY(m_store, store::Store::create(m_disk, m_clock, m_journal, options(), *m_identity.store_key));
  halt();
  return boot();
}

void TabletMachine::take_over(const faults::FaultDisk::Image& image, std::uint64_t seed) {
  halt();
  m_disk.restore(image, seed);
}

Expected<void> TabletMachine::boot() {
  WL_CHECK(open_journal());
  sync::SyncOptions how;
  how.compare_every = kCompareEvery;
  m_client = std::make_unique<sync::SyncClient>(*m_http, m_journal, m_clock, m_random, how);
  return unlock();
}

void TabletMachine::halt() {
  m_client.reset();
  m_store.reset();
  m_journal.reset();
}

void TabletMachine::power_back() {
  halt();
  m_disk.reboot();
  m_clock.reboot();
}

void TabletMachine::lock() {
  m_client->close_store();
  m_store.reset();
}

Expected<void> TabletMachine::open_store() {
  WL_TRY(m_store, store::Store::open(m_disk, m_clock, m_journal, options(), *m_identity.store_key));
  WL_TRY(auto connection, m_store->connect());
  m_client->use_store(std::move(connection));
  return {};
}

Expected<void> TabletMachine::unlock() {
  auto opened = open_store();
  if (!opened) m_store.reset();
  return opened;
}

Expected<store::Receipt> TabletMachine::save(const store::NewStatement& statement) {
  store::SaveRequest request;
  request.statements.push_back(statement);
  request.signer = m_identity.nurse;
  request.sign = [this](const crypto::Hash& chain) -> Expected<crypto::Signature> {
    return crypto::sign(*m_identity.nurse_keys, chain);
  };
  return m_store->save(request);
}

bool TabletMachine::forget(const std::string& statement) {
  auto database = store::Database::open({.path = options().paths.database, .vfs = m_disk.vfs_name()}, *m_identity.store_key);
  return database && (*database)->run("DELETE FROM statement WHERE id = ?", statement) && (*database)->changed_rows() == 1;
}

std::optional<sync::Progress> TabletMachine::step(int wait_seconds) {
  if (!m_client) return std::nullopt;
  return m_client->step(wait_seconds);
}

}  // namespace wardlight::sim
