// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/bedside_plan.h"

namespace wardlight::models {

struct WaveInput {
  const PlanInput& plan;
  std::vector<QuestionInput> questions = {};
  std::string own_hands = {};  // "12 of 12 of your own rounds", never mixed with what observers saw
};
// Wash, ask, vaccinate, ensure safe devices: one page.
Sheet build_wave(const WaveInput& input, const SheetAnswers& answers, const Moment& moment, const Texts& texts);

// What is being watched: several moments at once are one opportunity.
struct WashInput {
  std::vector<CodeWords> moments = {};
  std::vector<CodeWords> people = {};
  std::vector<CodeWords> actions = {};
  std::optional<Instant> started_at = {};
  int opportunities = 0;
  int clean = 0;
};
// answers: "moment.<code>", "person", "action".
Sheet build_wash(const WashInput& input, const SheetAnswers& answers, const Moment& moment, const Texts& texts);

struct AskInput {
  const PatientInput& patient;
  std::vector<CodeWords> categories = {};
  std::vector<std::string> stock = {};  // questions ready to ask in the category that is chosen
  std::vector<CodeWords> asked_of = {};
};
// answers: "category", "asked_of", "question".
Sheet build_ask(const AskInput& input, const SheetAnswers& answers, const Moment& moment, const Texts& texts);

}  // namespace wardlight::models
