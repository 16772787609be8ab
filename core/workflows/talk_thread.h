// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/workflows/ask_question.h"
#include "core/workflows/call_for_help.h"
#include "core/workflows/fall_steps.h"
#include "core/workflows/task_thread.h"

// Communications as their statements tell them: questions with answers, family calls with their steps, thanks.
namespace wardlight::workflows {

inline constexpr std::string_view kFamilyCall = "family-call";

// A Communication of that category about that stay, with what it belongs to; not saved.
struct Talk {
  StatementId id;
  std::string category;  // question, answer, family-call and its steps, thanks, prompt-snoozed
  EncounterId encounter;
  StatementId thread = {};  // empty: it begins one
  std::string topic = {};
  std::string text = {};
  bool by_patient = false;
};
Expected<json::Value> make_talk(const Ward& ward, const Talk& talk);
Expected<Outcome> save_talk(const Ward& ward, const Talk& talk, store::Urgency urgency, json::Value resource);

// The first statement of a thread; NotFound with a sentence.
Expected<store::Record> find_first(const Ward& ward, const StatementId& thread);

std::vector<PatientQuestion> read_questions(const ThreadReading& reading, std::span<const store::Record> records);
std::vector<HelpCall> read_help(const ThreadReading& reading, std::span<const store::Record> records);
// Those taken from `since` on, oldest first.
std::vector<FallStepDone> read_fall_steps(const ThreadReading& reading, std::span<const store::Record> records, Instant since);
std::vector<std::string> read_thanks(const PractitionerId& to, Instant from, Instant until,
    std::span<const store::Record> records);

}  // namespace wardlight::workflows
