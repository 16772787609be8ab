// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ui/models/sheet.h"
#include "ui/models/ward.h"

// What the bedside pages are made of. The words of content (packs, forms, prompts) come ready in the tablet's language;
// what is missing is absent, and every page says so instead of staying silent.
namespace wardlight::models {

// One input of a prompt or a screen: what, when and who says so.
struct BasisInput {
  std::string words = {};  // "Temperature 38.6 °C"
  std::optional<Instant> at = {};
  std::string source = {};
  bool stale = false;
  bool missing = false;  // asked for and not recorded
};

enum class Urgency { Now, Soon, Watch };

struct PromptInput {
  std::string id = {};
  Urgency urgency = Urgency::Soon;
  std::string text = {};
  std::optional<Instant> due = {};
  std::vector<BasisInput> basis = {};
  std::string rule = {};
  std::string pack = {};    // "id@version"
  std::string source = {};  // where the rule comes from
  std::string who = {};     // the role it is for
  std::string ends = {};    // how it ends
  std::string prompt = {};  // the pack's name for it; with `about` it makes the id
  std::string about = {};
  bool can_snooze = false;
  Duration snooze_for = {};
  std::optional<Instant> snoozed_until = {};
  std::string snoozed_why = {};
  bool can_be_task = false;  // and nobody has it as one
  std::optional<Tap> act = {};  // what it asks for, one tap away
  std::string answer_link_id = {}, answer_code = {};  // chosen already in the form that it opens
  std::vector<PromptInput> inside = {};  // of a source that is silent: the prompts that wait for it
};

struct FactorInput {
  std::string id = {};
  std::string words = {};
  std::vector<std::string> interventions = {};  // in force
  std::string reason = {};                      // why there is none
};

struct FallRiskInput {
  std::optional<std::string> total = {};  // absent: never assessed, or not whole
  std::string band = {};
  Tone tone = Tone::Neutral;
  std::string pack = {};
  std::optional<Instant> at = {};
  std::optional<Instant> due = {};
  std::vector<std::string> harm = {};  // why a fall would hurt more: age, bones, bleeding, surgery
  bool harm_known = false;
  std::vector<FactorInput> factors = {};
};

struct DeviceInput {
  std::string id = {};
  std::string kind = {};
  std::string site = {};
  int day = 1;
  std::string indication = {};
  bool needed_answered = false;  // today
  std::optional<Instant> needed_due = {};
  bool removal_asked = false;
  std::optional<Instant> check_due = {};
  std::string check_form = {};
};

struct IsolationInput {
  std::string kind = {};
  std::vector<std::string> equipment = {};
  bool soap_and_water = false;
  bool wipe_tablet = true;
};

struct MovingInput {
  std::string level = {};
  std::string aid = {};
  std::optional<Instant> at = {};
};

struct VaccineInput {
  std::string id = {};
  std::string name = {};
  std::string status = {};
  Tone tone = Tone::Neutral;
  std::string why = {};
  std::string pack = {};
  bool offer = false;
};

struct FormDueInput {
  std::string form = {};
  std::string title = {};
  std::string last = {};  // "Total 55, high risk"; empty: never done here
  std::optional<Instant> last_at = {};
  std::optional<Instant> due = {};
  Mark mark = Mark::Form;
};

// A code to choose, in the tablet's language.
struct CodeWords {
  std::string code = {};
  std::string words = {};
};

struct QuestionInput {
  std::string id = {};
  std::string text = {};
  std::string category = {};
  std::string asked_of = {};
  Instant at;
  bool answered = false;
};

}  // namespace wardlight::models
