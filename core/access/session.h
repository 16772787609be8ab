// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <string>

#include "core/access/permissions.h"
#include "core/access/role.h"
#include "core/access/slot.h"
#include "core/base/clock.h"
#include "core/base/expected.h"
#include "core/base/strong_id.h"
#include "core/crypto/crypto.h"

namespace wardlight::access {

// A person as the sign-in screen names them.
struct Person {
  PractitionerId practitioner;
  std::string name;
  Role role = Role::Nurse;
};

// Shift: opens the tablet. Signature: a PIN given again for one signature; it opens nothing and is locked after it.
enum class Purpose { Shift, Signature };

// One person's time at the tablet, from PIN to lock. It can sign as that person and as nobody else.
// Once locked it holds no key and stays locked: who kept a pointer gets Locked from every call.
// Safe on any thread.
class Session {
 public:
  Session(Person person, SlotKeys keys, Permissions permissions, Instant since, int wrong_tries_before = 0,
          Purpose purpose = Purpose::Shift);
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  const Person& person() const { return m_person; }
  Instant since() const { return m_since; }
  Purpose purpose() const { return m_purpose; }
  int wrong_tries_before() const { return m_wrong_tries_before; }  // since this person's last sign-in here
  bool allows(Action action) const { return m_permissions.allows(m_person.role, action); }
  // NotAllowed with a sentence, or Locked.
  Expected<void> require(Action action) const;

  bool is_open() const;
  // Over a chain value (wire.md), or whatever else this person stands for.
  Expected<crypto::Signature> sign(ByteView message) const;
  const crypto::SignPublicKey& sign_key() const { return m_sign_key; }
  // The 48 bytes that open the store. Hold them no longer than opening takes.
  Expected<crypto::Secret> store_key() const;

  void lock();  // wipes; AccessControl calls it after whoever holds the store has closed it

 private:
  const Person m_person;
  const Permissions m_permissions;
  const Instant m_since;
  const int m_wrong_tries_before;
  const Purpose m_purpose;
  const crypto::SignPublicKey m_sign_key;
  mutable std::mutex m_guard;
  std::optional<SlotKeys> m_keys;
};

}  // namespace wardlight::access
