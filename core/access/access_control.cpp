// SPDX-License-Identifier: Apache-2.0
#include "core/access/access_control.h"

#include <algorithm>

namespace wardlight::access {
namespace {

// One sentence for a wrong PIN, an unknown name and a disabled name: it tells a stranger nothing.
Error refused() {
  return {ErrorCode::NotAllowed,
          "This name and PIN do not open the tablet; try again, and after many tries ask a charge nurse to unlock your name.",
          "sign-in"};
}

Person person_of(const SlotHeader& header) { return {header.practitioner, header.name, header.role}; }

AttemptCounter::Holder holder_of(const std::optional<Slot>& slot) {
  const bool charge = slot && slot->header.role == Role::Charge;
  return charge ? AttemptCounter::Holder::ChargeNurse : AttemptCounter::Holder::Anybody;
}

}  // namespace

Expected<std::unique_ptr<AccessControl>> AccessControl::open(const TabletParts& parts, OnLock on_lock) {
  WL_TRY(const bool enrolled, is_enrolled(parts));
  if (!enrolled) return Error{ErrorCode::NotFound, "This tablet is not enrolled; enrol it with a code from the hub.", "sign-in"};
  WL_TRY(auto attempts, open_attempts(parts));
  return std::unique_ptr<AccessControl>(new AccessControl(parts, std::move(attempts), std::move(on_lock)));
}

AccessControl::AccessControl(const TabletParts& parts, AttemptCounter attempts, OnLock on_lock)
    : m_parts(parts), m_slots(parts.disk, parts.folder.slots()), m_attempts(std::move(attempts)), m_on_lock(std::move(on_lock)) {}

AccessControl::~AccessControl() { lock(); }

Expected<std::vector<Person>> AccessControl::list_staff() {
  const std::lock_guard door(m_door);
  WL_TRY(const SlotList list, m_slots.list());
  std::vector<Person> people;
  for (const auto& slot : list.slots) people.push_back(person_of(slot.header));
  std::ranges::sort(people, [](const Person& a, const Person& b) {
    return std::tie(a.name, a.practitioner) < std::tie(b.name, b.practitioner);
  });
  return people;
}

// Counts, then stretches, then looks: in this order whoever it is, so that neither a cut of the power nor a watch
// on the time gives anything away.
Expected<AccessControl::Opened> AccessControl::try_pin(const PractitionerId& practitioner, const crypto::Secret& pin) {
  WL_TRY(auto slot, m_slots.find(practitioner));
  const PractitionerId counted_as = slot ? practitioner : PractitionerId{};
  WL_TRY(const Tries tries, m_attempts.begin(counted_as, holder_of(slot)));
  const auto cost = slot ? slot->header.cost : m_parts.cost;
  WL_TRY(const auto stretched, crypto::stretch(pin, slot ? slot->header.salt : crypto::Salt{}, cost));
  if (!slot || tries == Tries::Disabled) return refused();
  auto keys = open_slot(*slot, stretched, m_parts.device_key);
  if (!keys && keys.error().code == ErrorCode::WrongKey) return refused();
  if (!keys) return keys.error();
  // A counter that cannot be set back now only costs a later wait; the nurse is who she says she is.
  const int wrong_before = m_attempts.succeeded(practitioner, holder_of(slot)).value_or(0);
  return Opened{*std::move(slot), *std::move(keys), wrong_before};
}

// By the clock that cannot be set back.
Expected<void> AccessControl::check_lease(const SlotHeader& header) {
  if (header.not_after == Instant{}) return {};
  WL_TRY(const Instant now, m_attempts.now());
  if (now <= header.not_after) return {};
  return Error{ErrorCode::NotAllowed,
               "This tablet has not heard from the hub for too long; bring it to the network, then sign in.", "sign-in"};
}

Expected<std::shared_ptr<Session>> AccessControl::sign_in(const PractitionerId& practitioner, const crypto::Secret& pin) {
  const std::lock_guard door(m_door);
  WL_TRY(auto opened, try_pin(practitioner, pin));
  WL_CHECK(check_lease(opened.slot.header));
  auto session = std::make_shared<Session>(person_of(opened.slot.header), std::move(opened.keys), m_parts.rules.permissions,
                                           m_parts.clock.now(), opened.wrong_tries_before);
  begin_session(session);
  return session;
}

Expected<std::unique_ptr<Session>> AccessControl::confirm(const PractitionerId& practitioner, const crypto::Secret& pin) {
  const std::lock_guard door(m_door);
  WL_TRY([[maybe_unused]] const auto open, require_session());
  WL_TRY(auto opened, try_pin(practitioner, pin));
  WL_CHECK(check_lease(opened.slot.header));
  touch();
  return std::make_unique<Session>(person_of(opened.slot.header), std::move(opened.keys), m_parts.rules.permissions,
                                   m_parts.clock.now(), opened.wrong_tries_before, Purpose::Signature);
}

void AccessControl::begin_session(std::shared_ptr<Session> session) {
  lock();
  const std::lock_guard state(m_state);
  m_touched = m_parts.clock.monotonic_milliseconds();
  m_session = std::move(session);
}

Expected<Duration> AccessControl::wait_before_next_try(const PractitionerId& practitioner) {
  const std::lock_guard door(m_door);
  return m_attempts.wait(practitioner);
}

std::shared_ptr<Session> AccessControl::session() const {
  const std::lock_guard state(m_state);
  return m_session;
}

void AccessControl::lock() {
  std::shared_ptr<Session> ending;
  {
    const std::lock_guard state(m_state);
    ending.swap(m_session);
  }
  if (!ending) return;
  if (m_on_lock) m_on_lock(*ending);
  ending->lock();
}

void AccessControl::touch() {
  const std::lock_guard state(m_state);
  m_touched = m_parts.clock.monotonic_milliseconds();
}

std::optional<Duration> AccessControl::lock_when_idle() {
  std::unique_lock state(m_state);
  if (!m_session) return std::nullopt;
  const auto idle = m_parts.clock.monotonic_milliseconds() - m_touched;
  const auto left = m_parts.rules.policy.auto_lock.milliseconds - idle;
  if (left > 0) return milliseconds(left);
  state.unlock();
  lock();
  return std::nullopt;
}

Expected<std::shared_ptr<Session>> AccessControl::require_session() const {
  if (auto open = session()) return open;
  return Error{ErrorCode::Locked, "The tablet is locked; sign in first.", "sign-in"};
}

Expected<void> AccessControl::change_pin(const crypto::Secret& old_pin, const crypto::Secret& new_pin) {
  const std::lock_guard door(m_door);
  WL_TRY(const auto open, require_session());
  WL_CHECK(open->require(Action::ChangeOwnPin));
  if (const auto objection = m_parts.rules.pins.objection_to(new_pin))
    return Error{ErrorCode::InvalidContent, "This PIN is too easy to guess; choose another.", std::string(to_code(*objection))};
  WL_TRY(const auto opened, try_pin(open->person().practitioner, old_pin));
  SlotHeader header = opened.slot.header;
  ++header.slot_version;
  header.cost = m_parts.cost;
  m_parts.random.fill(header.salt);
  WL_TRY(const auto stretched, crypto::stretch(new_pin, header.salt, header.cost));
  WL_TRY(const Slot slot, make_slot(std::move(header), opened.keys, stretched, m_parts.device_key, m_parts.random));
  return m_slots.replace(slot, [&](const Slot& written) -> Expected<void> {
    WL_CHECK(open_slot(written, stretched, m_parts.device_key));
    return {};
  });
}

Expected<std::vector<Person>> AccessControl::list_disabled() {
  WL_TRY(const auto open, require_session());
  WL_CHECK(open->require(Action::UnlockStaff));
  WL_TRY(const auto staff, list_staff());
  const std::lock_guard door(m_door);
  WL_TRY(const auto disabled, m_attempts.list_disabled());
  std::vector<Person> people;
  for (const auto& person : staff)
    if (std::ranges::find(disabled, person.practitioner) != disabled.end()) people.push_back(person);
  return people;
}

Expected<void> AccessControl::unlock_staff(const PractitionerId& practitioner) {
  const std::lock_guard door(m_door);
  WL_TRY(const auto open, require_session());
  WL_CHECK(open->require(Action::UnlockStaff));
  return m_attempts.forgive(practitioner);
}

// Never waits for the door: whoever is coming in may be waiting for the thread that brings the list.
Expected<std::vector<NewSigner>> AccessControl::take_in_staff(const StaffRoster& roster) {
  const std::unique_lock door(m_door, std::try_to_lock);
  if (!door) return Error{ErrorCode::Conflict, "Somebody is signing in just now; the staff list is taken in later.", "slots"};
  WL_TRY(const auto open, require_session());
  WL_TRY(const auto store_key, open->store_key());
  StaffRoster others;
  for (const auto& entry : roster)
    if (entry.practitioner != open->person().practitioner)
      others.push_back({entry.practitioner, entry.name, entry.role, entry.salt, entry.stretched.clone(), entry.pin_version});
  WL_CHECK(update_staff(m_parts, store_key, others));
  return list_signers(m_parts, store_key);
}

Expected<std::vector<std::string>> AccessControl::check_slots() {
  const std::lock_guard door(m_door);
  WL_TRY(const auto open, require_session());
  WL_TRY(const auto store_key, open->store_key());
  WL_TRY(const SlotList list, m_slots.list());
  std::vector<std::string> wrong;
  for (const auto& name : list.damaged) wrong.push_back("The sign-in file " + name + " is damaged.");
  for (const auto& slot : list.slots)
    if (!is_vouched(slot, store_key))
      wrong.push_back("The sign-in file of " + slot.header.practitioner.value + " was changed by somebody else.");
  return wrong;
}

}  // namespace wardlight::access
