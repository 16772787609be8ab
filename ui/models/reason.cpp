// SPDX-License-Identifier: Apache-2.0
#include "ui/models/reason.h"

#include <algorithm>
#include <array>
#include <utility>

namespace wardlight::models {
namespace {

constexpr std::array<std::pair<Change, std::string_view>, 3> kChanges{
    {{Change::Correct, "correct"}, {Change::TakeBack, "take-back"}, {Change::Reopen, "reopen"}}};
constexpr std::array<int, 5> kMinutesBack = {0, 5, 15, 30, 60};

bool is_open(const SlotInput& slot) {
  switch (slot.live) {
    case LiveState::Due:
    case LiveState::DueSoon:
    case LiveState::Overdue:
    case LiveState::Missed: return true;
    default: return false;
  }
}

const ReasonCode* chosen(const ReasonInput& input) {
  const auto found = std::ranges::find(input.codes, input.typed.code, &ReasonCode::code);
  return found == input.codes.end() ? nullptr : &*found;
}

void add_choices(const ReasonInput& input, const Texts& texts, Reason& model) {
  for (const ReasonCode& code : input.codes)
    model.choices.push_back({code.code, slot_reason_text(code.code, code.label, texts), code.code == input.typed.code});
}

Control when(std::string label, bool ready, std::string lack) {
  return {std::move(label), ready, ready ? std::string() : std::move(lack)};
}

// ---- A slot without a round

Control build_slot_save(const ReasonInput& input, const Texts& texts) {
  const std::string label = texts("reason.save");
  const ReasonCode* code = chosen(input);
  if (!input.typed.slot) return {label, false, texts("reason.need_slot")};
  if (code == nullptr) return {label, false, texts("reason.need_reason")};
  return when(label, !code->needs_order || !input.typed.order.empty(), texts("reason.need_order"));
}

void build_slot(const ReasonInput& input, const Moment& moment, const Texts& texts, Reason& model) {
  model.title = texts("reason.slot_title");
  model.slot_label = texts("reason.slot");
  for (const Instant start : list_open_slots(input.patient))
    model.slots.push_back({start, hour_text(moment, start), input.typed.slot == start});
  model.reason_label = texts("reason.reason");
  add_choices(input, texts, model);
  if (const ReasonCode* code = chosen(input); code != nullptr && code->needs_order) model.order_label = texts("reason.order");
  model.note_label = texts("reason.note");
  model.save = build_slot_save(input, texts);
}

// ---- A record that is wrong

Control build_change_save(const ReasonInput& input, std::optional<Change> change, const Texts& texts) {
  if (!change) return {texts("reason.continue"), false, texts("reason.need_change")};
  const bool written = !input.typed.note.empty();
  switch (*change) {
    case Change::Correct: return when(texts("reason.continue"), written, texts("reason.need_note"));
    case Change::TakeBack: return when(texts("reason.take_back"), written, texts("reason.need_note"));
    case Change::Reopen: return {texts("reason.reopen"), true, ""};
  }
  return {};
}

std::string change_text(Change change, const Texts& texts) {
  switch (change) {
    case Change::Correct: return texts("change.correct");
    case Change::TakeBack: return texts("change.take_back");
    case Change::Reopen: return texts("change.reopen");
  }
  return {};
}

void build_change(const ReasonInput& input, const Texts& texts, Reason& model) {
  const auto change = change_from_code(input.typed.code);
  model.title = texts("reason.change_title");
  model.reason_label = texts("reason.change");
  for (const Change one : input.changes)
    model.choices.push_back({std::string(to_code(one)), change_text(one, texts), change == one});
  model.note_label = texts(change == Change::Reopen ? "reason.note" : "reason.why");
  model.save = build_change_save(input, change, texts);
  if (change == Change::TakeBack) model.save_tone = Tone::Bad;
}

// ---- Off the unit, and back

void add_times(const ReasonInput& input, const Moment& moment, const Texts& texts, Reason& model) {
  for (const Instant time : list_times(input.opened_at, input.left)) {
    const std::string words = clock_text(moment, time, texts);
    model.slots.push_back(
        {time, time == input.opened_at ? texts("reason.now", {{"time", words}}) : words, input.typed.slot == time});
  }
}

void build_leaves(const ReasonInput& input, const Moment& moment, const Texts& texts, Reason& model) {
  model.title = texts("reason.leaves_title");
  model.slot_label = texts("reason.left");
  add_times(input, moment, texts, model);
  model.reason_label = texts("reason.where_to");
  add_choices(input, texts, model);
  model.save = when(texts("reason.leaves"), chosen(input) != nullptr, texts("reason.need_where"));
}

void build_returns(const ReasonInput& input, const Moment& moment, const Texts& texts, Reason& model) {
  model.title = texts("reason.returns_title");
  model.slot_label =
      input.left ? texts("reason.back_at", {{"time", clock_text(moment, *input.left, texts)}}) : texts("reason.back");
  add_times(input, moment, texts, model);
  model.save = {texts("reason.returns"), true, ""};
}

}  // namespace

std::string_view to_code(Change change) {
  for (const auto& [known, code] : kChanges)
    if (known == change) return code;
  return {};
}

std::optional<Change> change_from_code(std::string_view code) {
  for (const auto& [change, known] : kChanges)
    if (known == code) return change;
  return std::nullopt;
}

std::vector<Instant> list_open_slots(const PatientInput& patient) {
  std::vector<Instant> starts;
  for (const SlotInput& slot : patient.slots)
    if (is_open(slot)) starts.push_back(slot.start);
  return starts;
}

std::vector<Instant> list_times(Instant now, std::optional<Instant> earliest) {
  std::vector<Instant> times;
  for (const int back : kMinutesBack)
    if (back == 0 || !earliest || *earliest <= now - minutes(back)) times.push_back(now - minutes(back));
  return times;
}

std::string slot_reason_text(const std::string& code, const std::string& label, const Texts& texts) {
  const std::string key = "slot_reason." + code;
  return texts.has(key) ? texts(key) : label;
}

Reason build_reason(const ReasonInput& input, const Moment& moment, const Texts& texts) {
  Reason model;
  model.head = build_patient_head(input.patient, moment, texts);
  model.cancel_label = texts("reason.cancel");
  if (input.failure) model.failure = *input.failure;
  switch (input.purpose) {
    case ReasonFor::Slot: build_slot(input, moment, texts, model); break;
    case ReasonFor::Change: build_change(input, texts, model); break;
    case ReasonFor::Leaves: build_leaves(input, moment, texts, model); break;
    case ReasonFor::Returns: build_returns(input, moment, texts, model); break;
  }
  return model;
}

}  // namespace wardlight::models
