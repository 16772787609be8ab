// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ui/models/patient_head.h"
#include "ui/models/ward.h"

namespace wardlight::models {

// Why a slot has no round; what is wrong with a record; that the patient leaves the unit, or is back.
enum class ReasonFor { Slot, Change, Leaves, Returns };

// What can be done about a record: other answers, taking it back, or, of a slot that was closed, giving it back to rounds.
enum class Change { Correct, TakeBack, Reopen };
std::string_view to_code(Change change);
std::optional<Change> change_from_code(std::string_view code);

struct ReasonCode {
  std::string code;
  std::string label;         // the rule pack's words, where the language has none of its own
  bool needs_order = false;  // an order takes the slot out of the count: its number is asked
};

// What was tapped and typed so far.
struct ReasonTyped {
  std::optional<Instant> slot;  // or the time the patient left or came back
  std::string code;
  std::string order;
  std::string note;
};

struct ReasonInput {
  ReasonFor purpose = ReasonFor::Slot;
  const PatientInput& patient;
  std::vector<ReasonCode> codes;
  ReasonTyped typed;
  std::optional<std::string> failure;
  std::vector<Change> changes = {};           // of ReasonFor::Change: what this person may do
  Instant opened_at = {};                     // the times to choose from end here
  std::optional<Instant> left = std::nullopt;  // of ReasonFor::Returns
};

struct ReasonSlot {
  Instant start;
  std::string label;
  bool selected = false;
};

struct ReasonChoice {
  std::string code;
  std::string label;
  bool selected = false;
};

// One page with two identifiers for everything that is said in a few words. Nothing is chosen beforehand, but the only
// slot there is, the only thing that can be done, and "now" for a time.
struct Reason {
  PatientHead head;
  std::string title;
  std::string slot_label;
  std::vector<ReasonSlot> slots;  // open, overdue and missed ones, the earliest first
  std::string reason_label;
  std::vector<ReasonChoice> choices;
  std::string order_label;        // empty while no order is asked for
  std::string note_label;         // empty when there is nothing to write
  Control save;
  Tone save_tone = Tone::Primary;
  std::string cancel_label;
  std::string failure;
};

// The slots that a reason may be given for now.
std::vector<Instant> list_open_slots(const PatientInput& patient);
// The times a patient may have left or come back at, the latest first: now and a few steps back, none before `earliest`.
std::vector<Instant> list_times(Instant now, std::optional<Instant> earliest);
// A slot reason's words in the screen's language; the rule pack's where that has none.
std::string slot_reason_text(const std::string& code, const std::string& label, const Texts& texts);

Reason build_reason(const ReasonInput& input, const Moment& moment, const Texts& texts);

}  // namespace wardlight::models
