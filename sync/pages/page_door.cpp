// SPDX-License-Identifier: Apache-2.0
#include "sync/pages/page_door.h"

#include <algorithm>

#include "sync/wire/url.h"

namespace wardlight::pages {
namespace {

constexpr std::size_t kTokenBytes = 32;

Error not_entered() {
  return {ErrorCode::NotAllowed, "This name and PIN do not go together, or this person reads no reports. Try again.", "sign-in"};
}

access::AttemptCounter::Holder holder_of(std::string_view role) {
  return role == access::to_code(access::Role::Charge) ? access::AttemptCounter::Holder::ChargeNurse
                                                       : access::AttemptCounter::Holder::Anybody;
}

}  // namespace

PageDoor::PageDoor(Parts parts)
    : m_parts(std::move(parts)), m_attempts(m_parts.disk, m_parts.clock, m_parts.attempts_file, m_parts.policy,
                                            m_parts.mac_key.clone()) {}

Expected<std::unique_ptr<PageDoor>> PageDoor::open(Parts parts) {
  std::unique_ptr<PageDoor> door(new PageDoor(std::move(parts)));
  WL_TRY(const bool counted, door->m_parts.disk.exists(door->m_parts.attempts_file));
  if (!counted) WL_CHECK(door->m_attempts.create());
  return door;
}

Expected<PageDoor::Entered> PageDoor::enter(std::string_view name, const crypto::Secret& pin) {
  const std::unique_lock trying(m_trying, std::try_to_lock);
  if (!trying.owns_lock()) return Error{ErrorCode::Conflict, "Somebody else is signing in. Try again in a moment.", "sign-in"};
  WL_TRY(const auto staff, m_parts.storage.list_staff());
  const auto person = std::find_if(staff.begin(), staff.end(), [&](const auto& row) { return row.name == name; });
  if (person == staff.end()) {
    // Takes as long as a PIN that is wrong, so that time does not tell who is on the list.
    WL_TRY(const auto wasted, crypto::stretch(pin, {}, {}));
    return not_entered();
  }
  WL_TRY(auto reader, judge(*person, pin));
  if (!allows(reader, access::Action::SeeReports)) return not_entered();
  return begin_session(std::move(reader));
}

Expected<Reader> PageDoor::confirm(const Reader& reader, const crypto::Secret& pin) {
  const std::unique_lock trying(m_trying, std::try_to_lock);
  if (!trying.owns_lock()) return Error{ErrorCode::Conflict, "Somebody else is signing just now. Try again in a moment.", "sign"};
  WL_TRY(const auto staff, m_parts.storage.list_staff());
  const auto person = std::ranges::find(staff, reader.practitioner, &storage::StaffRow::practitioner);
  const Error not_theirs{ErrorCode::NotAllowed, "This is not your PIN, so nothing was saved. Try again.", "sign"};
  if (person == staff.end()) return not_theirs;
  auto judged = judge(*person, pin);
  return !judged && judged.error().where == not_entered().where ? not_theirs : judged;
}

Expected<Reader> PageDoor::judge(const storage::StaffRow& person, const crypto::Secret& pin) {
  const auto role = access::role_from_code(person.role);
  if (!role) return not_entered();
  WL_TRY(const auto tries, m_attempts.begin(person.practitioner, holder_of(person.role)));
  WL_TRY(const auto stretched, crypto::stretch(pin, person.salt, {}));
  if (tries == access::Tries::Disabled || !crypto::equal(stretched.view(), person.stretched.view())) return not_entered();
  WL_CHECK(m_attempts.succeeded(person.practitioner, holder_of(person.role)));
  return Reader{person.practitioner, person.name, *role};
}

PageDoor::Entered PageDoor::begin_session(Reader reader) {
  Bytes secret(kTokenBytes);
  m_parts.random.fill(secret);
  auto token = wire::to_base64_url(secret);
  const std::lock_guard lock(m_mutex);
  std::erase_if(m_sessions, [&, now = m_parts.clock.now()](const auto& entry) {
    return entry.second.last_used + m_parts.policy.auto_lock <= now;
  });
  m_sessions[token] = {reader, m_parts.clock.now()};
  return {std::move(token), std::move(reader)};
}

std::optional<Reader> PageDoor::reader_of(std::string_view token) {
  const std::lock_guard lock(m_mutex);
  const auto found = m_sessions.find(token);
  if (found == m_sessions.end()) return std::nullopt;
  const auto now = m_parts.clock.now();
  if (found->second.last_used + m_parts.policy.auto_lock <= now) {
    m_sessions.erase(found);
    return std::nullopt;
  }
  found->second.last_used = now;
  return found->second.reader;
}

void PageDoor::leave(std::string_view token) {
  const std::lock_guard lock(m_mutex);
  if (const auto found = m_sessions.find(token); found != m_sessions.end()) m_sessions.erase(found);
}

}  // namespace wardlight::pages
