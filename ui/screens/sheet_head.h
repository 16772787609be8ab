// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/sheet.h"
#include "ui/screens/action.h"
#include "ui/widgets/kit.h"

namespace wardlight::screens {

// Who and what a sheet is about: two identifiers, what the hospital flagged, the title and the strip of views.
float sheet_head_height(ui::Kit& kit, const ui::Rect& page, const models::Sheet& sheet);
MaybeAction draw_sheet_head(ui::Kit& kit, const ui::Rect& rect, const models::Sheet& sheet);
// The states something goes through, cut from the top of `rest`.
MaybeAction draw_steps(ui::Kit& kit, ui::Rect& rest, const models::Sheet& sheet);

}  // namespace wardlight::screens
