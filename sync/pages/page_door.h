// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "core/access/attempts.h"
#include "core/access/permissions.h"
#include "core/base/random.h"
#include "sync/storage/hub_storage.h"

namespace wardlight::pages {

// Who reads the pages now.
struct Reader {
  PractitionerId practitioner;
  std::string name;
  access::Role role = access::Role::Nurse;
};

// Signs staff in on the report pages with the PIN they have on the tablets. Wrong PINs are counted on disk before the PIN is
// looked at, with the waits and bounds of assets/access/page-policy.json; a session ends when nobody used it for the policy's
// auto-lock, and with the process. Safe on any thread; one PIN is stretched at a time.
class PageDoor {
 public:
  struct Parts {
    storage::HubStorage& storage;
    Disk& disk;
    const Clock& clock;
    RandomSource& random;
    access::Permissions permissions;
    access::AccessPolicy policy;
    std::string attempts_file;
    crypto::Secret mac_key;
  };
  static Expected<std::unique_ptr<PageDoor>> open(Parts parts);

  struct Entered {
    std::string token;  // the session's secret, for the cookie
    Reader reader;
  };
  // NotAllowed with a sentence for a wrong name or PIN (the same one), for a wait, and for a role that reads no reports;
  // Conflict when somebody else's PIN is being looked at: try again.
  Expected<Entered> enter(std::string_view name, const crypto::Secret& pin);
  // The same person's PIN once more, before something is signed; counted like any other. The reader as the staff list has them
  // now.
  Expected<Reader> confirm(const Reader& reader, const crypto::Secret& pin);
  std::optional<Reader> reader_of(std::string_view token);  // and the session goes on
  void leave(std::string_view token);
  bool allows(const Reader& reader, access::Action action) const { return m_parts.permissions.allows(reader.role, action); }

 private:
  explicit PageDoor(Parts parts);
  Expected<Reader> judge(const storage::StaffRow& person, const crypto::Secret& pin);
  Entered begin_session(Reader reader);

  struct Session {
    Reader reader;
    Instant last_used;
  };
  Parts m_parts;
  access::AttemptCounter m_attempts;
  std::mutex m_trying;  // held while a PIN is looked at
  std::mutex m_mutex;   // of the sessions
  std::map<std::string, Session, std::less<>> m_sessions;
};

}  // namespace wardlight::pages
