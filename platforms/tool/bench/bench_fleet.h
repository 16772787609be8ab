// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/forms/form_session.h"
#include "core/workflows/statement_parts.h"
#include "core/workflows/ward.h"
#include "platforms/demo/hospital.h"
#include "platforms/linux/posix_disk.h"
#include "platforms/linux/system_clock.h"
#include "platforms/linux/system_random.h"
#include "platforms/postgres/temporary_database.h"
#include "platforms/tablet/tablet_data.h"

namespace wardlight::tool::bench {

// A unit as it travels, and the bytes that anybody would have to keep of it.
struct FleetUnit {
  std::string entry;
  std::string bytes;
};

// The demo's hospital, serving on loopback with real TLS, and tablets enrolled in it. The real thing but for the PINs, which
// are stretched cheaply. One thread.
class Fleet {
 public:
  static Expected<std::unique_ptr<Fleet>> make(const std::string& folder, const hub_program::StoreChoice& store = {});

  // An enrolled tablet with somebody signed in.
  struct Tablet {
    std::unique_ptr<platform::TabletData> data;
    std::unique_ptr<access::AccessControl> door;
    std::shared_ptr<access::Session> session;
    std::unique_ptr<store::Store> store;
    std::optional<Zone> zone;
  };
  Expected<Tablet> add_tablet();
  workflows::Ward ward(Tablet& tablet) { return {*tablet.store, *tablet.session, *m_content, *tablet.zone, m_clock, m_random}; }
  // Saves full rounds on that tablet, 25 in one transaction.
  Expected<std::vector<FleetUnit>> save_rounds(Tablet& tablet, std::size_t count);
  Expected<StatementId> save_round(Tablet& tablet, store::Urgency urgency);
  // Statements as another device of long ago would have brought them, straight into the hub's store.
  Expected<void> fill_hub(std::size_t statements);

  demo::Hospital& hospital() { return *m_hospital; }
  platform::PosixDisk& disk() { return m_disk; }
  const Clock& clock() const { return m_clock; }
  RandomSource& random() { return m_random; }
  std::string hub_folder() const { return m_folder + "/hub"; }
  const std::string& folder() const { return m_folder; }
  void stop_hub() { m_hospital.reset(); }

 private:
  explicit Fleet(std::string folder) : m_folder(std::move(folder)) {}

  std::string m_folder;
  platform::PosixDisk m_disk;
  platform::SystemClock m_clock;
  platform::SystemRandom m_random;
  access::AccessRules m_rules;
  std::optional<workflows::WardContent> m_content;
  std::optional<forms::FormSession> m_answers;
  std::unique_ptr<demo::Hospital> m_hospital;
  std::size_t m_tablets = 0;
  store::UnitEnvelope m_filled;  // the last that fill_hub made
};

// A server for one bench. Null where PostgreSQL 15 is not installed: then it is said that `bench` is skipped.
Expected<std::unique_ptr<platform::TemporaryDatabase>> start_database(std::string_view bench);

}  // namespace wardlight::tool::bench
