// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/care/words.h"
#include "core/workflows/read_shift.h"

// "How we are doing": the unit's figures for those who made them, nobody's name in them; and the one line for the wall.
namespace wardlight::workflows {

struct ShiftFigure {
  care::Shift shift;
  std::optional<ShiftClosing> closing;  // absent: not closed, and then no figure is given
};

struct UnitFigures {
  Instant read_at;
  LocationId unit;
  std::vector<ShiftFigure> shifts;  // the last ones that are over, oldest first
  int reported = 0;                 // hazards and near misses that colleagues told, in these days
  int put_right = 0;                // of those
  std::vector<care::Words> put_right_words;  // what, newest first
};
// Signed figures only, so that everybody sees the same ones. Needs SeeOwnFigures.
Expected<UnitFigures> read_unit_figures(const Ward& ward, const LocationId& unit);

}  // namespace wardlight::workflows
