// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>

#include "core/care/words.h"

// The call two to three days after discharge (clinical.md 12), read from assets/clinical/discharge-call.json.
// Hours are elapsed time; weekends and holidays move nothing. Pure; any thread.
namespace wardlight::care {

struct CallResult {
  Choice choice;
  bool reached = false;
  bool ends = false;  // nobody is called again
};

struct CallExclusion {
  Choice choice;
  bool deceased = false;    // a date of death says so
  bool readmitted = false;  // a later stay of the same patient says so
};

struct DischargeCallPack {
  PackHead head;
  Duration opens, target, closes;  // after discharge
  int attempts = 0;                // to the patient or who speaks for them; then the other contacts
  std::vector<CallResult> results;
  std::vector<CallExclusion> exclusions;

  const CallResult* find_result(std::string_view code) const;
};

// What the hospital knows about how a stay ended.
struct Departure {
  std::string said;  // a code of the pack that somebody or the hospital gave; empty: nobody did
  bool deceased = false;
  bool readmitted = false;
};
// The first exclusion of the pack that fits, as its code; empty: to be called.
std::string exclusion_of(const DischargeCallPack& pack, const Departure& departure);

struct CallAttempt {
  Instant at;
  std::string result;                // a code of the pack
  bool to_alternate = false;
  std::optional<Instant> call_again;  // of a call put off
};

struct DischargedPatient {
  std::string id;
  Instant discharged_at;
  std::string exclusion;  // a code of the pack; empty: to be called
  std::vector<CallAttempt> attempts;
  int alternates = 0;     // other contacts that are known
  bool problem_found = false;
  std::int64_t actions = 0, actions_closed = 0;
};

enum class CallState {
  NotYet,    // before the window; a call now is allowed and marked early
  Open,
  Late,      // after the target
  Reached,
  Ended,     // declined: nobody is called again
  Closed,    // never reached, and the last day is over
  Excluded,
};
enum class CallTo { Nobody, Patient, Alternate };

struct CallLine {
  const DischargedPatient* patient = nullptr;
  CallState state = CallState::NotYet;
  Instant opens_at, target_at, closes_at;
  CallTo next = CallTo::Nobody;
  int attempts_left = 0;                // of those to the patient
  std::optional<Instant> not_before;    // the patient asked for another time
};
CallLine call_line(const DischargeCallPack& pack, const DischargedPatient& patient, Instant now);

// Who is to be called, the latest target first; those not yet in their window at the end. Borrows the patients.
std::vector<CallLine> call_list(const DischargeCallPack& pack, std::span<const DischargedPatient> patients, Instant now);

enum class CallTiming { Early, InWindow, Late };
CallTiming judge_call(const DischargeCallPack& pack, const DischargedPatient& patient, const CallAttempt& attempt);

// Pooled (G-8): eligible are all but those excluded.
struct CallFigures {
  std::int64_t discharged = 0, eligible = 0, reached_in_time = 0, reached = 0, attempted = 0;
  std::string reached_in_time_percent;
  std::string attempted_percent;
  std::string problems_percent;        // of those reached
  std::string actions_closed_percent;
};
CallFigures call_figures(const DischargeCallPack& pack, std::span<const DischargedPatient> patients);

// Reads a pack and runs its worked examples. Fails with InvalidContent, naming the key or the example.
Expected<DischargeCallPack> load_discharge_call_pack(std::string_view text);

}  // namespace wardlight::care
