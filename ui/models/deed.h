// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/base/strong_id.h"

// What pressing something on a bedside page asks for, as plain data: models put it beside the words, the shell carries it out.
namespace wardlight::models {

enum class DeedKind {
  None,
  Back,
  // Pages.
  OpenPatient,
  OpenPlan,
  OpenForms,
  OpenForm,         // id: the form
  OpenHandoff,
  OpenWave,
  OpenWash,
  OpenAsk,
  OpenSepsis,
  OpenFalls,
  OpenHelp,
  OpenReport,       // a problem, a hazard or thanks to a colleague
  OpenPatientView,
  OpenWork,         // value: the list of the unit's work to show
  OpenCall,         // id: the discharge call
  OpenDrafts,
  GoOnDraft,        // id: the form
  DiscardDraft,     // id: the form's url
  // On the page that is up: value is put under id, and the page is built anew.
  Choose,
  Type,
  AllSeen,          // id: the group whose questions one tap answers
  // Handoff.
  ConfirmRow,
  ConfirmAll,
  MarkReady,
  MarkBedside,
  Sign,             // opens the PIN pad; value: give or accept
  OpenReadBack,
  Restate,          // value: the words of the action
  KeepReadBack,
  AddAddendum,
  KeepVersion,      // the charge nurse's choice in a conflict
  // Bedside.
  AnswerPrompt,     // id: the prompt; value: the form that answers it
  Snooze,
  MakeTask,         // id: the prompt that becomes a task
  PlaceDevice,
  KeepDevice,
  RemoveDevice,
  AnswerVaccine,
  ConfirmInfection,
  // Questions, tasks, falls, calls.
  SaveQuestion,
  AnswerQuestion,
  TaskStep,         // value: accept, decline, done, verify, reopen
  ConfirmCalled,
  Thank,
  SaveHazard,
  SaveProblem,
  StartFall,
  FallStepDone,
  SaveWash,
  CallAttempt,
  CallForHelp,
  HelpArrived,
  // The shift.
  OpenShift,        // value: the part to show
  OpenCloseShift,
  SignShift,
  OpenAssignBoard,
  CoverBreak,       // id: the cover to end; empty: the one that was chosen
  OpenDowntime,
  OpenBackEntry,
  EnterPaper,       // id: the slot's start in milliseconds
  OpenFigures,
  PrintReport,
  PrintDowntime,
  PrintCard,
  SettleBinding,    // id: the other stay
  SettleSetAside,   // id: the statement
  // What is opened with a reason.
  OpenIncidents,
  OpenChartingFlags,
  GiveReason,
  OpenIncident,     // id: the report's first version
  ReviewIncident,
  JoinIncidents,    // id: the earlier report; value: same or apart
  // The patient's side of the tablet.
  ShowCard,         // id: the page of the patient's view
  SwitchLanguage,
  LeavePatientView,
};

struct Deed {
  DeedKind kind = DeedKind::None;
  EncounterId encounter = {};
  std::string id = {};
  std::string value = {};
  bool operator==(const Deed&) const = default;
};

}  // namespace wardlight::models
