// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "core/access/attempts.h"
#include "core/access/enrol_staff.h"
#include "core/access/session.h"
#include "core/access/slot_folder.h"
#include "core/access/tablet_parts.h"

namespace wardlight::access {

// The door of one enrolled tablet: who may come in, who is in, and when it shuts.
// At most one session is open. Every wrong PIN, unknown name and disabled name gives the same error after the
// same time. Needs no network.
// Safe on any thread. sign_in() and change_pin() and confirm() take as long as the stretching of a PIN does (a quarter to half a
// second): never on the thread that draws.
class AccessControl {
 public:
  // Called when the session ends, before its keys are wiped, on the thread that ends it: close the store in it.
  using OnLock = std::function<void(const Session&)>;
  static Expected<std::unique_ptr<AccessControl>> open(const TabletParts& parts, OnLock on_lock);
  ~AccessControl();  // locks

  // Everybody who has a slot here, by name.
  Expected<std::vector<Person>> list_staff();

  // NotAllowed: the PIN does not open it, or has to wait. Corrupt: the slot was tampered with. When somebody else
  // was signed in, that session is locked first, but only once the PIN is right.
  Expected<std::shared_ptr<Session>> sign_in(const PractitionerId& practitioner, const crypto::Secret& pin);
  // The PIN again, of whoever stands here: a session for one signature. Counts as a try like sign_in(), takes as long, ends
  // nobody's session and opens nothing. Locked unless somebody is signed in.
  Expected<std::unique_ptr<Session>> confirm(const PractitionerId& practitioner, const crypto::Secret& pin);
  Expected<Duration> wait_before_next_try(const PractitionerId& practitioner);  // zero: try now

  std::shared_ptr<Session> session() const;  // null when locked
  void lock();

  // The person did something. Then lock_when_idle() says how long until the lock, and locks when it is due;
  // nothing when nobody is signed in. The caller asks again then: there is no timer in here.
  void touch();
  std::optional<Duration> lock_when_idle();

  // Of the person who is signed in. The old PIN counts as a try; InvalidContent names the rule the new one breaks.
  // When it returns, the old PIN opens nothing; when it fails, the old PIN still stands.
  Expected<void> change_pin(const crypto::Secret& old_pin, const crypto::Secret& new_pin);

  // By whoever may (charge nurse): lets a disabled person try again.
  Expected<std::vector<Person>> list_disabled();
  Expected<void> unlock_staff(const PractitionerId& practitioner);

  // The hub's staff list as it is now: people who are new, or whose name, role or PIN the hub has changed, get a slot;
  // who is signed in keeps theirs until the next time. Gives everybody's public keys, to be told to the hub again: it keeps
  // what it knows. Conflict when the door is in use at the moment: come again. Locked without a session.
  Expected<std::vector<NewSigner>> take_in_staff(const StaffRoster& roster);

  // Every slot looked at with the key of who is signed in; a sentence for each that is damaged or forged.
  Expected<std::vector<std::string>> check_slots();

 private:
  AccessControl(const TabletParts& parts, AttemptCounter attempts, OnLock on_lock);
  struct Opened {
    Slot slot;
    SlotKeys keys;
    int wrong_tries_before = 0;
  };
  Expected<Opened> try_pin(const PractitionerId& practitioner, const crypto::Secret& pin);
  Expected<void> check_lease(const SlotHeader& header);
  Expected<std::shared_ptr<Session>> require_session() const;
  void begin_session(std::shared_ptr<Session> session);

  TabletParts m_parts;
  SlotFolder m_slots;
  AttemptCounter m_attempts;
  OnLock m_on_lock;
  std::mutex m_door;  // one try, one change of slots at a time
  mutable std::mutex m_state;
  std::shared_ptr<Session> m_session;
  std::int64_t m_touched = 0;
};

}  // namespace wardlight::access
