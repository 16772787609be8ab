// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/unit_board.h"
#include "ui/screens/action.h"
#include "ui/widgets/kit.h"

namespace wardlight::screens {

MaybeAction draw_unit_board(ui::Kit& kit, const ui::Rect& page, const models::UnitBoard& model);

}  // namespace wardlight::screens
