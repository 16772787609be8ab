// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/access/tablet_folder.h"
#include "core/base/clock.h"
#include "core/base/disk.h"
#include "core/base/random.h"
#include "core/store/store.h"
#include "sync/client/device_record.h"
#include "sync/client/enrol.h"

namespace wardlight::sync {

// What a hospital's hub tells central, in an outbox like a tablet's: encrypted, chained, signed, kept until central has it in
// a backup. One thread at a time; one process saves at a time.
class ReportOutbox {
 public:
  struct Parts {
    Disk& disk;
    const Clock& clock;
    access::TabletFolder folder;
    const crypto::Secret& hub_key;         // the store's key comes from it
    const crypto::SigningKeys& signing;    // the hub's own
  };
  // Enrols this hub at central with a one-time code. An interrupted joining is begun again with a new code.
  static Expected<void> join(const Parts& parts, transport::HttpClient& first_contact, const EnrolmentWish& wish);
  // As join() does it for whoever has a connection that is taken for `record`'s device; for simulations inside one process.
  static Expected<void> introduce(const Parts& parts, const DeviceRecord& record, transport::HttpClient& central);
  // NotFound when this hub has not joined.
  static Expected<std::unique_ptr<ReportOutbox>> open(const Parts& parts, store::OpenFor open_for = store::OpenFor::Charting);

  // Keeps a Bundle of reports for central; false when it was offered before. `id` is the Bundle's own, made of its content.
  Expected<bool> offer(const std::string& id, std::string_view bundle);
  Expected<store::OutboxCounts> counts() const { return m_store->count_outbox(); }
  Expected<std::vector<store::OutboxRow>> rejected() const { return m_store->list_rejected(); }
  // A reference that central put into this hospital's feed; nothing when none came yet.
  Expected<std::optional<std::string>> find_reference(std::string_view type, std::string_view id) const {
    return m_store->find_reference(type, id);
  }

  const DeviceRecord& record() const { return m_record; }
  std::shared_ptr<store::SealedJournal> journal() const { return m_journal; }
  Expected<std::unique_ptr<store::Store>> connect() const { return m_store->connect(); }  // for a SyncClient

 private:
  ReportOutbox(const crypto::SigningKeys& signing, DeviceRecord record, std::shared_ptr<store::SealedJournal> journal,
               std::unique_ptr<store::Store> store)
      : m_signing(signing), m_record(std::move(record)), m_journal(std::move(journal)), m_store(std::move(store)) {}

  const crypto::SigningKeys& m_signing;
  DeviceRecord m_record;
  std::shared_ptr<store::SealedJournal> m_journal;
  std::unique_ptr<store::Store> m_store;
};

}  // namespace wardlight::sync
