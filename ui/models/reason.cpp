// SPDX-License-Identifier: Apache-2.0
#include "ui/models/reason.h"

#include <algorithm>

namespace wardlight::models {
namespace {

bool is_open(const SlotInput& slot) {
  switch (slot.live) {
    case LiveState::Due:
    case LiveState::DueSoon:
    case LiveState::Overdue:
    case LiveState::Missed: return true;
    default: return false;
  }
}

std::string words_of(const ReasonCode& code, const Texts& texts) {
  const std::string key = "slot_reason." + code.code;
  return texts.has(key) ? texts(key) : code.label;
}

const ReasonCode* chosen(const ReasonInput& input) {
  const auto found = std::ranges::find(input.codes, input.typed.code, &ReasonCode::code);
  return found == input.codes.end() ? nullptr : &*found;
}

Control build_slot_save(const ReasonInput& input, const Texts& texts) {
  const std::string label = texts("reason.save");
  const ReasonCode* code = chosen(input);
  if (!input.typed.slot) return {label, false, texts("reason.need_slot")};
  if (code == nullptr) return {label, false, texts("reason.need_reason")};
  if (code->needs_order && input.typed.order.empty()) return {label, false, texts("reason.need_order")};
  return {label, true, ""};
}

Control build_correction_save(const ReasonInput& input, const Texts& texts) {
  if (input.typed.note.empty()) return {texts("reason.continue"), false, texts("reason.need_note")};
  return {texts("reason.continue"), true, ""};
}

}  // namespace

std::vector<Instant> list_open_slots(const PatientInput& patient) {
  std::vector<Instant> starts;
  for (const SlotInput& slot : patient.slots)
    if (is_open(slot)) starts.push_back(slot.start);
  return starts;
}

Reason build_reason(const ReasonInput& input, const Moment& moment, const Texts& texts) {
  Reason model;
  model.head = build_patient_head(input.patient, moment, texts);
  model.cancel_label = texts("reason.cancel");
  if (input.failure) model.failure = *input.failure;
  if (input.purpose == ReasonFor::Correction) {
    model.title = texts("reason.correct_title");
    model.note_label = texts("reason.why");
    model.save = build_correction_save(input, texts);
    return model;
  }
  model.title = texts("reason.slot_title");
  model.slot_label = texts("reason.slot");
  for (const Instant start : list_open_slots(input.patient))
    model.slots.push_back({start, hour_text(moment, start), input.typed.slot == start});
  model.reason_label = texts("reason.reason");
  for (const ReasonCode& code : input.codes) model.choices.push_back({code.code, words_of(code, texts), code.code == input.typed.code});
  if (const ReasonCode* code = chosen(input); code != nullptr && code->needs_order) model.order_label = texts("reason.order");
  model.note_label = texts("reason.note");
  model.save = build_slot_save(input, texts);
  return model;
}

}  // namespace wardlight::models
