// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ui/models/sheet.h"

namespace wardlight::models {

struct ShiftFigureInput {
  std::string words = {};  // "Day, 10 Jun"
  bool closed = false;
  int done = 0, due = 0;
  int missed = 0;
  std::string compliance = {};
  std::string live_share = {};
};

struct UnitFiguresInput {
  std::string unit = {};
  std::vector<ShiftFigureInput> shifts = {};  // newest first
  std::string pooled = {};                    // percent over those closed; "not calculable"
  int reported = 0, put_right = 0;
  std::vector<std::string> put_right_words = {};
};

// "How we are doing": the unit's signed figures for those who work there, and below them the line that hangs on the wall, which
// thanks for reports and says what changed. No names.
Sheet build_unit_figures(const UnitFiguresInput& input, const Texts& texts);
std::string poster_line(const UnitFiguresInput& input, const Texts& texts);

}  // namespace wardlight::models
