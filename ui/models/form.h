// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/forms/form_session.h"
#include "ui/models/moment.h"
#include "ui/models/parts.h"

// Any checklist as lines to draw, and what a finger did as answers. Nothing here knows a question by name.
namespace wardlight::models {

using FormField = forms::Field;

enum class RowKind {
  Heading,  // a group's words
  Words,    // something to read
  Choices,  // tap one, or several when it repeats
  Number,   // typed digits, with a unit
  Line,     // typed words
  Lines,    // typed words, several lines
  Total,    // a sum of other answers: shown only when it is whole
  When,     // a moment, moved by steps from now: each option is a step
  Again,    // one more of the group before it
};

struct FormOption {
  std::string code;   // for keys: unique among the options
  std::string label;
  bool selected = false;
};

struct FormRow {
  std::string key;     // unique in the form, the same from frame to frame
  FormField field;
  RowKind kind = RowKind::Words;
  int depth = 0;
  std::string label;
  std::string detail;  // what the label said after a colon: drawn smaller
  std::vector<FormOption> options;
  bool typed_too = false;    // options, and a field for what is not among them
  std::string value;         // what was typed, or the total
  std::string placeholder;
  std::string unit;
  std::string fault;         // what is wrong with the answer; empty while nothing is
  bool asked = true;         // an answer is expected: not for words and headings
  bool answered = false;
  bool missing = false;
  bool enabled = true;       // read-only answers are shown and not taken
  std::string state;         // for ears: "answered", "still to answer"
  std::string remove_label;  // of a group that stands more than once
  std::string offer;         // an answer the chart knows, with its age: taken over by one tap
  std::vector<std::string> extras;  // what this patient's plan and devices add to it
};

std::vector<FormRow> build_form_rows(const forms::FormSession& session, const Moment& moment, const Texts& texts);

// The labels of what is still to answer, in order.
std::vector<std::string> list_missing(const forms::FormSession& session, const Texts& texts);

// The score in words, only when every part of it is answered (clinical.md G-1); a form without score gives nothing.
struct ScoreLine {
  std::string label;
  std::string number;  // empty while incomplete
  std::string note;
  Tone tone = Tone::Neutral;
};
std::optional<ScoreLine> build_score(const forms::FormSession& session, const Texts& texts);

// What a finger did. `option` counts in the row's options; tapping a chosen option takes it back.
// Each fails as FormSession::set does and then changes nothing.
Expected<void> answer_choice(forms::FormSession& session, const FormField& field, std::size_t option);
// Empty text takes the answer back, and so does one that is no answer of its kind: then false, and the words stay with the
// finger.
Expected<bool> answer_text(forms::FormSession& session, const FormField& field, std::string_view text);
// Moves a moment by minutes, from now when none is given yet; 0 is now.
Expected<void> answer_when(forms::FormSession& session, const FormField& field, int by_minutes, const Moment& moment);

// The steps of a When row, in minutes.
inline constexpr std::array<int, 6> kWhenSteps = {-60, -15, 0, 15, 60, 240};

}  // namespace wardlight::models
