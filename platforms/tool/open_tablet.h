// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "core/access/access_control.h"
#include "platforms/linux/posix_disk.h"
#include "platforms/linux/system_clock.h"
#include "platforms/linux/system_random.h"
#include "platforms/tablet/tablet_data.h"

namespace CLI {
class App;
}

namespace wardlight::tool {

// --data, --as and --pin-file of every command over a tablet's store; a PIN is never an argument.
struct TabletWords {
  std::string data;
  std::string name;
  std::string pin_file;
};
void add_tablet_options(CLI::App& command, TabletWords& words);

// A tablet's folder, its door, and who signed in there. Everything it needs of the machine is in it.
class OpenTablet {
 public:
  static Expected<std::unique_ptr<OpenTablet>> sign_in(const TabletWords& words);

  Disk& disk() { return m_disk; }
  platform::TabletData& data() { return *m_data; }
  access::AccessControl& door() { return *m_door; }
  const std::shared_ptr<access::Session>& session() const { return m_session; }
  // With the store, opened for charting: what is seen goes into the audit log.
  Expected<void> open_store();
  workflows::Ward ward() { return {*m_store, *m_session, *m_content, *m_zone, m_clock, m_random}; }

 private:
  OpenTablet() = default;

  platform::PosixDisk m_disk;
  platform::SystemClock m_clock;
  platform::SystemRandom m_random;
  access::AccessRules m_rules;
  std::unique_ptr<workflows::WardContent> m_content;
  std::unique_ptr<platform::TabletData> m_data;
  std::unique_ptr<access::AccessControl> m_door;
  std::shared_ptr<access::Session> m_session;
  std::optional<Zone> m_zone;
  std::unique_ptr<store::Store> m_store;
};

// Signed in, with the store open.
Expected<std::unique_ptr<OpenTablet>> open_tablet(const TabletWords& words);

}  // namespace wardlight::tool
