// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "core/access/access_control.h"
#include "core/store/store.h"
#include "core/workflows/ward.h"
#include "ui/shell/bedside_content.h"
#include "ui/shell/board_keeper.h"
#include "ui/shell/ward_services.h"

namespace wardlight::shell {

// What the network side tells, in plain data; whoever sends it need not know the shell.
struct SyncNews {
  bool online = false;
  bool sending = false;
  std::optional<Instant> last_contact;
  std::optional<std::string> failure;  // one plain sentence
  std::optional<Duration> hub_ahead;   // the hub's clock minus ours
  // As far as a locked tablet knows; while somebody is signed in the store itself is asked.
  std::int64_t saved_here = 0;
  std::int64_t accepted = 0;
  std::int64_t unsent = 0;
  std::optional<Instant> oldest_unsent;
  bool operator==(const SyncNews&) const = default;
};

struct TabletWardParts {
  access::TabletParts access;
  std::shared_ptr<store::SealedJournal> journal;
  store::StoreOptions store;
  const workflows::WardContent& content;
  const BedsideContent& bedside;
  Zone zone;
  LocationId unit = {};  // empty: the whole hospital
  std::string unit_name = {};
  std::string help_number = {};  // to call for help from any telephone; empty: the hospital gave none
  std::string hospital_name = {};  // shown while no unit is chosen
  // All may be called on any thread, and must be quick but for `closing`, which returns when nobody else has the
  // store open any more.
  std::function<void()> wake = {};                        // something is to be shown
  std::function<void(const store::Store&)> opened = {};   // connect() now, if you want to send from it
  std::function<void()> closing = {};
  std::function<void()> send_now = {};
  ShiftPlatform shift = {};
  Instant built_at = {};  // of the program; a clock that stands before it is wrong
};

// The ward of an enrolled tablet: the door, the store behind it and the workflows over both. The store is open exactly
// while somebody is signed in. Signing in runs on a thread of its own; everything else on the one that draws.
class TabletWard final : public WardServices {
 public:
  static Expected<std::unique_ptr<TabletWard>> open(TabletWardParts parts);
  ~TabletWard() override;

  void hear(const SyncNews& news);  // from the network side; any thread
  access::AccessControl& access() { return *m_access; }  // for whoever brings the staff list; any thread

  std::uint64_t change_tick() const override;
  void collect() override;
  Zone zone() const override { return m_parts.zone; }
  const workflows::WardContent& content() const override { return m_parts.content; }

  models::SignInInput door() override;
  void begin_sign_in(const PractitionerId& practitioner, std::string pin) override;
  void forget_pin_trouble() override;
  bool is_signed_in() const override { return m_store != nullptr; }
  void lock() override;
  void touch() override { m_access->touch(); }
  std::optional<Duration> lock_when_idle() override { return m_access->lock_when_idle(); }

  void begin_change_pin(std::string old_pin, std::string new_pin) override;
  PinChangeState pin_change() override { return m_pin_change; }
  Expected<std::vector<models::StaffInput>> list_locked_out() override;
  Expected<void> unlock_staff(const PractitionerId& practitioner) override;

  std::vector<std::string> take_alarms() override { return std::exchange(m_alarms, {}); }

  models::WardInput ward() override;
  Expected<std::vector<models::ActInput>> timeline(const EncounterId& encounter) override;
  models::SyncStatus sync_status() override;
  std::vector<models::UnitInput> list_units() override;
  void show_unit(const LocationId& unit, const std::string& name) override;
  Expected<workflows::ScanResult> find_by_scan(std::string_view code) override;

  Expected<workflows::OpenRound> open_round(const EncounterId& encounter, std::optional<StatementId> corrects) override;
  Expected<void> keep_draft(const workflows::OpenRound& round) override;
  Expected<void> discard_draft(const EncounterId& encounter, const std::string& questionnaire) override;
  Expected<workflows::Outcome> record_round(const workflows::OpenRound& round) override;
  StatementId new_statement_id() override;
  Expected<workflows::Outcome> close_slot(const workflows::SlotReason& reason) override;
  Expected<workflows::Outcome> reopen_slot(const workflows::SlotReason& reason) override;
  Expected<workflows::Outcome> record_off_unit(const workflows::OffUnit& off_unit) override;
  Expected<workflows::Outcome> take_back(const workflows::TakeBack& take_back) override;
  Expected<workflows::Outcome> assign(const models::AssignChoice& choice) override;
  Expected<workflows::Outcome> take_over(const EncounterId& encounter) override;
  Expected<workflows::Outcome> add_patient(const models::NewPatient& patient, const NewStay& ids) override;
  void send_now() override;

  Expected<BedsideData> bedside(const EncounterId& encounter, const models::Texts& texts) override;
  Expected<UnitData> unit_work(const models::Texts& texts) override;
  Expected<std::vector<models::OwnFigureInput>> own_figures(const models::Texts& texts) override;
  Expected<std::vector<models::OwnFigureInput>> care_figures(const models::Texts& texts) override;
  BedsideChoices choices(const models::Texts& texts) override;
  std::vector<std::string> stock_questions(const std::string& category, const models::Texts& texts) override;
  Expected<workflows::OpenForm> open_form(const EncounterId& encounter, const std::string& name) override;
  Expected<workflows::Outcome> record_form(const workflows::OpenForm& form) override;
  std::optional<models::JudgedForm> judge_form(const workflows::OpenForm& form, const models::Texts& texts) override;
  std::optional<forms::FormSession> given_form(const workflows::HandoffView& handoff) override;
  Expected<workflows::Outcome> carry_out(const BedsideAct& act) override;
  void begin_sign(SignRequest request, std::string pin) override;

  Expected<models::ShiftInput> shift(const std::string& name, const models::Texts& texts) override;
  Expected<models::AssignmentBoardInput> assignment_board(const models::Texts& texts) override;
  Expected<std::vector<models::PaperPatientInput>> back_entry() override;
  Expected<models::UnitFiguresInput> unit_figures(const models::Texts& texts) override;
  Expected<models::DowntimeInput> downtime(const models::Texts& texts) override;
  Expected<models::IncidentsInput> incidents(const std::string& reason, const models::Texts& texts) override;
  Expected<models::ChartingFlagsInput> charting_flags(const std::string& reason) override;
  LocationId unit_on_screen() const override { return m_parts.unit; }
  Expected<PrintedAt> print_shift(const models::ShiftInput& shift, const models::Texts& texts) override;
  Expected<PrintedAt> print_downtime(const models::DowntimeInput& list, const models::Texts& texts) override;
  Expected<PrintedAt> print_card(const EncounterId& encounter, const models::PaperCard& card) override;
  SignProgress sign_progress() override;

 private:
  explicit TabletWard(TabletWardParts parts) : m_parts(std::move(parts)) {}
  // What signing in came to, on its way from its thread.
  struct Entered {
    std::shared_ptr<access::Session> session;
    std::unique_ptr<store::Store> store;
    std::optional<Error> refused;
    std::optional<Duration> wait;
  };
  Entered enter(const PractitionerId& practitioner, const crypto::Secret& pin);
  void take_entered(Entered entered);
  void take_pin_change(PinChangeState change);
  void close_store();
  void keep_draft_counts();
  void bump();
  workflows::Ward workflow_ward();
  workflows::Ward over(store::Store& store, const access::Session& session) const;
  std::optional<Duration> hub_ahead(const store::Store* store) const;
  Duration set_since_contact() const;
  access::Role role_of(const PractitionerId& practitioner) const;
  void read_rejected(models::SyncStatus& sync);
  Expected<workflows::Outcome> sent(Expected<workflows::Outcome> outcome);
  LocationId find_bed(const std::string& name) const;
  Expected<workflows::Outcome> make_task(const TaskOfPrompt& task);
  void collect_signature();
  Expected<care::Shift> choose_shift(const std::string& name);
  workflows::OtherTablets other_tablets() const;
  models::Moment moment() const { return {m_parts.access.clock.now(), m_parts.zone}; }
  const std::string& help_number();
  Expected<BoardKeeper::Answer> ask_board();

  TabletWardParts m_parts;
  std::unique_ptr<access::AccessControl> m_access;
  std::shared_ptr<access::Session> m_session;
  std::unique_ptr<store::Store> m_store;
  std::vector<access::Person> m_staff;
  std::vector<std::string> m_alarms;
  std::set<PractitionerId> m_recent;
  std::map<PractitionerId, int> m_drafts;  // of each, while the tablet is locked
  models::PinState m_pin;
  PinChangeState m_pin_change;
  std::atomic<std::uint64_t> m_tick{1};

  std::unique_ptr<BoardKeeper> m_board;  // from the first look at the unit until its store or unit changes
  std::thread m_signing;  // a PIN given again
  SignRequest m_sign_request;
  SignProgress m_sign;
  std::string m_help_number;
  std::uint64_t m_numbers_tick = 0;
  std::thread m_at_door;  // signing in, or changing a PIN
  mutable std::mutex m_mutex;  // over what other threads write
  std::optional<Entered> m_entered;
  std::optional<Expected<std::unique_ptr<access::Session>>> m_confirmed;  // a PIN given again
  std::optional<PinChangeState> m_changed_pin;
  SyncNews m_news;
  Instant m_boot_at_contact;  // boot_began at the last contact
};

}  // namespace wardlight::shell
