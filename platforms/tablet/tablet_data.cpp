// SPDX-License-Identifier: Apache-2.0
#include "platforms/tablet/tablet_data.h"

#include "core/access/enrol_staff.h"
#include "sync/client/enrol.h"
#include "sync/transport/http/http_client.h"

namespace wardlight::platform {

Expected<std::unique_ptr<TabletData>> TabletData::enrol(const std::string& folder, const TabletWorld& world,
                                                        const std::string& hub, const std::string& code,
                                                        const std::string& name) {
  std::unique_ptr<TabletData> tablet(new TabletData(folder, world));
  WL_CHECK(world.disk.make_folder(tablet->m_folder.root));
  WL_CHECK(world.disk.make_folder(tablet->m_folder.store_folder()));
  WL_TRY(auto first_contact, transport::make_enrolment_client(sync::hub_address(hub)));
  WL_TRY(tablet->m_device, sync::enrol_device(world.disk, tablet->m_folder, *first_contact, {hub, code, name}));
  WL_TRY(tablet->m_key_store, access::SoftwareKeyStore::create(world.disk, tablet->m_folder.key_store(), world.random));
  WL_CHECK(tablet->open_parts());
  WL_CHECK(tablet->take_staff());
  return tablet;
}

Expected<std::unique_ptr<TabletData>> TabletData::open(const std::string& folder, const TabletWorld& world) {
  std::unique_ptr<TabletData> tablet(new TabletData(folder, world));
  WL_TRY(tablet->m_device, sync::read_device(world.disk, tablet->m_folder));
  WL_TRY(tablet->m_key_store, access::SoftwareKeyStore::open(world.disk, tablet->m_folder.key_store()));
  WL_CHECK(tablet->open_parts());
  return tablet;
}

Expected<void> TabletData::open_parts() {
  WL_TRY(m_journal, store::SealedJournal::open(m_world.disk, m_folder.journal(), m_device.ingest_key));
  return {};
}

Expected<void> TabletData::take_staff() {
  WL_TRY(auto hub, sync::connect_to_hub(m_world.disk, m_folder, m_device, m_world.clock));
  WL_TRY(const auto roster, sync::fetch_staff(*hub));
  WL_TRY(const auto pending, access::prepare_enrolment(parts(), roster));
  WL_CHECK(set_unfinished_store_aside());
  {
    WL_TRY(auto created, store::Store::create(m_world.disk, m_world.clock, m_journal, store_options(), pending.store_key));
  }
  WL_CHECK(access::commit_enrolment(parts(), pending));
  return sync::register_signers(*hub, pending.signers);
}

// Before its enrolment counts nobody can have signed in, so the store of one that was cut short holds nothing; but it has
// a key that nobody knows any more and stands in the way of the next.
Expected<void> TabletData::set_unfinished_store_aside() {
  WL_TRY(const auto names, m_world.disk.list(m_folder.store_folder()));
  if (names.empty()) return {};
  const std::string aside = m_folder.quarantine() + "/unfinished-" + m_device.device.value;
  WL_CHECK(m_world.disk.make_folder(aside));
  for (const auto& name : names) WL_CHECK(m_world.disk.rename(m_folder.store_folder() + "/" + name, aside + "/" + name));
  return m_world.disk.sync_folder(m_folder.store_folder());
}

access::TabletParts TabletData::parts() {
  return {m_world.disk, m_world.clock, m_world.random, *m_key_store, m_folder, m_device.device, m_world.rules, m_world.pin_cost};
}

store::StoreOptions TabletData::store_options() const {
  store::StoreOptions options;
  options.paths = store::StorePaths::in(m_folder.root);
  options.device = m_device.device;
  options.incarnation = m_device.incarnation;
  options.rules = workflows::projection_rules(m_world.content);
  return options;
}

Expected<std::unique_ptr<store::Store>> TabletData::open_store(const access::Session& session, store::OpenFor open_for) {
  WL_TRY(const auto key, session.store_key());
  store::StoreOptions options = store_options();
  options.open_for = open_for;
  return store::Store::open(m_world.disk, m_world.clock, m_journal, std::move(options), key);
}

}  // namespace wardlight::platform
