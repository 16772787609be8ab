// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "ui/models/unit_board.h"
#include "ui/widgets/kit.h"

// One patient's rounds, hour by hour: the cell of the unit board, and a strip of them below a line's words.
namespace wardlight::screens {

void draw_board_cell(ui::Kit& kit, const ui::Rect& box, const models::BoardCell& cell);

// As many to a row as can be read; the hour stands above each.
float cell_strip_height(float width, const std::vector<models::BoardCell>& cells);
void draw_cell_strip(ui::Kit& kit, const ui::Rect& rect, const std::vector<models::BoardCell>& cells);

}  // namespace wardlight::screens
