// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/round_form.h"
#include "ui/screens/action.h"
#include "ui/widgets/kit.h"

namespace wardlight::screens {

// The dialog that moves the time an act was done. `open` is cleared when it is left.
MaybeAction draw_done_time(ui::Kit& kit, const models::DoneTimeDialog& model, bool& open);

}  // namespace wardlight::screens
