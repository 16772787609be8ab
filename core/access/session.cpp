// SPDX-License-Identifier: Apache-2.0
#include "core/access/session.h"

namespace wardlight::access {
namespace {

Error locked() { return {ErrorCode::Locked, "The tablet is locked; sign in first.", "session"}; }

}  // namespace

Session::Session(Person person, SlotKeys keys, Permissions permissions, Instant since, int wrong_tries_before,
                 Purpose purpose)
    : m_person(std::move(person)),
      m_permissions(std::move(permissions)),
      m_since(since),
      m_wrong_tries_before(wrong_tries_before),
      m_purpose(purpose),
      m_sign_key(keys.sign.public_key),
      m_keys(std::move(keys)) {}

Expected<void> Session::require(Action action) const {
  if (!is_open()) return locked();
  if (allows(action)) return {};
  return Error{ErrorCode::NotAllowed, "This is not for your role; ask the charge nurse.", "session"};
}

bool Session::is_open() const {
  const std::lock_guard guard(m_guard);
  return m_keys.has_value();
}

Expected<crypto::Signature> Session::sign(ByteView message) const {
  const std::lock_guard guard(m_guard);
  if (!m_keys) return locked();
  return crypto::sign(m_keys->sign, message);
}

Expected<crypto::Secret> Session::store_key() const {
  const std::lock_guard guard(m_guard);
  if (!m_keys) return locked();
  return m_keys->store_key.clone();
}

void Session::lock() {
  const std::lock_guard guard(m_guard);
  m_keys.reset();
}

}  // namespace wardlight::access
