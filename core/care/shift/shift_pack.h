// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/care/pack.h"
#include "core/care/words.h"

// When shifts begin and end and what may stand open in one: assets/clinical/shift.json. Plain values after loading.
namespace wardlight::care {

// What can be open in a shift. The codes stand in closings that were signed: never change one.
enum class OpenKind {
  HelpCall,        // help-call: somebody called for help and nobody closed it
  Conflict,        // conflict: two contents of one handoff were signed
  DoubleBinding,   // double-binding: two patients in one bed, or one patient in two stays
  Quarantine,      // quarantine: the hub would not take it
  NotDelivered,    // not-delivered: needs a person now, and is still only here
  Escalation,      // escalation: the charge nurse's now
  HandoffPending,  // handoff-pending: given, and nobody accepted it
  Missed,          // missed: a round without a reason
  TabletSilent,    // tablet-silent: what it holds is not known
  TabletUnsent,    // tablet-unsent: it is known to hold something
  Reassessment,    // reassessment: due
  DeviceReview,    // device-review: no answer yet today to "still needed?"
  Concern,         // concern: asked and not answered
  Task,            // task: open
  MissedReason,    // missed-with-reason
  Late,            // late
};
std::string_view to_code(OpenKind kind);
std::optional<OpenKind> open_kind_from_code(std::string_view code);

enum class Urgency { Now, Open, NotKnown, Told };  // Told: said, and nobody need do anything about it

struct OpenRule {
  OpenKind kind = OpenKind::Task;
  Words label;
  Urgency urgency = Urgency::Open;
  bool needs_reason = false;  // a shift is not closed over it without a word why
};

struct ShiftHours {
  std::string code;
  Words label;
  int start = 0, end = 0;  // minutes of the local day; an end that is not after the start is on the next day
};

struct ShiftPack {
  PackHead head;
  std::vector<ShiftHours> shifts;   // by start; together they cover the day
  Duration close_from;              // so long before its end a shift may be closed
  Duration handoff_overlap;         // a handoff begun so soon after a shift began is of the shift before
  Duration longest_break;           // that a colleague covers
  Duration downtime;                // how far ahead the list for paper looks
  std::vector<std::string> reassessment_prompts, device_review_prompts;  // ids of prompts
  Duration stale_after;             // the hub not heard for so long: the screen says so
  Duration silent_after;            // a tablet not heard for so long: what it holds is not known
  Duration urgent_after;            // something unsent for so long is pressing
  Duration forget_after;            // a tablet not heard for so long before the shift is not counted
  std::vector<OpenRule> kinds;      // the most pressing first; all of them
  std::vector<Choice> reasons;      // for what is not complete

  const ShiftHours* find(std::string_view code) const;  // nullptr: there is none
  const OpenRule& rule_for(OpenKind kind) const;
};
// Fails with InvalidContent: unknown or missing key, no source, shifts that leave a gap or overlap, a broken example.
Expected<ShiftPack> load_shift_pack(std::string_view text);

// One shift of one day: [from, to). It carries the date of the day it starts on.
struct Shift {
  Date day;
  std::string code;
  Instant from, to;
  bool operator==(const Shift&) const = default;
};
Shift shift_of(const ShiftHours& hours, const Zone& zone, Date day);
Shift shift_at(const ShiftPack& pack, const Zone& zone, Instant at);
// "2025-06-10/day"; absent when it is not written so, or the pack has no such shift.
std::optional<Shift> find_shift(const ShiftPack& pack, const Zone& zone, std::string_view name);
std::string name_of(const Shift& shift);

}  // namespace wardlight::care
