// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/workflows/assignment_board.h"
#include "core/workflows/close_shift.h"
#include "core/workflows/read_downtime.h"
#include "core/workflows/read_unit_figures.h"
#include "core/workflows/settle_open.h"
#include "ui/models/assignment_board.h"
#include "ui/models/back_entry.h"
#include "ui/models/charting_flags.h"
#include "ui/models/incidents.h"
#include "ui/models/patient_card.h"
#include "ui/models/shift.h"
#include "ui/models/shift_report.h"
#include "ui/models/unit_figures.h"

namespace wardlight::shell {

// Where something printed went, to be said on the screen.
struct PrintedAt {
  std::string file;  // readable by this tablet's user alone; empty: none is kept
  bool on_printer = false;
};

// The platform's printer and what it knows of the other tablets. A member that is empty: the platform has none.
struct ShiftPlatform {
  std::function<Expected<PrintedAt>(const models::ShiftReport&)> print_report = {};
  std::function<Expected<PrintedAt>(const models::DowntimeList&)> print_list = {};
  std::function<Expected<PrintedAt>(const models::PaperCard&)> print_card = {};
  std::function<workflows::OtherTablets()> other_tablets = {};
};

// The charge nurse's half of what the shell may ask of the ward. Same rules as WardServices.
class ShiftServices {
 public:
  virtual ~ShiftServices() = default;

  // By name, "2025-06-10/day". Empty: the one that runs, or the one before it while that is not closed and the new one is young.
  virtual Expected<models::ShiftInput> shift(const std::string& name, const models::Texts& texts) = 0;
  virtual Expected<models::AssignmentBoardInput> assignment_board(const models::Texts& texts) = 0;
  virtual Expected<std::vector<models::PaperPatientInput>> back_entry() = 0;
  virtual Expected<models::UnitFiguresInput> unit_figures(const models::Texts& texts) = 0;
  virtual Expected<models::DowntimeInput> downtime(const models::Texts& texts) = 0;
  // Each call is audited with its reason.
  virtual Expected<models::IncidentsInput> incidents(const std::string& reason, const models::Texts& texts) = 0;
  virtual Expected<models::ChartingFlagsInput> charting_flags(const std::string& reason) = 0;
  virtual LocationId unit_on_screen() const = 0;  // that is shown
  virtual Expected<PrintedAt> print_shift(const models::ShiftInput& shift, const models::Texts& texts) = 0;
  virtual Expected<PrintedAt> print_downtime(const models::DowntimeInput& list, const models::Texts& texts) = 0;
  virtual Expected<PrintedAt> print_card(const EncounterId& encounter, const models::PaperCard& card) = 0;
};

}  // namespace wardlight::shell
