// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ui/models/patient_head.h"
#include "ui/models/ward.h"

namespace wardlight::models {

enum class ReasonFor { Slot, Correction };

struct ReasonCode {
  std::string code;
  std::string label;         // the rule pack's words, where the language has none of its own
  bool needs_order = false;  // an order takes the slot out of the count: its number is asked
};

// What was tapped and typed so far.
struct ReasonTyped {
  std::optional<Instant> slot;
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

// Why a slot has no round, or why a round is corrected. Nothing is chosen beforehand, but the only slot there is.
struct Reason {
  PatientHead head;
  std::string title;
  std::string slot_label;
  std::vector<ReasonSlot> slots;  // open, overdue and missed ones, the earliest first
  std::string reason_label;
  std::vector<ReasonChoice> choices;
  std::string order_label;        // empty while no order is asked for
  std::string note_label;
  Control save;
  std::string cancel_label;
  std::string failure;
};

// The slots that a reason may be given for now.
std::vector<Instant> list_open_slots(const PatientInput& patient);

Reason build_reason(const ReasonInput& input, const Moment& moment, const Texts& texts);

}  // namespace wardlight::models
