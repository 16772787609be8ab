// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/bytes.h"
#include "core/base/clock.h"
#include "core/base/expected.h"
#include "core/base/strong_id.h"

namespace wardlight::audit {

// What people do that must be traceable. The codes stand in stored entries: never change one.
enum class Act {
  SignedIn,        // signed-in
  Locked,          // locked
  PinChanged,      // pin-changed
  StaffUnlocked,   // staff-unlocked
  StaffEnrolled,   // staff-enrolled
  ListSeen,        // list-seen: my patients, or the board
  ChartOpened,     // chart-opened
  FormOpened,      // form-opened
  StatementSaved,  // statement-saved
  Refused,         // refused: somebody was not allowed to
  IdentityConfirmed,  // identity-confirmed: a PIN given again for one signature
  IncidentsRead,      // incidents-read; detail: the reason that was given
  FlagsOpened,        // flags-opened: pooled integrity flags; detail: the reason that was given
  Printed,            // printed: names left the tablet on paper; detail: what
};
std::string_view to_code(Act act);
std::optional<Act> act_from_code(std::string_view code);

// One line of the log: who did what, when, to what. Names nobody: `subject` is a FHIR reference by id.
struct Entry {
  Instant at;
  DeviceId device;
  PractitionerId who;
  Act act = Act::ChartOpened;
  std::string subject;  // "Encounter/…", "QuestionnaireResponse/…"; empty when the act has none
  std::string detail;   // a code: which screen, which permission; free text only where a reason is asked for
  friend bool operator==(const Entry&, const Entry&) = default;
};

// The canonical bytes: JSON with its members always in the same order. The same entry gives the same bytes for ever.
Bytes write_entry(const Entry& entry);
// InvalidContent unless the bytes are exactly what write_entry() gives.
Expected<Entry> parse_entry(ByteView bytes);

}  // namespace wardlight::audit
