// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/workflows/assignment_board.h"
#include "core/workflows/close_shift.h"
#include "core/workflows/handoff.h"
#include "core/workflows/place_device.h"
#include "core/workflows/read_bedside.h"
#include "core/workflows/record_form.h"
#include "core/workflows/review_incident.h"
#include "core/workflows/settle_open.h"
#include "ui/models/assessment.h"
#include "ui/models/bedside_plan.h"
#include "ui/models/falls.h"
#include "ui/models/handoff_list.h"
#include "ui/models/help_call.h"
#include "ui/models/report.h"
#include "ui/models/round_form.h"
#include "ui/models/sepsis.h"
#include "ui/models/undelivered.h"
#include "ui/models/wave.h"
#include "ui/models/work.h"

namespace wardlight::shell {

// Everything that the bedside's pages of one patient are made of, in the tablet's language. The inputs that refer to the
// patient are put together by whoever draws the page.
struct BedsideData {
  std::vector<models::PromptInput> prompts;
  std::vector<models::RoundExtra> round_extras;
  models::FallRiskInput fall;
  std::vector<models::DeviceInput> devices;
  bool devices_known = false;
  std::optional<models::IsolationInput> isolation;
  bool contact_isolation = false;
  models::MovingInput moving;
  std::vector<models::VaccineInput> vaccines;
  std::vector<models::FormDueInput> forms;
  std::vector<models::QuestionInput> questions;
  std::vector<models::ScreenInput> screens;
  std::vector<std::string> screen_notes;
  std::string own_hands;
  // After a fall.
  std::optional<Instant> fell_at;
  std::vector<models::FallStepInput> fall_steps;
  std::vector<models::ObservationInput> observations;
  std::string observations_why;
  std::string observations_pack;
  bool fall_reported = false;
  bool huddle_done = false;
  std::optional<Instant> huddle_due;
  std::optional<Instant> morse_due;
  // The newest call for help that is not closed.
  std::optional<workflows::HelpCall> help;
  // Handoff.
  workflows::HandoffView handoff;
  std::vector<models::HandoffRowInput> rows;
  std::vector<models::ChangeInput> changes;
  std::optional<Instant> last_handoff;
  bool unclaimed = false;
  // The patient's own side.
  std::vector<std::string> fall_plan;
  std::string matters;
};

// What stands on one patient's tile.
struct UnitTile {
  workflows::HandoffState handoff = workflows::HandoffState::None;
  std::string severity = {};
  int changes = 0;
  bool unclaimed = false;
  std::vector<models::Badge> badges = {};
};

// The unit's work, and what stands over every page.
struct UnitData {
  std::vector<models::TaskInput> tasks;
  std::optional<std::vector<models::CallInput>> calls;  // absent: not known on this tablet
  std::vector<models::PatientInput> discharged;         // those who may be called
  std::vector<models::OpenWorkInput> open;
  std::vector<models::UndeliveredInput> undelivered;
  std::map<EncounterId, UnitTile> tiles;
  models::WorkKnown known;
};

// Words of content that pages offer to choose from.
struct BedsideChoices {
  std::vector<models::CodeWords> question_categories;
  std::vector<models::CodeWords> asked_of;
  std::vector<models::CodeWords> problems;
  std::vector<models::CodeWords> hazards;
  std::vector<models::CodeWords> wash_moments, wash_people, wash_actions;
  std::vector<models::CodeWords> help_callers, help_reasons, help_outcomes;
  std::vector<models::CodeWords> call_results;
  std::vector<std::string> wave_card;
  std::vector<models::SbarLetter> sbar;
  std::string private_group;
  std::string action_link_id;       // of handoff-given
  std::string read_back_link_id;    // of handoff-accepted
  std::string read_back_kind_link_id;
  std::string vaccine_link_id, vaccine_answer_link_id;  // of vaccine-screen
  std::string suspected_link_id;                        // of sepsis-confirm
  std::string call_result_link_id;                      // of discharge-call
  std::string help_number;
  // Of hand-hygiene-observation.
  std::string wash_began_link_id, wash_ended_link_id, wash_group_link_id, wash_person_link_id, wash_moment_link_id,
      wash_action_link_id;
};

enum class HandoffMove { Ready, Bedside, Addendum };
struct MoveHandoff {
  HandoffMove move = HandoffMove::Ready;
  workflows::HandoffStepTaken step;
};

// A prompt that a person is to see to becomes a task.
struct TaskOfPrompt {
  StatementId id;
  EncounterId encounter;
  std::string prompt;
  std::string about;
};

struct EndCover {
  StatementId id;
  StatementId cover;
};

// One act of somebody who is signed in.
using BedsideAct = std::variant<workflows::RaiseTask, workflows::TaskMove, workflows::ThankColleague, workflows::AskQuestion,
    workflows::AnswerQuestion,
                                workflows::PlaceDevice, workflows::RemoveDevice, workflows::SnoozePrompt, workflows::CallForHelp,
                                    workflows::HelpMove,
                                workflows::ReportIncident, TaskOfPrompt, workflows::StartHandoff, MoveHandoff,
                                    workflows::ResolveHandoff, workflows::CoverBreak, EndCover, workflows::SettleBinding,
                                workflows::SettleSetAside, workflows::FallStepTaken, workflows::ReviewIncident,
                                workflows::JoinIncidents>;

// What a PIN is given for.
struct SignRequest {
  PractitionerId signer;
  std::variant<std::monostate, workflows::GiveHandoff, workflows::AcceptHandoff, workflows::CloseShift>
      what;  // nothing: only to know who it is
};

struct SignProgress {
  models::PinState pin;
  // given once; of a PIN that was only checked it has neither record nor objection
  std::optional<Expected<workflows::Outcome>> outcome;
};

// The bedside's half of what the shell may ask of the ward. Same rules as WardServices.
class BedsideServices {
 public:
  virtual ~BedsideServices() = default;

  virtual Expected<BedsideData> bedside(const EncounterId& encounter, const models::Texts& texts) = 0;
  // The last that is known, with its time: read elsewhere, and change_tick() moves when there is another.
  virtual Expected<UnitData> unit_work(const models::Texts& texts) = 0;
  virtual Expected<std::vector<models::OwnFigureInput>> own_figures(const models::Texts& texts) = 0;
  // The unit's, pooled: how handoffs, hands, devices, teaching and calls went. Nobody's name is in them.
  virtual Expected<std::vector<models::OwnFigureInput>> care_figures(const models::Texts& texts) = 0;
  virtual BedsideChoices choices(const models::Texts& texts) = 0;
  virtual std::vector<std::string> stock_questions(const std::string& category, const models::Texts& texts) = 0;

  virtual Expected<workflows::OpenForm> open_form(const EncounterId& encounter, const std::string& name) = 0;
  virtual Expected<workflows::Outcome> record_form(const workflows::OpenForm& form) = 0;
  virtual std::optional<models::JudgedForm> judge_form(const workflows::OpenForm& form, const models::Texts& texts) = 0;

  // What was given, as a form to read; nothing when the hospital's form changed since.
  virtual std::optional<forms::FormSession> given_form(const workflows::HandoffView& handoff) = 0;

  virtual Expected<workflows::Outcome> carry_out(const BedsideAct& act) = 0;
  // The PIN is looked at elsewhere, like signing in; sign_progress() tells how far it is. The PIN is wiped.
  virtual void begin_sign(SignRequest request, std::string pin) = 0;
  virtual SignProgress sign_progress() = 0;
};

}  // namespace wardlight::shell
