// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/care/facts/fact.h"
#include "core/care/prompts/prompts.h"
#include "core/workflows/ask_question.h"
#include "core/workflows/call_for_help.h"
#include "core/workflows/fall_steps.h"
#include "core/workflows/handoff.h"
#include "core/workflows/open_chart.h"
#include "core/workflows/tasks.h"

// Everything the bedside's screens show of one patient, as plain values.
namespace wardlight::workflows {

// The newest record of one form.
struct Instrument {
  std::string form;  // the short name
  StatementId statement;
  Instant occurred_at;
  std::string by;
  std::string pack;             // that judged it; it is shown with this one for ever
  bool partial = false;         // saved unfinished: no total, no band
  std::optional<std::string> total;
  std::string band;             // a code; empty: none
};

struct BedsideDevice {
  std::string reference;  // "DeviceUseStatement/…"
  std::string type;
  Instant placed_at;
  int day = 1;  // day N: the day it was placed is day 1, in the hospital's calendar
  bool elsewhere = false;
  bool ours = true;  // the ward's own record, not the hospital's
  std::string site;
  std::string indication;
  std::optional<Instant> checked_at;  // newest "still needed?"
};

// Never stored: computed from facts whenever it is shown.
struct BedsidePrompt {
  EncounterId encounter;
  std::string bed;
  care::Prompt prompt;
  bool task_open = false;  // somebody has it as a task already: its kind is the prompt's id
};

struct BedsideView {
  Instant read_at;
  WardPatient patient;
  std::vector<Instrument> instruments;  // by name
  std::vector<BedsideDevice> devices;
  std::vector<PatientQuestion> questions;  // open ones first
  std::vector<WorkTask> tasks;             // open ones, most urgent first
  std::vector<HelpCall> help;              // not closed
  std::vector<FallStepDone> fall_steps;    // since the last fall
  std::vector<BedsidePrompt> prompts;      // by harm and lateness
  std::vector<care::PutOff> put_off;       // what was put off and would else stand there
  HandoffView handoff;
  std::optional<Instant> last_handoff;     // accepted
  std::vector<TimelineRow> since_handoff;  // newest first
  std::vector<care::Fact> facts;           // in order; what every rule above was computed from
  const care::Fact* latest(std::string_view kind) const;  // nullptr: not recorded
};

// One patient. Needs ReadChart. The chart was opened by open_chart(), which is audited.
Expected<BedsideView> read_bedside(const Ward& ward, const EncounterId& encounter);

// Quiet until then, or until there is a criterion that was not shown; a statement of its own with its reason, its time and
// those criteria, so that a replay comes to the same. Only where the pack allows it.
struct SnoozePrompt {
  StatementId id;
  EncounterId encounter;
  std::string prompt;
  std::string about = {};  // Prompt::about
  Duration length;         // no longer than the pack allows
  std::string reason;
};
Expected<Outcome> snooze_prompt(const Ward& ward, const SnoozePrompt& snooze);

// The prompts of one stay as they are now. Needs ReadChart.
Expected<std::vector<care::Prompt>> read_prompts(const Ward& ward, const EncounterId& encounter);
// A prompt that asks for a person becomes a task, unless it is one: its kind is the prompt's id, its time the prompt's.
Expected<Outcome> make_task_of(const Ward& ward, const StatementId& id, const BedsidePrompt& prompt);

}  // namespace wardlight::workflows
