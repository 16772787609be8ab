// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>

#include "core/care/words.h"

// The WAVE card for patient and family, and the patient's questions (clinical.md 7, 7.2), read from assets/clinical/wave.json.
// Pure; any thread.
namespace wardlight::care {

// One of the four letters, as the patient reads it.
struct WaveTopic {
  std::string letter;
  Words title;
  Words words;
};

struct QuestionCategory {
  Choice choice;
  std::vector<Words> stock;  // questions to choose from, in the patient's language
};

struct WavePack {
  PackHead head;
  std::vector<WaveTopic> card;
  std::vector<QuestionCategory> categories;
  Duration answer_within;  // an unanswered question becomes a nurse's task
  Duration teach_within;   // after admission

  const QuestionCategory* find_category(std::string_view code) const;
};

struct AskedQuestion {
  Instant asked_at;
  std::optional<Instant> answered_at;
  Instant shift_ends;  // of the shift it was asked in
};

struct QuestionFigures {
  std::int64_t asked = 0;
  std::int64_t answered_in_shift = 0;
  std::string answered_in_shift_percent;
};

// Reads a pack and runs its worked examples. Fails with InvalidContent, naming the key or the example.
Expected<WavePack> load_wave_pack(std::string_view text);

// From when a nurse has the question as a task; nothing once it was answered.
std::optional<Instant> question_task_at(const WavePack& pack, const AskedQuestion& question);
// Open longer than the pack allows.
bool is_question_overdue(const WavePack& pack, const AskedQuestion& question, Instant now);

QuestionFigures question_figures(std::span<const AskedQuestion> questions);

}  // namespace wardlight::care
