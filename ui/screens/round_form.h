// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/round_form.h"
#include "ui/screens/action.h"
#include "ui/screens/form_rows.h"
#include "ui/widgets/kit.h"

namespace wardlight::screens {

// Takes the whole page, without head and foot of the app: nothing leads away from a patient by accident.
MaybeAction draw_round_form(ui::Kit& kit, const ui::Rect& page, const models::RoundForm& model, FormLocal& local);

}  // namespace wardlight::screens
