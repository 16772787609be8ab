// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/base/clock.h"

// When a patient could be seen on the unit. Pure functions; any thread; they cannot fail.
namespace wardlight::care {

struct Away {
  Instant from;
  std::optional<Instant> to;  // absent: not back yet
};

// All intervals are half-open (G-9). Away times may overlap and come in any order.
struct Presence {
  std::optional<Instant> arrived;
  std::optional<Instant> departed;
  std::vector<Away> off_unit;
};

// How much of [from, to) the patient was on the unit.
Duration time_on_unit(const Presence& presence, Instant from, Instant to);
bool is_on_unit(const Presence& presence, Instant at);

enum class AbsenceCause { None, NotYetAdmitted, Discharged, OffUnit };
// What kept the patient away for the largest part of [from, to).
AbsenceCause main_absence(const Presence& presence, Instant from, Instant to);

// The longest time without contact inside [from, to): the patient's time on the unit between one contact
// and the next, and from the edges of [from, to) to the first and the last. Contact is any round, also a refused or
// an extra one. Time before arrival, after departure and off the unit is taken out of the stretch it falls
// in, but does not end it: going to a test is no visit by the ward. Without any contact the whole time counts.
Duration longest_gap(const Presence& presence, std::span<const Instant> contacts, Instant from, Instant to);

}  // namespace wardlight::care
