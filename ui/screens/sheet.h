// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/sheet.h"
#include "ui/screens/action.h"
#include "ui/screens/sheet_line.h"
#include "ui/widgets/kit.h"

namespace wardlight::screens {

// Draws any page of the bedside. One about a patient takes the whole window, as every form does: two identifiers at the head,
// nothing leads away by accident. Sections stand in two columns where there is room, in reading order.
MaybeAction draw_sheet(ui::Kit& kit, const ui::Rect& page, const models::Sheet& sheet, SheetLocal& local);

}  // namespace wardlight::screens
