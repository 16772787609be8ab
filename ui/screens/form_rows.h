// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include "ui/models/form.h"
#include "ui/screens/action.h"
#include "ui/widgets/kit.h"

// The lines of any checklist, by their kinds: label on the left, large answers on the right where there is room,
// else below. Tells its height without drawing, so that a screen can share lines out over columns.
namespace wardlight::screens {

// What is being typed, by row key; the model's words take over when the finger is elsewhere.
struct FormLocal {
  std::map<std::string, std::string> typed;
  bool choosing_time = false;
};

// `answer` is the height of one answer, kLeastAnswer or more.
inline constexpr float kLeastAnswer = 48;
float form_row_height(const ui::Kit& kit, float width, const models::FormRow& row, float answer);
MaybeAction draw_form_row(ui::Kit& kit, const ui::Rect& rect, const models::FormRow& row, FormLocal& local, float answer);

}  // namespace wardlight::screens
