// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/base/expected.h"
#include "core/time/time.h"
#include "sync/census/census.h"
#include "sync/census/hl7/message.h"

// What an ADT message says, in plain structs: no HL7 above this line, no FHIR below it.
namespace wardlight::census::hl7 {

// The events that are taken: A01 admit, A02 transfer, A03 discharge, A04 register, A06 and A07 change of class, A08 update,
// A09 leaves the unit, A10 is back, A11 A12 A13 cancel the first three, A17 two patients change beds, A21 and A22 leave of
// absence, A34 and A40 two numbers are one person.
bool is_taken(std::string_view trigger);

// Point of care, room, bed, facility (PV1-3).
struct Bed {
  std::string unit;
  std::string room;
  std::string bed;
  std::string facility;
  bool empty() const { return unit.empty() && room.empty() && bed.empty(); }
  auto operator<=>(const Bed&) const = default;
};

struct Person {
  std::vector<Identifier> identifiers;  // the first is who this is
  std::string family;
  std::string given;
  std::string birth_date;  // FHIR's date; empty for none
  std::string sex;         // FHIR's code; empty for none
};

struct Visit {
  Identifier number;       // PV1-19, else the account number
  std::string class_code;  // HL7's patient class: I, O, E …
  Bed bed;
  std::optional<Instant> admitted;
  std::optional<Instant> discharged;
};

struct Subject {
  Person person;
  Visit visit;
};

struct AdtEvent {
  std::string trigger;  // "A01"
  // Order of events: when the hospital recorded it (EVN-2), when it sent it (MSH-7), which message it was. Never arrival.
  Instant recorded;
  Instant sent;
  std::string control_id;
  Instant occurred;  // EVN-6, else recorded
  std::vector<Subject> subjects;              // two in A17
  std::optional<Identifier> merged_away;      // MRG-1 of A34 and A40: from now on this is subjects[0]
};
// Whether `a` stands before `b` in the hospital's own order.
bool comes_before(const AdtEvent& a, const AdtEvent& b);

// Times without an offset are the hospital's own. InvalidContent says in one sentence, without patient data, what is missing.
Expected<AdtEvent> read_adt(const Message& message, const Zone& zone);

// YYYYMMDD[HHMM[SS[.s…]]][+ZZZZ]; nothing when it is no such time.
std::optional<Instant> read_hl7_time(std::string_view text, const Zone& zone);

}  // namespace wardlight::census::hl7
