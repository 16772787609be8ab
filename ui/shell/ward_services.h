// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/expected.h"
#include "core/time/time.h"
#include "core/workflows/add_temporary_patient.h"
#include "core/workflows/amend_round.h"
#include "core/workflows/close_slot.h"
#include "core/workflows/find_by_scan.h"
#include "core/workflows/record_round.h"
#include "ui/models/add_patient.h"
#include "ui/models/assign.h"
#include "ui/models/change_pin.h"
#include "ui/models/menu.h"
#include "ui/models/patient.h"
#include "ui/models/sign_in.h"
#include "ui/models/ward.h"
#include "ui/shell/bedside_services.h"
#include "ui/shell/shift_services.h"

namespace wardlight::shell {

// What a new patient will be called; made when the form opens, so that a second tap saves the same.
struct NewStay {
  StatementId patient;
  StatementId encounter;
};

// Everything the shell may ask of the ward: the platform answers from access, workflows and store, a test from memory.
// Called on the thread that draws only, and each call is short; what takes longer (a PIN's key, the network) runs
// elsewhere and moves change_tick() when it is done. A refusal is an Error whose text can be shown as it is.
class WardServices : public BedsideServices, public ShiftServices {
 public:
  // Moves whenever anything that a screen shows may have changed. Safe on any thread.
  virtual std::uint64_t change_tick() const = 0;
  // Takes over what other threads have finished; called once each time the app wakes.
  virtual void collect() = 0;
  virtual Zone zone() const = 0;
  virtual const workflows::WardContent& content() const = 0;

  // The door. `chosen` of the answer is the shell's to fill.
  virtual models::SignInInput door() = 0;
  virtual void begin_sign_in(const PractitionerId& practitioner, std::string pin) = 0;
  virtual void forget_pin_trouble() = 0;  // somebody else was chosen: the last message is not for them
  virtual bool is_signed_in() const = 0;
  virtual void lock() = 0;
  virtual void touch() = 0;                              // a person did something
  virtual std::optional<Duration> lock_when_idle() = 0;  // how long until it locks; locks when due; none when locked

  // Of who is signed in; runs elsewhere, like signing in, and pin_change() tells how far it is.
  virtual void begin_change_pin(std::string old_pin, std::string new_pin) = 0;
  struct PinChangeState {
    models::PinChange change = models::PinChange::None;
    std::string failure;
  };
  virtual PinChangeState pin_change() = 0;
  // Who is locked out here after too many wrong PINs; NotAllowed for those who may not let them in again.
  virtual Expected<std::vector<models::StaffInput>> list_locked_out() = 0;
  virtual Expected<void> unlock_staff(const PractitionerId& practitioner) = 0;

  // Sentences about a store that was not as it was left, or a disk that is nearly full: each is given once.
  virtual std::vector<std::string> take_alarms() = 0;

  // Reading; only while signed in, but for sync_status().
  virtual models::WardInput ward() = 0;
  virtual Expected<std::vector<models::ActInput>> timeline(const EncounterId& encounter) = 0;  // opens the chart: audited
  virtual models::SyncStatus sync_status() = 0;
  virtual std::vector<models::UnitInput> list_units() = 0;  // with patients now
  virtual void show_unit(const LocationId& unit, const std::string& name) = 0;  // from now on; empty: the whole hospital
  virtual Expected<workflows::ScanResult> find_by_scan(std::string_view code) = 0;

  // Acting, in the name of who is signed in.
  virtual Expected<workflows::OpenRound> open_round(const EncounterId& encounter, std::optional<StatementId> corrects) = 0;
  virtual Expected<void> keep_draft(const workflows::OpenRound& round) = 0;
  virtual Expected<void> discard_draft(const EncounterId& encounter, const std::string& questionnaire) = 0;
  virtual Expected<workflows::Outcome> record_round(const workflows::OpenRound& round) = 0;
  virtual StatementId new_statement_id() = 0;
  virtual Expected<workflows::Outcome> close_slot(const workflows::SlotReason& reason) = 0;
  virtual Expected<workflows::Outcome> reopen_slot(const workflows::SlotReason& reason) = 0;
  virtual Expected<workflows::Outcome> record_off_unit(const workflows::OffUnit& off_unit) = 0;
  virtual Expected<workflows::Outcome> take_back(const workflows::TakeBack& take_back) = 0;
  virtual Expected<workflows::Outcome> assign(const models::AssignChoice& choice) = 0;
  virtual Expected<workflows::Outcome> take_over(const EncounterId& encounter) = 0;
  virtual Expected<workflows::Outcome> add_patient(const models::NewPatient& patient, const NewStay& ids) = 0;
  virtual void send_now() = 0;
};

}  // namespace wardlight::shell
