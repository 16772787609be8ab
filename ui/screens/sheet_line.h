// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include "ui/models/sheet.h"
#include "ui/screens/action.h"
#include "ui/screens/form_rows.h"
#include "ui/widgets/button.h"
#include "ui/widgets/kit.h"

// One line of a sheet: mark, words, badges, a value on the right, and below them what can be chosen, typed and pressed.
namespace wardlight::screens {

// What is being typed, by the field's id; the shell builds the models from it.
struct SheetLocal {
  std::map<std::string, std::string> typed;
  FormLocal form;
};

ui::Icon sheet_icon(models::Mark mark);
ui::ButtonSpec tap_button(const models::Tap& tap);
// Buttons side by side, as many to a row as their words allow.
float taps_height(const ui::Kit& kit, float width, const std::vector<models::Tap>& taps);
MaybeAction draw_taps(ui::Kit& kit, const ui::Rect& rect, const std::vector<models::Tap>& taps);

float sheet_line_height(ui::Kit& kit, float width, const models::SheetLine& line);
MaybeAction draw_sheet_line(ui::Kit& kit, const ui::Rect& rect, const models::SheetLine& line, SheetLocal& local);

}  // namespace wardlight::screens
