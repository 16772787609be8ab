// SPDX-License-Identifier: Apache-2.0
#include "ui/models/back_entry.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace wardlight::models {

namespace {

constexpr std::array<int, 4> kMinutes{0, 15, 30, 45};
constexpr int kStep = 5;

std::string slot_key(Instant start) { return std::to_string(start.milliseconds); }

int minutes_of(Instant slot_start, const SheetAnswers& answers) {
  int minutes = 0;
  const std::string& text = answer_of(answers, "time." + slot_key(slot_start));
  std::from_chars(text.data(), text.data() + text.size(), minutes);
  return minutes;
}

SheetLine slot_line(const PaperPatientInput& patient, const PaperSlotInput& slot, const SheetAnswers& answers,
                    const Moment& moment, const Texts& texts) {
  const std::string key = slot_key(slot.start);
  const Instant at = paper_time(slot.start, answers);
  SheetLine line{"slot." + key, Mark::Clock, Tone::Neutral,
                 texts("paper.slot", {{"time", clock_text(moment, slot.start, texts)}})};
  line.value = hour_text(moment, at);
  line.value_note = texts("paper.done_at");
  line.choices = SheetChoices{{}, {DeedKind::Choose, {}, "time." + key}};
  const int chosen = minutes_of(slot.start, answers);
  for (const int minutes : kMinutes) {
    const Instant option = slot.start + wardlight::minutes(minutes);
    if (option < slot.end && option <= moment.now)
      line.choices->options.push_back({std::to_string(minutes), hour_text(moment, option), chosen == minutes});
  }
  const auto step = [&](int by, const char* label) {
    const Instant option = at + wardlight::minutes(by);
    Tap tap{"paper.step." + std::to_string(by) + "." + key,
            texts(label),
            {DeedKind::Choose, {}, "time." + key, std::to_string(chosen + by)},
            TapLook::Quiet};
    tap.enabled = slot.start <= option && option < slot.end && option <= moment.now;
    line.taps.push_back(std::move(tap));
  };
  step(-kStep, "paper.earlier");
  step(kStep, "paper.later");
  line.taps.push_back(
      {"paper.enter." + key, texts("paper.enter"), {DeedKind::EnterPaper, patient.encounter, key}, TapLook::Main, Mark::Form});
  return line;
}

}  // namespace

Instant paper_time(Instant slot_start, const SheetAnswers& answers) {
  return slot_start + minutes(minutes_of(slot_start, answers));
}

Sheet build_back_entry(const std::vector<PaperPatientInput>& patients, const SheetAnswers& answers, const Moment& moment,
                       const Texts& texts) {
  Sheet sheet;
  sheet.title = texts("paper.title");
  sheet.back_label = texts("shift.back_to");
  sheet.banners.push_back({Tone::Info, Mark::Print, "", texts("paper.why")});
  const std::string& bed = answer_of(answers, "bed");
  SheetSection beds{"beds", texts("paper.beds"), "", {}, texts("paper.nobody")};
  for (const PaperPatientInput& patient : patients) {
    const bool chosen = bed == patient.encounter.value;
    SheetLine line{"paper.bed." + patient.encounter.value, patient.open.empty() ? Mark::Done : Mark::Bed,
                   chosen ? Tone::Primary : patient.open.empty() ? Tone::Ok : Tone::Neutral,
                   texts("patient.bed", {{"bed", patient.bed}}) + " · " + patient.name};
    if (patient.entered > 0) line.badges.push_back({texts.count("paper.entered", patient.entered), Tone::Ok});
    line.value = std::to_string(patient.open.size());
    line.value_note = texts("paper.open");
    line.filled = chosen;
    line.opens = Deed{DeedKind::Choose, {}, "bed", patient.encounter.value};
    beds.lines.push_back(std::move(line));
  }
  sheet.sections.push_back(std::move(beds));
  const auto patient = std::ranges::find(patients, EncounterId{bed}, &PaperPatientInput::encounter);
  if (patient == patients.end()) return sheet;
  SheetSection slots{
      "slots", texts("paper.slots", {{"bed", patient->bed}, {"name", patient->name}}), "", {}, texts("paper.all_entered")};
  for (const PaperSlotInput& slot : patient->open) slots.lines.push_back(slot_line(*patient, slot, answers, moment, texts));
  sheet.sections.push_back(std::move(slots));
  return sheet;
}

}  // namespace wardlight::models
