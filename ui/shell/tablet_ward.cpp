// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/tablet_ward.h"

#include <algorithm>
#include <utility>

#include "core/base/boot.h"
#include "core/workflows/assign_patients.h"
#include "core/workflows/draft_counts.h"
#include "core/workflows/keep_draft.h"
#include "core/workflows/read_ward.h"
#include "core/workflows/session_log.h"
#include "core/workflows/statement_parts.h"
#include "ui/shell/unit_input.h"

namespace wardlight::shell {
namespace {

constexpr std::uint64_t kTickStride = 1'000'003;  // so that a closed and a reopened store never add up to the same tick

}  // namespace

Expected<std::unique_ptr<TabletWard>> TabletWard::open(TabletWardParts parts) {
  if (parts.unit.empty()) parts.unit_name = parts.hospital_name;
  std::unique_ptr<TabletWard> ward(new TabletWard(std::move(parts)));
  WL_TRY(ward->m_access,
         access::AccessControl::open(ward->m_parts.access, [at = ward.get()](const access::Session&) { at->close_store(); }));
  const access::TabletParts& access = ward->m_parts.access;
  ward->m_drafts = workflows::read_draft_counts(access.disk, access.folder.draft_counts());
  return ward;
}

TabletWard::~TabletWard() {
  if (m_at_door.joinable()) m_at_door.join();
  if (m_signing.joinable()) m_signing.join();
  m_board.reset();
  if (m_entered && m_entered->store) m_entered->store.reset();
  m_access.reset();
}

void TabletWard::bump() {
  ++m_tick;
  if (m_parts.wake) m_parts.wake();
}

void TabletWard::hear(const SyncNews& news) {
  bool same = true;
  {
    const std::lock_guard guard(m_mutex);
    SyncNews before = std::exchange(m_news, news);
    if (before.last_contact != news.last_contact) m_boot_at_contact = boot_began(m_parts.access.clock);
    before.last_contact = news.last_contact;
    same = before == news;
  }
  // That the hub was heard again shows with the next minute; what came with it moves the store's own tick.
  if (!same) return bump();
  if (m_parts.wake) m_parts.wake();
}

std::uint64_t TabletWard::change_tick() const { return m_tick * kTickStride + (m_store ? m_store->change_tick() : 0); }

// ---- The door

models::SignInInput TabletWard::door() {
  models::SignInInput input;
  input.unit = m_parts.unit_name;
  input.locked = !m_recent.empty();
  input.pin = m_pin;
  input.sync = sync_status();
  if (auto staff = m_access->list_staff())
    m_staff = *std::move(staff);
  else
    input.pin.failure = staff.error().text;
  for (const access::Person& person : m_staff) {
    models::StaffInput one{person.practitioner, person.name, model_role(person.role)};
    one.recent = m_recent.contains(person.practitioner);
    if (const auto drafts = m_drafts.find(person.practitioner); drafts != m_drafts.end()) one.drafts = drafts->second;
    input.staff.push_back(std::move(one));
  }
  return input;
}

void TabletWard::begin_sign_in(const PractitionerId& practitioner, std::string pin) {
  crypto::Secret secret(as_bytes(pin));
  crypto::wipe(pin);
  if (m_pin.checking) return;
  if (m_at_door.joinable()) m_at_door.join();
  m_pin = {};
  m_pin.checking = true;
  bump();
  m_at_door = std::thread([this, practitioner, secret = std::move(secret)] {
    Entered entered = enter(practitioner, secret);
    {
      const std::lock_guard guard(m_mutex);
      m_entered = std::move(entered);
    }
    bump();
  });
}

TabletWard::Entered TabletWard::enter(const PractitionerId& practitioner, const crypto::Secret& pin) {
  Entered entered;
  auto session = m_access->sign_in(practitioner, pin);
  if (!session) {
    entered.refused = session.error();
    if (const auto wait = m_access->wait_before_next_try(practitioner); wait && *wait > Duration{}) entered.wait = *wait;
    return entered;
  }
  auto key = (*session)->store_key();
  if (!key) {
    entered.refused = key.error();
    return entered;
  }
  auto opened = store::Store::open(m_parts.access.disk, m_parts.access.clock, m_parts.journal, m_parts.store, *key);
  const auto logged = opened ? workflows::log_sign_in(over(**opened, **session)) : Expected<void>(opened.error());
  if (!logged) {
    m_access->lock();
    entered.refused = logged.error();
    return entered;
  }
  entered.session = *session;
  entered.store = *std::move(opened);
  return entered;
}

void TabletWard::collect() {
  collect_signature();
  std::optional<Entered> entered;
  std::optional<PinChangeState> changed;
  {
    const std::lock_guard guard(m_mutex);
    entered = std::exchange(m_entered, std::nullopt);
    changed = std::exchange(m_changed_pin, std::nullopt);
  }
  if (!entered && !changed) return;
  if (m_at_door.joinable()) m_at_door.join();
  if (entered) take_entered(*std::move(entered));
  if (changed) take_pin_change(*std::move(changed));
  ++m_tick;
}

void TabletWard::take_entered(Entered entered) {
  m_pin = {};
  if (entered.refused) {
    if (entered.wait)
      m_pin.wait_until = m_parts.access.clock.now() + *entered.wait;
    else if (entered.refused->code == ErrorCode::NotAllowed)
      m_pin.wrong = true;
    else
      m_pin.failure = entered.refused->text;
    return;
  }
  m_session = std::move(entered.session);
  m_store = std::move(entered.store);
  for (const store::Alarm& alarm : m_store->alarms()) m_alarms.push_back(alarm.text);
  m_recent.insert(m_session->person().practitioner);
  m_drafts.clear();
  const auto& access = m_parts.access;
  if (const auto forgotten = workflows::forget_draft_counts(access.disk, access.folder.draft_counts()); !forgotten)
    m_alarms.push_back(forgotten.error().text);
  if (m_parts.opened) m_parts.opened(*m_store);
}

// ---- A new PIN, and letting somebody in again

void TabletWard::begin_change_pin(std::string old_pin, std::string new_pin) {
  crypto::Secret before(as_bytes(old_pin)), after(as_bytes(new_pin));
  crypto::wipe(old_pin);
  crypto::wipe(new_pin);
  if (m_pin_change.change == models::PinChange::Checking) return;
  if (m_at_door.joinable()) m_at_door.join();
  m_pin_change = {models::PinChange::Checking, {}};
  bump();
  m_at_door = std::thread([this, before = std::move(before), after = std::move(after)] {
    const auto changed = m_access->change_pin(before, after);
    PinChangeState told{models::PinChange::Done, {}};
    if (!changed) {
      const ErrorCode code = changed.error().code;
      told.change = code == ErrorCode::InvalidContent ? models::PinChange::TooEasy
                    : code == ErrorCode::NotAllowed   ? models::PinChange::WrongOld
                                                      : models::PinChange::Failed;
      told.failure = changed.error().text;
    }
    {
      const std::lock_guard guard(m_mutex);
      m_changed_pin = std::move(told);
    }
    bump();
  });
}

void TabletWard::take_pin_change(PinChangeState change) {
  m_pin_change = std::move(change);
  if (m_pin_change.change != models::PinChange::Done || !m_store) return;
  // The PIN has changed whatever the log says; a log that cannot be written is an alarm, not a way back.
  if (const auto logged = workflows::log_pin_change(workflow_ward()); !logged) m_alarms.push_back(logged.error().text);
}

Expected<std::vector<models::StaffInput>> TabletWard::list_locked_out() {
  WL_TRY(const auto people, m_access->list_disabled());
  std::vector<models::StaffInput> staff;
  for (const access::Person& person : people) staff.push_back({person.practitioner, person.name, model_role(person.role)});
  return staff;
}

Expected<void> TabletWard::unlock_staff(const PractitionerId& practitioner) {
  auto unlocked = workflows::unlock_staff(workflow_ward(), *m_access, practitioner);
  ++m_tick;
  return unlocked;
}

void TabletWard::forget_pin_trouble() {
  if (m_pin.checking) return;
  m_pin = {};
  ++m_tick;
}

void TabletWard::lock() {
  m_access->lock();
  ++m_tick;
}

void TabletWard::close_store() {
  if (m_store && m_session) {  // a log that cannot be sealed must not keep the tablet open; the next verification shows it
    const auto& access = m_parts.access;
    static_cast<void>(workflows::log_lock(workflow_ward(), access.disk, access.folder.audit_head(m_store->incarnation())));
  }
  if (m_store) keep_draft_counts();
  if (m_parts.closing) m_parts.closing();
  m_board.reset();
  m_store.reset();
  m_session.reset();
  ++m_tick;
}

// For the door. What cannot be counted or kept is not claimed there; that is all that is lost.
void TabletWard::keep_draft_counts() {
  std::vector<PractitionerId> people;
  for (const access::Person& person : m_staff) people.push_back(person.practitioner);
  auto counts = workflows::count_drafts(*m_store, people);
  if (!counts) return;
  m_drafts = *std::move(counts);
  static_cast<void>(workflows::keep_draft_counts(m_parts.access.disk, m_parts.access.folder.draft_counts(), m_drafts));
}

// ---- Where the data stands

models::SyncStatus TabletWard::sync_status() {
  SyncNews news;
  Duration set_by;
  {
    const std::lock_guard guard(m_mutex);
    news = m_news;
    set_by = set_since_contact();
  }
  models::SyncStatus sync;
  sync.stale_after = m_parts.content.shift.stale_after;
  sync.online = news.online;
  sync.sending = news.sending;
  sync.failure = news.failure;
  const auto by_clock_now = [&](std::optional<Instant> at) { return at ? std::optional(*at + set_by) : at; };
  sync.last_contact = by_clock_now(news.last_contact);
  sync.saved_here = news.saved_here;
  sync.accepted = news.accepted;
  sync.unsent = news.unsent;
  sync.oldest_unsent = news.oldest_unsent;
  sync.hub_ahead = hub_ahead(m_store.get());
  sync.built_at = m_parts.built_at;
  if (!m_store) return sync;
  sync.disk_low = m_store->is_disk_low();
  if (const auto counts = workflows::read_sync_counts(*m_store)) {
    sync.saved_here = counts->saved_here;
    sync.accepted = counts->accepted;
    sync.unsent = counts->unsent;
    sync.oldest_unsent = counts->oldest_unsent;
    sync.last_contact = by_clock_now(std::max(counts->last_contact, news.last_contact));
  }
  read_rejected(sync);
  return sync;
}

void TabletWard::read_rejected(models::SyncStatus& sync) {
  sync.rejected.clear();
  const auto rows = m_store->list_rejected();
  if (!rows) return;
  for (const store::OutboxRow& row : *rows) {
    models::RejectedStatement one;
    one.statement = row.statement.id;
    one.what = row.statement.type;
    one.occurred_at = row.recorded_at;
    one.reason = row.problem;
    sync.rejected.push_back(std::move(one));
  }
}

void TabletWard::send_now() {
  if (m_parts.send_now) m_parts.send_now();
}

access::Role TabletWard::role_of(const PractitionerId& practitioner) const {
  for (const access::Person& person : m_staff)
    if (person.practitioner == practitioner) return person.role;
  return access::Role::Nurse;
}

// ---- Acting

workflows::Ward TabletWard::over(store::Store& store, const access::Session& session) const {
  const access::TabletParts& parts = m_parts.access;
  return {store, session, m_parts.content, m_parts.zone, parts.clock, parts.random, hub_ahead(&store)};
}

// By how much somebody has set the clock since the last contact; nothing before there was one. Under the mutex.
Duration TabletWard::set_since_contact() const {
  return m_news.last_contact ? boot_began(m_parts.access.clock) - m_boot_at_contact : Duration{};
}

// As it was heard at the last contact, less what the clock was set by since. Before the first contact since the start: as it
// was heard before it.
std::optional<Duration> TabletWard::hub_ahead(const store::Store* store) const {
  {
    const std::lock_guard guard(m_mutex);
    if (m_news.hub_ahead) return Duration{m_news.hub_ahead->milliseconds - set_since_contact().milliseconds};
  }
  if (store == nullptr) return std::nullopt;
  const auto state = store->sync_state();
  return state ? state->clock_offset : std::nullopt;
}

workflows::Ward TabletWard::workflow_ward() { return over(*m_store, *m_session); }

Expected<workflows::ScanResult> TabletWard::find_by_scan(std::string_view code) {
  return workflows::find_by_scan(workflow_ward(), code);
}

Expected<workflows::OpenRound> TabletWard::open_round(const EncounterId& encounter, std::optional<StatementId> corrects) {
  return workflows::open_round(workflow_ward(), encounter, std::move(corrects));
}

Expected<void> TabletWard::keep_draft(const workflows::OpenRound& round) { return workflows::keep_draft(workflow_ward(), round); }

Expected<void> TabletWard::discard_draft(const EncounterId& encounter, const std::string& questionnaire) {
  return workflows::discard_draft(workflow_ward(), encounter, questionnaire);
}

// What was saved goes out at once.
Expected<workflows::Outcome> TabletWard::sent(Expected<workflows::Outcome> outcome) {
  send_now();
  return outcome;
}

Expected<workflows::Outcome> TabletWard::record_round(const workflows::OpenRound& round) {
  return sent(workflows::record_round(workflow_ward(), round));
}

StatementId TabletWard::new_statement_id() { return workflows::new_statement_id(workflow_ward()); }

Expected<workflows::Outcome> TabletWard::close_slot(const workflows::SlotReason& reason) {
  return sent(workflows::close_slot(workflow_ward(), reason));
}

Expected<workflows::Outcome> TabletWard::reopen_slot(const workflows::SlotReason& reason) {
  return sent(workflows::reopen_slot(workflow_ward(), reason));
}

Expected<workflows::Outcome> TabletWard::record_off_unit(const workflows::OffUnit& off_unit) {
  return sent(workflows::record_off_unit(workflow_ward(), off_unit));
}

Expected<workflows::Outcome> TabletWard::take_back(const workflows::TakeBack& take_back) {
  return sent(workflows::take_back(workflow_ward(), take_back));
}

Expected<workflows::Outcome> TabletWard::assign(const models::AssignChoice& choice) {
  std::vector<workflows::Assign> assignments;
  for (const auto& [encounter, practitioner] : choice) assignments.push_back({encounter, practitioner, role_of(practitioner)});
  return sent(workflows::assign_patients(workflow_ward(), assignments));
}

Expected<workflows::Outcome> TabletWard::take_over(const EncounterId& encounter) {
  return sent(workflows::take_over(workflow_ward(), encounter));
}

Expected<workflows::Outcome> TabletWard::add_patient(const models::NewPatient& patient, const NewStay& ids) {
  workflows::TemporaryPatient one{ids.patient,        ids.encounter, patient.family,        patient.given,
                                  patient.birth_date, patient.sex,   patient.record_number, {}};
  one.location = find_bed(patient.bed);
  return sent(workflows::add_temporary_patient(workflow_ward(), one));
}

}  // namespace wardlight::shell
