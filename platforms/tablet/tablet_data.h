// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "core/access/access_control.h"
#include "core/access/software_key_store.h"
#include "core/store/store.h"
#include "core/workflows/ward.h"
#include "sync/client/device_record.h"

namespace wardlight::platform {

struct TabletWorld {
  Disk& disk;
  const Clock& clock;
  RandomSource& random;
  const access::AccessRules& rules;
  const workflows::WardContent& content;
  crypto::StretchCost pin_cost = {};
  Instant built_at = {};  // of the program, where its clock is the machine's
};

// What every program that has a tablet's data folder needs of it: who it is, its door, its journal. Without a thread, a window
// or a network of its own. Everything in the world must outlive it.
class TabletData {
 public:
  // A tablet's first day: the code, the staff, the store. NotAllowed when the code is refused.
  static Expected<std::unique_ptr<TabletData>> enrol(const std::string& folder, const TabletWorld& world, const std::string& hub,
                                                     const std::string& code, const std::string& name);
  // NotFound when the folder is no enrolled tablet's.
  static Expected<std::unique_ptr<TabletData>> open(const std::string& folder, const TabletWorld& world);

  const sync::DeviceRecord& device() const { return m_device; }
  const access::TabletFolder& folder() const { return m_folder; }
  access::TabletParts parts();
  store::StoreOptions store_options() const;
  const std::shared_ptr<store::SealedJournal>& journal() const { return m_journal; }
  Expected<Zone> zone() const { return Zone::find(m_device.zone); }
  // The store, opened with the key of who is signed in.
  Expected<std::unique_ptr<store::Store>> open_store(const access::Session& session,
                                                     store::OpenFor open_for = store::OpenFor::Charting);

 private:
  TabletData(const std::string& folder, const TabletWorld& world) : m_world(world), m_folder{folder} {}
  Expected<void> open_parts();
  Expected<void> take_staff();
  Expected<void> set_unfinished_store_aside();

  TabletWorld m_world;
  access::TabletFolder m_folder;
  sync::DeviceRecord m_device;
  std::unique_ptr<access::SoftwareKeyStore> m_key_store;
  std::shared_ptr<store::SealedJournal> m_journal;
};

}  // namespace wardlight::platform
