// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/bedside.h"
#include "ui/models/work.h"

namespace wardlight::models {

enum class HandoffState { None, Draft, Ready, AtBedside, Given, Synthesised, Accepted, Conflict };

// A value the chart already knows: shown with its age, confirmed by a tap, never typed.
struct HandoffRowInput {
  std::string id = {};
  std::string section = {};     // the group of the form it stands with
  std::string label = {};
  Aged value = {};
  bool confirmed = false;
  bool changed = false;    // since the last handoff
  bool sensitive = false;  // told away from the bedside
};

struct HandoffVersionInput {
  std::string id = {};
  std::string words = {};  // what this version says that the other does not
};

struct ChangeInput {
  std::string words = {};
  Instant at = {};
  bool late_entry = false;
};

// The groups of the form under one letter of SBAR.
struct SbarLetter {
  std::string title = {};
  std::vector<std::string> groups = {};
};

struct HandoffInput {
  const PatientInput& patient;
  HandoffState state = HandoffState::None;
  std::string type = {};                     // in words: "Break cover"
  std::optional<Instant> last_handoff = {};
  std::vector<ChangeInput> changes = {};     // since then
  std::vector<HandoffRowInput> rows = {};
  const forms::FormSession* given = nullptr;      // what only people can say
  const forms::FormSession* read_back = nullptr;  // what the incoming nurse says back
  std::vector<SbarLetter> sbar = {};
  std::string private_group = {};            // shown apart, and never at the bedside
  std::string actions_link_id = {};          // the question of the form that holds an action's words
  std::string from = {};
  std::string to = {};
  std::optional<Instant> given_at = {};
  std::optional<Instant> accepted_at = {};
  bool may_give = false;
  bool may_accept = false;
  bool charge = false;
  bool unclaimed = false;               // HND-7: given, and nobody took it in time
  std::vector<HandoffVersionInput> versions = {};  // of a conflict
  std::vector<QuestionInput> concerns = {};
  std::vector<TaskInput> tasks = {};    // open ones, to be handed on
  std::optional<std::string> refusal = {};   // the last step was refused: one plain sentence that names the rule
};

// What changed comes first, then the handoff in I-PASS order or as SBAR: the same lines. answers: "view", "private", "addendum".
Sheet build_handoff(const HandoffInput& input, const SheetAnswers& answers, const Moment& moment, const Texts& texts);

// What the incoming nurse says back: the actions to restate with a tap, and the form.
Sheet build_read_back(const HandoffInput& input, const Moment& moment, const Texts& texts);

// What keeps "confirm all" from being pressed: labels of values that are too old; empty when nothing does.
std::vector<std::string> list_stale(const HandoffInput& input);
// The words of every action that was handed over, in order.
std::vector<std::string> list_actions(const HandoffInput& input);

}  // namespace wardlight::models
