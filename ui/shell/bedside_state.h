// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "ui/models/patient_view.h"
#include "ui/models/sign_off.h"
#include "ui/screens/pin_pad.h"
#include "ui/screens/sheet.h"
#include "ui/shell/bedside_services.h"
#include "ui/shell/shift_services.h"

namespace wardlight::shell {

// The bedside's pages.
enum class BedsidePage {
  Plan, Forms, Form, Handoff, ReadBack, Wave, Wash, Ask, Sepsis, Falls, Help, Report, PatientView, PatientCard,
  // Of the unit, without a patient.
  Shift, CloseShift, AssignmentBoard, Downtime, BackEntry, UnitFigures, Drafts,
  // Likewise, and opened with a reason.
  Incidents, Incident, ChartingFlags,
};

struct SignState {
  models::SignFor purpose = models::SignFor::Give;
  std::optional<PractitionerId> chosen;
  bool waiting = false;  // the door is looking at the PIN
};

// When something was read: it is read again when the ward changed, a minute passed or the language is another.
struct ReadAt {
  std::uint64_t tick = 0;
  std::int64_t minute = -1;
  std::string language;
  bool operator==(const ReadAt&) const = default;
};

// What was opened with a reason, until another page of the kind is opened.
struct ApartState {
  std::string reason;  // empty: not given yet
  std::string language;  // that it was read in
  std::optional<models::IncidentsInput> incidents;
  std::optional<models::ChartingFlagsInput> charting;
  std::string incident;  // the one that is up, by its first version
};

// What was read, chosen and typed on the bedside's pages by the person who is signed in. Forgotten when the tablet locks.
struct BedsideState {
  models::SheetAnswers answers;  // of the page that is up
  screens::SheetLocal local;
  EncounterId read_for;
  ReadAt read_at;
  std::optional<BedsideData> data;
  std::optional<std::string> failure;
  std::optional<std::string> refusal;     // of the last step
  std::set<std::string> confirmed;        // rows of the handoff that is up
  std::string form;                       // the one that is open, by name
  std::optional<UnitData> unit;
  ReadAt unit_read_at;
  std::vector<models::OwnFigureInput> figures;
  std::vector<models::OwnFigureInput> care_figures;
  ReadAt care_figures_read_at;
  ReadAt figures_read_at;
  models::WorkView work = models::WorkView::Tasks;
  std::optional<SignState> sign;
  screens::PinDigits digits;
  // The shift's pages.
  models::ShiftPart shift_part = models::ShiftPart::Open;
  std::string shift_name;  // empty: the one of now
  std::optional<models::ShiftInput> shift;
  std::optional<models::DowntimeInput> downtime;
  std::optional<models::PrintedInput> printed;
  std::vector<models::PaperPatientInput> paper;
  std::optional<models::UnitFiguresInput> unit_figures;
  std::optional<models::AssignmentBoardInput> assignment;
  ReadAt shift_read_at;
  std::optional<BedsidePage> shift_read_for;
  ApartState apart;
  // The tablet turned round.
  std::string card;
  bool help_asked = false;
  std::optional<Instant> help_pressed_at;
  std::string staff_language;             // to go back to
  // A fall that is being cared for: what to do at once, before anything is saved.
  std::optional<Instant> fall_begun;
  // Hand hygiene, counted by an observer.
  std::optional<Instant> wash_began;
  int wash_seen = 0, wash_clean = 0;
};

}  // namespace wardlight::shell
