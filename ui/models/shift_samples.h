// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/assignment_board.h"
#include "ui/models/back_entry.h"
#include "ui/models/charting_flags.h"
#include "ui/models/incidents.h"
#include "ui/models/shift_report.h"
#include "ui/models/unit_figures.h"

// A made-up shift of 28 beds with the longest names there are, for pictures and tests of pages and paper.
namespace wardlight::models::samples {

enum class ShiftState { Running, Wrong, Complete, Closed, Amended };

ShiftInput shift(const care::ShiftPack& pack, ShiftState state, const Texts& texts);
AssignmentBoardInput assignment_board();
std::vector<PaperPatientInput> back_entry();
UnitFiguresInput unit_figures(const Texts& texts);
DowntimeInput downtime(const Texts& texts);
// Reports of falls: one overdue, one told twice, one confirmed, and a near miss.
IncidentsInput incidents(const Texts& texts);
ChartingFlagsInput charting_flags();

}  // namespace wardlight::models::samples
