// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/care/handoff/handoff_pack.h"

// The bedside handoff as a state machine over what was done (clinical.md 5.4, HND-1 to HND-8):
//
//   start → DRAFT → ready → READY → bedside → AT_BEDSIDE → give → GIVEN → synthesise → SYNTHESISED → accept → ACCEPTED
//
// Pure; any thread; cannot fail: a step that may not be is refused with its rule and changes nothing.
//   give       from AT_BEDSIDE; from READY only with the reason why not at the bedside; from DRAFT only as a return.
//              Needs the hash of what was shown (HND-5). Again in GIVEN only to sign what an amendment changed.
//   synthesise in GIVEN or SYNTHESISED, by somebody else than the giver (HND-2). Restates an action, or says why there is
//              none; at a severity that needs it, acknowledges a contingency line (HND-3).
//   accept     in SYNTHESISED, by who read back (HND-3), never the giver nor with the giver's sign-in (HND-2), over the
//              hash that was given (HND-5). Signed on another tablet over another hash: CONFLICT (HND-6).
//              From then on the patient is the receiver's (HND-1). The charge nurse may accept as interim owner (HND-7).
//   amend      before ACCEPTED. Before GIVEN it changes nothing here; after, only by the giver: the state is GIVEN again, the
//              read-back is void, the new hash holds; without one the giver signs again (HND-4, HND-5).
//   addendum   only after ACCEPTED (HND-4).
//   resolve    in CONFLICT, by the charge nurse: the hash that holds, one of the two. Back to GIVEN (HND-6).
//   start      also after ACCEPTED of a temporary handoff, by who is accountable: the return (HND-8).
// A step in any other state is refused as HND-ORDER.
namespace wardlight::care {

enum class HandoffType { Shift, Temporary, Transfer, Return };
enum class HandoffState { None, Draft, Ready, AtBedside, Given, Synthesised, Accepted, Conflict };
enum class HandoffStep { Start, Ready, Bedside, Give, Synthesise, Accept, Amend, Addendum, Resolve };
std::string_view to_code(HandoffType type);    // "shift"
std::string_view to_code(HandoffState state);  // "AT_BEDSIDE"
std::string_view to_code(HandoffStep step);    // "bedside"
std::optional<HandoffType> handoff_type_from_code(std::string_view code);
std::optional<HandoffStep> handoff_step_from_code(std::string_view code);

enum class HandoffRole { Nurse, Charge };

struct HandoffEvent {
  Instant at;
  HandoffStep step = HandoffStep::Start;
  std::string by;  // who did it: an id, or a name as it was written
  HandoffRole role = HandoffRole::Nurse;
  HandoffType type = HandoffType::Shift;  // of a start
  std::string content_hash;               // of what was shown; empty: none
  std::string severity;                   // a code of the pack; empty: not said here
  std::vector<std::string> actions;       // of a read-back: key actions restated
  std::string no_actions;                 // or why there are none
  std::vector<std::string> contingency;   // of a read-back: lines acknowledged
  std::string not_at_bedside;             // of a giving: why it was not at the bedside
  std::string tablet;                     // where it was done; empty: the one tablet
  std::string sign_in;                    // the PIN or badge entry that it was signed with; empty: not told
};

struct Handoff {
  HandoffState state = HandoffState::None;
  HandoffType type = HandoffType::Shift;
  std::string from;         // who gave
  std::string to;           // who read back, then accepted
  std::string accountable;  // HND-1; empty until somebody accepted here
  bool interim = false;     // HND-7: accepted by the charge nurse
  std::string severity;
  bool contingency_read = false;  // the reader named at least one line of it
  std::string content_hash;  // as given; empty while an amendment waits for the giver's signature
  std::string other_hash;    // of a conflict: what the receiver signed
  std::string given_on, given_sign_in;
  std::optional<Instant> started_at, bedside_at, given_at, accepted_at;
};

struct HandoffMove {
  Handoff after;                    // the same as before when refused
  const Advice* refused = nullptr;  // of the pack: the rule and its sentence
};
HandoffMove move_handoff(const HandoffPack& pack, const Handoff& before, const HandoffEvent& event);

// All of them in the order given; refused ones leave no trace.
Handoff replay_handoff(const HandoffPack& pack, std::span<const HandoffEvent> events);

// HND-7: when the charge nurse is told, unless it is accepted before; nothing once accepted.
std::optional<Instant> escalate_handoff_at(const HandoffPack& pack, const Handoff& handoff, Instant shift_change);

// HND-8: a temporary handoff was accepted and has to come back.
bool awaits_return(const Handoff& handoff);

}  // namespace wardlight::care
