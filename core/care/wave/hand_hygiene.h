// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <span>

#include "core/care/words.h"

// Clean hands at the five moments (clinical.md 7.1), read from assets/clinical/hand-hygiene.json. Pure; any thread.
namespace wardlight::care {

struct HygieneAction {
  Choice choice;
  bool positive = false;
};

struct HygienePack {
  PackHead head;
  std::vector<Choice> moments;
  std::vector<HygieneAction> actions;
  std::vector<Choice> categories;
  Duration session_from, session_to;  // how long an observer looks
  int comparable_from = 0;            // opportunities of a unit and period, before figures may be compared
  Words family;                       // what the family is told
  Words not_comparable;
};

// Observers' data and what people say of themselves are two things that are never added up.
enum class HygieneSource { Observer, SelfReport };

// One opportunity: one action, whatever number of moments made it necessary.
struct HygieneOpportunity {
  HygieneSource source = HygieneSource::Observer;
  std::vector<std::string> moments;
  std::string action;
  std::string category;
};

struct HygieneFigures {
  std::int64_t opportunities = 0;
  std::int64_t indications = 0;
  std::int64_t positive = 0;
  std::map<std::string, std::int64_t, std::less<>> actions;           // by code
  std::string compliance;                                             // positive ÷ opportunities
  std::map<std::string, std::string, std::less<>> moment_compliance;  // by moment: opportunities that had it
  bool comparable = false;
};

// Reads a pack and runs its worked examples. Fails with InvalidContent, naming the key or the example.
Expected<HygienePack> load_hygiene_pack(std::string_view text);

// The observers' compliance. Fails with InvalidContent: a self-report among them, a moment or an action that is none,
// an opportunity without a moment.
Expected<HygieneFigures> hygiene_figures(const HygienePack& pack, std::span<const HygieneOpportunity> observed);

enum class SessionLength { TooShort, Fits, TooLong };
SessionLength judge_session(const HygienePack& pack, Instant began, Instant ended);

}  // namespace wardlight::care
